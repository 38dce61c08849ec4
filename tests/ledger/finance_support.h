// Executed transactions for tests of the finance read model, and the database that they are applied to.
#pragma once

#include <QTemporaryDir>
#include <deque>
#include <string>
#include <vector>

#include "ledger/finance/finance_projection.h"
#include "ledger/finance/record_arguments.h"

namespace mz::test {

template <class T>
T must(Result<T> result) {
  if (!result) qFatal("%s", result.error().detail.c_str());
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

// Blocks of calls, numbered as a chain would.
class FinanceChain {
 public:
  FinanceChain() : m_database(must(Database::open(path(), OpenMode::Create))) {
    must(m_database.begin());
    must(projection.createTables(m_database));
    must(m_database.commit());
    projection.committed();
  }

  void add(const std::string& function, std::string arguments, ResultCode result = ResultCode::Executed,
           const std::string& contract = "public-finance") {
    Envelope& envelope = m_envelopes.emplace_back();
    envelope.call.contract = contract;
    envelope.call.function = function;
    envelope.call.arguments = std::move(arguments);
    m_results.push_back(result);
  }
  void addPayment(const PaymentDraft& draft) { add("record_payment", paymentArguments(draft)); }

  // What was added since the last block becomes one.
  Status applyBlock(FinanceProjection& into, Database& database, std::size_t first, std::size_t end) {
    std::vector<ExecutedTransaction> transactions;
    for (std::size_t i = first; i < end; ++i) {
      ExecutedTransaction& each = transactions.emplace_back();
      each.number = TransactionNumber(i);
      each.envelope = &m_envelopes[i];
      each.result = m_results[i];
    }
    MZ_CHECK(database.begin());
    const Status applied = into.apply(transactions, database);
    if (!applied) {
      database.rollback();
      return applied;
    }
    MZ_CHECK(database.commit());
    into.committed();
    return {};
  }
  void block() {
    must(applyBlock(projection, m_database, m_committed, m_envelopes.size()));
    m_committed = m_envelopes.size();
  }

  Result<std::string> arguments(TransactionNumber number) const {
    if (number.value >= m_envelopes.size()) return fail(ErrorCode::NotFound, "no such transaction");
    return m_envelopes[number.value].call.arguments;
  }
  std::size_t size() const { return m_envelopes.size(); }
  Database& database() { return m_database; }
  std::filesystem::path path() const { return m_directory.filePath(QStringLiteral("channel.db")).toStdString(); }

  std::vector<std::string> dump(FinanceProjection& of) {
    std::vector<std::string> lines;
    must(of.dump(m_database, [&](std::string_view line) { lines.emplace_back(line); }));
    return lines;
  }

 private:
  QTemporaryDir m_directory;
  Database m_database;
  std::deque<Envelope> m_envelopes;
  std::vector<ResultCode> m_results;
  std::size_t m_committed = 0;

 public:
  FinanceProjection projection;
};

inline PaymentDraft payment(const std::string& id, const std::string& date, std::int64_t amount) {
  PaymentDraft draft;
  draft.id = id;
  draft.date = *Date::fromIso(date);
  draft.amount = Amount(amount);
  draft.department = "Education";
  draft.payee = "Payee";
  draft.currency = "GBP";
  return draft;
}

}  // namespace mz::test
