// The embedded orderer: the client's answer to each envelope that could not be executed, batches by size and age, and the
// runner that steps them.
#include "tests/support/proposal_maker.h"

#include <QTest>

#include "ledger/crypto/hash.h"
#include "ledger/order/channel_runner.h"

using namespace mz;
using namespace mz::test;

class OrdererTest : public QObject {
  Q_OBJECT

  QTemporaryDir m_directory;
  int m_files = 0;
  TestReplica replicaOf(TestNetwork& network) {
    return TestReplica::made(network, m_directory.filePath(QStringLiteral("%1.mzc").arg(m_files++)).toStdString());
  }
  static std::unique_ptr<EmbeddedOrderer> ordererOf(TestNetwork& network, const TestReplica& replica,
                                                    EmbeddedOrderer::Limits limits = EmbeddedOrderer::Limits()) {
    const Identity& node = network.person("finance/node-1");
    return std::make_unique<EmbeddedOrderer>(*replica, Cutter{node.certificate, node.key}, *network.signer, network.clock,
                                             limits);
  }
  static std::vector<PreparedEnvelope> prepared(const TestReplica& replica, std::vector<Bytes> envelopes) {
    std::vector<PreparedEnvelope> out;
    for (Bytes& each : envelopes) out.push_back(prepareEnvelope(std::move(each), replica->identities()));
    return out;
  }

  static std::vector<Status> submit(Orderer& orderer, std::vector<PreparedEnvelope> envelopes) {
    return orderer.submit(envelopes);
  }
  // How many were taken; what was not was held back by this quota, and so was all behind it.
  static std::size_t taken(const std::vector<Status>& answers, const std::string& quota, const Identity& signer) {
    std::size_t count = 0;
    while (count < answers.size() && answers[count]) ++count;
    for (std::size_t i = count; i < answers.size(); ++i) {
      if (answers[i]) qFatal("taken behind one that was held back");
      const Error& error = answers[i].error();
      if (error.code != ErrorCode::QuotaExceeded || error.parameter("quota") != quota || error.parameter("limit").empty() ||
          error.parameter("certificate") != signer.certificate.fingerprint().hex() || error.detail.empty())
        qFatal("%s: %s", quota.c_str(), error.detail.c_str());
    }
    return count;
  }

 private Q_SLOTS:
  void aFrozenOrClosedChannelSaysSoBeforeAnythingIsRecorded() {
    TestNetwork network;
    TestReplica replica = replicaOf(network);
    ProposalMaker maker(network);
    replica.apply(network.opening());
    const Identity& finance = network.person("finance/admin");
    const auto agree = [&](const char* state) {
      const Json value = Json::object({{"state", Json(state)}});
      const Proposal proposal = maker.draft(finance, {ProposalMaker::change(replica, "status", value)});
      replica.apply({maker.propose(proposal, finance), maker.decide(network.person("education/admin"), proposal.digest())});
    };
    const auto answers = [&] {
      const auto orderer = ordererOf(network, replica);
      return submit(*orderer, prepared(replica, {network.payment(network.person("finance/clerk"), "p"),
                                                 network.envelope(finance, "system", "propose", "{}")}));
    };
    agree("frozen");
    const std::vector<Status> frozen = answers();
    QCOMPARE(frozen[0].error().code, ErrorCode::Refused);
    QCOMPARE(std::string(frozen[0].error().parameter("result")), std::string("channel_frozen"));
    QVERIFY(frozen[1]);
    agree("closed");
    for (const Status& closed : answers())
      QCOMPARE(std::string(closed.error().parameter("result")), std::string("channel_closed"));
  }

  void theClientIsToldWhatIsWrong() {
    TestNetwork network;
    TestReplica replica = replicaOf(network);
    replica.apply(network.opening());
    const Identity& clerk = network.person("finance/clerk");
    const Identity temporary =
        network.makePerson("finance", Role::Clerk, "temporary", {UnixSeconds(kStart - 10), UnixSeconds(kStart + 10)});
    const Identity later =
        network.makePerson("finance", Role::Clerk, "later", {UnixSeconds(kStart + 5000), UnixSeconds(kStart + 9000)});
    const Identity revoked = network.makePerson("finance", Role::Clerk, "revoked");
    const Identity stranger = network.makePerson(network.strangeAuthority("finance"), Role::Clerk, "stranger");
    const Identity unknown = network.makePerson("finance", Role::Clerk, "unknown");
    const Identity& admin = network.person("finance/admin");
    replica.apply({network.enrolment(admin, temporary.certificate), network.enrolment(admin, later.certificate),
                   network.enrolment(admin, revoked.certificate),
                   network.revocation(network.person("finance/ca"), "finance", 1, {{revoked.certificate.serial(), 1}})});
    network.clock.set(UnixSeconds(kStart + 20));

    const auto changed = [&](const auto& change) {
      Call call = network.call(clerk, "public-finance", "record_payment", "{}");
      change(call);
      return network.sign(call, clerk);
    };
    Bytes badSignature = network.payment(clerk, "bad");
    badSignature.back() ^= 1;
    struct Case {
      Bytes bytes;
      ErrorCode code;
      std::string reason;
    };
    const std::vector<Case> cases = {
        {Bytes(5, 5), ErrorCode::Malformed, ""},
        {{}, ErrorCode::Malformed, ""},
        {Bytes(bounds::kEnvelopeBytes + 1, 5), ErrorCode::TooLarge, ""},
        {badSignature, ErrorCode::BadSignature, ""},
        {changed([](Call& call) { call.channel.bytes[0] ^= 1; }), ErrorCode::WrongChannel, ""},
        {changed([](Call& call) { call.rules = 3; }), ErrorCode::UnsupportedVersion, ""},
        {changed([](Call& call) { call.expiry = UnixSeconds(kStart + 19); }), ErrorCode::Expired, ""},
        {changed([](Call& call) { call.expiry = UnixSeconds(kStart + 21 + kDay); }), ErrorCode::InvalidArgument, ""},
        {network.payment(unknown, "p"), ErrorCode::NotEnrolled, ""},
        {network.payment(temporary, "p"), ErrorCode::CertificateInvalid, "expired"},
        {network.payment(later, "p"), ErrorCode::CertificateInvalid, "not_yet_valid"},
        {network.payment(revoked, "p"), ErrorCode::CertificateInvalid, "revoked"},
        {network.enrolment(stranger, stranger.certificate), ErrorCode::CertificateInvalid, "unknown_issuer"},
    };
    const auto orderer = ordererOf(network, replica);
    std::vector<Bytes> envelopes;
    for (const Case& each : cases) envelopes.push_back(each.bytes);
    envelopes.push_back(network.payment(clerk, "good"));
    envelopes.push_back(network.enrolment(unknown, unknown.certificate));
    const std::vector<Status> answers = submit(*orderer, prepared(replica, envelopes));
    QCOMPARE(answers.size(), envelopes.size());
    for (std::size_t i = 0; i < cases.size(); ++i) {
      QVERIFY2(!answers[i], std::to_string(i).c_str());
      QVERIFY2(answers[i].error().code == cases[i].code, (std::to_string(i) + ": " + answers[i].error().detail).c_str());
      QCOMPARE(std::string(answers[i].error().parameter("reason")), cases[i].reason);
      QVERIFY(!answers[i].error().detail.empty());
    }
    QVERIFY(answers[cases.size()]);
    QVERIFY(answers[cases.size() + 1]);
    QCOMPARE(orderer->waiting(), std::size_t{2});
    // What passed is executed; nothing else got in.
    auto batch = must(orderer->next());
    QVERIFY(batch);
    const BlockEffects effects = must(replica->step(*batch, *network.signer));
    QCOMPARE(effects.results.size(), std::size_t{2});
    QCOMPARE(effects.refused, std::uint64_t{0});
  }

  void batchesAreCutBySizeAndAge() {
    TestNetwork network;
    TestReplica replica = replicaOf(network);
    EmbeddedOrderer::Limits limits;
    limits.envelopes = 4;
    limits.age = std::chrono::milliseconds(20);
    const auto orderer = ordererOf(network, replica, limits);
    std::vector<Bytes> envelopes = network.opening();
    for (int i = 0; i < 7; ++i) envelopes.push_back(network.payment(network.person("finance/clerk"), "p-" + std::to_string(i)));
    for (const Status& answer : submit(*orderer, prepared(replica, envelopes))) QVERIFY(answer);
    std::vector<std::size_t> sizes;
    std::vector<Digest> order;
    while (orderer->waiting() > 0) {
      auto batch = must(orderer->next());
      sizes.push_back(batch->envelopes.size());
      for (const PreparedEnvelope& each : batch->envelopes) order.push_back(each.digest);
      // The bytes are a batch that any other node can read.
      Batch whole = batch->batch;
      for (const PreparedEnvelope& each : batch->envelopes) whole.envelopes.push_back(each.bytes);
      QVERIFY(decodeBatch(encodeBatch(whole)));
      must(replica->step(*batch, *network.signer));
    }
    QCOMPARE(sizes, (std::vector<std::size_t>{4, 4, 2}));
    for (std::size_t i = 0; i < envelopes.size(); ++i) QCOMPARE(order[i], sha256(envelopes[i]));

    limits.envelopes = 100;
    limits.bytes = envelopes.back().size() * 5 / 2;
    const auto byBytes = ordererOf(network, replica, limits);
    std::vector<Bytes> five;
    for (int i = 0; i < 5; ++i) five.push_back(network.payment(network.person("finance/clerk"), "q-" + std::to_string(i)));
    submit(*byBytes, prepared(replica, five));
    QCOMPARE(must(byBytes->next())->envelopes.size(), std::size_t{2});
    const AuditReport report = replica.audit();
    QVERIFY2(report.damages.empty(), describe(report).c_str());
  }

  // ---- Quotas

  void eachSignerHasAShareOfWhatWaits() {
    TestNetwork network;
    TestReplica replica = replicaOf(network);
    replica.apply(network.opening());
    const Identity& clerk = network.person("finance/clerk");
    const Identity& officer = network.person("finance/officer");
    EmbeddedOrderer::Limits limits;
    limits.envelopes = 4;
    limits.quota.pendingEnvelopes = 6;
    const auto orderer = ordererOf(network, replica, limits);
    int made = 0;
    const auto payments = [&](const Identity& by, int count) {
      std::vector<Bytes> out;
      for (int i = 0; i < count; ++i) out.push_back(network.payment(by, "q-" + std::to_string(made++)));
      return prepared(replica, std::move(out));
    };
    QCOMPARE(taken(submit(*orderer, payments(clerk, 9)), "pendingEnvelopes", clerk), std::size_t{6});
    QCOMPARE(taken(submit(*orderer, payments(clerk, 2)), "pendingEnvelopes", clerk), std::size_t{0});
    QCOMPARE(taken(submit(*orderer, payments(officer, 5)), "pendingEnvelopes", officer), std::size_t{5});
    // Nobody uses up another's share with bad signatures.
    std::vector<PreparedEnvelope> forged = payments(officer, 20);
    for (PreparedEnvelope& each : forged) {
      Bytes bytes = each.bytes;
      bytes.back() ^= 1;
      each = prepareEnvelope(std::move(bytes), replica->identities());
    }
    for (const Status& answer : submit(*orderer, std::move(forged))) QCOMPARE(answer.error().code, ErrorCode::BadSignature);
    QCOMPARE(taken(submit(*orderer, payments(officer, 3)), "pendingEnvelopes", officer), std::size_t{1});
    // What is cut makes room, for whose it was.
    auto batch = must(orderer->next());
    must(replica->step(*batch, *network.signer));
    QCOMPARE(taken(submit(*orderer, payments(officer, 1)), "pendingEnvelopes", officer), std::size_t{0});
    QCOMPARE(taken(submit(*orderer, payments(clerk, 9)), "pendingEnvelopes", clerk), std::size_t{4});
    QCOMPARE(orderer->waiting(), std::size_t{12});
  }

  void quotasOfBytesAndOfSeconds() {
    TestNetwork network;
    TestReplica replica = replicaOf(network);
    const Identity& clerk = network.person("finance/clerk");
    const auto same = [&](std::size_t count) {  // all of one size
      std::vector<Bytes> out;
      for (std::size_t i = 0; i < count; ++i) out.push_back(network.payment(clerk, std::to_string(100 + i)));
      return out;
    };
    // Signatures differ by a byte or two.
    const std::size_t size = same(1)[0].size() + 8;
    EmbeddedOrderer::Limits limits;
    limits.quota = {.pendingEnvelopes = 0, .pendingBytes = 3 * size};
    const auto byBytes = ordererOf(network, replica, limits);
    QCOMPARE(taken(submit(*byBytes, prepared(replica, same(9))), "pendingBytes", clerk), std::size_t{3});
    limits.quota = {.pendingEnvelopes = 0, .pendingBytes = 1};
    const auto small = ordererOf(network, replica, limits);
    // One that is larger than its share alone is taken when nothing else is there; it could never be otherwise.
    QCOMPARE(taken(submit(*small, prepared(replica, same(2))), "pendingBytes", clerk), std::size_t{1});

    limits.quota = {.pendingEnvelopes = 0, .pendingBytes = 0, .envelopesPerSecond = 5};
    const auto bySecond = ordererOf(network, replica, limits);
    QCOMPARE(taken(submit(*bySecond, prepared(replica, same(4))), "envelopesPerSecond", clerk), std::size_t{4});
    QCOMPARE(taken(submit(*bySecond, prepared(replica, same(4))), "envelopesPerSecond", clerk), std::size_t{1});
    (void)must(bySecond->next());  // cutting gives nothing back of a second
    QCOMPARE(taken(submit(*bySecond, prepared(replica, same(1))), "envelopesPerSecond", clerk), std::size_t{0});
    network.clock.set(UnixSeconds(kStart + 1));
    QCOMPARE(taken(submit(*bySecond, prepared(replica, same(9))), "envelopesPerSecond", clerk), std::size_t{5});
    network.clock.set(UnixSeconds(kStart));  // a clock that is set back begins a new second, too
    QCOMPARE(taken(submit(*bySecond, prepared(replica, same(9))), "envelopesPerSecond", clerk), std::size_t{5});

    limits.quota = {.pendingEnvelopes = 0, .pendingBytes = 0, .envelopesPerSecond = 0, .bytesPerSecond = 2 * size};
    const auto byRate = ordererOf(network, replica, limits);
    QCOMPARE(taken(submit(*byRate, prepared(replica, same(5))), "bytesPerSecond", clerk), std::size_t{2});
    network.clock.set(UnixSeconds(kStart + 7));
    QCOMPARE(taken(submit(*byRate, prepared(replica, same(5))), "bytesPerSecond", clerk), std::size_t{2});

    limits.quota = {.pendingEnvelopes = 0, .pendingBytes = 0};
    const auto unbounded = ordererOf(network, replica, limits);
    QCOMPARE(taken(submit(*unbounded, prepared(replica, same(50))), "", clerk), std::size_t{50});
  }

  // What is held back comes back to who handed it in, and waits for nothing else.
  void heldBackCallsCanBeHandedInAgain() {
    TestNetwork network;
    TestReplica replica = replicaOf(network);
    replica.apply(network.opening());
    EmbeddedOrderer::Limits limits;
    limits.quota.pendingEnvelopes = 3;
    ChannelRunner runner(*replica, ordererOf(network, replica, limits), *network.signer, [](const BlockEffects&) {});
    std::vector<Bytes> payments;
    for (int i = 0; i < 8; ++i) payments.push_back(network.payment(network.person("finance/clerk"), std::to_string(i)));
    std::shared_ptr<Submission> first;
    runner.betweenBlocks([&](Replica&) { first = runner.submit(prepared(replica, payments)); });
    Submission::HeldBack held = first->takeHeldBack();
    QVERIFY(held.places == (std::vector<std::size_t>{3, 4, 5, 6, 7}));
    QVERIFY(first->takeHeldBack().places.empty());
    const auto& answers = first->wait();
    for (std::size_t i = 0; i < 8; ++i) QCOMPARE(answers[i].taken.has_value(), i < 3);
    for (std::size_t at = 3; at < 8;) {
      const auto again = runner.submit(std::move(held.envelopes));
      held = again->takeHeldBack();
      for (const Submission::Answer& answer : again->wait())
        if (answer.taken) {
          QCOMPARE(answer.result.envelope, sha256(payments[at]));
          ++at;
        }
    }
    QCOMPARE(replica->view().transactions, std::uint64_t{3 + 8});
  }

  void clocksAreShownAtMostOnceASecond() {
    TestNetwork network;
    TestReplica replica = replicaOf(network);
    const auto orderer = ordererOf(network, replica);
    const auto step = [&](const std::string& id) {
      submit(*orderer, prepared(replica, {network.payment(network.person("finance/clerk"), id)}));
      auto batch = must(orderer->next());
      const std::size_t clocks = batch->batch.header.clocks.size();
      must(replica->step(*batch, *network.signer));
      return clocks;
    };
    QCOMPARE(step("a"), std::size_t{3});
    QCOMPARE(step("b"), std::size_t{0});
    network.clock.set(UnixSeconds(kStart + 1));
    QCOMPARE(step("c"), std::size_t{3});
    QCOMPARE(replica->view().newest.time, UnixSeconds(kStart + 1));
  }

  void afterStopWhatIsQueuedIsCutAndThenNothing() {
    TestNetwork network;
    TestReplica replica = replicaOf(network);
    const auto orderer = ordererOf(network, replica);
    submit(*orderer, prepared(replica, {network.payment(network.person("finance/clerk"), "a")}));
    orderer->stop();
    QVERIFY(must(orderer->next()));
    QVERIFY(!must(orderer->next()));
  }

  // ---- The runner

  void everySubmissionHasItsAnswerWhenItIsDurable() {
    TestNetwork network;
    TestReplica replica = replicaOf(network);
    std::atomic<int> blocks = 0;
    auto runner = std::make_unique<ChannelRunner>(*replica, ordererOf(network, replica), *network.signer,
                                                  [&](const BlockEffects&) { ++blocks; });
    const auto opening = runner->submit(prepared(replica, network.opening()));
    for (const auto& answer : opening->wait()) QVERIFY(answer.result.number);
    const Bytes twice = network.payment(network.person("finance/clerk"), "twice");
    Bytes bad = network.payment(network.person("finance/clerk"), "bad");
    bad.back() ^= 1;
    std::vector<std::shared_ptr<Submission>> submissions;
    std::vector<std::thread> threads;
    std::mutex mutex;
    for (int t = 0; t < 4; ++t) {
      std::vector<Bytes> envelopes = {twice, bad, twice};
      for (int i = 0; i < 20; ++i)
        envelopes.push_back(network.payment(network.person("finance/clerk"), std::to_string(t) + "-" + std::to_string(i)));
      threads.emplace_back([&, all = prepared(replica, envelopes)]() mutable {
        auto submission = runner->submit(std::move(all));
        const std::lock_guard lock(mutex);
        submissions.push_back(std::move(submission));
      });
    }
    for (std::thread& thread : threads) thread.join();
    int executed = 0, copies = 0, refused = 0;
    for (const auto& submission : submissions)
      for (const Submission::Answer& answer : submission->wait()) {
        QVERIFY(!answer.failure);
        if (!answer.taken)
          ++refused;
        else if (!answer.result.number)
          ++copies;
        else
          ++executed;
      }
    QCOMPARE(refused, 4);
    QCOMPARE(copies, 7);
    QCOMPARE(executed, 81);
    QVERIFY(blocks > 0);
    bool alone = false;
    runner->betweenBlocks([&](Replica& between) { alone = between.view().transactions == 84; });
    QVERIFY(alone);
    runner.reset();
    const AuditReport report = replica.audit();
    QVERIFY2(report.damages.empty(), describe(report).c_str());
  }

  // A cutter whose certificate may not sign stops the channel, and everyone who waits is told; nobody waits for ever.
  void whenTheChannelStopsEveryoneIsTold() {
    TestNetwork network;
    TestReplica replica = replicaOf(network);
    replica.apply(network.opening());
    replica.apply({network.revocation(network.person("finance/ca"), "finance", 1,
                                      {{network.person("finance/node-1").certificate.serial(), 1}})});
    ChannelRunner runner(*replica, ordererOf(network, replica), *network.signer, [](const BlockEffects&) {});
    Bytes bad = network.payment(network.person("finance/clerk"), "bad");
    bad.back() ^= 1;
    std::vector<std::shared_ptr<Submission>> submissions;
    for (int i = 0; i < 50; ++i)
      submissions.push_back(
          runner.submit(prepared(replica, {network.payment(network.person("finance/clerk"), "p-" + std::to_string(i)), bad})));
    for (const auto& submission : submissions) {
      const auto& answers = submission->wait();
      QVERIFY(answers[0].failure || !answers[0].taken);
      QVERIFY(answers[1].failure || !answers[1].taken);
    }
    QVERIFY(runner.stopped());
    QCOMPARE(runner.stopped()->code, ErrorCode::CertificateInvalid);
  }

  // After another node signed a different history nothing more is taken here, before and after opening again; reading goes on.
  void afterADivergenceCallsAreRefusedAndReadingGoesOn() {
    TestNetwork network;
    TestReplica replica = replicaOf(network);
    replica.apply(network.opening());
    const Identity& clerk = network.person("finance/clerk");
    auto runner =
        std::make_unique<ChannelRunner>(*replica, ordererOf(network, replica), *network.signer, [](const BlockEffects&) {});
    QVERIFY(runner->submit(prepared(replica, {network.payment(clerk, "before")}))->wait()[0].result.number);
    QVERIFY(!runner->stopped());
    const ReplicaView before = replica->view();
    Checkpoint other = must(Checkpoint::parse(replica->newestCheckpoint()));
    other.root.bytes[0] ^= 1;
    runner->betweenBlocks([&](Replica& between) {
      const auto signature = network.cosignature("justice", other.format(), network.clock.now());
      QCOMPARE(must(between.stepCosignature(before.newest.height, other, signature)), CosignatureVerdict::Divergence);
    });
    const auto refused = [&](ChannelRunner& by) {
      const auto submission = by.submit(prepared(replica, {network.payment(clerk, "after"), Bytes(3, 3)}));
      for (const Submission::Answer& answer : submission->wait()) {
        QVERIFY(answer.failure);
        QCOMPARE(answer.failure->code, ErrorCode::Divergence);
        QCOMPARE(std::string(answer.failure->parameter("height")), std::to_string(before.newest.height.value));
        QCOMPARE(std::string(answer.failure->parameter("notes")), std::string("1"));
      }
      QVERIFY(by.stopped());
      QCOMPARE(by.stopped()->code, ErrorCode::Divergence);
    };
    refused(*runner);
    runner.reset();
    replica.reopen();
    ChannelRunner again(*replica, ordererOf(network, replica), *network.signer, [](const BlockEffects&) {});
    refused(again);
    QCOMPARE(replica->view().newest.height, before.newest.height);
    const ChannelQueries queries(replica.file, *replica);
    QCOMPARE(must(queries.blocks(Height(0), 10)).size(), std::size_t{before.newest.height.value + 1});
  }

  // What was queued when the other history came to light is answered too, and makes no block.
  void aDivergenceStopsWhatIsQueued() {
    TestNetwork network;
    TestReplica replica = replicaOf(network);
    replica.apply(network.opening());
    const Height height = replica->view().newest.height;
    ChannelRunner runner(*replica, ordererOf(network, replica), *network.signer, [](const BlockEffects&) {});
    std::shared_ptr<Submission> queued;
    runner.betweenBlocks([&](Replica& between) {
      queued = runner.submit(prepared(replica, {network.payment(network.person("finance/clerk"), "queued")}));
      Checkpoint other = must(Checkpoint::parse(between.newestCheckpoint()));
      other.root.bytes[0] ^= 1;
      const auto signature = network.cosignature("justice", other.format(), network.clock.now());
      QCOMPARE(must(between.stepCosignature(height, other, signature)), CosignatureVerdict::Divergence);
    });
    const Submission::Answer answer = queued->wait()[0];
    QVERIFY(answer.failure);
    QCOMPARE(answer.failure->code, ErrorCode::Divergence);
    QCOMPARE(replica->view().newest.height, height);
  }

  // One org alone cannot stop a channel by signing something else; as many as the others need for finality do.
  void aMinorityThatSignsAnotherHistoryStopsNothing() {
    std::vector<TestOrgSpec> orgs = TestNetwork::fiveOrgs();
    orgs.push_back({"housing", MemberKind::Voting, Suite::International});  // four cosign, three are needed
    TestNetwork network(orgs);
    TestReplica replica = replicaOf(network);
    replica.apply(network.opening());
    auto runner =
        std::make_unique<ChannelRunner>(*replica, ordererOf(network, replica), *network.signer, [](const BlockEffects&) {});
    const auto dissent = [&](const std::string& org) {
      runner->betweenBlocks([&](Replica& between) {
        Checkpoint other = must(Checkpoint::parse(between.newestCheckpoint()));
        other.root.bytes[0] ^= 1;
        const auto signature = network.cosignature(org, other.format(), network.clock.now());
        QCOMPARE(must(between.stepCosignature(between.view().newest.height, other, signature)), CosignatureVerdict::Divergence);
      });
    };
    const auto pay = [&](const std::string& id) {
      return runner->submit(prepared(replica, {network.payment(network.person("finance/clerk"), id)}))->wait()[0];
    };
    const Height first = replica->view().newest.height;
    dissent("justice");
    QVERIFY(pay("p-1").result.number);
    dissent("justice");  // again, at another block: still one org
    QVERIFY(pay("p-2").result.number);
    QVERIFY(!runner->stopped());
    QCOMPARE(replica->view().divergences, std::uint64_t{2});
    QCOMPARE(replica->view().firstDivergence, first);
    QCOMPARE(replica->view().dissenters, std::vector<std::string>{"justice"});

    dissent("education");
    const Submission::Answer answer = pay("p-3");
    QVERIFY(answer.failure);
    QCOMPARE(answer.failure->code, ErrorCode::Divergence);
    QVERIFY(answer.failure->detail.find("education, justice signed") != std::string::npos);
    runner.reset();
    replica.reopen();
    QCOMPARE(replica->view().dissenters, (std::vector<std::string>{"education", "justice"}));
    QVERIFY(replica->stopReason());
  }

  // Whoever still holds a runner that was stopped gets answers, not the node's keys.
  void aStoppedRunnerRefuses() {
    TestNetwork network;
    TestReplica replica = replicaOf(network);
    replica.apply(network.opening());
    const Identity& clerk = network.person("finance/clerk");
    auto signer = network.nodeKeys(network.votingOrgs);
    ChannelRunner runner(*replica, ordererOf(network, replica), *signer, [](const BlockEffects&) {});
    std::vector<std::shared_ptr<Submission>> submissions;
    std::thread other([&] {
      for (int i = 0; i < 200; ++i)
        submissions.push_back(runner.submit(prepared(replica, {network.payment(clerk, std::to_string(i))})));
    });
    runner.stop();
    signer.reset();
    other.join();
    for (const auto& submission : submissions) {
      const Submission::Answer& answer = submission->wait()[0];
      QVERIFY(answer.result.number || (!answer.taken && answer.taken.error().code == ErrorCode::Locked) ||
              (answer.failure && answer.failure->code == ErrorCode::Locked));
    }
    QCOMPARE(runner.stopped()->code, ErrorCode::Locked);
    const auto late = runner.submit(prepared(replica, {network.payment(clerk, "late")}));
    QCOMPARE(late->wait()[0].failure->code, ErrorCode::Locked);
  }
};

QTEST_GUILESS_MAIN(OrdererTest)
#include "orderer_test.moc"
