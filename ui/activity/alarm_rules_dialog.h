// The rules of the alarms: watched or not, from which figure on, how often it is measured, and after how long an alarm that
// lasts is told again. Window's thread. Nothing holds before Save.
#pragma once

#include <QtWidgets/QDialog>

#include "models/alarm_model.h"
#include "models/status_role.h"
#include "ui/theme/theme.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QSpinBox;

namespace mz {

class AlarmRulesDialog : public QDialog {
  Q_OBJECT

 public:
  AlarmRulesDialog(AlarmModel& alarms, const Theme& theme, QWidget* parent = nullptr);

 Q_SIGNALS:
  void messageRaised(const QString& sentence, mz::StatusRole role);

 private:
  struct Row {
    AlarmRule rule;
    QCheckBox* watched;
    QSpinBox* threshold;  // null where there is nothing to measure against
    QComboBox *check, *repeat;
  };
  QComboBox* makeInterval(const QString& name, const QString& accessible, std::uint32_t seconds);
  void save();

  AlarmModel& m_alarms;
  std::vector<Row> m_rows;
  QLabel* m_problem;
  QPushButton* m_save;
};

}  // namespace mz
