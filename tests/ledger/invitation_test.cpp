// Invitations and answers: what is written is read again, and nothing that was altered, cut, forged or is over is.
// Before Qt, whose keyword `emit` is a name in the contract room.
#include "ledger/invitation.h"
#include "ledger/local_engine.h"
#include "ledger/network_making.h"

#include <QTemporaryDir>
#include <QTest>

#include "ledger/base/file.h"
#include "ledger/crypto/hash.h"

using namespace mz;

namespace {

constexpr const char* kPassword = "green tea cup 47";

NetworkPlan networkPlan(Suite suite) {
  NetworkPlan plan;
  plan.title = {"River City", "江城"};
  plan.domain = "river-city.internal";
  plan.org = {"finance", {"Finance bureau", "财政局"}, {}, {}, suite};
  plan.channel.title = {"Public finance", "财政公开"};
  plan.password = kPassword;
  return plan;
}

JoinPlan joinPlan(Suite suite = Suite::International) {
  JoinPlan plan;
  plan.org = {"education", {"Education bureau", "教育局"}, "420100", "city", suite};
  plan.password = kPassword;
  return plan;
}

}  // namespace

class InvitationTest : public QObject {
  Q_OBJECT

  QTemporaryDir m_root;
  std::string m_text;  // an invitation to the network's channel
  std::filesystem::path path(const char* name) const { return m_root.filePath(QString::fromUtf8(name)).toStdString(); }
  std::filesystem::path write(const char* name, std::string_view text) const {
    if (!writeFileAtomically(path(name), bytesOf(text))) qFatal("cannot write");
    return path(name);
  }
  Identity key(const char* network, const char* label) const {
    auto keystore = Keystore::open(keystoreFile(path(network)));
    if (!keystore || !keystore->unlock(kPassword) || !keystore->find(label)) qFatal("no key");
    return *keystore->find(label);
  }
  Invitation good() const { return *Invitation::read(m_text); }

 private Q_SLOTS:
  void initTestCase() {
    QVERIFY(createNetwork(path("city"), networkPlan(Suite::Guomi), Progress()));
    const auto engine = openEngine(path("city"));
    QVERIFY(engine);
    QCOMPARE((*engine)->invitation("finance", {}, 30).error().code, ErrorCode::Locked);
    QVERIFY((*engine)->unlock(kPassword));
    const auto text = (*engine)->invitation("finance", {}, 30);
    QVERIFY2(text, text ? "" : text.error().detail.c_str());
    m_text = *text;
    for (const int days : {0, -1, 91})
      QCOMPARE((*engine)->invitation("finance", {}, days).error().code, ErrorCode::InvalidArgument);
    QCOMPARE((*engine)->invitation("nowhere", {}, 30).error().code, ErrorCode::NotFound);
    // An officer may record payments, not invite.
    QCOMPARE((*engine)->invitation("finance", "finance/officer-01", 30).error().code, ErrorCode::CertificateInvalid);
    QCOMPARE((*engine)->journal(0, 1).front().what, std::string("invite"));
  }

  void saysWhatJoiningWouldDo() {
    const auto info = readInvitation(write("good.mzi", m_text));
    QVERIFY2(info, info ? "" : info.error().detail.c_str());
    QCOMPARE(info->domain, std::string("river-city.internal"));
    QCOMPARE(info->network.zh, std::string("江城"));
    QCOMPARE(info->channelName, std::string("finance"));
    QVERIFY(info->isPublic && !info->demonstration);
    QCOMPARE(info->members.size(), std::size_t{1});
    QCOMPARE(info->members[0].title.en, std::string("Finance bureau"));
    QCOMPARE(info->contracts, std::vector<std::string>{"public-finance"});
    QCOMPARE(info->inviterName, std::string("admin-01"));
    QCOMPARE(info->inviterAuthority, key("city", "finance/ca").certificate.fingerprint());
    QCOMPARE(info->expires.value - info->issued.value, std::int64_t{30} * 24 * 3600);
  }

  void everyAlteredByteIsRefused() {
    // The genesis is most of it: every byte around it, and some in it.
    for (std::size_t at = 0; at < m_text.size(); at += at < 400 || at + 3000 > m_text.size() ? 1 : 97) {
      std::string altered = m_text;
      altered[at] = static_cast<char>(altered[at] ^ 1);
      const auto read = Invitation::read(altered);
      QVERIFY2(!read, ("byte " + std::to_string(at)).c_str());
    }
  }

  void whatWasCutOffOrLengthenedIsRefused() {
    for (std::size_t size = 0; size < m_text.size(); size += size < 100 || size + 200 > m_text.size() ? 1 : 101)
      QVERIFY2(!Invitation::read(std::string_view(m_text).substr(0, size)), std::to_string(size).c_str());
    for (const char* more : {"\n", " ", "x\n"}) QVERIFY(!Invitation::read(m_text + more));
    QCOMPARE(Invitation::read("letter\n").error().code, ErrorCode::Malformed);
    QCOMPARE(Invitation::read({}).error().code, ErrorCode::Malformed);
    QCOMPARE(Invitation::read(std::string(kInvitationBytes + 1, 'a')).error().code, ErrorCode::TooLarge);
    std::string newer = m_text;
    newer.replace(newer.find("/v1\n"), 4, "/v2\n");
    QCOMPARE(Invitation::read(newer).error().code, ErrorCode::UnsupportedVersion);
  }

  void whoeverMayNotInviteIsRefusedThoughHeSigns() {
    // An officer of the same org.
    Invitation invitation = good();
    invitation.inviter = key("city", "finance/officer-01").certificate;
    QCOMPARE(Invitation::read(*invitation.write(key("city", "finance/officer-01").key)).error().code,
             ErrorCode::CertificateInvalid);
    // The administrator's certificate, another one's key.
    invitation = good();
    QCOMPARE(Invitation::read(*invitation.write(key("city", "finance/officer-01").key)).error().code, ErrorCode::BadSignature);
    // An org of the same name, with its own authority.
    QVERIFY(createNetwork(path("twin"), networkPlan(Suite::International), Progress()));
    invitation.inviter = key("twin", "finance/admin-01").certificate;
    QCOMPARE(Invitation::read(*invitation.write(key("twin", "finance/admin-01").key)).error().code,
             ErrorCode::CertificateInvalid);
    // An observer.
    invitation = good();
    invitation.members[0].kind = MemberKind::Observer;
    QCOMPARE(Invitation::read(*invitation.write(key("city", "finance/admin-01").key)).error().code,
             ErrorCode::CertificateInvalid);
  }

  void fieldsOutOfBoundsAreRefusedThoughTheyAreSigned() {
    const PrivateKey admin = key("city", "finance/admin-01").key;
    const auto refused = [&](const std::function<void(Invitation&)>& spoil) {
      Invitation invitation = good();
      spoil(invitation);
      return !Invitation::read(*invitation.write(admin));
    };
    QVERIFY(!refused([](Invitation&) {}));
    QVERIFY(!refused([](Invitation& one) { one.nodes = {"node.city.gov.cn:7400"}; }));
    QVERIFY(refused([](Invitation& one) { one.expires = one.issued; }));
    QVERIFY(refused([](Invitation& one) { one.expires = UnixSeconds(one.issued.value + kLongestInvitation + 1); }));
    QVERIFY(refused([](Invitation& one) { one.issued = UnixSeconds(-1); }));
    QVERIFY(
        refused([](Invitation& one) { one.issued = UnixSeconds(1), one.expires = UnixSeconds(2); }));  // before the certificate
    QVERIFY(refused([](Invitation& one) { one.network.en = "a\x1b[2J"; }));
    QVERIFY(refused([](Invitation& one) { one.network = {}; }));
    QVERIFY(refused([](Invitation& one) { one.nodes = {"two words"}; }));
    QVERIFY(refused([](Invitation& one) { one.nodes.assign(65, "node:1"); }));
    QVERIFY(refused([](Invitation& one) { one.members.clear(); }));
    QVERIFY(refused([](Invitation& one) { one.members.push_back(one.members[0]); }));
    QVERIFY(refused([](Invitation& one) { one.genesis = "{}"; }));
    // Another genesis is another channel, however well it is signed.
    Invitation other = good();
    char& digit = other.genesis[other.genesis.find("\"nonce\":\"") + 9];
    digit = digit == '0' ? '1' : '0';
    const auto read = Invitation::read(*other.write(admin));
    QVERIFY(read && read->channel != good().channel);
  }

  void itIsValidForItsTimeOnly() {
    const Invitation invitation = good();
    QVERIFY(invitation.checkTime(invitation.issued));
    QVERIFY(invitation.checkTime(invitation.expires));
    const auto over = invitation.checkTime(UnixSeconds(invitation.expires.value + 1));
    QVERIFY(!over);
    QCOMPARE(over.error().code, ErrorCode::Expired);
    QVERIFY(invitation.checkTime(UnixSeconds(invitation.issued.value - 3600)));
    QCOMPARE(invitation.checkTime(UnixSeconds(invitation.issued.value - 25 * 3600)).error().code, ErrorCode::Expired);
    // And nobody joins by one that is over.
    Invitation old = invitation;
    old.issued = UnixSeconds(invitation.inviter.notBefore().value);
    old.expires = UnixSeconds(old.issued.value + 1);
    QTest::qWait(2100);
    const auto file = write("old.mzi", *old.write(key("city", "finance/admin-01").key));
    QCOMPARE(joinNetwork(path("late"), file, joinPlan(), Progress()).error().code, ErrorCode::Expired);
    QVERIFY(!std::filesystem::exists(path("late")));
  }

  void whoJoinsHasKeysAnAnswerAndAwaitsTheChannel_data() {
    QTest::addColumn<int>("suite");
    QTest::newRow("international") << static_cast<int>(Suite::International);
    QTest::newRow("guomi") << static_cast<int>(Suite::Guomi);
  }
  void whoJoinsHasKeysAnAnswerAndAwaitsTheChannel() {
    QFETCH(int, suite);
    const auto directory = path(suite == 1 ? "joined" : "joined-guomi");
    const auto made = joinNetwork(directory, write("good.mzi", m_text), joinPlan(static_cast<Suite>(suite)), Progress());
    QVERIFY2(made, made ? "" : made.error().detail.c_str());
    QVERIFY(made->root.isZero());
    const auto text = readFile(made->answer, kAnswerBytes);
    QVERIFY(text);
    const auto answer = Answer::read(textOf(*text));
    QVERIFY2(answer, answer ? "" : answer.error().detail.c_str());
    QCOMPARE(answer->invitation, sha256(bytesOf(m_text)));
    QCOMPARE(answer->channel, good().channel);
    QCOMPARE(answer->org.id, std::string("education"));
    QCOMPARE(answer->authority.fingerprint(), made->authority);
    // Its items are those that the channel would take.
    Configuration configuration = good().configuration;
    Member member;
    member.org = answer->org.id;
    member.title = titleJson("Education bureau", "教育局");
    member.authorities = {answer->authority};
    QVERIFY(configuration.apply("member/education", memberItem(member).serialize()));
    QVERIFY(configuration.apply("cosigner/education/node-1", answer->cosigner.serialize()));

    const auto engine = openEngine(directory);
    QVERIFY2(engine, engine ? "" : engine.error().detail.c_str());
    QVERIFY((*engine)->channels().empty());
    const auto awaited = (*engine)->awaited();
    QCOMPARE(awaited.size(), std::size_t{1});
    QCOMPARE(awaited[0].id, good().channel);
    QCOMPARE(awaited[0].inviter, std::string("finance/admin-01"));
    QCOMPARE(awaited[0].title.zh, std::string("财政公开"));
    QVERIFY((*engine)->unlock(kPassword));
    QCOMPARE((*engine)->status("finance").error().code, ErrorCode::NotFound);  // nothing pretends
  }

  void everyAlteredByteOfAnAnswerIsRefused() {
    const auto bytes = readFile(answerFile(path("joined")), kAnswerBytes);
    QVERIFY(bytes);
    const std::string text(textOf(*bytes));
    for (std::size_t at = 0; at < text.size(); ++at) {
      std::string altered = text;
      altered[at] = static_cast<char>(altered[at] ^ 1);
      QVERIFY2(!Answer::read(altered), ("byte " + std::to_string(at)).c_str());
    }
    for (std::size_t size = 0; size < text.size(); ++size) QVERIFY(!Answer::read(text.substr(0, size)));
    QVERIFY(!Answer::read(m_text));
    QVERIFY(!Invitation::read(text));
  }

  void whoCannotJoinMakesNothing() {
    const auto file = write("good.mzi", m_text);
    JoinPlan plan = joinPlan();
    plan.org.id = "finance";  // is a member
    QCOMPARE(joinNetwork(path("nothing"), file, plan, Progress()).error().parameter("field"), std::string_view("org"));
    plan = joinPlan();
    plan.password = "short";
    QCOMPARE(joinNetwork(path("nothing"), file, plan, Progress()).error().parameter("field"), std::string_view("password"));
    QCOMPARE(joinNetwork(path("nothing"), path("no-such-file"), joinPlan(), Progress()).error().code, ErrorCode::NotFound);
    Progress cancelled;
    cancelled.cancel();
    QCOMPARE(joinNetwork(path("nothing"), file, joinPlan(), cancelled).error().code, ErrorCode::Cancelled);
    QVERIFY(!std::filesystem::exists(path("nothing")));
    QCOMPARE(joinNetwork(path("city"), file, joinPlan(), Progress()).error().code, ErrorCode::AlreadyThere);
  }
};

QTEST_GUILESS_MAIN(InvitationTest)
#include "invitation_test.moc"
