// Budget lines as a table: original, adjusted and allocated amounts; and, per department, year and currency, what was paid,
// where payments of a department with that name exist. Sorted here. Window's thread.
#pragma once

#include <QtCore/QAbstractTableModel>
#include <vector>

#include "ledger/finance/query.h"

namespace mz {

class FinanceBudgetModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column { Year, Department, Class, Project, Original, Adjusted, Allocated, Open, Currency, kColumns };
  enum Role : int { kTransactionRole = Qt::UserRole + 21 };  // qulonglong

  explicit FinanceBudgetModel(QObject* parent = nullptr);

  void setLines(std::vector<BudgetLineRow> lines);
  const std::vector<BudgetLineRow>& lines() const { return m_lines; }
  const BudgetLineRow& line(int row) const { return m_lines[static_cast<std::size_t>(row)]; }
  void retranslate();

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
  void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

 private:
  std::vector<BudgetLineRow> m_lines;
};

}  // namespace mz
