// All payments that a filter leaves, as a table of any length: rows are read in segments where the view looks, the newest
// question wins, and answers to an older filter or order are ignored. Counts and totals are the engine's, exact for the filter.
// Window's thread; failures arrive as failed().
#pragma once

#include <QtCore/QTimer>
#include <functional>
#include <optional>

#include "ledger/engine.h"
#include "models/segment_cache.h"
#include "models/table_model.h"

namespace mz {

class FinanceTableModel : public TableModel {
  Q_OBJECT

 public:
  static constexpr int kMostRows = kMostTableRows;

  enum Column { Date, Department, Entity, Programme, Class, Payee, Amount, Currency, Reference, Description, State, kColumns };

  struct Question {
    FinanceFilter filter;
    FinanceOrder order = FinanceOrder::DateDescending;
    std::uint64_t offset = 0;
    std::size_t count = 0;
  };
  using Answer = std::function<void(Result<FinanceTable>)>;
  // Asks for rows; may answer late, out of order, or never. With `newest`, questions before it need no answer any more.
  using Fetch = std::function<void(const Question& question, bool newest, Answer answer)>;

  explicit FinanceTableModel(Fetch fetch, QObject* parent = nullptr);

  void setQuery(const FinanceFilter& filter, FinanceOrder order);  // starts reading
  void refresh();  // the ledger grew: what is shown stays until the new rows are there
  void clear();    // no channel
  // Transactions below this number are final, all others only executed.
  void setFinalBelow(TransactionNumber number);
  TransactionNumber finalBelow() const { return m_finalBelow.value_or(TransactionNumber()); }

  const FinanceFilter& filter() const { return m_filter; }
  FinanceOrder order() const { return m_order; }
  const FinanceTotals& totals() const { return m_totals; }
  std::uint64_t revision() const { return m_revision; }
  bool isLoading() const { return m_loading; }
  bool isCut() const { return m_totals.count > static_cast<std::uint64_t>(kMostRows); }  // there are more than are shown
  bool isDamaged() const { return m_damaged; }   // a row that was read since the query has no readable envelope
  const FinanceRow* payment(int row) const;      // null while not read
  int rowOfPayment(std::uint64_t number) const;  // among the rows that were read; -1: unknown
  static bool sortable(int column) { return column == Date || column == Amount; }
  static std::pair<int, Qt::SortOrder> sortOf(FinanceOrder order);
  QString cellText(const FinanceRow& row, int column) const;

  void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

 Q_SIGNALS:
  void totalsChanged();  // also the first answer to a query
  void loadingChanged();
  void orderChanged();
  void damageFound();
  void failed(const mz::Error& error);

 private:
  int rows() const override;
  bool isFigure(int column) const override;
  QVariant cell(int number, int column, int role) const override;
  QString heading(int column) const override;
  QString headingHelp(int column) const override;
  void start();
  void askWanted();
  void askSegment(std::uint64_t segment, bool newest);
  void takeFirst(std::uint64_t generation, std::uint64_t firstSegment, Result<FinanceTable> answer);
  void takeSegment(std::uint64_t generation, std::uint64_t segment, Result<FinanceTable> answer);
  void putSegments(std::uint64_t firstSegment, std::vector<FinanceRow> rows);
  void setRowCount(int count);
  void setLoading(bool loading);
  const FinanceRow* rowAt(int row) const;
  bool isFinal(const FinanceRow& row) const { return m_finalBelow && row.transaction < *m_finalBelow; }

  Fetch m_fetch;
  FinanceFilter m_filter;
  FinanceOrder m_order = FinanceOrder::DateDescending;
  FinanceTotals m_totals;
  std::uint64_t m_revision = 0;
  std::uint64_t m_generation = 0;  // of filter, order and refresh: answers to an earlier one are late
  std::optional<TransactionNumber> m_finalBelow;
  int m_rows = 0;
  bool m_active = false;  // a query was set
  bool m_loading = false;
  bool m_damaged = false;
  bool m_newQuery = false;  // the next first answer begins at the top
  std::vector<std::uint64_t> m_underWay;
  QTimer m_refreshSoon;
  // What is missing is noticed while painting: data() is const and only notes it; the timer asks once per turn of the event
  // loop.
  mutable SegmentCache<FinanceRow> m_cache;
  mutable std::vector<std::uint64_t> m_wanted;
  mutable QTimer m_askSoon;
  mutable std::uint64_t m_lastSeen = 0;  // row that was read last
};

}  // namespace mz
