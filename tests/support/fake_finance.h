// A FakeEngine whose finance questions are really answered over generated payments: filters, order, pages, totals, groups,
// budget lines, a small CSV import. For tests of the Finance page and its pictures. Any thread.
#pragma once

#include <map>

#include "tests/support/fake_engine.h"

namespace mz::test {

class FakeFinance : public FakeEngine {
 public:
  // Payments of three years up to 2026-11-18 in CNY, every twentieth in GBP, some negative. Where there is a budget, those with
  // an even number draw on an allocation.
  explicit FakeFinance(std::size_t payments = 2000, std::size_t budgetLines = 24);

  const std::vector<FinanceRow>& payments() const { return m_payments; }
  // The rows that a filter leaves, in no order: the reference against which pages and sums are held.
  std::vector<FinanceRow> matching(const FinanceFilter& filter) const;
  int tableQuestions() const { return m_tableQuestions; }
  void raiseRevision() { ++m_revision; }
  void setImportFailure(std::optional<Error> failure) { m_importFailure = std::move(failure); }
  std::optional<ImportOptions> lastImport() const;

  Result<FinanceNames> financeNames(const std::string& channel) const override;
  Result<std::vector<FinanceNames::Entry>> financeSuggest(const std::string& channel, FinanceGrouping kind,
                                                          const std::string& text, std::size_t count) const override;
  Result<FinanceTable> financeTable(const std::string& channel, const FinanceFilter& filter, FinanceOrder order,
                                    std::uint64_t offset, std::size_t count) const override;
  Result<FinanceGroups> financeGroups(const std::string& channel, const FinanceFilter& filter, FinanceGrouping grouping,
                                      std::size_t most) const override;
  Result<FinanceRow> payment(const std::string& channel, std::uint64_t number) const override;
  Result<std::vector<BudgetLineRow>> budgetLines(const std::string& channel, int year) const override;
  // A payment that names an allocation has four steps: line, one adjustment, allocation, payment.
  Result<std::vector<TrailStep>> paymentTrail(const std::string& channel, TransactionNumber payment) const override;
  // Comma-separated UTF-8 with ISO dates, unless other styles are asked for; a heading line, columns named by field in any
  // case; a row without a date or amount is refused.
  Result<ImportPreview> previewImport(const std::string& channel, const ImportOptions& options) const override;
  Result<ImportReport> importPayments(const std::string& channel, const ImportOptions& options,
                                      const Progress& progress) override;

 private:
  struct Read;
  Result<Read> read(const ImportOptions& options) const;

  std::vector<FinanceRow> m_payments;
  std::vector<BudgetLineRow> m_budget;
  std::atomic<std::uint64_t> m_revision{1};
  mutable std::atomic<int> m_tableQuestions{0};
  std::optional<Error> m_importFailure;
  mutable std::mutex m_importMutex;
  std::optional<ImportOptions> m_lastImport;
};

}  // namespace mz::test
