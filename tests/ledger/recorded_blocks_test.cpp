// Every rules version, held for ever: blocks that were recorded once give the same records, roots, results and state in every
// later program. Where this fails, a channel that exists would come apart; the change belongs into a new rules version.
//   ledger_recorded_blocks_test --record FILE     writes a new recording (only ever for a new rules version)
#include "tests/support/proposal_maker.h"
#include "tests/support/shared_files.h"

#include <QTest>

#include "ledger/base/file.h"
#include "ledger/contract/archive.h"
#include "ledger/crypto/hash.h"

using namespace mz;
using namespace mz::test;

namespace {

constexpr std::size_t kRecordingBytes = 512 * 1024;

std::filesystem::path recordingFile(int rules) {
  return sourceDirectory() / "tests" / "ledger" / "data" / ("recorded_blocks_v" + std::to_string(rules) + ".json");
}

Json resultsOf(const BlockEffects& effects) {
  Json::Array out;
  for (const EnvelopeResult& result : effects.results)
    out.emplace_back(result.number ? static_cast<std::int64_t>(result.result) : std::int64_t{-1});  // -1: a copy, dropped
  return Json(std::move(out));
}

Json blockJson(const Batch& batch, const TestReplica& replica, const BlockEffects& effects) {
  return Json::object({{"batch", Json(toBase64(encodeBatch(batch)))},
                       {"record", Json(replica->view().newest.record)},
                       {"results", resultsOf(effects)},
                       {"root", Json(effects.root.hex())},
                       {"size", Json(static_cast<std::int64_t>(effects.treeSize))},
                       {"time", Json(effects.time.value)}});
}

// SHA-256 over every version of the state, in order.
Digest stateDigest(const TestReplica& replica) {
  Database reader = must(Database::open(replica.file, OpenMode::Read));
  ChannelTables tables(reader);
  Sha256 hash;
  for (const StoredVersion& version : must(tables.versions(0, replica->view().versions))) {
    hash.update(bytesOf(version.key)).update(bytesOf(version.value ? "=" : "-"));
    if (version.value) hash.update(bytesOf(*version.value));
    hash.update(bytesOf("\n"));
  }
  return hash.finish();
}

// What runs, without the test cases that ship with it: the recording stays small.
Package packageWithoutCases() {
  PackageFiles files = must(Package::shipped("public-finance")).files();
  std::erase_if(files, [](const auto& file) { return file.first.starts_with("cases/"); });
  return must(Package::fromArchive(packArchive(files)));
}

// Something of everything that the newest rules version says.
int record(const std::filesystem::path& file) {
  QTemporaryDir directory;
  TestNetwork network({{"finance", MemberKind::Voting, Suite::International},
                       {"education", MemberKind::Voting, Suite::Guomi},
                       {"press", MemberKind::Reader, Suite::International}},
                      packageWithoutCases());
  TestReplica replica = TestReplica::made(network, directory.filePath(QStringLiteral("recorded.mzc")).toStdString());
  Json::Array blocks;
  const auto add = [&](std::vector<Bytes> envelopes, bool clocks) {
    network.clock.set(UnixSeconds(network.clock.now().value + 60));
    std::vector<ClockEvidence> evidence;
    if (clocks)
      evidence = {network.evidence("education", replica->newestCheckpoint(), replica->view().newest.height,
                                   UnixSeconds(network.clock.now().value - 2))};
    const Batch batch = network.seal(replica->view(), std::move(envelopes), std::move(evidence));
    blocks.push_back(blockJson(batch, replica, must(replica.step(batch, *network.signer))));
  };
  const Identity& admin = network.person("finance/admin");
  const Identity& clerk = network.person("finance/clerk");
  const Identity hired = network.makePerson("education", Role::Clerk, "hired");
  const Identity unknown = network.makePerson("finance", Role::Clerk, "unknown");
  add(network.opening(), true);
  const auto finance = [&](const std::string& function, const std::string& arguments) {
    return network.envelope(network.person("finance/officer"), "public-finance", function, arguments);
  };
  add({network.envelope(admin, "public-finance", "define_codes", R"({"codes":["205"],"kind":"class"})"),
       finance("record_budget_line", R"({"amount":1000000,"class":"205","currency":"CNY","department":"Education","id":"b-1",)"
                                     R"("title":"Schools 学校","year":2025})"),
       finance("adjust_budget_line", R"({"amount":5000,"date":"2025-05-01","id":"a-1","line":"b-1","reason":"more"})"),
       finance("record_allocation", R"({"amount":400000,"date":"2025-06-01","entity":"School 7","id":"l-1","line":"b-1"})"),
       finance("record_allocation", R"({"amount":900000,"date":"2025-06-01","entity":"School 7","id":"l-2","line":"b-1"})")},
      true);
  const Bytes twice = network.payment(clerk, "p-1");
  Bytes bad = network.payment(clerk, "p-bad");
  bad.back() ^= 1;
  Call expired = network.call(clerk, "public-finance", "record_payment", "{}");
  expired.expiry = UnixSeconds(kStart - 5);
  add({twice, twice, bad, Bytes(12, 3), network.payment(unknown, "p-unknown"), network.sign(expired, clerk),
       network.payment(network.person("press/officer"), "p-press"), network.payment(network.person("education/clerk"), "p-sm2"),
       network.payment(clerk, "p-1"), finance("no_such_function", "{}"), network.enrolment(hired, hired.certificate)},
      false);
  add({network.payment(hired, "p-hired"), network.enrolment(admin, unknown.certificate), network.payment(unknown, "p-known"),
       network.revocation(network.person("education/ca"), "education", 3, {{hired.certificate.serial(), 4}}),
       network.payment(hired, "p-revoked"), network.revocation(clerk, "finance", 1, {{"1f", 1}}), twice},
      true);
  add({}, true);

  ProposalMaker maker(network);
  const Identity& education = network.person("education/admin");
  const Identity& hand = network.person("finance/officer");
  const auto change = [&](const std::string& item, std::optional<Json> value) {
    return ProposalMaker::change(replica, item, std::move(value));
  };
  const auto agree = [&](std::vector<ItemChange> changes, std::vector<Bytes> with) {
    const Proposal proposal = maker.draft(admin, std::move(changes));
    std::vector<Bytes> envelopes{maker.propose(proposal, admin, hand), maker.decide(education, proposal.digest())};
    for (Bytes& each : with) envelopes.push_back(std::move(each));
    add(std::move(envelopes), true);
  };
  const Authority water = network.strangeAuthority("water");
  const Identity boss = network.makePerson(water, Role::Admin, "boss");
  const std::string frozen = "frozen/" + clerk.certificate.fingerprint().hex();
  agree({change("member/water", newMember(water)), change(frozen, Json::object({{"reason", Json("lost")}}))},
        {network.payment(clerk, "p-still"), network.enrolment(boss, boss.certificate)});
  const Proposal lapses = maker.draft(boss, {change("policy/finality", Json::object({{"k", Json(1)}}))});
  const Proposal fails = maker.draft(boss, {change("policy/finality", Json::object({{"k", Json(9)}}))});
  add({network.payment(clerk, "p-frozen"), network.enrolment(boss, boss.certificate), maker.propose(lapses, boss),
       maker.propose(fails, boss), maker.decide(network.person("finance/officer"), lapses.digest()),
       maker.decide(education, lapses.digest(), Verdict::Against)},
      true);
  agree({change("policy/finality", Json::object({{"k", Json(2)}}))}, {maker.decide(boss, lapses.digest())});
  const Json all = Json::object({{"need", Json("all")}, {"orgs", Json(Json::Array{})}});
  const Json officers = Json::object({{"contract", Json("public-finance")},
                                      {"orgs", Json(Json::Array{})},
                                      {"roles", Json(Json::Array{Json("clerk"), Json("officer")})}});
  const Proposal strict = maker.draft(
      boss, {change("policy/changes", Json::object({{"groups", Json(Json::Array{all})}})),
             change("policy/limits", Json::object({{"clock_tolerance", Json(5)}, {"envelope_lifetime", Json(4000)}})),
             change("policy/write", Json::object({{"rules", Json(Json::Array{officers})}}))});
  add({maker.decide(boss, lapses.digest()), maker.propose(strict, boss), maker.decide(admin, strict.digest()),
       maker.decide(education, strict.digest())},
      false);
  add({maker.decide(education, strict.digest()), network.payment(network.person("education/officer"), "p-officer"),
       network.payment(admin, "p-admin")},
      true);
  const Proposal freeze = maker.draft(admin, {change("status", Json::object({{"state", Json("frozen")}}))});
  add({maker.propose(freeze, admin), maker.decide(boss, freeze.digest()), maker.decide(education, freeze.digest()),
       maker.decide(boss, freeze.digest(), Verdict::Withdraw)},
      true);
  const Proposal leave = maker.draft(admin, {change("member/water", std::nullopt)});
  add({network.payment(network.person("education/officer"), "p-cold"), maker.propose(leave, admin),
       maker.decide(education, leave.digest(), Verdict::Against), maker.decide(admin, leave.digest(), Verdict::Withdraw)},
      true);
  const Json document = Json::object({{"blocks", Json(std::move(blocks))},
                                      {"genesis", Json(network.genesis)},
                                      {"rules", Json(std::int64_t{kRulesVersion})},
                                      {"state", Json(stateDigest(replica).hex())}});
  const AuditReport report = replica.audit();
  if (!report.damages.empty()) qFatal("%s", describe(report).c_str());
  must(writeFileAtomically(file, bytesOf(document.serialize() + "\n")));
  return 0;
}

// Signs nothing: whose keys cosign is no part of what is executed.
struct NoSigner final : CheckpointSigner {
  std::vector<StoredSignature> sign(const Configuration&, const ChannelId&, std::string_view, UnixSeconds) override {
    return {};
  }
};

}  // namespace

class RecordedBlocksTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void eachRulesVersionExecutesAsItAlwaysDid_data() {
    QTest::addColumn<int>("rules");
    QTest::addColumn<std::size_t>("count");
    QTest::newRow("1") << 1 << std::size_t{5};
    QTest::newRow("2") << 2 << std::size_t{12};
  }
  void eachRulesVersionExecutesAsItAlwaysDid() {
    QFETCH(const int, rules);
    QFETCH(const std::size_t, count);
    const Bytes bytes = must(readFile(recordingFile(rules), kRecordingBytes));
    std::string_view text = textOf(bytes);
    text.remove_suffix(1);
    const Json document = must(Json::parseCanonical(text));
    const std::string genesis(document.stringAt("genesis"));
    QTemporaryDir directory;
    const std::filesystem::path file = directory.filePath(QStringLiteral("replayed.mzc")).toStdString();
    NoSigner signer;
    must(Replica::create(file, genesis, signer));
    TestNetwork unused(TestNetwork::oneOrg());
    unused.channel = must(ChannelId::fromView(sha256(bytesOf(genesis)).view()));
    TestReplica replica(unused, file);
    must(replica.open());
    const Json::Array& blocks = document.find("blocks")->array();
    QCOMPARE(blocks.size(), count);
    for (const Json& block : blocks) {
      const Batch batch = must(decodeBatch(must(fromBase64(block.stringAt("batch")))));
      const BlockEffects effects = must(replica.step(batch, signer));
      QCOMPARE(resultsOf(effects).serialize(), block.find("results")->serialize());
      QCOMPARE(replica->view().newest.record, std::string(block.stringAt("record")));
      QCOMPARE(effects.root.hex(), std::string(block.stringAt("root")));
      QCOMPARE(static_cast<std::int64_t>(effects.treeSize), block.integerAt("size"));
      QCOMPARE(effects.time.value, block.integerAt("time"));
      replica.reopen();
    }
    QCOMPARE(stateDigest(replica).hex(), std::string(document.stringAt("state")));
    // Nobody has cosigned this copy, and that is all that its audit has to say.
    for (const Damage& damage : replica.audit().damages) QCOMPARE(damage.part, std::string("checkpoint"));
  }
};

int main(int argc, char** argv) {
  if (argc == 3 && std::string_view(argv[1]) == "--record") return record(argv[2]);
  RecordedBlocksTest test;
  return QTest::qExec(&test, argc, argv);
}
#include "recorded_blocks_test.moc"
