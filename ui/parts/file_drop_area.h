// A place to drop files on, or to press for choosing them; one file unless it takes several. Window's thread.
#pragma once

#include <QtWidgets/QAbstractButton>

#include "ui/theme/theme.h"

class QMimeData;

namespace mz {

class FileDropArea : public QAbstractButton {
  Q_OBJECT

 public:
  explicit FileDropArea(Theme& theme, QWidget* parent = nullptr);

  void setSentence(const QString& sentence) { m_sentence = sentence; }  // second line; the first is text()
  void setSeveral(bool several) { m_several = several; }
  QSize sizeHint() const override;

 Q_SIGNALS:
  void filesDropped(const QStringList& files);  // at least one

 protected:
  void paintEvent(QPaintEvent* event) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dragLeaveEvent(QDragLeaveEvent* event) override;
  void dropEvent(QDropEvent* event) override;

 private:
  QStringList filesOf(const QMimeData& dragged) const;  // none where it takes one and there are several

  Theme& m_theme;
  QString m_sentence;
  bool m_over = false;
  bool m_several = false;
};

}  // namespace mz
