// What the filtered payments consist of: bars of the largest departments, entities, programmes, classes or payees, beside the
// table of all of them. Picking one narrows the filter and goes one level deeper. Window's thread.
#pragma once

#include <QtWidgets/QWidget>

#include "models/finance_filter_model.h"
#include "models/finance_groups_model.h"
#include "ui/parts/card.h"
#include "ui/parts/data_table.h"
#include "ui/shell/page.h"

class QButtonGroup;
class QLabel;

namespace mz {

class CurrencyBox;
class GroupBars;

class BreakdownView : public QWidget {
  Q_OBJECT

 public:
  BreakdownView(const PageContext& context, FinanceFilterModel& filter, QWidget* parent = nullptr);

  void load();
  void clear();  // another channel
  FinanceGrouping grouping() const { return m_grouping; }
  void choose(FinanceGrouping grouping);
  FinanceGroupsModel& model() { return m_model; }

 Q_SIGNALS:
  void failed(const mz::Error& error);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void ask(std::size_t most);
  void showGroups();
  void pick(const std::string& key);
  void retranslate();

  EngineClient& m_client;
  FinanceFilterModel& m_filter;
  FinanceGroupsModel m_model;
  FinanceGrouping m_grouping = FinanceGrouping::Department;
  Request m_request;
  QButtonGroup* m_groupings;
  CurrencyBox* m_currency;
  Card* m_barsCard;
  Card* m_tableCard;
  GroupBars* m_bars;
  QLabel* m_note;
  DataTable* m_table;
};

}  // namespace mz
