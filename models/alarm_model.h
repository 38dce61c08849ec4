// The alarms of the open network as a table, lasting ones first, then those that are over; and their rules. Follows the engine.
// Acknowledging and changing rules answer later, by what the engine says then. Window's thread.
#pragma once

#include "models/engine_client.h"
#include "models/table_model.h"

namespace mz {

class AlarmModel : public TableModel {
  Q_OBJECT

 public:
  enum Column { StateColumn, WhatColumn, DetailsColumn, SinceColumn, EndedColumn, TakenByColumn, kColumns };

  explicit AlarmModel(EngineClient& client, QObject* parent = nullptr);

  void refresh();
  const Alarm& alarm(int row) const { return m_alarms[static_cast<std::size_t>(row)]; }
  int rowOf(std::uint64_t number) const;  // -1: there is none
  std::size_t waiting() const;            // that last and that nobody has acknowledged
  bool isAnswered() const { return m_answered; }
  const std::vector<AlarmRule>& rules() const { return m_rules; }

  using Done = std::function<void(const Status&)>;  // on the window's thread
  void acknowledge(std::uint64_t number, const QString& note, Done done);
  void setRules(const std::vector<AlarmRule>& rules, Done done);  // those that differ
  void checkNow(Done done);
  bool isChecking() const { return m_checking; }

 Q_SIGNALS:
  void stateChanged();

 private:
  int rows() const override { return static_cast<int>(m_alarms.size()); }
  bool isFigure(int) const override { return false; }
  QVariant cell(int row, int column, int role) const override;
  QString heading(int column) const override;
  void restart();

  EngineClient& m_client;
  Request m_request, m_acknowledging, m_setting, m_checkRequest;
  std::vector<Alarm> m_alarms;
  std::vector<AlarmRule> m_rules;
  bool m_answered = false, m_checking = false;
};

}  // namespace mz
