// Asking for files, folders and a printer, behind a seam so that tests can answer. Window's thread; returns an empty path, or
// false, when the user gave up.
#pragma once

#include <QtCore/QString>

class QPrinter;
class QWidget;

namespace mz {

class FileDialogs {
 public:
  virtual ~FileDialogs() = default;
  virtual QString saveFile(QWidget* parent, const QString& title, const QString& suggestedName, const QString& filter);
  virtual QString openFile(QWidget* parent, const QString& title, const QString& filter);
  virtual QString openFolder(QWidget* parent, const QString& title);
  virtual bool choosePrinter(QWidget* parent, QPrinter& printer);  // which one, and how
};

}  // namespace mz
