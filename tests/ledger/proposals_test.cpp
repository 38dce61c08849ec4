// Proposals under rules version 2: who may propose and decide, when a change comes into force, what each refusal is called, and
// that whatever random people do, replicas agree and no policy is broken.
#include "tests/support/proposal_maker.h"

#include <QTest>
#include <random>

#include "ledger/chain/finality.h"

using namespace mz;
using namespace mz::test;

// Random acts of random people on three replicas: one runs, one is opened anew before each block, one follows at the end. What
// it judges by is kept apart from the engine: decisions as they were carried, and the configuration before each block.
class RandomPeople {
 public:
  RandomPeople(unsigned seed, const QTemporaryDir& directory, int& files)
      : m_maker(m_network),
        m_running(TestReplica::made(m_network, next(directory, files))),
        m_reopened(TestReplica::made(m_network, next(directory, files))),
        m_late(TestReplica::made(m_network, next(directory, files))),
        m_random(seed),
        m_water(m_network.strangeAuthority("water")) {
    for (const char* org : kVoters) {
      m_people.push_back(m_network.makePerson(org, Role::Admin, "second"));
      for (const char* name : {"admin", "clerk", "ca"}) m_people.push_back(m_network.person(std::string(org) + "/" + name));
    }
    for (const char* name : {"audit/admin", "press/admin"}) m_people.push_back(m_network.person(name));
    m_people.push_back(m_network.makePerson(m_water, Role::Admin, "boss"));
    m_people.push_back(m_network.makePerson(m_water, Role::Clerk, "c-1"));
  }

  void block() {
    m_network.clock.set(UnixSeconds(m_network.clock.now().value + static_cast<std::int64_t>(pick(3 * kDay))));
    const std::shared_ptr<const Configuration> before = m_running->view().configuration;
    std::vector<Bytes> envelopes;
    std::vector<std::function<void(bool)>> told;  // of what is carried
    m_revoking = false;
    for (std::size_t i = 0; i < 1 + pick(4); ++i) {
      told.emplace_back([](bool) {});
      envelopes.push_back(act(told.back()));
    }
    std::vector<ClockEvidence> clocks;
    for (const std::string& org : before->cosigningOrgs())
      clocks.push_back(
          m_network.evidence(org, m_running->newestCheckpoint(), m_running->view().newest.height, m_network.clock.now()));
    const Batch batch = m_network.seal(m_running->view(), std::move(envelopes), std::move(clocks), cutter());
    auto effects = m_running.step(batch, *m_network.signer);
    if (!effects) return complain("the batch was refused: " + effects.error().detail);
    for (std::size_t i = 0; i < effects->results.size(); ++i) {
      told[i](effects->results[i].result == ResultCode::Executed);
      refused += effects->results[i].result == ResultCode::Executed ? 0 : 1;
    }
    m_reopened.reopen();
    const BlockEffects same = must(m_reopened.step(batch, *m_network.signer));
    if (same.root != effects->root) complain("the replica that was opened anew came to another root");
    m_batches.push_back(batch);
    judge(*before, effects->time);
  }

  void end() {
    for (const Batch& batch : m_batches) must(m_late.step(batch, *m_network.signer));
    if (m_late->view().root != m_running->view().root) complain("the replica that came late has another root");
    const AuditReport report = m_running.audit();
    if (!report.damages.empty()) complain(describe(report));
  }

  std::string complaint;
  int accepted = 0, refused = 0;

 private:
  struct Carried {
    Proposal proposal;
    std::map<std::string, Decision> latest;  // by org
    bool settled = false;
  };

  static constexpr const char* kVoters[] = {"finance", "education", "justice"};

  static std::filesystem::path next(const QTemporaryDir& directory, int& files) {
    return directory.filePath(QStringLiteral("%1.mzc").arg(files++)).toStdString();
  }
  std::size_t pick(std::size_t below) { return std::uniform_int_distribution<std::size_t>(0, below - 1)(m_random); }
  const Identity& anybody() { return m_people[pick(m_people.size())]; }
  void complain(std::string what) {
    if (complaint.empty()) complaint = std::move(what);
  }
  // A node of a member: its org may have been removed.
  std::string cutter() const {
    for (const char* org : {"finance", "education", "justice", "audit"})
      if (m_running->view().configuration->member(org)) return std::string(org) + "/node-1";
    return "finance/node-1";
  }

  ItemChange change() {
    const Configuration& now = *m_running->view().configuration;
    static constexpr const char* kOrgs[] = {"finance", "education", "justice", "audit", "water"};
    const std::string org = kOrgs[pick(std::size(kOrgs))];
    const auto made = [&](const std::string& item, std::optional<Json> value) {
      return ItemChange{item, pick(10) == 0 ? pick(3) : ProposalMaker::version(m_running, item), std::move(value)};
    };
    switch (pick(7)) {
      case 0: {
        const Authority& authority = org == "water" ? m_water : m_network.authority(org);
        return made("member/" + org, newMember(authority, static_cast<MemberKind>(pick(3))));
      }
      case 1: return made("member/" + org, std::nullopt);
      case 2: {
        const std::string item = "frozen/" + anybody().certificate.fingerprint().hex();
        if (pick(2) == 0) return made(item, std::nullopt);
        return made(item, Json::object({{"reason", Json("lost")}}));
      }
      case 3: return made("policy/finality", Json::object({{"k", Json(static_cast<std::int64_t>(1 + pick(3)))}}));
      case 4: {
        Json need = pick(3) == 0 ? Json("all") : pick(2) == 0 ? Json("majority") : Json(static_cast<std::int64_t>(1 + pick(3)));
        const Json group = Json::object({{"need", std::move(need)}, {"orgs", Json(Json::Array{})}});
        return made("policy/changes", Json::object({{"groups", Json(Json::Array{group})}}));
      }
      case 5: return made("status", pick(2) == 0 ? std::optional(Json::object({{"state", Json("frozen")}})) : std::nullopt);
      default: return made("cosigner/" + now.cosigningOrgs().front() + "/node-1", std::nullopt);
    }
  }

  Bytes act(std::function<void(bool)>& told) {
    // Mostly those who may, so that something happens.
    const Identity& who = pick(4) == 0 ? anybody() : m_network.person(std::string(kVoters[pick(3)]) + "/admin");
    const Identity& carrier = pick(4) == 0 ? anybody() : who;
    const std::size_t kind = pick(10);
    if (kind == 0) return m_network.enrolment(who, who.certificate);
    if (kind == 1) {
      const Identity& revoked = anybody();
      const std::string& org = revoked.certificate.subject().org;
      const Authority& authority = org == "water" ? m_water : m_network.authority(org);
      if (pick(4) != 0) return m_network.enrolment(revoked, revoked.certificate);
      m_revoking = true;
      return m_network.revocation({authority.certificate, authority.key, org + "/ca"}, org, ++m_crl,
                                  {{revoked.certificate.serial(), pick(2) == 0 ? 6 : 8}});
    }
    if (kind < 4 || m_order.empty()) {
      std::vector<ItemChange> changes{change()};
      if (changes[0].item.starts_with("member/") && !changes[0].value)
        changes.push_back(ProposalMaker::change(m_running, "cosigner/" + changes[0].item.substr(7) + "/node-1", std::nullopt));
      const Proposal proposal = m_maker.draft(who, std::move(changes));
      told = [this, proposal, org = who.certificate.subject().org](bool executed) {
        if (!executed) return;
        Carried& carried = m_carried[proposal.digest()];
        carried.proposal = proposal;
        m_order.push_back(proposal.digest());
        carried.latest[org] = {m_network.channel, proposal.digest(), Verdict::For, {}, proposal.made, proposal.proposer};
      };
      return m_maker.propose(proposal, who, carrier);
    }
    const Digest proposal = m_order[m_order.size() - 1 - pick(std::min<std::size_t>(m_order.size(), 4))];
    const Verdict verdict = pick(12) == 0 ? Verdict::Withdraw : pick(4) == 0 ? Verdict::Against : Verdict::For;
    Decision decision = m_maker.decision(who, proposal, verdict);
    decision.made.value -= static_cast<std::int64_t>(pick(3));
    told = [this, decision, org = who.certificate.subject().org](bool executed) {
      if (!executed) return;
      Carried& carried = m_carried[decision.proposal];
      if (decision.verdict == Verdict::Withdraw)
        carried.settled = true;
      else
        carried.latest[org] = decision;
    };
    return m_maker.carry(decision, who, carrier);
  }

  // What came into force with this block, and whether it might.
  void judge(const Configuration& before, UnixSeconds time) {
    const Configuration& after = *m_running->view().configuration;
    const ChannelQueries queries(m_running.file, *m_running);
    std::vector<const Carried*> settledNow;
    for (auto& [digest, carried] : m_carried) {
      if (carried.settled) continue;
      const auto outcome = must(queries.state("system", "outcome/" + digest.hex()));
      if (!outcome || outcome->find("accepted") == std::string::npos) continue;
      carried.settled = true;
      ++accepted;
      settledNow.push_back(&carried);
      if (carried.proposal.expires < time) complain("an expired proposal was accepted");
      for (const ItemChange& one : carried.proposal.changes)
        if (ProposalMaker::version(m_running, one.item) < one.version + 1) complain("a change was not counted");
    }
    // What else happened in the block may change what could be said of the votes when they were counted.
    if (settledNow.size() == 1 && !m_revoking) judgeVotes(*settledNow.front(), before, time);
    if (settledNow.empty() && memberItems(before) != memberItems(after)) complain("the members changed without a proposal");
    if (after.votingOrgs().empty()) complain("no voting member is left");
    if (!after.changePolicy().isReachable(after.votingOrgs())) complain("the policy for changes cannot be met");
    if (after.cosigningOrgs().empty() || after.fixedFinality() > after.cosigningOrgs().size()) complain("nothing can be final");
    for (const auto& [name, keys] : after.cosigners())
      if (!after.member(keys.org)) complain("a node's keys have outlived its org");
  }

  // It met the policy that was in force before the block.
  void judgeVotes(const Carried& carried, const Configuration& before, UnixSeconds time) {
    OrgSet agreeing;
    for (const auto& [org, decision] : carried.latest) {
      const auto signer = m_running->identities().find(decision.signer);
      if (decision.verdict == Verdict::For && signer && signer->subject().role == Role::Admin && signer->subject().org == org &&
          m_running->identities().judge(*signer, before, time) == ResultCode::Executed)
        agreeing.insert(org);
    }
    if (!before.changePolicy().isMet(agreeing, before.votingOrgs()))
      complain("a proposal was accepted without the votes that it needed");
  }

  static std::string memberItems(const Configuration& configuration) {
    std::string text;
    for (const auto& [org, member] : configuration.members()) text += org + memberItem(member).serialize() + "\n";
    return text;
  }

  TestNetwork m_network{{{"finance", MemberKind::Voting, Suite::International},
                         {"education", MemberKind::Voting, Suite::International},
                         {"justice", MemberKind::Voting, Suite::International},
                         {"audit", MemberKind::Observer, Suite::International},
                         {"press", MemberKind::Reader, Suite::International}}};
  ProposalMaker m_maker;
  TestReplica m_running, m_reopened, m_late;
  std::mt19937 m_random;
  Authority m_water;
  std::vector<Identity> m_people;
  std::map<Digest, Carried> m_carried;
  std::vector<Digest> m_order;  // as they were carried
  std::vector<Batch> m_batches;
  std::int64_t m_crl = 0;
  bool m_revoking = false;  // in this block
};

class ProposalsTest : public QObject {
  Q_OBJECT

  QTemporaryDir m_directory;
  int m_files = 0;
  int m_accepted = 0, m_refused = 0;  // by random people
  TestReplica replicaOf(TestNetwork& network) {
    return TestReplica::made(network, m_directory.filePath(QStringLiteral("%1.mzc").arg(m_files++)).toStdString());
  }
  static ResultCode resultOf(TestReplica& replica, Bytes envelope) {
    const BlockEffects effects = replica.apply({std::move(envelope)});
    if (!effects.results[0].number) qFatal("dropped");
    return effects.results[0].result;
  }
  static const Configuration& inForce(const TestReplica& replica) { return *replica->view().configuration; }
  static void clean(const TestReplica& replica) {
    const AuditReport report = replica.audit();
    QVERIFY2(report.damages.empty(), describe(report).c_str());
  }
  static std::string frozenItem(const Identity& who) { return "frozen/" + who.certificate.fingerprint().hex(); }
  static Json reason() { return Json::object({{"reason", Json("lost his card")}}); }
  static Json finality(int k) { return Json::object({{"k", Json(k)}}); }

 private Q_SLOTS:
  void aChangeComesIntoForceAfterTheBlockThatMeetsThePolicy() {
    TestNetwork network;
    TestReplica replica = replicaOf(network);
    ProposalMaker maker(network);
    replica.apply(network.opening());
    const Identity& finance = network.person("finance/admin");
    const Identity& clerk = network.person("justice/clerk");
    const Proposal proposal = maker.draft(finance, {ProposalMaker::change(replica, frozenItem(clerk), reason())});
    // Two of the three voting members are more than half; the clerk carries what freezes him.
    QCOMPARE(resultOf(replica, maker.propose(proposal, finance, clerk)), ResultCode::Executed);
    QVERIFY(inForce(replica).frozen().empty());
    const std::uint64_t before = replica->view().configurationNumber;
    const Identity& education = network.person("education/admin");
    const BlockEffects effects =
        replica.apply({maker.decide(education, proposal.digest()), network.payment(clerk, "p-same-block")});
    QCOMPARE(effects.results[0].result, ResultCode::Executed);
    QCOMPARE(effects.results[1].result, ResultCode::Executed);  // still in the block
    QCOMPARE(replica->view().configurationNumber, before + 1);
    QCOMPARE(resultOf(replica, network.payment(clerk, "p-next")), ResultCode::CertificateFrozen);
    replica.reopen();
    QCOMPARE(resultOf(replica, network.payment(clerk, "p-reopened")), ResultCode::CertificateFrozen);
    QCOMPARE(resultOf(replica, maker.decide(network.person("justice/admin"), proposal.digest())), ResultCode::ProposalSettled);

    const Proposal thaw = maker.draft(education, {ProposalMaker::change(replica, frozenItem(clerk), std::nullopt)});
    QCOMPARE(resultOf(replica, maker.propose(thaw, education)), ResultCode::Executed);
    QCOMPARE(resultOf(replica, maker.decide(finance, thaw.digest())), ResultCode::Executed);
    QCOMPARE(resultOf(replica, network.payment(clerk, "p-thawed")), ResultCode::Executed);
    clean(replica);
  }

  void decisionsAreCountedOncePerOrgAndTheLatestCounts() {
    TestNetwork network;
    TestReplica replica = replicaOf(network);
    ProposalMaker maker(network);
    replica.apply({});
    const Identity& finance = network.person("finance/admin");
    const Identity& education = network.person("education/admin");
    const Proposal proposal = maker.draft(finance, {ProposalMaker::change(replica, "policy/finality", finality(1))});
    const Digest digest = proposal.digest();
    QCOMPARE(resultOf(replica, maker.propose(proposal, finance)), ResultCode::Executed);
    QCOMPARE(resultOf(replica, maker.propose(proposal, finance, education)), ResultCode::ProposalThere);
    // A second administrator of the same org adds no vote.
    const Identity second = network.makePerson("finance", Role::Admin, "second");
    QCOMPARE(resultOf(replica, network.enrolment(second, second.certificate)), ResultCode::Executed);
    network.clock.set(UnixSeconds(kStart + 10));
    QCOMPARE(resultOf(replica, maker.decide(second, digest)), ResultCode::Executed);
    QCOMPARE(inForce(replica).fixedFinality(), 0U);
    const Decision against = maker.decision(education, digest, Verdict::Against);
    QCOMPARE(resultOf(replica, maker.carry(against, education, finance)), ResultCode::Executed);
    QCOMPARE(resultOf(replica, maker.carry(against, education, finance)), ResultCode::DecisionRepeated);
    // The proposer's org changes its mind; its first word does not come back.
    network.clock.set(UnixSeconds(kStart + 20));
    QCOMPARE(resultOf(replica, maker.decide(finance, digest, Verdict::Against)), ResultCode::Executed);
    Decision old = maker.decision(finance, digest, Verdict::For);
    old.made = UnixSeconds(kStart + 15);
    QCOMPARE(resultOf(replica, maker.carry(old, finance, education)), ResultCode::DecisionNotNewer);
    QCOMPARE(resultOf(replica, maker.decide(network.person("justice/admin"), digest)), ResultCode::Executed);
    QCOMPARE(inForce(replica).fixedFinality(), 0U);
    network.clock.set(UnixSeconds(kStart + 30));
    QCOMPARE(resultOf(replica, maker.decide(education, digest)), ResultCode::Executed);
    QCOMPARE(inForce(replica).fixedFinality(), 1U);
    clean(replica);
  }

  void whoMayNotDecideIsRefusedWithAReasonOfHisOwn() {
    TestNetwork network;
    TestReplica replica = replicaOf(network);
    ProposalMaker maker(network);
    replica.apply({});
    const Identity& finance = network.person("finance/admin");
    const Proposal proposal = maker.draft(finance, {ProposalMaker::change(replica, "policy/finality", finality(1))});
    QCOMPARE(resultOf(replica, maker.propose(proposal, finance)), ResultCode::Executed);
    const auto decides = [&](const Identity& who) {
      return resultOf(replica, maker.carry(maker.decision(who, proposal.digest(), Verdict::For), who, finance));
    };
    for (const char* other : {"justice/officer", "audit/admin", "press/admin", "education/ca"})
      QCOMPARE(decides(network.person(other)), ResultCode::SignerMayNotDecide);
    QCOMPARE(decides(network.makePerson("education", Role::Admin, "unknown")), ResultCode::SignerNotEnrolled);
    QCOMPARE(decides(network.makePerson(network.strangeAuthority("education"), Role::Admin, "forged")),
             ResultCode::SignerNotEnrolled);
    const Identity& education = network.person("education/admin");
    const Decision word = maker.decision(education, proposal.digest(), Verdict::For);
    QCOMPARE(resultOf(replica, maker.carry(word, network.person("education/clerk"), finance)), ResultCode::SignerSignatureBad);
    Decision elsewhere = word;
    elsewhere.channel = ChannelId{};
    QCOMPARE(resultOf(replica, maker.carry(elsewhere, education, finance)), ResultCode::ArgumentsInvalid);
    Decision early = word;
    early.made = UnixSeconds(word.made.value + kFuture + 1);
    QCOMPARE(resultOf(replica, maker.carry(early, education, finance)), ResultCode::FromTheFuture);
    QCOMPARE(resultOf(replica, maker.decide(education, Digest{})), ResultCode::UnknownProposal);
    QCOMPARE(resultOf(replica, network.revocation(network.person("education/ca"), "education", 1,
                                                  {{education.certificate.serial(), 1}})),
             ResultCode::Executed);
    QCOMPARE(decides(education), ResultCode::SignerNotValid);
    // Withdrawn by the org that made it, and by nobody else.
    QCOMPARE(resultOf(replica, maker.decide(network.person("justice/admin"), proposal.digest(), Verdict::Withdraw)),
             ResultCode::NotTheProposer);
    QCOMPARE(resultOf(replica, maker.decide(finance, proposal.digest(), Verdict::Withdraw)), ResultCode::Executed);
    QCOMPARE(resultOf(replica, maker.decide(network.person("justice/admin"), proposal.digest())), ResultCode::ProposalSettled);
    clean(replica);
  }

  void aDecisionOfSomebodyWhoseCertificateEndedSinceCountsNoMore() {
    TestNetwork network;
    TestReplica replica = replicaOf(network);
    ProposalMaker maker(network);
    replica.apply({});
    const Identity& finance = network.person("finance/admin");
    const Json groups =
        Json::object({{"groups", Json(Json::Array{Json::object({{"need", Json("all")}, {"orgs", Json(Json::Array{})}})})}});
    const Proposal all = maker.draft(finance, {ProposalMaker::change(replica, "policy/changes", groups)});
    replica.apply({maker.propose(all, finance), maker.decide(network.person("education/admin"), all.digest())});
    QVERIFY(inForce(replica).changePolicy().groups()[0].need == ChangePolicy::Need::All);

    const Proposal proposal = maker.draft(finance, {ProposalMaker::change(replica, "policy/finality", finality(1))});
    const Identity& education = network.person("education/admin");
    replica.apply({maker.propose(proposal, finance), maker.decide(education, proposal.digest())});
    replica.apply({network.revocation(network.person("education/ca"), "education", 1, {{education.certificate.serial(), 1}})});
    QCOMPARE(resultOf(replica, maker.decide(network.person("justice/admin"), proposal.digest())), ResultCode::Executed);
    QCOMPARE(inForce(replica).fixedFinality(), 0U);
    const Identity second = network.makePerson("education", Role::Admin, "second");
    replica.apply({network.enrolment(second, second.certificate)});
    network.clock.set(UnixSeconds(kStart + 10));
    QCOMPARE(resultOf(replica, maker.decide(second, proposal.digest())), ResultCode::Executed);
    QCOMPARE(inForce(replica).fixedFinality(), 1U);
    clean(replica);
  }

  void aProposalLapsesWhenAnotherChangesOneOfItsItemsAndExpiresInItsTime() {
    TestNetwork network;
    TestReplica replica = replicaOf(network);
    ProposalMaker maker(network);
    replica.apply({});
    const Identity& finance = network.person("finance/admin");
    const Identity& education = network.person("education/admin");
    const Proposal one = maker.draft(finance, {ProposalMaker::change(replica, "policy/finality", finality(1))});
    Proposal two =
        maker.draft(education, {ProposalMaker::change(replica, "status", Json::object({{"state", Json("frozen")}}))});
    two.reads = {{"policy/finality", 0}};
    const Proposal other =
        maker.draft(education, {ProposalMaker::change(replica, "status", Json::object({{"state", Json("frozen")}}))});
    replica.apply({maker.propose(one, finance), maker.propose(two, education), maker.propose(other, education)});
    const Identity& justice = network.person("justice/admin");
    // Of two decisions in one block the first settles what the second finds.
    const BlockEffects effects = replica.apply({maker.decide(justice, one.digest()), maker.decide(justice, two.digest())});
    QCOMPARE(effects.results[0].result, ResultCode::Executed);
    QCOMPARE(effects.results[1].result, ResultCode::ProposalLapsed);
    QVERIFY(effects.results[1].log.find("policy/finality") != std::string::npos);
    QVERIFY(effects.results[1].log.find(one.digest().hex()) != std::string::npos);
    Proposal late = two;
    late.nonce = std::string(32, 'a');
    QCOMPARE(resultOf(replica, maker.propose(late, education)), ResultCode::ItemChanged);
    network.clock.set(UnixSeconds(kStart + 31 * kDay));
    replica.apply(
        {}, {network.evidence("education", replica->newestCheckpoint(), replica->view().newest.height, network.clock.now())});
    QCOMPARE(
        resultOf(replica, maker.propose(maker.draft(finance, {ProposalMaker::change(replica, "policy/finality", finality(1))}),
                                        finance)),
        ResultCode::NoChange);
    QCOMPARE(resultOf(replica, maker.decide(justice, other.digest())), ResultCode::ProposalExpired);
    QVERIFY(inForce(replica).state() == ChannelState::Open);
    clean(replica);
  }

  void whatWouldLeaveTheChannelWithoutAWayOutIsRefused() {
    TestNetwork network;
    TestReplica replica = replicaOf(network);
    ProposalMaker maker(network);
    replica.apply({});
    const Identity& finance = network.person("finance/admin");
    const auto tried = [&](std::vector<ItemChange> changes) {
      return resultOf(replica, maker.propose(maker.draft(finance, std::move(changes)), finance));
    };
    const auto change = [&](const std::string& item, std::optional<Json> value) {
      return ProposalMaker::change(replica, item, std::move(value));
    };
    const auto without = [&](const std::string& org) {
      return std::vector{change("member/" + org, std::nullopt), change("cosigner/" + org + "/node-1", std::nullopt)};
    };
    std::vector<ItemChange> everybody;
    for (const std::string& org : network.votingOrgs) {
      for (ItemChange& each : without(org)) everybody.push_back(each);
    }
    QCOMPARE(tried(everybody), ResultCode::LastVotingMember);
    QCOMPARE(tried({change("member/education", std::nullopt)}), ResultCode::ChangeNotAllowed);  // its keys would stay
    QCOMPARE(tried({change(frozenItem(network.person("education/admin")), reason())}), ResultCode::LastAdministrator);
    Json noMore = memberOf(replica, "education");
    noMore.set("authorities", Json(Json::Array{Json(toBase64(network.strangeAuthority("education").certificate.der()))}));
    QCOMPARE(tried({change("member/education", noMore)}), ResultCode::LastAdministrator);
    QCOMPARE(tried({change("policy/finality", finality(4))}), ResultCode::PolicyUnreachable);
    const auto groups = [](Json need, Json::Array orgs) {
      return Json::object(
          {{"groups", Json(Json::Array{Json::object({{"need", std::move(need)}, {"orgs", Json(std::move(orgs))}})})}});
    };
    QCOMPARE(tried({change("policy/changes", groups(Json(4), {}))}), ResultCode::PolicyUnreachable);
    QCOMPARE(tried({change("policy/changes", groups(Json("all"), {Json("audit")}))}), ResultCode::PolicyUnreachable);
    QCOMPARE(tried({change("policy/changes", groups(Json("some"), {}))}), ResultCode::ChangeNotAllowed);
    const Json nobody = Json::object({{"rules", Json(Json::Array{Json::object({{"contract", Json("")},
                                                                               {"orgs", Json(Json::Array{Json("press")})},
                                                                               {"roles", Json(Json::Array{})}})})}});
    QCOMPARE(tried({change("policy/write", nobody)}), ResultCode::PolicyUnreachable);
    QCOMPARE(tried({change("rules", Json::object({{"version", Json(4)}}))}), ResultCode::ChangeNotAllowed);
    QCOMPARE(tried({change("rules", Json::object({{"version", Json(1)}}))}), ResultCode::ChangeNotAllowed);
    QCOMPARE(tried({change("channel", Json::object({}))}), ResultCode::ChangeNotAllowed);
    QCOMPARE(tried({change("contract/public-finance", std::nullopt)}), ResultCode::ChangeNotAllowed);
    QCOMPARE(tried({change(frozenItem(network.person("education/ca")), reason())}), ResultCode::ChangeNotAllowed);
    const PrivateKey log = must(PrivateKey::generate(KeyAlgorithm::Ed25519));
    const PrivateKey cosigner = must(PrivateKey::generate(KeyAlgorithm::Ed25519));
    const std::string name = "test.example/audit/node-1";
    Json stolen = cosignerItem(log, cosigner, "test.example/audit/node-2");
    QCOMPARE(tried({change("cosigner/audit/node-1", stolen)}), ResultCode::KeyNotProved);
    QCOMPARE(tried({change("cosigner/audit/node-1", cosignerItem(log, cosigner, name)),
                    change("cosigner/audit/node-2", cosignerItem(log, cosigner, "test.example/audit/node-2"))}),
             ResultCode::KeyInUse);
    QCOMPARE(tried({change("cosigner/audit/node-1", cosignerItem(log, cosigner, name))}), ResultCode::Executed);
    QVERIFY(inForce(replica).frozen().empty());
    clean(replica);
  }

  void membersComeAndGoAndEachBlockIsCosignedByThoseOfItsTime() {
    TestNetwork network;
    TestReplica replica = replicaOf(network);
    ProposalMaker maker(network);
    replica.apply(network.opening());
    const Identity& finance = network.person("finance/admin");
    const Identity& education = network.person("education/admin");
    const Authority water = network.strangeAuthority("water");
    const Proposal in = maker.draft(finance, {ProposalMaker::change(replica, "member/water", newMember(water))});
    replica.apply({maker.propose(in, finance), maker.decide(education, in.digest())});
    const Identity officer = network.makePerson(water, Role::Officer, "o-1");
    const Identity boss = network.makePerson(water, Role::Admin, "boss");
    QCOMPARE(resultOf(replica, network.enrolment(officer, officer.certificate)), ResultCode::Executed);
    QCOMPARE(resultOf(replica, network.enrolment(boss, boss.certificate)), ResultCode::Executed);
    QCOMPARE(resultOf(replica, network.payment(officer, "p-water")), ResultCode::Executed);

    // With four voting members, two are half and no more.
    const std::vector<ItemChange> out{ProposalMaker::change(replica, "member/justice", std::nullopt),
                                      ProposalMaker::change(replica, "cosigner/justice/node-1", std::nullopt)};
    const Proposal leave = maker.draft(finance, out);
    replica.apply({maker.propose(leave, finance), maker.decide(education, leave.digest())});
    QVERIFY(inForce(replica).member("justice"));
    const Height last = replica->view().newest.height.next();
    QCOMPARE(resultOf(replica, maker.decide(boss, leave.digest())), ResultCode::Executed);
    QVERIFY(!inForce(replica).member("justice"));
    QCOMPARE(replica->view().cosigned, 3U);  // of the block that removed it, justice is a cosigner
    QCOMPARE(replica->view().ofNewest->finalityThreshold(), 3U);
    QCOMPARE(replica->view().finalHeight, last);
    QCOMPARE(resultOf(replica, network.payment(network.person("justice/officer"), "p-gone")), ResultCode::IssuerNotMember);
    QCOMPARE(replica->view().cosigned, 2U);
    for (int round = 0; round < 2; ++round) {
      const ChannelQueries queries(replica.file, *replica);
      const auto blocks = must(queries.blocks(Height(0), 100));
      for (const BlockSummary& block : blocks) {
        QVERIFY2(block.isFinal, std::to_string(block.height.value).c_str());
        QCOMPARE(block.cosigned, block.height > last ? 2U : 3U);
      }
      QCOMPARE(must(queries.block(last)).cosignatures.size(), std::size_t{3});
      replica.reopen();
    }
    clean(replica);
    // Its people may come again as observers, whose word does not count.
    Member observer;
    observer.org = "justice";
    observer.kind = MemberKind::Observer;
    observer.title = titleJson("Justice", "司法");
    observer.authorities = {network.authority("justice").certificate};
    const Proposal back = maker.draft(boss, {ProposalMaker::change(replica, "member/justice", memberItem(observer))});
    replica.apply({maker.propose(back, boss), maker.decide(finance, back.digest())});
    QCOMPARE(resultOf(replica, network.payment(network.person("justice/officer"), "p-back")), ResultCode::Executed);
    clean(replica);
  }

  void aWithdrawnAuthorityIsForgottenOnEveryReplica() {
    TestNetwork network;
    TestReplica replica = replicaOf(network);
    ProposalMaker maker(network);
    replica.apply(network.opening());
    const Identity& finance = network.person("finance/admin");
    const Authority fresh = network.strangeAuthority("education");
    Json both = memberOf(replica, "education");
    Json::Array authorities = both.find("authorities")->array();
    authorities.emplace_back(toBase64(fresh.certificate.der()));
    both.set("authorities", Json(authorities));
    const Proposal add = maker.draft(finance, {ProposalMaker::change(replica, "member/education", both)});
    const Identity& old = network.person("education/admin");
    replica.apply({maker.propose(add, finance), maker.decide(old, add.digest())});
    const Identity next = network.makePerson(fresh, Role::Admin, "next");
    QCOMPARE(resultOf(replica, network.enrolment(next, next.certificate)), ResultCode::Executed);
    Json only = both;
    only.set("authorities", Json(Json::Array{authorities.back()}));
    const Proposal drop = maker.draft(next, {ProposalMaker::change(replica, "member/education", only)});
    replica.apply({maker.propose(drop, next), maker.decide(finance, drop.digest())});
    QCOMPARE(resultOf(replica, network.payment(network.person("education/clerk"), "p-old")), ResultCode::IssuerNotMember);
    const auto revokes = [&] {
      return resultOf(replica, network.revocation(network.person("education/ca"), "education", 1,
                                                  {{network.person("education/clerk").certificate.serial(), 1}}));
    };
    const ResultCode running = revokes();
    replica.reopen();
    QCOMPARE(revokes(), running);
    QCOMPARE(running, ResultCode::NotEnrolled);
    clean(replica);
  }

  void aFrozenChannelTakesProposalsAndAClosedOneNothing() {
    TestNetwork network;
    TestReplica replica = replicaOf(network);
    ProposalMaker maker(network);
    replica.apply(network.opening());
    const Identity& finance = network.person("finance/admin");
    const Identity& education = network.person("education/admin");
    const auto agree = [&](const std::string& item, std::optional<Json> value) {
      const Proposal proposal = maker.draft(finance, {ProposalMaker::change(replica, item, std::move(value))});
      const BlockEffects effects =
          replica.apply({maker.propose(proposal, finance), maker.decide(education, proposal.digest())});
      return effects.results[1].result;
    };
    const auto pays = [&](const char* who, const char* id) {
      return resultOf(replica, network.payment(network.person(who), id));
    };
    const auto state = [](const char* name) { return Json::object({{"state", Json(name)}}); };
    QCOMPARE(agree("status", state("frozen")), ResultCode::Executed);
    QCOMPARE(pays("finance/clerk", "p-1"), ResultCode::ChannelFrozen);
    QCOMPARE(agree("status", std::nullopt), ResultCode::Executed);
    QCOMPARE(pays("finance/clerk", "p-2"), ResultCode::Executed);

    const Json rule = Json::object({{"contract", Json("public-finance")},
                                    {"orgs", Json(Json::Array{Json("finance")})},
                                    {"roles", Json(Json::Array{Json("officer")})}});
    QCOMPARE(agree("policy/write", Json::object({{"rules", Json(Json::Array{rule})}})), ResultCode::Executed);
    QCOMPARE(pays("education/officer", "p-3"), ResultCode::OrgNotAllowed);
    QCOMPARE(pays("finance/clerk", "p-3"), ResultCode::RoleNotAllowed);
    QCOMPARE(pays("finance/officer", "p-3"), ResultCode::Executed);

    QCOMPARE(agree("policy/limits", Json::object({{"clock_tolerance", Json(30)}, {"envelope_lifetime", Json(600)}})),
             ResultCode::Executed);
    QCOMPARE(pays("finance/officer", "p-4"), ResultCode::LifetimeTooLong);  // an hour
    Call brief = network.call(finance, "system", "propose", "{}");
    brief.expiry = UnixSeconds(network.clock.now().value + 600);
    QCOMPARE(resultOf(replica, network.sign(brief, finance)), ResultCode::ArgumentsInvalid);

    const Proposal close = maker.draft(finance, {ProposalMaker::change(replica, "status", state("closed"))});
    const auto briefly = [&](const std::string& function, const Identity& by, const std::string& arguments) {
      Call call = network.call(by, "system", function, arguments);
      call.expiry = UnixSeconds(network.clock.now().value + 600);
      return resultOf(replica, network.sign(call, by));
    };
    const SignedProposal ready{close, must(finance.key.sign(bytesOf(close.text())))};
    QCOMPARE(briefly("propose", finance, ready.arguments()), ResultCode::Executed);
    const Decision word = maker.decision(education, close.digest(), Verdict::For);
    const SignedDecision yes{word, must(education.key.sign(bytesOf(word.text())))};
    QCOMPARE(briefly("decide", education, yes.arguments()), ResultCode::Executed);
    QCOMPARE(briefly("decide", education, yes.arguments()), ResultCode::ChannelClosed);
    clean(replica);
  }

  void rulesThatThisProgramDoesNotKnowStopTheChannelAndLeaveItReadable() {
    TestNetwork network;
    TestReplica replica = replicaOf(network);
    ProposalMaker maker(network);
    replica.apply({});
    const Identity& finance = network.person("finance/admin");
    const Proposal raise =
        maker.draft(finance, {ProposalMaker::change(replica, "rules", Json::object({{"version", Json(3)}}))});
    replica.apply({maker.propose(raise, finance), maker.decide(network.person("education/admin"), raise.digest())});
    for (int round = 0; round < 2; ++round) {
      const auto stepped = replica.step(network.seal(replica->view(), {}), *network.signer);
      QCOMPARE(stepped.error().code, ErrorCode::UnsupportedVersion);
      QCOMPARE(replica->stopReason()->code, ErrorCode::UnsupportedVersion);
      QCOMPARE(must(ChannelQueries(replica.file, *replica).block(Height(2))).rules, 2U);  // what executed it
      replica.reopen();
    }
    clean(replica);
  }

  void underRulesVersionOneThereAreNoProposals() {
    TestNetwork network(TestNetwork::fiveOrgs(), std::nullopt, 1);
    TestReplica replica = replicaOf(network);
    ProposalMaker maker(network);
    replica.apply({});
    const Identity& finance = network.person("finance/admin");
    const Proposal proposal = maker.draft(finance, {ProposalMaker::change(replica, "policy/finality", finality(1))});
    QCOMPARE(resultOf(replica, maker.propose(proposal, finance)), ResultCode::UnknownFunction);
    QCOMPARE(replica->view().ofNewest->rules(), 1U);
    GenesisBuilder builder("test.example", "x", titleJson("x", "x"), true, UnixSeconds(kStart), std::string(32, '0'), 1);
    builder.item("status", Json::object({{"state", Json("frozen")}}));
    const auto file = m_directory.filePath(QStringLiteral("strange.mzc")).toStdString();
    QCOMPARE(Replica::create(file, builder.build(), *network.signer).error().code, ErrorCode::Malformed);
  }

  void argumentsThatAreNoStatementAreRefused() {
    TestNetwork network;
    TestReplica replica = replicaOf(network);
    ProposalMaker maker(network);
    const Identity& finance = network.person("finance/admin");
    const Proposal good = maker.draft(finance, {ProposalMaker::change(replica, "policy/finality", finality(1))});
    const auto tried = [&](const std::function<void(Json&)>& spoil) {
      const SignedProposal ready{good, must(finance.key.sign(bytesOf(good.text())))};
      Json arguments = must(Json::parseCanonical(ready.arguments()));
      Json document = *arguments.find("proposal");
      spoil(document);
      arguments.set("proposal", document);
      return resultOf(replica, network.envelope(finance, "system", "propose", arguments.serialize()));
    };
    const auto set = [&](const char* name, Json value) { return tried([&](Json& json) { json.set(name, value); }); };
    QCOMPARE(set("changes", Json(Json::Array{})), ResultCode::ArgumentsInvalid);
    QCOMPARE(set("changes", Json(Json::Array(kProposalChanges + 1, Json(1)))), ResultCode::ArgumentsInvalid);
    QCOMPARE(set("more", Json(1)), ResultCode::ArgumentsInvalid);
    QCOMPARE(set("nonce", Json("00")), ResultCode::ArgumentsInvalid);
    QCOMPARE(set("note", Json(std::string(kProposalNote + 1, 'x'))), ResultCode::ArgumentsInvalid);
    QCOMPARE(set("expires", Json(good.made.value)), ResultCode::ArgumentsInvalid);
    QCOMPARE(set("reads", Json(Json::Array{Json::object({{"item", Json("policy/finality")}, {"version", Json(0)}})})),
             ResultCode::ArgumentsInvalid);
    QCOMPARE(set("note", Json("another")), ResultCode::SignerSignatureBad);
    for (const char* arguments : {"{}", R"({"proposal":{},"signature":""})", R"({"proposal":1,"signature":"AAAA"})"})
      QCOMPARE(resultOf(replica, network.envelope(finance, "system", "propose", arguments)), ResultCode::ArgumentsInvalid);
    for (const char* arguments : {"{}", R"({"decision":{},"signature":"AAAA"})"})
      for (const char* function : {"decide", "withdraw"})
        QCOMPARE(resultOf(replica, network.envelope(finance, "system", function, arguments)), ResultCode::ArgumentsInvalid);
  }

  // Whatever random people propose, decide and carry: all replicas come to the same state, and nothing is changed that the
  // present members' policy did not let be changed.
  void randomPeopleBreakNoPolicyAndReplicasAgree_data() {
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 1; seed <= (smallScale() ? 1U : 2U); ++seed) QTest::addRow("%u", seed) << seed;
  }
  void randomPeopleBreakNoPolicyAndReplicasAgree() {
    QFETCH(const unsigned, seed);
    RandomPeople people(seed, m_directory, m_files);
    const int blocks = smallScale() ? 15 : 40;
    for (int block = 0; block < blocks; ++block) {
      people.block();
      QVERIFY2(people.complaint.empty(), people.complaint.c_str());
    }
    people.end();
    QVERIFY2(people.complaint.empty(), people.complaint.c_str());
    m_accepted += people.accepted;
    m_refused += people.refused;
  }
  void andSomeOfItWasAccepted() { QVERIFY2(m_accepted > 0 && m_refused > 0, "random people did nothing that shows anything"); }
};

QTEST_GUILESS_MAIN(ProposalsTest)
#include "proposals_test.moc"
