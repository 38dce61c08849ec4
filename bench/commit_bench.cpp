// The commit promise: payments of about 300 bytes of arguments and signature from 200 signers, P-256, verified, executed each
// in a fresh contract state, read model written, durable. Three figures of one run, so that they compare: signatures verified a
// second on two threads, payments committed a second, audit a second.
//   commit_bench [--benchmark_filter=…]     MZ_BENCH_PAYMENTS (default 100000)
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "ledger/chain/audit.h"
#include "ledger/channel_queries.h"
#include "ledger/crypto/hash.h"
#include "ledger/demo_data.h"
#include "ledger/finance/finance_projection.h"
#include "ledger/finance/record_arguments.h"
#include "ledger/identity/authority.h"
#include "ledger/node_keys.h"

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

constexpr std::size_t kSigners = 200;
constexpr std::size_t kBatch = 2000;

// One org, one node, 200 officers; everything else is what a network has.
struct Network {
  SystemRandom random;
  SystemClock clock;
  std::filesystem::path directory;
  std::vector<Identity> officers, keys;
  Identity node;
  std::string genesis;
  std::unique_ptr<NodeKeys> nodeKeys;
  ChannelId channel;

  Network() : directory(std::filesystem::temp_directory_path() / ("mz-bench-" + std::to_string(clock.now().value))) {
    std::filesystem::create_directories(directory);
    const Validity validity{UnixSeconds(clock.now().value - 3600), UnixSeconds(clock.now().value + 86400 * 365)};
    const Authority root = must(createRoot("bench.example", must(PrivateKey::generate(KeyAlgorithm::P256)), validity, random));
    const Authority ca =
        must(createOrgAuthority(root, "finance", must(PrivateKey::generate(KeyAlgorithm::P256)), validity, random));
    const auto enrol = [&](Role role, const std::string& name) {
      PrivateKey key = must(PrivateKey::generate(KeyAlgorithm::P256));
      return Identity{must(issue(ca, {"finance", role, name}, key.publicKey(), validity, random)), key, "finance/" + name};
    };
    node = enrol(Role::Node, "node-1");
    for (std::size_t i = 0; i < kSigners; ++i) officers.push_back(enrol(Role::Admin, "officer-" + std::to_string(i)));
    keys = {{{}, must(PrivateKey::generate(KeyAlgorithm::Ed25519)), "finance/node-1/cosigner"},
            {{}, must(PrivateKey::generate(KeyAlgorithm::Ed25519)), "finance/node-1/log"}};

    GenesisBuilder builder("bench.example", "finance", titleJson("Bench", "基准"), true, UnixSeconds(clock.now().value - 60),
                           std::string(32, '0'));
    Member member;
    member.kind = MemberKind::Voting;
    member.title = titleJson("Finance", "财政局");
    member.authorities = {ca.certificate};
    builder.item("member/finance", memberItem(member));
    builder.item("cosigner/finance/node-1", cosignerItem(keys[1].key, keys[0].key, "bench.example/finance/node-1"));
    std::vector<Identity> enrolled = officers;
    enrolled.push_back(node);
    for (const Identity& identity : enrolled)
      builder.item("certificate/" + identity.certificate.fingerprint().hex(),
                   Json::object({{"certificate", Json(toBase64(identity.certificate.der()))}}));
    const Package package = must(Package::shipped("public-finance"));
    builder.package(package.manifest().name, package.manifest().version, package.archive(), package.digest());
    genesis = builder.build();
    channel = *ChannelId::fromView(sha256(bytesOf(genesis)).view());
    nodeKeys = std::make_unique<NodeKeys>(keys, "finance/node-1", clock);
  }
  ~Network() { std::filesystem::remove_all(directory); }

  Bytes sign(const std::string& function, std::string arguments, std::size_t signer) {
    Call call;
    call.channel = channel;
    call.rules = kRulesVersion;
    call.contract = "public-finance";
    call.function = function;
    call.arguments = std::move(arguments);
    random.fill(call.nonce);
    call.expiry = UnixSeconds(clock.now().value + 7200);
    call.creator = officers[signer].certificate.fingerprint();
    const Bytes signedBytes = encodeCall(call);
    return encodeEnvelope(signedBytes, must(officers[signer].key.sign(signedBytes)));
  }
};

std::uint64_t paymentCount() {
  const char* chosen = std::getenv("MZ_BENCH_PAYMENTS");
  return chosen ? std::strtoull(chosen, nullptr, 10) : 100'000;
}

struct Payments {
  Network network;
  std::vector<std::vector<Bytes>> batches;  // the first holds settings and codes
  std::uint64_t count = paymentCount();
  std::uint64_t bytes = 0;

  Payments() {
    std::vector<Bytes> opening;
    opening.push_back(network.sign("configure", R"({"currencies":["CNY"],"fiscal_year_start":"01-01"})", 0));
    const DemoCodes codes = demoCodes();
    const auto define = [&](const char* kind, const std::vector<std::string>& list) {
      Json::Array array;
      for (const std::string& code : list) array.emplace_back(code);
      opening.push_back(
          network.sign("define_codes", Json::object({{"codes", Json(array)}, {"kind", Json(kind)}}).serialize(), 0));
    };
    define("department", codes.departments);
    define("entity", codes.entities);
    define("class", codes.classes);
    batches.push_back(std::move(opening));
    SeededRandom seeded(7);
    DemoPayments generated(count, seeded);
    PaymentDraft draft;
    std::string org;
    for (std::size_t i = 0; generated.next(draft, org); ++i) {
      if (i % kBatch == 0) batches.emplace_back();
      batches.back().push_back(network.sign("record_payment", paymentArguments(draft), i % kSigners));
      bytes += batches.back().back().size();
    }
  }
};

Payments& payments() {
  static Payments made;
  return made;
}

void verifyTwoThreads(benchmark::State& state) {
  Payments& all = payments();
  const std::size_t sample = 20'000;
  std::vector<Envelope> envelopes;
  std::vector<PublicKey> keys;
  for (std::size_t b = 1; b < all.batches.size() && envelopes.size() < sample; ++b)
    for (std::size_t i = 0; i < all.batches[b].size(); ++i) {
      envelopes.push_back(must(decodeEnvelope(all.batches[b][i])));
      keys.push_back(all.network.officers[((b - 1) * kBatch + i) % kSigners].certificate.publicKey());
    }
  for (auto _ : state) {
    const auto verify = [&](std::size_t from, std::size_t until) {
      for (std::size_t i = from; i < until; ++i)
        if (!keys[i].verify(envelopes[i].signedBytes, envelopes[i].signature)) std::abort();
    };
    std::thread other(verify, 0, envelopes.size() / 2);
    verify(envelopes.size() / 2, envelopes.size());
    other.join();
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(envelopes.size()) * state.iterations());
}

Batch seal(const Network& network, std::uint64_t number, const Digest& previous, const std::vector<Bytes>& envelopes) {
  Batch batch;
  batch.header.channel = network.channel;
  batch.header.number = BatchNumber(number);
  batch.header.previous = previous;
  batch.header.clock = network.clock.now();
  batch.header.cutter = network.node.certificate.fingerprint();
  batch.header.count = static_cast<std::uint32_t>(envelopes.size());
  std::vector<Digest> digests;
  for (const Bytes& envelope : envelopes) digests.push_back(sha256(envelope));
  batch.header.content = contentDigest(digests);
  batch.headerBytes = encodeBatchHeader(batch.header);
  batch.signature = must(network.node.key.sign(batch.headerBytes));
  batch.envelopes = envelopes;
  return batch;
}

void commitAndAudit(benchmark::State& state) {
  Payments& all = payments();
  Network& network = all.network;
  const auto file = network.directory / "finance.mzc";
  double committed = 0, audited = 0, bytes = 0;
  for (auto _ : state) {
    std::filesystem::remove(file);
    must(Replica::create(file, network.genesis, *network.nodeKeys));
    FinanceProjection finance;
    Projection* projections[] = {&finance};
    auto replica = must(Replica::open(file, projections));
    std::vector<Batch> batches;
    Digest previous;
    for (std::size_t i = 0; i < all.batches.size(); ++i) {
      batches.push_back(seal(network, i + 1, previous, all.batches[i]));
      previous = batches.back().digest();
    }
    WorkPool pool(1);  // with the stepping thread: two threads
    const auto begun = std::chrono::steady_clock::now();
    PreparedBatch prepared[2];
    WorkPool::Group ready[2];
    prepareBatch(std::move(batches[0]), replica->identities(), pool, ready[0], prepared[0]);
    for (std::size_t i = 0; i < batches.size(); ++i) {
      pool.finish(ready[i % 2]);
      if (i + 1 < batches.size()) {
        prepared[(i + 1) % 2] = PreparedBatch();
        prepareBatch(std::move(batches[i + 1]), replica->identities(), pool, ready[(i + 1) % 2], prepared[(i + 1) % 2]);
      }
      const BlockEffects effects = must(replica->step(prepared[i % 2], *network.nodeKeys));
      if (effects.refused > 0) {
        state.SkipWithError("a payment was refused");
        return;
      }
    }
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    state.SetIterationTime(seconds);
    committed = static_cast<double>(all.count) / seconds;
    replica.reset();
    bytes = static_cast<double>(std::filesystem::file_size(file)) / static_cast<double>(all.count);

    FinanceProjection rebuilt;
    Projection* models[] = {&rebuilt};
    const AuditReport report = must(auditChannel(file, "finance", network.channel, models, pool, Progress()));
    if (!report.damages.empty()) state.SkipWithError(report.damages[0].detail.c_str());
    audited = static_cast<double>(all.count) / report.seconds;
  }
  state.counters["committed/s"] = committed;
  state.counters["audited/s"] = audited;
  state.counters["bytes/payment"] = bytes;
  state.counters["envelope_bytes"] = static_cast<double>(all.bytes) / static_cast<double>(all.count);
}

BENCHMARK(verifyTwoThreads)->Name("verify P-256 on two threads")->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(commitAndAudit)->Name("commit and audit")->UseManualTime()->Iterations(1)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
