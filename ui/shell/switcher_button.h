// A button with icon, name and menu for what is chosen in the top bar (network, channel): as wide as its name where there is
// room, shortened in a narrow window. Window's thread.
#pragma once

#include <QtWidgets/QToolButton>

namespace mz {

class SwitcherButton : public QToolButton {
  Q_OBJECT

 public:
  SwitcherButton(const QIcon& icon, const QString& name, QWidget* parent = nullptr);

  void setWords(const QString& words);  // whole; also its accessible name
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  void shorten();

  QString m_words;
};

}  // namespace mz
