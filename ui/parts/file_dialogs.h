// Asking for files and folders, behind a seam so that tests can answer. Window's thread; returns an empty path when the user
// gave up.
#pragma once

#include <QtCore/QString>

class QWidget;

namespace mz {

class FileDialogs {
 public:
  virtual ~FileDialogs() = default;
  virtual QString saveFile(QWidget* parent, const QString& title, const QString& suggestedName, const QString& filter);
  virtual QString openFile(QWidget* parent, const QString& title, const QString& filter);
  virtual QString openFolder(QWidget* parent, const QString& title);
};

}  // namespace mz
