// What the window shows of a network whose only channels are awaited: how far joining is, what is still missing, and the answer
// that has to be sent. Window's thread.
#pragma once

#include <QtWidgets/QWidget>

#include "ui/shell/page.h"

class QLabel;
class QPushButton;

namespace mz {

class Card;
class FieldList;

class AwaitedView : public QWidget {
  Q_OBJECT

 public:
  explicit AwaitedView(const PageContext& context, QWidget* parent = nullptr);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void refresh();
  void saveAnswer();
  QString answer() const;  // its file

  const PageContext m_context;
  Card* m_card;
  QLabel* m_title;
  QLabel* m_sentence;
  FieldList* m_fields;
  std::vector<QLabel*> m_marks, m_steps;
  QPushButton* m_save;
  QLabel* m_saved;
  QLabel* m_later;
};

}  // namespace mz
