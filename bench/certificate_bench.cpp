// The promises about certificates: 10,000 issued and enrolled with progress, a list of 100,000 built, filtered and sorted, a
// revocation list of 100,000 entries, and what looking up revocations adds to judging a signer.
//   certificate_bench [--benchmark_filter=…]     MZ_BENCH_CERTIFICATES (default 10000)
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "ledger/base/clock.h"
#include "ledger/certificate_catalogue.h"
#include "ledger/certificates.h"
#include "ledger/channel/identity_book.h"
#include "ledger/engine.h"
#include "ledger/identity/authority.h"

namespace {

using namespace mz;

template <class T>
T must(Result<T> result) {
  if (result) return std::move(*result);
  std::cerr << result.error().detail << "\n";
  std::exit(1);
}
void must(const Status& status) {
  if (status) return;
  std::cerr << status.error().detail << "\n";
  std::exit(1);
}

constexpr std::size_t kMany = 100'000;
constexpr Validity kValidity{UnixSeconds(1'750'000'000), UnixSeconds(2'000'000'000)};
constexpr UnixSeconds kNow{1'800'000'000};

std::size_t issuedAtOnce() {
  const char* text = std::getenv("MZ_BENCH_CERTIFICATES");
  return text ? static_cast<std::size_t>(std::atoll(text)) : 10'000;
}

// A network of one org, which goes when the benchmark ends.
class MadeNetworkDirectory {
 public:
  MadeNetworkDirectory()
      : m_directory(std::filesystem::temp_directory_path() / ("mz-certificates-" + std::to_string(SystemClock().now().value))) {
    NetworkPlan plan;
    plan.title = {"Bench", ""};
    plan.domain = "bench.internal";
    plan.org = {"finance", {"Finance", ""}, "", "", Suite::International};
    plan.channel.title = {"Finance", ""};
    plan.password = "green tea cup 47";
    must(createNetwork(m_directory, plan, Progress()));
    m_engine = must(openEngine(m_directory));
    must(m_engine->unlock(plan.password));
  }
  ~MadeNetworkDirectory() {
    m_engine.reset();
    std::error_code ignored;
    std::filesystem::remove_all(m_directory, ignored);
  }
  Certificates& certificates() { return m_engine->certificates(); }

 private:
  std::filesystem::path m_directory;
  std::unique_ptr<Engine> m_engine;
};

// 100,000 certificates of one CA, of five roles.
struct Many {
  SystemRandom random;
  Authority authority;
  std::vector<Certificate> certificates;

  Many() : authority(must(createOwnAuthority("finance", must(PrivateKey::generate(KeyAlgorithm::P256)), kValidity, random))) {
    const PublicKey key = must(PrivateKey::generate(KeyAlgorithm::P256)).publicKey();
    constexpr std::array kRoles = {Role::Admin, Role::Officer, Role::Auditor, Role::Clerk, Role::Node};
    certificates.reserve(kMany);
    for (std::size_t i = 0; i < kMany; ++i)
      certificates.push_back(must(
          issue(authority, {"finance", kRoles[i % kRoles.size()], "person-" + std::to_string(i)}, key, kValidity, random)));
  }
};
const Many& many() {
  static const Many made;
  return made;
}

CertificateCatalogue catalogueOfMany() {
  CertificateCatalogue::Sources sources;
  sources.identities.push_back({many().authority.certificate, {}, "finance/ca"});
  for (const Certificate& certificate : many().certificates)
    sources.identities.push_back({certificate, {}, "finance/" + certificate.subject().name});
  return CertificateCatalogue(sources);
}

void issueMany(benchmark::State& state) {
  const std::size_t count = issuedAtOnce();
  for (auto _ : state) {
    state.PauseTiming();
    MadeNetworkDirectory network;
    std::vector<CertificateOrder> orders;
    for (std::size_t i = 0; i < count; ++i) orders.push_back({"finance", "clerk", "clerk-" + std::to_string(i), 0});
    std::uint64_t reports = 0;
    const Progress progress([&](std::uint64_t, std::uint64_t) { ++reports; });
    state.ResumeTiming();
    const IssueReport report = must(network.certificates().issue(orders, false, progress));
    state.PauseTiming();
    if (report.channels.front().enrolled != count) std::exit(1);
    state.counters["reports"] = static_cast<double>(reports);
    state.ResumeTiming();
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(count) * state.iterations());
}
BENCHMARK(issueMany)->Unit(benchmark::kMillisecond)->Iterations(1)->UseRealTime();

void buildCatalogue(benchmark::State& state) {
  (void)many();
  for (auto _ : state) benchmark::DoNotOptimize(catalogueOfMany().size());
}
BENCHMARK(buildCatalogue)->Unit(benchmark::kMillisecond)->UseRealTime();

void selectFrom(benchmark::State& state, const CertificateFilter& filter, CertificateOrdering ordering) {
  const CertificateCatalogue catalogue = catalogueOfMany();
  for (auto _ : state) {
    const auto selection = catalogue.select(filter, ordering, kNow);
    for (std::size_t i = 0; i < std::min<std::size_t>(selection.places.size(), 100); ++i)
      benchmark::DoNotOptimize(catalogue.row(selection.places[i], kNow));
  }
}
void filterByText(benchmark::State& state) {
  CertificateFilter filter;
  filter.text = "person-77 clerk";
  selectFrom(state, filter, {});
}
void sortByEnd(benchmark::State& state) { selectFrom(state, {}, {CertificateColumn::Until, true}); }
void sortBySerial(benchmark::State& state) { selectFrom(state, {}, {CertificateColumn::Serial, false}); }
BENCHMARK(filterByText)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(sortByEnd)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(sortBySerial)->Unit(benchmark::kMillisecond)->UseRealTime();

void revocationList(benchmark::State& state) {
  std::vector<RevokedEntry> entries;
  for (const Certificate& certificate : many().certificates)
    entries.push_back({certificate.serial(), kNow, static_cast<int>(entries.size() % 6)});
  std::size_t bytes = 0;
  for (auto _ : state) bytes = must(makeCrl(many().authority, 1, entries, kValidity)).size();
  state.counters["bytes"] = static_cast<double>(bytes);
}
BENCHMARK(revocationList)->Unit(benchmark::kMillisecond)->UseRealTime();

// What a replica asks for each envelope, with nobody revoked and with 100,000.
void judge(benchmark::State& state) {
  IdentityBook book;
  Configuration configuration;
  Member member;
  member.org = "finance";
  member.title = Json::object({{"en", Json("Finance")}, {"zh", Json("财政局")}});
  member.authorities = {many().authority.certificate};
  must(configuration.apply("member/finance", memberItem(member).serialize()));
  const Certificate& signer = many().certificates.front();
  must(book.apply("certificate/" + signer.fingerprint().hex(),
                  Json::object({{"certificate", Json(toBase64(signer.der()))}}).serialize()));
  for (std::size_t i = 1; i < static_cast<std::size_t>(state.range(0)); ++i)
    must(book.apply("revoked/finance/" + many().certificates[i].serial(), R"({"date":1,"reason":1})"));
  for (auto _ : state) benchmark::DoNotOptimize(book.judge(signer, configuration, kNow));
}
BENCHMARK(judge)->Arg(0)->Arg(kMany)->Unit(benchmark::kNanosecond);

}  // namespace

BENCHMARK_MAIN();
