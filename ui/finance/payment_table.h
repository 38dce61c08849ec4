// The table of payments: copies rows that were not read yet as well, and offers to narrow the filter to what a cell says.
// Window's thread.
#pragma once

#include "models/engine_client.h"
#include "models/finance_filter_model.h"
#include "models/finance_table_model.h"
#include "ui/parts/data_table.h"

namespace mz {

class PaymentTable : public DataTable {
  Q_OBJECT

 public:
  PaymentTable(EngineClient& client, Theme& theme, Settings& settings, FinanceTableModel& model, FinanceFilterModel& filter,
               QWidget* parent = nullptr);

  // Reads what is missing first: the clipboard is set when everything is there.
  void copySelection(bool withHeaders);
  std::vector<int> shownColumns() const;
  QMenu* makeColumnMenu(QWidget* parent);  // check marks that show and hide
  void resetColumns();

 Q_SIGNALS:
  void messageRaised(const QString& sentence, mz::StatusRole role);

 protected:
  void keyPressEvent(QKeyEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;

 private:
  void setShown(int column, bool shown);
  void restoreShown();
  void saveShown() const;

  EngineClient& m_client;
  Settings& m_settings;
  Theme& m_ownTheme;
  FinanceTableModel& m_payments;
  FinanceFilterModel& m_filter;
  Request m_copyRequest;
};

}  // namespace mz
