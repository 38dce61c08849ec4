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
  void copySelection(bool withHeaders) override;
  QString exportAction() const override { return QStringLiteral("finance.export"); }

 Q_SIGNALS:
  void messageRaised(const QString& sentence, mz::StatusRole role);

 private:
  void addCellActions(QMenu& menu);

  EngineClient& m_client;
  Theme& m_ownTheme;
  FinanceTableModel& m_payments;
  FinanceFilterModel& m_filter;
  Request m_copyRequest;
};

}  // namespace mz
