// What the tables of records have in common: fixed columns with headings, figures to the right, texts that follow the language.
// A subclass says what stands in a cell. Window's thread.
#pragma once

#include <QtCore/QAbstractTableModel>
#include <algorithm>
#include <vector>

namespace mz {

// A view keeps 8 bytes a row for its header and counts pixels in 32 bits: of more rows a table has the first ones of its order,
// and its page says so.
inline constexpr int kMostTableRows = 20'000'000;

class TableModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  void retranslate();

  int rowCount(const QModelIndex& parent = {}) const final { return parent.isValid() ? 0 : rows(); }
  int columnCount(const QModelIndex& parent = {}) const final { return parent.isValid() ? 0 : m_columns; }
  QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const final;
  QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const final;

 protected:
  TableModel(int columns, QObject* parent) : QAbstractTableModel(parent), m_columns(columns) {}

  virtual int rows() const = 0;
  virtual bool isFigure(int column) const = 0;  // stands to the right, and so does its heading
  virtual QVariant cell(int row, int column, int role) const = 0;
  virtual QString heading(int column) const = 0;
  virtual QString headingHelp(int column) const;

  template <class Change>
  void reset(Change change) {
    beginResetModel();
    change();
    endResetModel();
  }
  template <class Row, class Less>
  void sortRows(std::vector<Row>& list, Qt::SortOrder order, Less less) {
    reset([&] {
      std::stable_sort(list.begin(), list.end(),
                       [&](const Row& a, const Row& b) { return order == Qt::AscendingOrder ? less(a, b) : less(b, a); });
    });
  }

 private:
  const int m_columns;
};

}  // namespace mz
