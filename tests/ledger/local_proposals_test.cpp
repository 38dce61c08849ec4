// Proposals over a network directory: what a draft would do is shown before anybody signs, files are carried by whoever has
// them, and the engine tells a signer beforehand why his word would not count.
#include "ledger/local_engine.h"
#include "ledger/proposals.h"

#include <QTemporaryDir>
#include <QTest>
#include <filesystem>

#include "ledger/base/file.h"

using namespace mz;

namespace {

template <class T>
T must(Result<T> result) {
  if (!result) qFatal("%s", result.error().detail.c_str());
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

constexpr const char* kPassword = "green tea cup 47";

ProposalEdit edit(ProposalEdit::Kind kind, std::string org = {}, std::string value = {}) {
  ProposalEdit made{.kind = kind};
  made.org = std::move(org);
  made.value = std::move(value);
  return made;
}

ProposalDraft draft(ProposalEdit one) {
  ProposalDraft made;
  made.edits.push_back(std::move(one));
  made.note = "because 因为";
  return made;
}

bool has(const ProposalInfo& info, EffectKind kind) {
  return std::ranges::find(info.effects, kind, &ProposalEffect::kind) != info.effects.end();
}
ProposalEffect effect(const ProposalInfo& info, EffectKind kind) {
  for (const ProposalEffect& one : info.effects)
    if (one.kind == kind) return one;
  qFatal("there is no effect %s", std::string(effectName(kind)).c_str());
}

}  // namespace

class LocalProposalsTest : public QObject {
  Q_OBJECT

  QTemporaryDir m_folder;
  std::unique_ptr<Engine> m_engine;  // of the demonstration
  std::string m_channel;             // of few members
  std::vector<std::string> m_voting;

  std::filesystem::path path(const char* name) const { return m_folder.filePath(QString::fromUtf8(name)).toStdString(); }
  static std::string admin(const std::string& org) { return org + "/admin-01"; }
  Proposals& proposals() const { return m_engine->proposals(); }

 private Q_SLOTS:
  void initTestCase() {
    must(createDemoNetwork(path("demo"), {.payments = 0}, Progress()));
    m_engine = must(openEngine(path("demo")));
    for (const ChannelInfo& channel : m_engine->channels()) {
      if (channel.isPublic) continue;
      m_channel = channel.name;
      for (const OrgInfo& org : channel.members)
        if (org.voting) m_voting.push_back(org.id);
    }
    QVERIFY2(m_voting.size() >= 3, "the demonstration has no private channel of three voting members");
  }

  void aDraftIsShownWithWhatItDoesBeforeAnybodySigns() {
    const ProposalDraft out = draft(edit(ProposalEdit::Kind::MemberOut, m_voting[0]));
    const ProposalInfo info = must(proposals().preview(m_channel, out));
    QVERIFY2(info.refusal.empty(), info.refusalDetail.c_str());
    QVERIFY(effect(info, EffectKind::MemberOut).breaks);
    QVERIFY(effect(info, EffectKind::MemberOut).count > 0);  // its people can sign no more
    QVERIFY(has(info, EffectKind::VoteLost) && has(info, EffectKind::CosignsNoMore));
    QVERIFY(has(info, EffectKind::Finality) && has(info, EffectKind::Threshold));
    QVERIFY(info.items.size() >= 2 && info.items[0].before && !info.items[0].after);
    QCOMPARE(info.groups[0].voters.size(), m_voting.size());
    QVERIFY(must(proposals().list(m_channel)).empty());
    // What would leave no way out is told, not signed.
    ProposalEdit unreachable = edit(ProposalEdit::Kind::Finality);
    unreachable.number = 40;
    QCOMPARE(must(proposals().preview(m_channel, draft(unreachable))).refusal, std::string("policy_unreachable"));
    for (const ProposalEdit& wrong :
         {edit(ProposalEdit::Kind::MemberRole, m_voting[0], "king"), edit(ProposalEdit::Kind::Channel, {}, "lost"),
          edit(ProposalEdit::Kind::Freeze, {}, "00"), edit(ProposalEdit::Kind::Rules)})
      QCOMPARE(proposals().preview(m_channel, draft(wrong)).error().code, ErrorCode::InvalidArgument);
    for (const ProposalEdit& absent :
         {edit(ProposalEdit::Kind::MemberOut, "nobody"), edit(ProposalEdit::Kind::NodeOut, m_voting[0]),
          edit(ProposalEdit::Kind::Thaw, {}, std::string(64, '0')), edit(ProposalEdit::Kind::AuthorityOut, {}, "00")})
      QCOMPARE(proposals().preview(m_channel, draft(absent)).error().code, ErrorCode::NotFound);
    QCOMPARE(proposals().sign(m_channel, out, {}).error().code, ErrorCode::Locked);
    QCOMPARE(proposals().list("nowhere").error().code, ErrorCode::NotFound);
  }

  void filesAreCarriedByWhoeverHasThemAndTheMembersDecide() {
    must(m_engine->unlock(std::string(kDemoPassword)));
    const ProposalDraft frozen = draft(edit(ProposalEdit::Kind::Channel, {}, "frozen"));
    // Told before signing: whose signature counts, and why this one does not.
    const auto officer = proposals().sign(m_channel, frozen, m_voting[0] + "/officer-0412");
    QCOMPARE(officer.error().code, ErrorCode::Refused);
    QCOMPARE(std::string(officer.error().parameter("result")), std::string("signer_may_not_decide"));
    for (const std::string& org : m_voting) QVERIFY(officer.error().detail.find(org) != std::string::npos);

    const std::string file = must(proposals().sign(m_channel, frozen, admin(m_voting[0])));
    std::string altered = file;
    altered.replace(altered.find("because"), 7, "perhaps");
    QCOMPARE(must(proposals().carry(m_channel, altered, admin(m_voting[1]))).result, std::string("signer_signature_bad"));
    const CarriedProposal carried = must(proposals().carry(m_channel, file, admin(m_voting[1])));
    QCOMPARE(carried.result, std::string("executed"));
    QCOMPARE(carried.state, ProposalState::Open);
    QCOMPARE(must(proposals().carry(m_channel, file, admin(m_voting[1]))).result, std::string("proposal_there"));
    const std::string id = carried.proposal.hex();
    QCOMPARE(must(proposals().file(m_channel, id.substr(0, 8))), file);

    QCOMPARE(proposals().decide(m_channel, id, "against", {}, admin(m_voting[1])).error().code, ErrorCode::InvalidArgument);
    QCOMPARE(proposals().decide(m_channel, id, "withdraw", {}, admin(m_voting[1])).error().code, ErrorCode::Refused);
    const std::string no = must(proposals().decide(m_channel, id, "against", "too early", admin(m_voting[1])));
    QCOMPARE(must(proposals().carry(m_channel, no, admin(m_voting[0]))).result, std::string("executed"));
    ProposalInfo info = must(proposals().find(m_channel, id));
    QCOMPARE(info.note, std::string("because 因为"));
    QCOMPARE(info.proposer, admin(m_voting[0]));
    const auto word = std::ranges::find(info.words, m_voting[1], &ProposalWord::org);
    QCOMPARE(word->decision, std::string("against"));
    QCOMPARE(word->reason, std::string("too early"));
    QCOMPARE(info.groups[0].agreeing, std::vector{m_voting[0]});
    QCOMPARE(info.groups[0].silent.size(), m_voting.size() - 2);
    QVERIFY(has(info, EffectKind::ChannelFrozen));

    // It changes its mind; then enough agree.
    for (std::size_t i = 1; i < info.groups[0].needed; ++i) {
      const std::string yes = must(proposals().decide(m_channel, id, "for", {}, admin(m_voting[i])));
      QCOMPARE(must(proposals().carry(m_channel, yes, {})).result, std::string("executed"));
    }
    info = must(proposals().find(m_channel, id.substr(0, 10)));
    QCOMPARE(info.state, ProposalState::Accepted);
    QVERIFY(info.settled.value > 0 && !info.items[0].before && info.items[0].after);
    QCOMPARE(proposals().decide(m_channel, id, "for", {}, admin(m_voting[0])).error().code, ErrorCode::Refused);
    QCOMPARE(must(proposals().list(m_channel)).size(), std::size_t{1});
    QVERIFY(must(m_engine->audit(m_channel, Progress(), AuditWatch())).damages.empty());
  }

  void anotherChannelsFileIsRefusedAndAnUnreadableOneToo() {
    must(m_engine->unlock(std::string(kDemoPassword)));
    const std::string file =
        must(proposals().sign(m_channel, draft(edit(ProposalEdit::Kind::Channel, {}, "open")), admin(m_voting[0])));
    QCOMPARE(proposals().carry("finance", file, {}).error().code, ErrorCode::WrongChannel);
    QCOMPARE(proposals().carry(m_channel, file.substr(0, file.size() / 2), {}).error().code, ErrorCode::Malformed);
    QCOMPARE(proposals().carry(m_channel, "hello\n", {}).error().code, ErrorCode::Malformed);
    std::string newer = file;
    newer.replace(newer.find("/v1"), 3, "/v9");
    QCOMPARE(proposals().carry(m_channel, newer, {}).error().code, ErrorCode::UnsupportedVersion);
    QCOMPARE(proposals().find(m_channel, "12345678").error().code, ErrorCode::NotFound);
    QCOMPARE(proposals().find(m_channel, "123").error().code, ErrorCode::InvalidArgument);
  }

  void anInvitedOrganizationIsAdmittedByItsAnswer() {
    NetworkPlan plan;
    plan.title = {"River City", "江城"};
    plan.domain = "river-city.internal";
    plan.org = {"finance", {"Finance bureau", "财政局"}, {}, {}, Suite::International};
    plan.channel.title = {"Public finance", "财政公开"};
    plan.password = kPassword;
    must(createNetwork(path("city"), plan, Progress()));
    const auto city = must(openEngine(path("city")));
    must(city->unlock(kPassword));
    must(writeFileAtomically(path("invitation"), bytesOf(must(city->invitation("finance", {}, 30)))));
    JoinPlan join;
    join.org = {"education", {"Education bureau", "教育局"}, "420100", "city", Suite::Guomi};
    join.password = kPassword;
    must(joinNetwork(path("school"), path("invitation"), join, Progress()));

    ProposalEdit in = edit(ProposalEdit::Kind::MemberIn, {}, "voting");
    in.file = must(readFile(path("school") / "answer.mza", 1 << 20));
    const ProposalInfo info = must(city->proposals().preview("finance", draft(in)));
    QVERIFY2(info.refusal.empty(), info.refusalDetail.c_str());
    QCOMPARE(effect(info, EffectKind::MemberIn).org, std::string("education"));
    QVERIFY(has(info, EffectKind::VoteGained) && has(info, EffectKind::WriteGained));
    QCOMPARE(effect(info, EffectKind::Threshold).after, std::string("2 of 2"));
    // The only voting member agrees by proposing.
    const std::string file = must(city->proposals().sign("finance", draft(in), {}));
    QCOMPARE(must(city->proposals().carry("finance", file, {})).state, ProposalState::Accepted);
    const auto members = city->channels()[0].members;
    const auto there = std::ranges::find(members, "education", &OrgInfo::id);
    QVERIFY(there != members.end() && there->voting && !there->cosigns);
    QCOMPARE(there->title.zh, std::string("教育局"));
    QCOMPARE(city->proposals().preview("finance", draft(in)).error().code, ErrorCode::AlreadyThere);
    // The next change needs both of them.
    const std::string next =
        must(city->proposals().sign("finance", draft(edit(ProposalEdit::Kind::Channel, {}, "frozen")), {}));
    QCOMPARE(must(city->proposals().carry("finance", next, {})).state, ProposalState::Open);
    QVERIFY(!must(city->proposals().list("finance"))[0].needsMe);
  }
};

QTEST_GUILESS_MAIN(LocalProposalsTest)
#include "local_proposals_test.moc"
