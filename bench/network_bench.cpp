// The reading promises, on a network directory made by `mz demo DIR --payments N`: opening it, any filter combination with
// totals and first rows, groupings, a jump to any row of a filtered ordered list, and the memory of it all.
//   MZ_BENCH_NETWORK=DIR network_bench
#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iostream>

#include "ledger/base/random.h"
#include "ledger/engine.h"

namespace {

using namespace mz;
using Clock = std::chrono::steady_clock;

std::filesystem::path directory() {
  const char* chosen = std::getenv("MZ_BENCH_NETWORK");
  if (!chosen) {
    std::cerr << "MZ_BENCH_NETWORK names a directory made by: mz demo DIR --payments N\n";
    std::exit(2);
  }
  return chosen;
}

std::unique_ptr<Engine> open() {
  auto engine = openEngine(directory());
  if (!engine) {
    std::cerr << engine.error().detail << "\n";
    std::exit(4);
  }
  return std::move(*engine);
}

Engine& engine() {
  static const std::unique_ptr<Engine> opened = open();
  return *opened;
}

double memoryMegabytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmRSS:")) return std::strtod(line.c_str() + 6, nullptr) / 1024;
  return 0;
}

template <class T>
const T& must(const Result<T>& result) {
  if (result) return *result;
  std::cerr << result.error().detail << "\n";
  std::exit(1);
}

// Filters as people combine them, drawn from the names that the network has.
FinanceFilter anyFilter(SeededRandom& random, const FinanceNames& names) {
  FinanceFilter filter;
  const auto pick = [&](const std::vector<FinanceNames::Entry>& entries) { return entries[random.below(entries.size())].name; };
  if (random.below(2) == 0) {
    const int span = names.last->days - names.first->days;
    const int from = names.first->days + static_cast<int>(random.below(static_cast<std::uint64_t>(span)));
    filter.from = Date(from);
    filter.until = Date(from + 30 + static_cast<int>(random.below(300)));
  }
  if (random.below(2) == 0) filter.departments = {pick(names.departments)};
  if (random.below(4) == 0) filter.classes = {pick(names.classes), pick(names.classes)};
  if (random.below(3) == 0) filter.least = Amount(static_cast<std::int64_t>(random.below(50'000'000)));
  if (random.below(3) == 0) {
    static constexpr const char* kTexts[] = {"教育", "工程", "Siemens", "补贴", "江城 物业", "water"};
    filter.text = kTexts[random.below(std::size(kTexts))];
  }
  return filter;
}

void report(benchmark::State& state, std::vector<double>& milliseconds) {
  std::ranges::sort(milliseconds);
  const auto at = [&](double quantile) {
    return milliseconds[std::min(milliseconds.size() - 1,
                                 static_cast<std::size_t>(quantile * static_cast<double>(milliseconds.size())))];
  };
  state.counters["p50_ms"] = at(0.5);
  state.counters["p99_ms"] = at(0.99);
  state.counters["max_ms"] = milliseconds.back();
}

template <class Work>
void measure(benchmark::State& state, std::size_t times, Work&& work) {
  std::vector<double> milliseconds;
  for (auto _ : state)
    for (std::size_t i = 0; i < times; ++i) {
      const auto begun = Clock::now();
      work();
      milliseconds.push_back(std::chrono::duration<double, std::milli>(Clock::now() - begun).count());
    }
  report(state, milliseconds);
}

void openNetwork(benchmark::State& state) {
  measure(state, 1, [] {
    const auto opened = open();
    (void)must(opened->financeTable("finance", {}, FinanceOrder::DateDescending, 0, 50));
    (void)must(opened->financeNames("finance"));
  });
}

void filters(benchmark::State& state) {
  SeededRandom random(3);
  const FinanceNames names = must(engine().financeNames("finance"));
  measure(state, 500, [&] {
    const auto order = static_cast<FinanceOrder>(random.below(4));
    (void)must(engine().financeTable("finance", anyFilter(random, names), order, 0, 50));
  });
  state.counters["memory_MB"] = memoryMegabytes();
}

void groupings(benchmark::State& state) {
  SeededRandom random(4);
  const FinanceNames names = must(engine().financeNames("finance"));
  measure(state, 300, [&] {
    const auto grouping = static_cast<FinanceGrouping>(random.below(7));
    (void)must(engine().financeGroups("finance", anyFilter(random, names), grouping, 1000));
  });
}

void jumps(benchmark::State& state) {
  SeededRandom random(5);
  const FinanceNames names = must(engine().financeNames("finance"));
  std::vector<double> milliseconds;
  for (auto _ : state)
    for (int list = 0; list < 20; ++list) {
      const FinanceFilter filter = anyFilter(random, names);
      const auto order = static_cast<FinanceOrder>(random.below(4));
      const std::uint64_t count = must(engine().financeTable("finance", filter, order, 0, 1)).totals.count;
      for (int i = 0; count > 0 && i < 50; ++i) {
        const std::uint64_t offset = random.below(count);
        const auto begun = Clock::now();
        (void)must(engine().financeTable("finance", filter, order, offset, 40));
        milliseconds.push_back(std::chrono::duration<double, std::milli>(Clock::now() - begun).count());
      }
    }
  report(state, milliseconds);
  state.counters["memory_MB"] = memoryMegabytes();
}

BENCHMARK(openNetwork)->Name("open, first page, names (warm)")->Iterations(5)->Unit(benchmark::kMillisecond);
BENCHMARK(filters)->Name("filter: totals and first 50 rows")->Iterations(1)->Unit(benchmark::kMillisecond);
BENCHMARK(groupings)->Name("filter and group")->Iterations(1)->Unit(benchmark::kMillisecond);
BENCHMARK(jumps)->Name("jump to 40 rows anywhere")->Iterations(1)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
