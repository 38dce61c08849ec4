// The finance read model alone, with as many payees as a whole country's ledger has: groupings of everything and of half.
//   MZ_BENCH_PAYMENTS=2000000 MZ_BENCH_PAYEES=90000 finance_bench
#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "ledger/base/random.h"
#include "ledger/finance/finance_query.h"
#include "ledger/finance/record_arguments.h"

namespace {

using namespace mz;

std::uint64_t setting(const char* name, std::uint64_t otherwise) {
  const char* given = std::getenv(name);
  return given ? std::strtoull(given, nullptr, 10) : otherwise;
}

template <class T>
T must(Result<T> result) {
  if (!result) {
    std::cerr << result.error().detail << "\n";
    std::exit(1);
  }
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

PaymentDraft payment(SeededRandom& random, std::uint64_t number, std::uint64_t payees) {
  PaymentDraft draft;
  draft.id = "p" + std::to_string(number);
  draft.date = Date(static_cast<std::int32_t>(18'262 + random.below(1500)));
  draft.department = "Department " + std::to_string(random.below(40));
  draft.entity = "Entity " + std::to_string(random.below(400));
  draft.programme = "Programme " + std::to_string(random.below(200));
  draft.functionalClass = std::to_string(2'010'000 + random.below(300));
  // A few payees get most of the money, and each of them gets some.
  const std::uint64_t payee = number < payees ? number : random.below(1 + random.below(payees));
  draft.payee = "Supplier and Sons number " + std::to_string(payee) + " Limited";
  draft.amount = Amount(static_cast<std::int64_t>(random.below(10'000'000)) - 100'000);
  draft.currency = "CNY";
  return draft;
}

class Model {
 public:
  Model() {
    const std::uint64_t payments = setting("MZ_BENCH_PAYMENTS", 2'000'000);
    const std::uint64_t payees = setting("MZ_BENCH_PAYEES", 90'000);
    std::filesystem::remove(m_file);
    Database database = must(Database::open(m_file, OpenMode::Create));
    must(database.begin());
    must(m_projection.createTables(database));
    SeededRandom random(1);
    std::vector<Envelope> envelopes(2000);
    for (std::uint64_t number = 0; number < payments;) {
      std::vector<ExecutedTransaction> block;
      for (Envelope& envelope : envelopes) {
        envelope.call.contract = "public-finance";
        envelope.call.function = "record_payment";
        envelope.call.arguments = paymentArguments(payment(random, number, payees));
        ExecutedTransaction& one = block.emplace_back();
        one.number = TransactionNumber(number++);
        one.envelope = &envelope;
      }
      must(m_projection.apply(block, database));
    }
    must(database.commit());
    m_projection.committed();
  }
  ~Model() { std::filesystem::remove(m_file); }
  const FinanceQuery& query() const { return m_query; }

 private:
  const std::filesystem::path m_file = std::filesystem::temp_directory_path() / "mingzhang-finance-bench.db";
  FinanceProjection m_projection;
  FinanceQuery m_query{m_projection,
                       [](TransactionNumber) -> Result<std::string> { return fail(ErrorCode::NotFound, "none"); }};
};

const FinanceQuery& query() {
  static const Model model;
  return model.query();
}

void group(benchmark::State& state, FinanceGrouping grouping, const FinanceFilter& filter, std::size_t most) {
  std::vector<double> milliseconds;
  std::size_t groups =
      must(query().groups(filter, grouping, most)).groups.size();  // so that the selection is kept, as behind a shown page
  for (auto _ : state) {
    const auto begun = std::chrono::steady_clock::now();
    groups = must(query().groups(filter, grouping, most)).groups.size();
    milliseconds.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begun).count());
  }
  std::ranges::sort(milliseconds);
  state.counters["groups"] = static_cast<double>(groups);
  state.counters["p50_ms"] = milliseconds[milliseconds.size() / 2];
  state.counters["p99_ms"] = milliseconds[milliseconds.size() * 99 / 100];
}

FinanceFilter half() {
  FinanceFilter filter;
  filter.least = Amount(4'900'000);
  return filter;
}

BENCHMARK_CAPTURE(group, firstOfAllByPayee, FinanceGrouping::Payee, FinanceFilter(), 1000)
    ->Iterations(300)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(group, firstOfHalfByPayee, FinanceGrouping::Payee, half(), 1000)
    ->Iterations(300)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(group, everyPayee, FinanceGrouping::Payee, FinanceFilter(), kEveryGroup)
    ->Iterations(300)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(group, allByEntity, FinanceGrouping::Entity, FinanceFilter(), 1000)
    ->Iterations(300)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(group, allByMonth, FinanceGrouping::Month, FinanceFilter(), 1000)
    ->Iterations(300)
    ->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
