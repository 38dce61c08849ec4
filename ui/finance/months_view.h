// Payments by month of one year beside the year before, as bars and as a table. Picking a month narrows the filter to it. The
// filter's period applies to both years: the same days, a year earlier. Window's thread.
#pragma once

#include <QtWidgets/QWidget>
#include <optional>

#include "models/finance_filter_model.h"
#include "models/finance_months_model.h"
#include "ui/parts/card.h"
#include "ui/parts/data_table.h"
#include "ui/shell/page.h"

class QLabel;
class QToolButton;

namespace mz {

class CurrencyBox;
class MonthBars;

class MonthsView : public QWidget {
  Q_OBJECT

 public:
  MonthsView(const PageContext& context, FinanceFilterModel& filter, QWidget* parent = nullptr);
  ~MonthsView() override;

  void setNames(const FinanceNames& names);  // first and last day bound the years
  void load();
  void clear();  // another channel
  int year() const { return m_year; }
  FinanceMonthsModel& model() { return m_model; }

 Q_SIGNALS:
  void monthPicked();  // the filter has been narrowed
  void failed(const mz::Error& error);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void showYear(int year);
  void showMonths();
  void pick(int month);
  void retranslate();

  EngineClient& m_client;
  FinanceFilterModel& m_filter;
  FinanceMonthsModel m_model;
  Request m_request;
  std::optional<Date> m_first, m_last;
  int m_year = 0;         // shown
  bool m_chosen = false;  // by the user; otherwise it follows the filter
  QToolButton* m_earlier;
  QToolButton* m_later;
  QLabel* m_yearLabel;
  CurrencyBox* m_currency;
  Card* m_chartCard;
  MonthBars* m_bars;
  DataTable* m_table;
};

}  // namespace mz
