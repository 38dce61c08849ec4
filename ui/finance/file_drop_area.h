// A place to drop one file on, or to press for choosing it. Window's thread.
#pragma once

#include <QtWidgets/QAbstractButton>

#include "ui/theme/theme.h"

namespace mz {

class FileDropArea : public QAbstractButton {
  Q_OBJECT

 public:
  explicit FileDropArea(Theme& theme, QWidget* parent = nullptr);

  void setSentence(const QString& sentence) { m_sentence = sentence; }  // second line; the first is text()
  QSize sizeHint() const override;

 Q_SIGNALS:
  void fileDropped(const QString& file);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dragLeaveEvent(QDragLeaveEvent* event) override;
  void dropEvent(QDropEvent* event) override;

 private:
  Theme& m_theme;
  QString m_sentence;
  bool m_over = false;
};

}  // namespace mz
