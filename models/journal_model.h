// What was done in this program, newest first: the whole journal, which is bounded, as far as the filter lets it through. Read
// anew by refresh(). Window's thread.
#pragma once

#include "models/engine_client.h"
#include "models/table_filter.h"
#include "models/table_model.h"

namespace mz {

// By what was done, and how it ended.
class JournalFilterModel : public TableFilter {
  Q_OBJECT

 public:
  static constexpr auto kWhat = "what", kResult = "result", kText = "text";

  using TableFilter::TableFilter;

  std::vector<Field> fields() const override;
  bool letsThrough(const JournalEntry& entry) const;
};

class JournalModel : public TableModel {
  Q_OBJECT

 public:
  enum Column { TimeColumn, WhatColumn, SubjectColumn, ChannelColumn, WhoColumn, ResultColumn, DeviceColumn, kColumns };

  JournalModel(EngineClient& client, JournalFilterModel& filter, QObject* parent = nullptr);

  void refresh();
  const JournalEntry& entry(int row) const { return m_entries[m_shown[static_cast<std::size_t>(row)]]; }
  bool isAnswered() const { return m_answered; }
  std::size_t total() const { return m_entries.size(); }  // without the filter

  static QString whatText(const std::string& what);
  static QString resultWord(const JournalEntry& entry);

 Q_SIGNALS:
  void stateChanged();

 private:
  int rows() const override { return static_cast<int>(m_shown.size()); }
  bool isFigure(int) const override { return false; }
  QVariant cell(int number, int column, int role) const override;
  QString heading(int column) const override;
  void applyFilter();
  void restart();

  EngineClient& m_client;
  JournalFilterModel& m_filter;
  Request m_request;
  std::vector<JournalEntry> m_entries;  // newest first
  std::vector<std::size_t> m_shown;
  bool m_answered = false;
};

}  // namespace mz
