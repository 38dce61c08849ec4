// The replica: what becomes of envelopes that are not as they should be, copies, batches that are refused, and that replicas
// which are fed the same end with the same.
#include "ledger/crypto/hash.h"
#include "ledger/local_engine.h"
#include "ledger/merkle/receipt.h"
#include "tests/support/file_tamper.h"
#include "tests/support/test_network.h"

#include <QTest>

using namespace mz;
using namespace mz::test;

namespace {

std::vector<std::string> names(const BlockEffects& effects) {
  std::vector<std::string> out;
  for (const EnvelopeResult& result : effects.results)
    out.emplace_back(result.number ? resultName(result.result) : std::string_view("dropped"));
  return out;
}

using Names = std::vector<std::string>;

// The records, roots and state of a replica's file.
struct Content {
  std::vector<std::string> rows;
  explicit Content(const std::filesystem::path& file) {
    FileTamper reader(file);
    for (const char* sql :
         {"SELECT record FROM block ORDER BY height", "SELECT hex(header) FROM block ORDER BY height",
          "SELECT hex(dropped) FROM block ORDER BY height", "SELECT hex(data) FROM chunk ORDER BY first",
          "SELECT hex(hashes) FROM tile ORDER BY key", "SELECT key || '=' || ifnull(value, '') FROM version ORDER BY row",
          "SELECT key || '=' || row FROM ordered ORDER BY key", "SELECT org || '=' || time FROM clock ORDER BY org"})
      for (std::string& row : reader.column(sql)) rows.push_back(std::move(row));
  }
};

bool operator==(const Content& a, const Content& b) { return a.rows == b.rows; }

}  // namespace

class ReplicaTest : public QObject {
  Q_OBJECT

  QTemporaryDir m_directory;
  int m_files = 0;
  std::filesystem::path newFile() {
    return m_directory.filePath(QStringLiteral("channel-%1.mzc").arg(m_files++)).toStdString();
  }

 private Q_SLOTS:
  void whatTheCutterShouldHaveStoppedIsRecordedWithoutItsBytes() {
    TestNetwork network;
    TestReplica replica = TestReplica::made(network, newFile());
    replica.apply(network.opening());
    const Identity& clerk = network.person("finance/clerk");
    const auto changed = [&](const auto& change) {
      Call call = network.call(clerk, "public-finance", "record_payment", R"({"id":"x"})");
      change(call);
      return network.sign(call, clerk);
    };
    const Bytes good = network.payment(clerk, "p-1");
    Bytes truncated(good.begin(), good.begin() + 100);
    Bytes trailing = good;
    trailing.push_back(0);
    Bytes wronglySigned = good;
    wronglySigned.back() ^= 1;  // the last byte of the signature
    const Identity expired =
        network.makePerson("finance", Role::Clerk, "old", {UnixSeconds(kStart - 2 * kDay), UnixSeconds(kStart - kDay)});
    const Identity future =
        network.makePerson("finance", Role::Clerk, "new", {UnixSeconds(kStart + kDay), UnixSeconds(kStart + 2 * kDay)});
    const Identity stranger = network.makePerson(network.strangeAuthority("finance"), Role::Clerk, "stranger");
    const Identity nobody = network.makePerson(network.strangeAuthority("nowhere"), Role::Clerk, "nobody");
    const Identity unknown = network.makePerson("finance", Role::Clerk, "unknown");

    struct Case {
      Bytes bytes;
      ResultCode code;
    };
    const std::vector<Case> cases = {
        {{}, ResultCode::Malformed},
        {{0x0a, 0x03, 1, 2}, ResultCode::Malformed},
        {truncated, ResultCode::Malformed},
        {trailing, ResultCode::Malformed},
        {Bytes(bounds::kEnvelopeBytes + 1, 7), ResultCode::TooLarge},
        {wronglySigned, ResultCode::BadSignature},
        {network.sign(network.call(clerk, "system", "enrol", "{}"), network.person("finance/admin")), ResultCode::BadSignature},
        {changed([](Call& call) { call.channel.bytes[0] ^= 1; }), ResultCode::WrongChannel},
        {changed([](Call& call) { call.rules = kRulesVersion + 1; }), ResultCode::WrongRules},
        {changed([](Call& call) { call.rules = 0; }), ResultCode::WrongRules},
        {changed([](Call& call) { call.expiry = UnixSeconds(kStart - 1); }), ResultCode::Expired},
        {changed([](Call& call) { call.expiry = UnixSeconds(-5); }), ResultCode::Expired},
        {changed([](Call& call) { call.expiry = UnixSeconds(kStart + kDay + 1); }), ResultCode::LifetimeTooLong},
        {network.payment(unknown, "p-2"), ResultCode::NotEnrolled},
        {network.enrolment(expired, expired.certificate), ResultCode::CertificateExpired},
        {network.enrolment(future, future.certificate), ResultCode::CertificateNotYetValid},
        {network.enrolment(stranger, stranger.certificate), ResultCode::IssuerNotMember},
        {network.enrolment(nobody, nobody.certificate), ResultCode::IssuerNotMember},
        // Enrolling somebody else by a key that is not on the channel.
        {network.enrolment(unknown, expired.certificate), ResultCode::NotEnrolled},
    };
    std::vector<Bytes> envelopes;
    Names expected;
    for (const Case& each : cases) {
      envelopes.push_back(each.bytes);
      expected.emplace_back(resultName(each.code));
    }
    // The edges that are still good.
    envelopes.push_back(changed([](Call& call) { call.expiry = UnixSeconds(kStart); }));
    expected.emplace_back("arguments_invalid");
    envelopes.push_back(changed([](Call& call) { call.expiry = UnixSeconds(kStart + kDay); }));
    expected.emplace_back("arguments_invalid");
    const BlockEffects effects = replica.apply(envelopes);
    QCOMPARE(names(effects), expected);
    QCOMPARE(effects.refused, envelopes.size());

    Database reader = must(Database::open(replica.file, OpenMode::Read));
    ChannelTables tables(reader);
    ChannelQueries queries(replica.file, *replica);
    for (std::size_t i = 0; i < cases.size(); ++i) {
      const auto stored = must(tables.transaction(*effects.results[i].number));
      QVERIFY(stored);
      QVERIFY(stored->envelope.empty());
      QCOMPARE(stored->digest, sha256(cases[i].bytes));
      const Leaf leaf = must(parseLeaf(must(queries.transaction(*effects.results[i].number)).leaf));
      const auto* rejected = std::get_if<RejectedLeaf>(&leaf);
      QVERIFY(rejected);
      QCOMPARE(rejected->result, cases[i].code);
      QCOMPARE(rejected->cutter, network.person("finance/node-1").certificate.fingerprint());
    }
    const AuditReport report = replica.audit();
    QVERIFY2(report.damages.empty(), describe(report).c_str());
  }

  void aCopyIsDroppedWithoutALeaf() {
    TestNetwork network;
    TestReplica replica = TestReplica::made(network, newFile());
    replica.apply(network.opening());
    const Identity& clerk = network.person("finance/clerk");
    const Call call = network.call(clerk, "public-finance", "record_payment", "{}");
    const Bytes first = network.sign(call, clerk);
    Bytes again = network.sign(call, clerk);  // ECDSA: another valid signature over the same bytes
    QVERIFY(first != again);
    Bytes bad = first;
    bad.back() ^= 1;

    QCOMPARE(names(replica.apply({bad, bad, first, first, again, bad})),
             (Names{"bad_signature", "bad_signature", "arguments_invalid", "dropped", "dropped", "dropped"}));
    QCOMPARE(names(replica.apply({again, first, bad})), (Names{"dropped", "dropped", "dropped"}));
    const auto before = replica->view();
    QCOMPARE(before.newest.transactions, std::uint64_t{0});
    replica.reopen();
    QCOMPARE(names(replica.apply({first, again})), (Names{"dropped", "dropped"}));
    QCOMPARE(replica->view().transactions, before.transactions);
    // An expired copy is recorded as what it is: nobody has to remember ids for ever.
    network.clock.set(UnixSeconds(kStart + 3601));
    const std::vector<ClockEvidence> clocks = {
        network.evidence("education", replica->newestCheckpoint(), replica->view().newest.height, network.clock.now())};
    QCOMPARE(names(replica.apply({first}, clocks)), Names{"expired"});
    const AuditReport report = replica.audit();
    QVERIFY2(report.damages.empty(), describe(report).c_str());
  }

  void aPaymentIsExecutedOnceHoweverOftenItIsSent() {
    TestNetwork network(TestNetwork::oneOrg());
    TestReplica replica = TestReplica::made(network, newFile());
    replica.apply(network.opening());
    const Identity& clerk = network.person("finance/clerk");
    std::vector<Bytes> payments;
    for (int i = 0; i < 150; ++i) payments.push_back(network.payment(clerk, "p-" + std::to_string(i)));
    replica.apply(payments);
    replica.reopen();
    std::vector<Bytes> twice = payments;
    twice.insert(twice.end(), payments.begin(), payments.end());
    const BlockEffects effects = replica.apply(twice);
    QVERIFY(std::ranges::none_of(effects.results, [](const EnvelopeResult& result) { return result.number.has_value(); }));
    QCOMPARE(replica->view().transactions, std::uint64_t{153});
  }

  void whatPolicyRefusesKeepsItsEnvelopeAndReason() {
    TestNetwork network;
    TestReplica replica = TestReplica::made(network, newFile());
    const Identity& admin = network.person("finance/admin");
    QCOMPARE(names(replica.apply({network.payment(network.person("finance/clerk"), "early")})), Names{"contract_refusal"});
    replica.apply(network.opening());
    const Identity& clerk = network.person("finance/clerk");
    const auto call = [&](const std::string& contract, const std::string& function, const std::string& arguments) {
      return network.envelope(clerk, contract, function, arguments);
    };
    std::string deep;
    for (int i = 0; i < 40; ++i) deep += "[";
    const BlockEffects effects = replica.apply({
        call("no-such-contract", "f", "{}"),
        call("public-finance", "no_such_function", "{}"),
        call("system", "no_such_function", "{}"),
        call("public-finance", "configure", R"({"currencies":["CNY"],"fiscal_year_start":"01-01"})"),
        call("public-finance", "record_payment", "not json"),
        call("public-finance", "record_payment", R"({ "id":"spaces"})"),
        call("public-finance", "record_payment", deep),
        call("public-finance", "record_payment", ""),
        call("public-finance", "record_payment", R"({"id":1.5})"),
        call("system", "enrol", "[]"),
        network.payment(network.person("press/officer"), "by-a-reader"),
        network.payment(network.person("audit/clerk"), "by-an-observer"),
        network.payment(network.person("education/clerk"), "by-sm2"),
        network.payment(clerk, "by-sm2"),
        network.envelope(admin, "system", "enrol", R"({"certificate":"AAAA"})"),
        network.payment(network.person("finance/node-1"), "by-a-node"),
    });
    QCOMPARE(names(effects),
             (Names{"unknown_contract", "unknown_function", "unknown_function", "role_not_allowed", "arguments_invalid",
                    "arguments_invalid", "arguments_invalid", "arguments_invalid", "arguments_invalid", "arguments_invalid",
                    "org_not_allowed", "executed", "executed", "contract_refusal", "arguments_invalid", "role_not_allowed"}));
    Database reader = must(Database::open(replica.file, OpenMode::Read));
    ChannelTables tables(reader);
    for (const EnvelopeResult& result : effects.results) {
      const auto stored = must(tables.transaction(*result.number));
      QVERIFY(!stored->envelope.empty());
      QCOMPARE(stored->result, result.result);
      QCOMPARE(stored->writes > 0, result.result == ResultCode::Executed);
    }
    const AuditReport report = replica.audit();
    QVERIFY2(report.damages.empty(), describe(report).c_str());
  }

  // ---- Replicas that are fed the same

  void replicasThatAreFedTheSameEndWithTheSame() {
    TestNetwork network;
    TestReplica first = TestReplica::made(network, newFile());
    TestReplica second = TestReplica::made(network, newFile());
    // One that signs with other keys, and one that prepares everything before it has executed anything.
    TestReplica third = TestReplica::made(network, newFile());
    const auto otherKeys = network.nodeKeys({"justice"});

    const Identity& admin = network.person("finance/admin");
    Identity hired = network.makePerson("finance", Role::Clerk, "hired");
    Identity smHired = network.makePerson("education", Role::Officer, "hired");
    std::vector<Batch> batches;
    const auto add = [&](std::vector<Bytes> envelopes) {
      const Digest previous = batches.empty() ? Digest() : batches.back().digest();
      std::vector<ClockEvidence> clocks;
      if (batches.size() % 2 == 0) {
        const std::string genesisCheckpoint = first->newestCheckpoint();
        clocks = {network.evidence("education", genesisCheckpoint, Height(0), UnixSeconds(network.clock.now().value + 3)),
                  network.evidence("justice", genesisCheckpoint, Height(0), UnixSeconds(network.clock.now().value - 4))};
      }
      batches.push_back(network.seal(batches.size() + 1, previous, std::move(envelopes), std::move(clocks)));
      network.clock.set(UnixSeconds(network.clock.now().value + 7));
    };
    add(network.opening());
    const Bytes early = network.payment(hired, "too-early");
    const Bytes own = network.enrolment(smHired, smHired.certificate);
    add({early, network.enrolment(admin, hired.certificate), network.payment(hired, "just-hired"), early, own, own,
         network.payment(smHired, "sm-hired")});
    std::vector<Bytes> many;
    for (int i = 0; i < 130; ++i)
      many.push_back(network.payment(i % 3 ? hired : smHired, "many-" + std::to_string(i % 100), i));
    add(many);
    add({network.revocation(network.person("finance/ca"), "finance", 1, {{hired.certificate.serial(), 1}}),
         network.payment(hired, "revoked"), many[0], Bytes(10, 1)});
    add({});
    add({network.payment(admin, "last")});

    std::vector<PreparedBatch> early_;
    for (const Batch& batch : batches) early_.push_back(third.prepare(batch));
    for (std::size_t i = 0; i < batches.size(); ++i) {
      const BlockEffects a = must(first.step(batches[i], *network.signer));
      const BlockEffects b = must(second.step(batches[i], *otherKeys));
      const BlockEffects c = must(third->step(early_[i], *network.signer));
      QCOMPARE(names(a), names(b));
      QCOMPARE(names(a), names(c));
      QCOMPARE(a.root, b.root);
      QCOMPARE(a.root, c.root);
      QCOMPARE(a.time, b.time);
      QVERIFY(a.isFinal);
      QVERIFY(!b.isFinal);
      second.reopen();
      QCOMPARE(second->view().root, a.root);
    }
    QCOMPARE(first->view().newest.record, second->view().newest.record);
    const auto dump = first.dump();
    QVERIFY(dump.size() > 100);
    QCOMPARE(second.dump(), dump);
    QCOMPARE(third.dump(), dump);
    for (TestReplica* each : {&first, &second, &third}) {
      const AuditReport report = each->audit();
      QVERIFY2(report.damages.empty(), describe(report).c_str());
    }
    first.close();
    second.close();
    third.close();
    QVERIFY(Content(first.file) == Content(second.file));
    QVERIFY(Content(first.file) == Content(third.file));
  }

  void whatWasEnrolledInABatchMaySignLaterInIt() {
    TestNetwork network;
    TestReplica replica = TestReplica::made(network, newFile());
    replica.apply(network.opening());
    const Identity hired = network.makePerson("finance", Role::Clerk, "hired");
    QCOMPARE(
        names(replica.apply({network.payment(hired, "a"), network.enrolment(network.person("finance/admin"), hired.certificate),
                             network.payment(hired, "b"),
                             network.revocation(network.person("finance/ca"), "finance", 1, {{hired.certificate.serial(), 1}}),
                             network.payment(hired, "c")})),
        (Names{"not_enrolled", "executed", "executed", "executed", "certificate_revoked"}));
  }

  // ---- Batches

  void aBatchThatIsNotTheNextOneChangesNothing() {
    TestNetwork network;
    TestReplica replica = TestReplica::made(network, newFile());
    replica.apply(network.opening());
    const ReplicaView view = replica->view();
    const Content before(replica.file);
    const std::vector<Bytes> envelopes = {network.payment(network.person("finance/clerk"), "p-1"),
                                          network.payment(network.person("finance/clerk"), "p-2")};
    const Batch right = network.seal(view, envelopes);
    const auto sealed = [&](const auto& change, const std::string& cutter = "finance/node-1") {
      Batch batch = right;
      change(batch);
      batch.header.cutter = network.person(cutter).certificate.fingerprint();
      batch.headerBytes = encodeBatchHeader(batch.header);
      batch.signature = must(network.person(cutter).key.sign(batch.headerBytes));
      return batch;
    };
    const auto same = [](Batch&) {};
    Batch badSignature = right;
    badSignature.signature.back() ^= 1;
    Batch othersSignature = right;
    othersSignature.signature = must(network.person("finance/admin").key.sign(right.headerBytes));
    const std::pair<Batch, ErrorCode> cases[] = {
        {sealed([](Batch& b) { b.header.number = BatchNumber(1); }), ErrorCode::InvalidArgument},
        {sealed([](Batch& b) { b.header.number = BatchNumber(3); }), ErrorCode::InvalidArgument},
        {sealed([](Batch& b) { b.header.previous = Digest(); }), ErrorCode::Divergence},
        {sealed([](Batch& b) { b.header.channel.bytes[3] ^= 1; }), ErrorCode::WrongChannel},
        {sealed([](Batch& b) { b.header.epoch = 2; }), ErrorCode::Malformed},
        {sealed([](Batch& b) { b.header.count = 1; }), ErrorCode::Malformed},
        {sealed([](Batch& b) { std::swap(b.envelopes[0], b.envelopes[1]); }), ErrorCode::Malformed},
        {sealed([](Batch& b) { b.envelopes.pop_back(); }), ErrorCode::Malformed},
        {sealed([](Batch& b) { b.envelopes[1].back() ^= 1; }), ErrorCode::Malformed},
        {sealed([](Batch& b) { b.header.content.bytes[0] ^= 1; }), ErrorCode::Malformed},
        {sealed([](Batch& b) { b.envelopes.assign(bounds::kBatchEnvelopes + 1, Bytes(1, 1)); }), ErrorCode::TooLarge},
        {sealed([](Batch& b) { b.envelopes.assign(5, Bytes(bounds::kEnvelopeBytes, 1)); }), ErrorCode::TooLarge},
        {sealed(same, "finance/admin"), ErrorCode::NotEnrolled},
        {sealed(same, "finance/ca"), ErrorCode::NotEnrolled},
        {badSignature, ErrorCode::BadSignature},
        {othersSignature, ErrorCode::BadSignature},
    };
    for (const auto& [batch, code] : cases) {
      const auto effects = replica.step(batch, *network.signer);
      QVERIFY(!effects);
      QCOMPARE(effects.error().code, code);
      QVERIFY(!effects.error().parameter("reason").empty());
    }
    const Identity strange = network.makePerson("finance", Role::Node, "node-9");
    Batch unknownCutter = right;
    unknownCutter.header.cutter = strange.certificate.fingerprint();
    unknownCutter.headerBytes = encodeBatchHeader(unknownCutter.header);
    unknownCutter.signature = must(strange.key.sign(unknownCutter.headerBytes));
    QCOMPARE(replica.step(unknownCutter, *network.signer).error().code, ErrorCode::NotEnrolled);

    QCOMPARE(replica->view().root, view.root);
    QVERIFY(Content(replica.file) == before);
    QCOMPARE(names(must(replica.step(right, *network.signer))), (Names{"executed", "executed"}));
    const AuditReport report = replica.audit();
    QVERIFY2(report.damages.empty(), describe(report).c_str());
  }

  void aNodeWhoseCertificateMayNotSignCutsNothingAndStopsNobody() {
    TestNetwork network;
    TestReplica replica = TestReplica::made(network, newFile());
    replica.apply(network.opening());
    const auto& revoked = network.person("justice/node-1").certificate;
    replica.apply({network.revocation(network.person("justice/ca"), "justice", 4, {{revoked.serial(), 1}})});
    const std::vector<Bytes> envelopes = {network.payment(network.person("finance/clerk"), "p-1")};
    const auto refused = replica.step(network.seal(replica->view(), envelopes, {}, "justice/node-1"), *network.signer);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::CertificateInvalid);
    QCOMPARE(names(must(replica.step(network.seal(replica->view(), envelopes, {}, "education/node-1"), *network.signer))),
             Names{"executed"});
    const AuditReport report = replica.audit();
    QVERIFY2(report.damages.empty(), describe(report).c_str());
  }

  // ---- Cosignatures

  void cosignaturesMakeABlockFinalAndContradictionsAreKept() {
    TestNetwork network;
    TestReplica replica = TestReplica::made(network, newFile());
    const auto alone = network.nodeKeys({"finance"});
    must(replica.step(network.seal(replica->view(), network.opening()), *alone));
    const Height height = replica->view().newest.height;
    const Checkpoint checkpoint = must(Checkpoint::parse(replica->newestCheckpoint()));
    const auto step = [&](const Checkpoint& about, Height at, const std::string& org) {
      return must(replica->stepCosignature(at, about, network.cosignature(org, about.format(), network.clock.now())));
    };
    QCOMPARE(replica->view().cosigned, 1U);
    QCOMPARE(replica->view().finalHeight, Height(0));
    QCOMPARE(step(checkpoint, height, "education"), CosignatureVerdict::Added);
    QCOMPARE(step(checkpoint, height, "education"), CosignatureVerdict::AlreadyThere);
    QCOMPARE(step(checkpoint, height, "finance"), CosignatureVerdict::AlreadyThere);
    QCOMPARE(replica->view().cosigned, 2U);
    QCOMPARE(replica->view().finalHeight, Height(0));

    NoteSignature wrong = network.cosignature("justice", checkpoint.format(), network.clock.now());
    wrong.signature.back() ^= 1;
    QCOMPARE(must(replica->stepCosignature(height, checkpoint, wrong)), CosignatureVerdict::Invalid);
    NoteSignature renamed = network.cosignature("justice", checkpoint.format(), network.clock.now());
    renamed.name = TestNetwork::cosignerName("finance");
    QCOMPARE(must(replica->stepCosignature(height, checkpoint, renamed)), CosignatureVerdict::Invalid);
    renamed.name = "test.example/press/node-1";
    QCOMPARE(must(replica->stepCosignature(height, checkpoint, renamed)), CosignatureVerdict::Invalid);
    QCOMPARE(step(checkpoint, Height(0), "justice"), CosignatureVerdict::Invalid);  // of another block
    Checkpoint future = checkpoint;
    future.size += 5;
    QCOMPARE(step(future, height, "justice"), CosignatureVerdict::Invalid);
    QCOMPARE(step(checkpoint, Height(height.value + 1), "justice"), CosignatureVerdict::Invalid);
    Checkpoint elsewhere = checkpoint;
    elsewhere.origin = "test.example/elsewhere";
    QCOMPARE(step(elsewhere, height, "justice"), CosignatureVerdict::Invalid);
    QCOMPARE(replica->view().divergences, std::uint64_t{0});

    QCOMPARE(step(checkpoint, height, "justice"), CosignatureVerdict::Added);
    QCOMPARE(replica->view().finalHeight, height);

    Checkpoint other = checkpoint;
    other.root.bytes[0] ^= 1;
    QCOMPARE(step(other, height, "justice"), CosignatureVerdict::Divergence);
    Checkpoint shorter = other;  // the other history has a shorter block
    shorter.size -= 1;
    QCOMPARE(step(shorter, height, "education"), CosignatureVerdict::Divergence);
    QCOMPARE(replica->view().divergences, std::uint64_t{2});
    QCOMPARE(replica->view().firstDivergence, height);
    QCOMPARE(step(other, height, "justice"), CosignatureVerdict::Divergence);  // Ed25519: the same note, kept once
    QCOMPARE(replica->view().divergences, std::uint64_t{2});
    replica.reopen();
    QCOMPARE(replica->view().divergences, std::uint64_t{2});
    QCOMPARE(replica->view().finalHeight, height);
    replica.close();
    FileTamper reader(replica.file);
    const std::vector<std::string> notes = reader.column("SELECT note FROM divergence ORDER BY id");
    QCOMPARE(notes.size(), std::size_t{2});
    const SignedNote evidence = must(SignedNote::parse(notes[0]));
    QCOMPARE(evidence.text, other.format());
    QCOMPARE(evidence.signatures[0].name, TestNetwork::cosignerName("justice"));
  }

  // ---- Receipts

  void receiptsVerifyOfflineForEveryTreeSize_data() {
    QTest::addColumn<std::vector<int>>("blocks");
    QTest::newRow("1") << std::vector<int>{1};
    QTest::newRow("2") << std::vector<int>{2};
    for (const int leaves : {255, 256, 257})  // at the block's end, with the opening's and the records' leaves
      QTest::addRow("tree of %d", leaves) << std::vector<int>{leaves - 2 - 4 - 1};
    QTest::newRow("600 in many blocks") << std::vector<int>(smallScale() ? 15 : 60, 10);
  }
  void receiptsVerifyOfflineForEveryTreeSize() {
    QFETCH(std::vector<int>, blocks);
    TestNetwork network;
    TestReplica replica = TestReplica::made(network, newFile());
    replica.apply(network.opening());
    int made = 0;
    for (const int size : blocks) {
      std::vector<Bytes> envelopes;
      for (int i = 0; i < size; ++i)
        envelopes.push_back(
            network.payment(network.person(made % 5 ? "finance/clerk" : "education/clerk"), "p-" + std::to_string(made)));
      made += size;
      QVERIFY(replica.apply(envelopes).isFinal);
    }
    const ChannelQueries queries(replica.file, *replica);
    const Policy policy = must(Policy::parse(must(queries.policy())));
    const std::uint64_t all = replica->view().transactions;
    const std::uint64_t step = std::max<std::uint64_t>(1, all / 40);
    std::uint64_t verified = 0;
    for (std::uint64_t number = 0; number < all; number += step) {
      const std::string text = must(queries.receipt(TransactionNumber(number)));
      const Receipt receipt = must(Receipt::parse(text));
      QCOMPARE(receipt.format(), text);
      const auto checked = verifyReceipt(receipt, policy);
      QVERIFY2(checked, checked ? "" : checked.error().detail.c_str());
      QCOMPARE(checked->leaf.id, must(queries.transaction(TransactionNumber(number))).summary.id);
      QVERIFY(checked->verdict.quorum);
      QCOMPARE(checked->verdict.cosigners.size(), std::size_t{3});
      ++verified;
    }
    QVERIFY(verified >= std::min<std::uint64_t>(all, 20));
  }

  void aReceiptThatWasTouchedFailsAndNamesTheStep() {
    TestNetwork network;
    TestReplica replica = TestReplica::made(network, newFile());
    replica.apply(network.opening());
    std::vector<Bytes> envelopes;
    for (int i = 0; i < 20; ++i)
      envelopes.push_back(network.payment(network.person("finance/clerk"), "p-" + std::to_string(i)));
    replica.apply(envelopes);
    const ChannelQueries queries(replica.file, *replica);
    const Policy policy = must(Policy::parse(must(queries.policy())));
    const Receipt good = must(Receipt::parse(must(queries.receipt(TransactionNumber(9)))));
    QVERIFY(verifyReceipt(good, policy));
    const auto step = [&](const auto& change, const Policy& by) {
      Receipt receipt = good;
      change(receipt);
      const auto verdict = verifyReceipt(receipt, by);
      return verdict ? std::string("good") : std::string(verdict.error().parameter("step"));
    };
    QCOMPARE(step([](Receipt& r) { r.proof[1].bytes[0] ^= 1; }, policy), std::string("proof"));
    QCOMPARE(step([](Receipt& r) { r.proof.pop_back(); }, policy), std::string("proof"));
    QCOMPARE(step([](Receipt& r) { r.index = LeafIndex(r.index.value + 1); }, policy), std::string("proof"));
    QCOMPARE(step([](Receipt& r) { r.envelope[40] ^= 1; }, policy), std::string("envelope"));
    QCOMPARE(step([](Receipt& r) { r.envelope.back() ^= 1; }, policy), std::string("envelope"));
    QCOMPARE(step([](Receipt& r) { r.checkpoint.signatures.resize(2); }, policy), std::string("quorum"));
    QVERIFY(step([](Receipt& r) { r.checkpoint.signatures.clear(); }, policy) != "good");
    QVERIFY(step([](Receipt& r) { r.checkpoint.signatures[0].signature[9] ^= 1; }, policy) != "good");
    QVERIFY(step([](Receipt& r) { r.leaf.replace(r.leaf.find("result 0"), 8, "result 9"); }, policy) != "good");
    QVERIFY(step([](Receipt& r) { r.checkpoint.text[r.checkpoint.text.size() - 5] ^= 1; }, policy) != "good");

    TestNetwork other;
    TestReplica otherReplica = TestReplica::made(other, newFile());
    const ChannelQueries otherQueries(otherReplica.file, *otherReplica);
    const Policy otherPolicy = must(Policy::parse(must(otherQueries.policy())));
    QCOMPARE(step([](Receipt&) {}, otherPolicy), std::string("checkpoint"));
  }

  void aReceiptIsGivenForFinalBlocksOnly() {
    TestNetwork network;
    TestReplica replica = TestReplica::made(network, newFile());
    must(replica.step(network.seal(replica->view(), network.opening()), *network.nodeKeys({"finance"})));
    const ChannelQueries queries(replica.file, *replica);
    QCOMPARE(queries.receipt(TransactionNumber(0)).error().code, ErrorCode::NotFinal);
    QCOMPARE(queries.receipt(TransactionNumber(99)).error().code, ErrorCode::NotFound);
    replica.apply({Bytes(3, 3)});
    QCOMPARE(queries.receipt(TransactionNumber(3)).error().code, ErrorCode::NotFound);  // a digest only
  }

  // ---- Files that are not as they should be

  void aFileThatIsDamagedOrNewerIsNotOpened() {
    TestNetwork network;
    TestReplica replica = TestReplica::made(network, newFile());
    replica.apply(network.opening());
    std::vector<Bytes> envelopes;
    for (int i = 0; i < 60; ++i)
      envelopes.push_back(network.payment(network.person("finance/clerk"), "p-" + std::to_string(i)));
    replica.apply(envelopes);
    replica.close();
    const auto copy = [&] {
      const auto to = newFile();
      std::filesystem::copy_file(replica.file, to);
      return to;
    };
    const auto codeOf = [&](const std::filesystem::path& file) {
      TestReplica opened(network, file);
      const Status status = opened.open();
      return status ? ErrorCode::NotFound : status.error().code;
    };
    const auto truncated = copy();
    std::filesystem::resize_file(truncated, std::filesystem::file_size(truncated) / 2);
    QCOMPARE(codeOf(truncated), ErrorCode::Damaged);
    for (const std::uint64_t size : {1UL, 99UL, 4096UL}) {
      std::filesystem::resize_file(truncated, size);
      const ErrorCode code = codeOf(truncated);
      QVERIFY2(code == ErrorCode::Damaged || code == ErrorCode::Malformed, std::to_string(static_cast<int>(code)).c_str());
    }
    const auto newer = copy();
    {
      FileTamper(newer).execute("PRAGMA user_version = 99");
    }
    QCOMPARE(codeOf(newer), ErrorCode::UnsupportedVersion);
    const auto notADatabase = newFile();
    {
      FILE* out = fopen(notADatabase.c_str(), "w");
      for (int i = 0; i < 3000; ++i) fputs("this is a letter\n", out);
      fclose(out);
    }
    const ErrorCode letter = codeOf(notADatabase);
    QVERIFY(letter == ErrorCode::Damaged || letter == ErrorCode::Malformed);
    QCOMPARE(codeOf(newFile()), ErrorCode::NotFound);
    for (const char* sql :
         {"DELETE FROM genesis", "UPDATE genesis SET text = replace(text, 'test.example', 'best.example')", "DELETE FROM block",
          "UPDATE block SET record = 'x' WHERE height = 2", "DELETE FROM meta WHERE key = 'state_key'",
          "DELETE FROM meta WHERE key = 'channel'", "UPDATE tile SET hashes = zeroblob(length(hashes)) WHERE key = 0",
          "DELETE FROM tile", "DELETE FROM version WHERE row = 3", "DELETE FROM block WHERE height = 2",
          "UPDATE version SET value = replace(value, '\"international\"', '\"Internationa\"') WHERE key = "
          "'system/member/finance'"}) {
      const auto file = copy();
      {
        FileTamper(file).execute(sql);
      }
      TestReplica opened(network, file);
      const Status status = opened.open();
      const bool configurationOnly = std::string_view(sql).starts_with("UPDATE version");
      if (!configurationOnly) QVERIFY2(!status, sql);
      if (!status)
        QVERIFY2(status.error().code == ErrorCode::Damaged, (std::string(sql) + ": " + status.error().detail).c_str());
      const AuditReport report = auditFile(file, network.channel);
      QVERIFY2(!report.damages.empty(), sql);
    }
  }

  void anUnknownRulesVersionIsNotExecuted() {
    TestNetwork network;
    std::string genesis = network.genesis;
    const auto at = genesis.find("[\"rules\",{\"version\":2}]");
    QVERIFY(at != std::string::npos);
    genesis.replace(at, 23, "[\"rules\",{\"version\":3}]");
    const auto file = newFile();
    must(Replica::create(file, genesis, *network.signer));
    const auto opened = Replica::open(file, {});
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, ErrorCode::UnsupportedVersion);
    QCOMPARE(std::string(opened.error().parameter("rules")), std::string("3"));
    QCOMPARE(Replica::create(file, genesis, *network.signer).error().code, ErrorCode::AlreadyThere);
  }

  void oneDamagedChannelLeavesTheOthersRunning() {
    const std::filesystem::path directory = m_directory.filePath(QStringLiteral("network")).toStdString();
    must(createDemoNetwork(directory, {.payments = 20, .seed = 3}, Progress()));
    std::filesystem::resize_file(channelFile(directory, "budget-drafts"), 9000);
    SystemClock clock;
    const auto engine = must(LocalEngine::open(directory, clock));
    QVERIFY(must(engine->status("finance")).stopped.empty());
    QVERIFY(!must(engine->status("budget-drafts")).stopped.empty());
    QVERIFY(engine->block("finance", Height(1)));
    const auto refused = engine->block("budget-drafts", Height(0));
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Damaged);
    must(engine->unlock(std::string(kDemoPassword)));
    QVERIFY(engine->submit("finance", "finance/admin-01", "public-finance", "define_codes",
                           R"({"codes":["New"],"kind":"department"})"));
    QVERIFY(!engine->submit("budget-drafts", "finance/admin-01", "public-finance", "define_codes",
                            R"({"codes":["New"],"kind":"department"})"));
    QVERIFY(must(engine->audit("finance", Progress(), AuditWatch())).damages.empty());
    QVERIFY(!must(engine->audit("budget-drafts", Progress(), AuditWatch())).damages.empty());
  }

  void theStatusSaysThatHistoriesDiverge() {
    TestNetwork network;
    const auto file = newFile();
    {
      TestReplica replica = TestReplica::made(network, file);
      replica.apply(network.opening());
      Checkpoint other = must(Checkpoint::parse(replica->newestCheckpoint()));
      other.root.bytes[5] ^= 1;
      QCOMPARE(
          must(replica->stepCosignature(Height(1), other, network.cosignature("justice", other.format(), network.clock.now()))),
          CosignatureVerdict::Divergence);
    }
    const ChannelHost host("finance", file, network.channel);
    QVERIFY(!host.openError());
    QVERIFY2(host.status().stopped.find("different history") != std::string::npos, host.status().stopped.c_str());
  }
};

QTEST_GUILESS_MAIN(ReplicaTest)
#include "replica_test.moc"
