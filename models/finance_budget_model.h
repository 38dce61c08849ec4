// Budget lines as a table: original, adjusted and allocated amounts; and, per department, year and currency, what was paid,
// where payments of a department with that name exist. Sorted here. Window's thread.
#pragma once

#include <vector>

#include "ledger/finance/query.h"
#include "models/table_model.h"

namespace mz {

class FinanceBudgetModel : public TableModel {
  Q_OBJECT

 public:
  enum Column { Year, Department, Class, Project, Original, Adjusted, Allocated, Open, Currency, kColumns };

  explicit FinanceBudgetModel(QObject* parent = nullptr);

  void setLines(std::vector<BudgetLineRow> lines);
  const std::vector<BudgetLineRow>& lines() const { return m_lines; }
  const BudgetLineRow& line(int row) const { return m_lines[static_cast<std::size_t>(row)]; }

  void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

 private:
  int rows() const override;
  bool isFigure(int column) const override;
  QVariant cell(int number, int column, int role) const override;
  QString heading(int column) const override;
  QString headingHelp(int column) const override;
  std::vector<BudgetLineRow> m_lines;
};

}  // namespace mz
