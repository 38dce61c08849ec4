// Configuration items, the genesis that holds the first of them, and judging certificates by them.
#include "tests/support/test_network.h"

#include <QTest>

#include "ledger/channel/identity_book.h"

using namespace mz;
using namespace mz::test;

namespace {

Configuration configurationOf(const Genesis& genesis) {
  Configuration configuration;
  for (const auto& [key, value] : genesis.items) must(configuration.apply(key, value.serialize()));
  return configuration;
}

}  // namespace

class ConfigurationTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void aGenesisReadsBackAsItWasWritten() {
    const TestNetwork network;
    const Genesis genesis = must(Genesis::parse(network.genesis));
    QCOMPARE(genesis.serialize(), network.genesis);
    const Configuration configuration = configurationOf(genesis);
    QCOMPARE(configuration.domain(), std::string("test.example"));
    QCOMPARE(configuration.rules(), kRulesVersion);
    QVERIFY(configuration.isPublic());
    QVERIFY(!configuration.isDemonstration());
    QCOMPARE(configuration.members().size(), std::size_t{5});
    QCOMPARE(configuration.member("education")->suite, Suite::Guomi);
    QCOMPARE(configuration.member("audit")->kind, MemberKind::Observer);
    QCOMPARE(configuration.member("press")->kind, MemberKind::Reader);
    QVERIFY(!configuration.member("nobody"));
    QCOMPARE(configuration.cosigningOrgs(), (std::vector<std::string>{"education", "finance", "justice"}));
    QCOMPARE(configuration.finalityThreshold(), 3U);
    QCOMPARE(configuration.origin(network.channel), "test.example/" + network.channel.hex());
  }

  void aGenesisThatIsNotInTheOneFormIsRefused() {
    const TestNetwork network;
    const auto refused = [&](const auto& change) {
      Genesis genesis = must(Genesis::parse(network.genesis));
      std::string text = network.genesis;
      change(genesis, text);
      return !Genesis::parse(text).has_value();
    };
    QVERIFY(refused([](Genesis&, std::string& text) { text += " "; }));
    QVERIFY(refused([](Genesis&, std::string& text) { text.clear(); }));
    QVERIFY(refused([](Genesis&, std::string& text) { text.insert(1, " "); }));
    QVERIFY(refused([](Genesis&, std::string& text) { text.replace(text.find("genesis/v1"), 10, "genesis/v2"); }));
    QVERIFY(refused([](Genesis& g, std::string& text) { std::swap(g.items[0], g.items[1]), text = g.serialize(); }));
    QVERIFY(refused([](Genesis& g, std::string& text) { g.items[1].first = g.items[0].first, text = g.serialize(); }));
    QVERIFY(refused([](Genesis& g, std::string& text) { g.items[0].first.clear(), text = g.serialize(); }));
    QVERIFY(refused([](Genesis& g, std::string& text) { g.items[0].second = Json("x"), text = g.serialize(); }));
    QVERIFY(refused([](Genesis& g, std::string& text) { g.nonce.pop_back(), text = g.serialize(); }));
    QVERIFY(
        refused([](Genesis& g, std::string& text) { g.packages[0].resize(bounds::kPackageBytes + 1), text = g.serialize(); }));
    QVERIFY(refused([](Genesis&, std::string& text) { text = "[" + std::string(bounds::kGenesisBytes, ' ') + "]"; }));
  }

  void anItemThatIsNotWhatItsKeySaysIsRefused() {
    const TestNetwork network;
    Configuration configuration = configurationOf(must(Genesis::parse(network.genesis)));
    const Genesis genesis = must(Genesis::parse(network.genesis));
    const auto item = [&](std::string_view key) {
      return std::ranges::find(genesis.items, key, &std::pair<std::string, Json>::first)->second;
    };
    const auto refused = [&](std::string_view key, const std::optional<std::string>& value) {
      Configuration copy = configuration;
      const Status status = copy.apply(key, value);
      return !status && status.error().code == ErrorCode::Malformed && !status.error().parameter("item").empty();
    };
    for (const char* key :
         {"no-such-item", "member/", "member/UPPER", "member/a b", "cosigner/finance", "cosigner//x", "contract/"})
      QVERIFY2(refused(key, "{}"), key);
    for (const char* value : {"", "null", "[]", "7", "{ }", "{\"a\":1"}) QVERIFY2(refused("member/finance", value), value);
    QVERIFY(refused("channel", std::nullopt));
    QVERIFY(refused("channel", R"({"domain":"UP","name":"x"})"));
    QVERIFY(refused("rules", R"({"version":0})"));
    QVERIFY(refused("member/finance", R"({"kind":"boss"})"));
    QVERIFY(refused("member/finance", R"({"kind":"voting"})"));
    Json member = item("member/finance");
    QVERIFY2(refused("member/justice", member.serialize()), "the CA of another org");
    member.set("authorities", Json(Json::Array{Json(toBase64(network.person("finance/admin").certificate.der()))}));
    QVERIFY2(refused("member/finance", member.serialize()), "not a CA");
    // Proof of possession: of these keys, for this name.
    Json cosigner = item("cosigner/finance/node-1");
    QVERIFY(refused("cosigner/justice/node-1", cosigner.serialize()));
    QVERIFY(refused("cosigner/finance/node-2", cosigner.serialize()));
    const Json other = item("cosigner/justice/node-1");
    cosigner.set("cosigner_key", std::string(other.stringAt("cosigner_key")));
    QVERIFY(refused("cosigner/finance/node-1", cosigner.serialize()));
    IdentityBook book;
    const std::string certificate =
        Json::object({{"certificate", Json(toBase64(network.person("finance/admin").certificate.der()))}}).serialize();
    QVERIFY(!book.apply("certificate/" + network.person("finance/clerk").certificate.fingerprint().hex(), certificate));
    QVERIFY(book.apply("certificate/" + network.person("finance/admin").certificate.fingerprint().hex(), certificate));
  }

  void finalityFollowsMembersAndPolicy() {
    const TestNetwork network;
    Configuration configuration = configurationOf(must(Genesis::parse(network.genesis)));
    must(configuration.apply("policy/finality", R"({"k":2})"));
    QCOMPARE(configuration.finalityThreshold(), 2U);
    must(configuration.apply("policy/finality", R"({"k":99})"));
    QCOMPARE(configuration.finalityThreshold(), 3U);  // never more than there are
    must(configuration.apply("policy/finality", R"({"k":0})"));
    must(configuration.apply("cosigner/justice/node-1", std::nullopt));
    QCOMPARE(configuration.cosigningOrgs(), (std::vector<std::string>{"education", "finance"}));
    QCOMPARE(configuration.finalityThreshold(), 2U);
    must(configuration.apply("member/education", std::nullopt));  // its key is registered still, but it has no vote
    QCOMPARE(configuration.cosigningOrgs(), (std::vector<std::string>{"finance"}));
    must(configuration.apply("cosigner/finance/node-1", std::nullopt));
    QCOMPARE(configuration.finalityThreshold(), 0U);
    const Policy policy = must(configuration.policy(network.channel));
    QVERIFY(policy.format().find("quorum") != std::string::npos);
  }

  // A replica that has been running for long and one that was just opened have to agree.
  void whatWasAskedBeforeDoesNotChangeTheVerdict() {
    TestNetwork network(TestNetwork::oneOrg());
    SystemRandom random;
    const UnixSeconds now(kStart);
    const Authority root =
        must(createRoot("test.example", must(PrivateKey::generate(KeyAlgorithm::P256)), goodValidity(), random));
    const PrivateKey key = must(PrivateKey::generate(KeyAlgorithm::P256));
    const Authority old =
        must(createOrgAuthority(root, "finance", key, {UnixSeconds(kStart - kDay), UnixSeconds(kStart + 10)}, random));
    const Authority renewed =
        must(createOrgAuthority(root, "finance", key, {UnixSeconds(kStart + 5), UnixSeconds(kStart + kDay)}, random));
    const Identity clerk =
        network.makePerson(old, Role::Clerk, "clerk", {UnixSeconds(kStart - kDay), UnixSeconds(kStart + kDay)});
    const auto configurationWith = [&](std::vector<Certificate> authorities) {
      Member member;
      member.org = "finance";
      member.kind = MemberKind::Voting;
      member.title = titleJson("a", "b");
      member.authorities = std::move(authorities);
      Configuration configuration;
      must(configuration.apply("member/finance", memberItem(member).serialize()));
      return configuration;
    };
    const Configuration before = configurationWith({old.certificate});
    const Configuration both = configurationWith({old.certificate, renewed.certificate});
    const Configuration after = configurationWith({renewed.certificate});
    const IdentityBook longRunning;
    QCOMPARE(longRunning.judge(clerk.certificate, before, now), ResultCode::Executed);
    for (const Configuration* configuration : {&before, &both, &after})
      for (const std::int64_t at : {0, 7, 20}) {
        const IdentityBook fresh;
        QCOMPARE(longRunning.judge(clerk.certificate, *configuration, UnixSeconds(kStart + at)),
                 fresh.judge(clerk.certificate, *configuration, UnixSeconds(kStart + at)));
      }
    QCOMPARE(longRunning.judge(clerk.certificate, both, UnixSeconds(kStart + 20)), ResultCode::Executed);
    QCOMPARE(longRunning.judge(clerk.certificate, after, UnixSeconds(kStart + 20)), ResultCode::Executed);
    QCOMPARE(longRunning.judge(clerk.certificate, before, UnixSeconds(kStart + 20)), ResultCode::CertificateExpired);
  }
};

QTEST_GUILESS_MAIN(ConfigurationTest)
#include "configuration_test.moc"
