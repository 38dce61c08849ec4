// The alarms: those that last, then those that are over; beside them the chosen one, what to do about it, and the field with
// which it is acknowledged. Window's thread.
#pragma once

#include <QtCore/QPointer>

#include "models/alarm_model.h"
#include "ui/shell/page.h"

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QSplitter;
class QStackedLayout;

namespace mz {

class AlarmRulesDialog;
class Badge;
class Card;
class DataTable;
class FieldList;
class StateView;

class AlarmView : public QWidget {
  Q_OBJECT

 public:
  explicit AlarmView(const PageContext& context, QWidget* parent = nullptr);

  const AlarmModel& alarms() const { return *m_model; }
  void showAlarm(std::uint64_t number);  // as soon as it is known
  std::optional<std::uint64_t> shown() const { return m_shown; }
  void openRules();
  DataTable* table() const { return m_table; }
  AlarmRulesDialog* rulesDialog() const { return m_rulesDialog; }

 Q_SIGNALS:
  void linkActivated(const QString& link);
  void messageRaised(const QString& sentence, mz::StatusRole role);
  void alarmChosen();
  void countChanged();

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void retranslate();
  void showState();
  void choose(int row);
  void fillDetail();
  void acknowledge();
  Card* makeDetail();

  PageContext m_context;
  AlarmModel* m_model;
  std::optional<std::uint64_t> m_shown;
  DataTable* m_table;
  QLabel* m_count;
  QPushButton *m_check, *m_rules;
  StateView* m_state;
  QSplitter* m_split;
  QStackedLayout* m_stack;
  Card* m_detail;
  Badge* m_badge;
  QLabel *m_sentence, *m_advice;
  FieldList* m_facts;
  QLabel* m_noteLabel;
  QPlainTextEdit* m_note;
  QPushButton *m_acknowledge, *m_more;
  QPointer<AlarmRulesDialog> m_rulesDialog;
};

}  // namespace mz
