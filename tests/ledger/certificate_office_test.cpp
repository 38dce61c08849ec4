// A bureau's CA at work on a real network: what it issues can sign everywhere at once, what it revokes is refused everywhere,
// what was signed before stays good, and a channel that could not be reached is settled later.
#include "ledger/authority_register.h"
#include "ledger/certificates.h"
#include "ledger/local_engine.h"

#include <QTemporaryDir>
#include <QTest>
#include <filesystem>
#include <fstream>
#include <set>

using namespace mz;

namespace {

template <class T>
T must(Result<T> result) {
  if (!result) qFatal("%s", result.error().detail.c_str());
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

constexpr const char* kPayment =
    R"({"amount":12300,"class":"2050202 小学教育","currency":"CNY","date":"2026-03-02","department":"教育局","id":"%1","payee":"Test Ltd"})";

std::string payment(const char* id) { return QString::fromUtf8(kPayment).arg(QString::fromLatin1(id)).toStdString(); }

}  // namespace

class CertificateOfficeTest : public QObject {
  Q_OBJECT

  QTemporaryDir m_folder;
  std::filesystem::path m_network;
  std::unique_ptr<Engine> m_engine;

  void open() {
    m_engine.reset();
    m_engine = must(openEngine(m_network));
    must(m_engine->unlock(std::string(kDemoPassword)));
  }
  static const ChannelSettlement& of(const std::vector<ChannelSettlement>& channels, const std::string& name) {
    return *std::ranges::find(channels, name, &ChannelSettlement::channel);
  }
  IssuedCertificate issueOne(const std::string& org, const std::string& role, const std::string& name) {
    return must(m_engine->certificates().issue({{org, role, name, 0}}, false, Progress())).issued.front();
  }

 private Q_SLOTS:
  void initTestCase() {
    m_network = std::filesystem::path(m_folder.path().toStdString()) / "demo";
    must(createDemoNetwork(m_network, {.payments = 20}, Progress()));
  }
  void init() { open(); }
  void cleanup() { m_engine.reset(); }

  void aNewOfficerSignsOnEveryChannelOfTheOrg() {
    const auto report = must(m_engine->certificates().issue({{"education", "officer", "officer-0900", 0}}, false, Progress()));
    QCOMPARE(report.issued.size(), std::size_t{1});
    QCOMPARE(report.issued[0].label, std::string("education/officer-0900"));
    for (const char* channel : {"finance", "budget-drafts"}) {
      QCOMPARE(of(report.channels, channel).enrolled, std::uint64_t{1});
      QCOMPARE(of(report.channels, channel).missing, std::uint64_t{0});
      QVERIFY(!of(report.channels, channel).failure);
    }
    const SubmitResult paid =
        must(m_engine->submit("finance", "education/officer-0900", "public-finance", "record_payment", payment("new-1")));
    QCOMPARE(paid.resultName, std::string("executed"));
    // Nothing is sent twice.
    for (const ChannelSettlement& one : must(m_engine->certificates().settle(Progress())))
      QCOMPARE(one.enrolled + one.revoked + one.missing, std::uint64_t{0});
  }

  void aRevokedOneIsRefusedEverywhereAndOldSignaturesStay() {
    const IssuedCertificate officer = issueOne("education", "officer", "officer-0901");
    const SubmitResult before =
        must(m_engine->submit("finance", officer.label, "public-finance", "record_payment", payment("old-1")));
    QCOMPARE(before.resultName, std::string("executed"));
    const auto report =
        must(m_engine->certificates().revoke({"education", {officer.serial}, RevocationReason::KeyCompromise}, Progress()));
    for (const ChannelSettlement& one : report.channels)
      QCOMPARE(one.revoked, std::uint64_t{one.channel == "finance" || one.channel == "budget-drafts" ? 1U : 0U});
    const auto refused = m_engine->submit("finance", officer.label, "public-finance", "record_payment", payment("after-1"));
    QVERIFY(!refused || refused->resultName != "executed");
    const auto other = m_engine->submit("budget-drafts", officer.label, "public-finance", "record_payment", payment("after-2"));
    QVERIFY(!other || other->resultName != "executed");
    QCOMPARE(must(m_engine->transaction("finance", before.number)).summary.resultName, std::string("executed"));
    QVERIFY(must(m_engine->audit("finance", Progress(), AuditWatch())).damages.empty());
    // Not twice, and a CA not at all.
    const auto again =
        m_engine->certificates().revoke({"education", {officer.serial}, RevocationReason::Superseded}, Progress());
    QCOMPARE(again.error().code, ErrorCode::InvalidArgument);
  }

  void whatIsOnHoldCanBeReleased() {
    const IssuedCertificate clerk = issueOne("education", "clerk", "clerk-77");
    const auto pay = [&](const char* id) {
      const auto answer = m_engine->submit("finance", clerk.label, "public-finance", "record_payment", payment(id));
      return answer && answer->resultName == "executed";
    };
    const auto revoke = [&](RevocationReason reason) {
      return m_engine->certificates().revoke({"education", {clerk.serial}, reason}, Progress());
    };
    QCOMPARE(revoke(RevocationReason::RemoveFromCrl).error().code, ErrorCode::InvalidArgument);
    QVERIFY(pay("hold-1"));
    const std::uint64_t number = must(revoke(RevocationReason::CertificateHold)).number;
    QVERIFY(!pay("hold-2"));
    QCOMPARE(must(revoke(RevocationReason::RemoveFromCrl)).number, number + 1);
    QVERIFY(pay("hold-3"));
  }

  // What was decided while a channel was away is sent when it is back: here the channel's file as it was before.
  void aChannelThatComesBackIsSettled() {
    const IssuedCertificate officer = issueOne("education", "officer", "officer-0902");
    m_engine.reset();
    const std::filesystem::path file = m_network / "channels" / "budget-drafts.mzc";
    const std::filesystem::path aside = file.string() + ".aside";
    std::filesystem::rename(file, aside);
    open();
    const auto report = must(
        m_engine->certificates().revoke({"education", {officer.serial}, RevocationReason::CessationOfOperation}, Progress()));
    QCOMPARE(of(report.channels, "finance").revoked, std::uint64_t{1});
    QVERIFY(of(report.channels, "budget-drafts").failure);
    m_engine.reset();
    std::filesystem::remove(file);
    std::filesystem::rename(aside, file);
    open();
    // Meanwhile another program with the same CA has gone further there, and did not know of this one.
    QCOMPARE(must(m_engine->submit("budget-drafts", "education/ca", "system", "revoke",
                                   R"({"entries":[{"date":1,"reason":4,"serial":"abc1"}],"number":1000,"org":"education"})"))
                 .resultName,
             std::string("executed"));
    const auto settled = must(m_engine->certificates().settle(Progress()));
    QCOMPARE(of(settled, "finance").revoked, std::uint64_t{0});
    QCOMPARE(of(settled, "budget-drafts").revoked, std::uint64_t{1});
    QCOMPARE(of(settled, "budget-drafts").missing, std::uint64_t{0});
    const auto refused =
        m_engine->submit("budget-drafts", officer.label, "public-finance", "record_payment", payment("gone-1"));
    QVERIFY(!refused || refused->resultName != "executed");
    for (const ChannelSettlement& one : must(m_engine->certificates().settle(Progress())))
      QCOMPARE(one.revoked, std::uint64_t{0});
  }

  void ordersAreCheckedAndAllOrNoneAreIssued() {
    const std::size_t known = m_engine->identities().size();
    const std::vector<CertificateOrder> orders = {{"education", "officer", "officer-0412", 0},
                                                  {"education", "emperor", "x", 0},
                                                  {"education", "officer", "", 0},
                                                  {"nowhere", "officer", "x", 0},
                                                  {"education", "clerk", "good", 0},
                                                  {"education", "clerk", "good", 0},
                                                  {"education", "clerk", "long", 36'500}};
    std::vector<std::string> found;
    for (const OrderFinding& finding : must(m_engine->certificates().check(orders)))
      found.push_back(std::to_string(finding.order) + " " + std::string(orderProblemName(finding.problem)) +
                      (finding.mended ? " mendable" : ""));
    const std::vector<std::string> expected = {"0 already_issued", "1 no_such_role",       "2 bad_name",
                                               "3 no_authority",   "5 twice_in_this_list", "6 outlives_authority mendable"};
    QCOMPARE(found, expected);
    const auto refused = m_engine->certificates().issue(orders, true, Progress());
    QCOMPARE(refused.error().code, ErrorCode::InvalidArgument);
    QCOMPARE(std::string(refused.error().parameter("problem")), std::string("already_issued"));
    QCOMPARE(m_engine->identities().size(), known);
    // What outlives its CA is mended by ending with it.
    const auto shortened = must(m_engine->certificates().issue({orders[6]}, true, Progress()));
    QVERIFY(shortened.issued[0].until < UnixSeconds(shortened.issued[0].from.value + std::int64_t{36'500} * 86'400));
  }

  // Where the network's root lies in the same keystore, it is the org's CA that issues.
  void aCreatedNetworkIssuesWithItsOrgsAuthority() {
    NetworkPlan plan;
    plan.title = {"River City", ""};
    plan.domain = "river-city.internal";
    plan.org = {"finance", {"Finance", ""}, "", "", Suite::Guomi};
    plan.channel.title = {"Finance", ""};
    plan.password = "green tea cup 47";
    const std::filesystem::path directory = std::filesystem::path(m_folder.path().toStdString()) / "created";
    must(createNetwork(directory, plan, Progress()));
    const auto engine = must(openEngine(directory));
    must(engine->unlock(plan.password));
    QCOMPARE(must(engine->certificates().check({{"river-city.internal", "clerk", "x", 0}})).front().problem,
             OrderProblem::NoAuthority);
    const auto report = must(engine->certificates().issue({{"finance", "clerk", "clerk-1", 0}}, false, Progress()));
    QCOMPARE(of(report.channels, "finance").enrolled, std::uint64_t{1});
    const SubmitResult paid =
        must(engine->submit("finance", "finance/clerk-1", "public-finance", "record_payment", payment("sm2-1")));
    QCOMPARE(paid.height, must(engine->status("finance")).finalHeight);
    const auto revoked = must(
        engine->certificates().revoke({"finance", {report.issued[0].serial}, RevocationReason::KeyCompromise}, Progress()));
    QCOMPARE(of(revoked.channels, "finance").revoked, std::uint64_t{1});
  }

  void theCatalogueHasEveryCertificateOnceWithItsState() {
    const IssuedCertificate clerk = issueOne("housing", "clerk", "clerk-500");
    const IssuedCertificate held = issueOne("housing", "clerk", "clerk-501");
    must(m_engine->certificates().revoke({"housing", {held.serial}, RevocationReason::CertificateHold}, Progress()));
    const Certificates& certificates = m_engine->certificates();
    const CertificateTable all = must(certificates.table({}, {}, 0, 10'000));
    QCOMPARE(all.rows.size(), all.total);
    QVERIFY(all.unread.empty());
    std::set<Fingerprint> seen;
    for (const CertificateRow& row : all.rows) QVERIFY(seen.insert(row.certificate.fingerprint).second);
    QVERIFY(std::ranges::is_sorted(all.rows, {}, [](const CertificateRow& row) { return row.certificate.org; }));

    CertificateFilter filter;
    filter.text = "HOUSING clerk-50";
    const CertificateTable two = must(certificates.table(filter, {}, 0, 10));
    QCOMPARE(two.total, std::uint64_t{2});
    QCOMPARE(two.rows[0].certificate.fingerprint, clerk.fingerprint);
    QCOMPARE(two.rows[0].state, CertificateState::Valid);
    QCOMPARE(two.rows[0].key, KeyPlace::Keystore);
    QCOMPARE(two.rows[0].label, clerk.label);
    QCOMPARE(two.rows[0].enrolled, two.rows[0].channels);
    QVERIFY(two.rows[0].canRevoke);
    QCOMPARE(two.rows[1].state, CertificateState::OnHold);
    QCOMPARE(two.rows[1].revoked, two.rows[1].channels);
    QCOMPARE(*two.rows[1].reason, RevocationReason::CertificateHold);
    filter.states = {CertificateState::OnHold};
    const CertificateTable one = must(certificates.table(filter, {CertificateColumn::Name, true}, 0, 10));
    QCOMPARE(one.total, std::uint64_t{1});
    QCOMPARE(one.states[static_cast<std::size_t>(CertificateState::Valid)], std::uint64_t{1});  // but for the states
    QCOMPARE(one.rows[0].certificate.fingerprint, held.fingerprint);

    // Pages of one order are parts of the whole.
    const CertificateOrdering byEnd{CertificateColumn::Until, true};
    const CertificateTable whole = must(certificates.table({}, byEnd, 0, 10'000));
    QVERIFY(
        std::ranges::is_sorted(whole.rows, std::greater(), [](const CertificateRow& row) { return row.certificate.until; }));
    const CertificateTable page = must(certificates.table({}, byEnd, 7, 5));
    QCOMPARE(page.rows.size(), std::size_t{5});
    for (std::size_t i = 0; i < 5; ++i)
      QCOMPARE(page.rows[i].certificate.fingerprint, whole.rows[7 + i].certificate.fingerprint);
    QVERIFY(must(certificates.table({}, byEnd, 1'000'000, 5)).rows.empty());

    CertificateFilter ending;
    ending.endsBefore = UnixSeconds(clerk.until.value + 1);
    ending.org = "housing";
    const auto endOf = [](const CertificateRow& row) { return row.certificate.until; };
    const CertificateTable soon = must(certificates.table(ending, {CertificateColumn::Until, false}, 0, 100));
    QVERIFY(soon.total >= 2);
    QVERIFY(std::ranges::max(soon.rows, {}, endOf).certificate.until <= clerk.until);
  }

  void authoritiesAreATreeWithWhatTheyIssued() {
    const std::vector<AuthorityInfo> all = must(m_engine->certificates().authorities());
    const auto education =
        std::ranges::find_if(all, [](const AuthorityInfo& info) { return info.certificate.org == "education"; });
    QVERIFY(education != all.end());
    QCOMPARE(education->key, KeyPlace::Keystore);
    QCOMPARE(education->keyAlgorithm, std::string("P-256"));
    QCOMPARE(education->channels.size(), std::size_t{2});
    CertificateFilter filter;
    filter.authority = education->certificate.fingerprint;
    const CertificateTable issued = must(m_engine->certificates().table(filter, {}, 0, 1));
    QCOMPARE(issued.total, education->issued);
    QCOMPARE(issued.states[static_cast<std::size_t>(CertificateState::Valid)], education->valid);
  }

  void detailsTellEveryExtensionAndEveryChannel() {
    const IssuedCertificate officer = issueOne("education", "officer", "officer-0903");
    const CertificateDetail detail = must(m_engine->certificates().detail(officer.fingerprint));
    QCOMPARE(detail.description.serial, officer.serial);
    QCOMPARE(detail.description.subject.size(), std::size_t{3});
    QCOMPARE(detail.description.subject[2].name, std::string("CN"));
    QCOMPARE(detail.description.subject[2].value, std::string("officer-0903"));
    QCOMPARE(detail.description.keyAlgorithm, std::string("P-256"));
    QVERIFY(!detail.description.weak);
    const auto usage = std::ranges::find(detail.description.extensions, "keyUsage", &DescribedExtension::name);
    QVERIFY(usage->critical);
    QCOMPARE(usage->items.front().value, std::string("digital_signature"));
    QCOMPARE(detail.chain.front().certificate.role, std::string("ca"));
    QCOMPARE(detail.channels.size(), std::size_t{2});
    for (const CertificateDetail::OnChannel& channel : detail.channels) {
      QVERIFY(channel.link && channel.link->since);
      QCOMPARE(channel.link->standing, CertificateStanding::Valid);
    }
    QCOMPARE(m_engine->certificates().detail(Fingerprint()).error().code, ErrorCode::NotFound);
  }

  void aRenewedCertificateTakesThePlaceOfTheOld() {
    const IssuedCertificate first = issueOne("education", "clerk", "clerk-600");
    const Certificates& certificates = m_engine->certificates();
    const auto keyOf = [&](const Fingerprint& fingerprint) {
      return must(certificates.detail(fingerprint)).description.publicKey;
    };
    const auto again = must(m_engine->certificates().renew({{first.fingerprint, true, 10, false}}, false, Progress()));
    QCOMPARE(again.issued.size(), std::size_t{1});
    QCOMPARE(keyOf(again.issued[0].fingerprint), keyOf(first.fingerprint));
    QCOMPARE(again.issued[0].until.value - again.issued[0].from.value, std::int64_t{10} * 86'400);
    QCOMPARE(of(again.channels, "finance").enrolled, std::uint64_t{1});
    QCOMPARE(must(m_engine->submit("finance", again.issued[0].label, "public-finance", "record_payment", payment("renew-1")))
                 .resultName,
             std::string("executed"));

    // The one before stays good until it is withdrawn, and stands in the way of nothing.
    const Fingerprint second = again.issued[0].fingerprint;
    const auto anew = must(m_engine->certificates().renew({{second, false, 0, true}}, false, Progress()));
    QVERIFY(keyOf(anew.issued[0].fingerprint) != keyOf(first.fingerprint));
    QCOMPARE(must(certificates.detail(first.fingerprint)).row.state, CertificateState::Valid);
    const CertificateRow old = must(certificates.detail(second)).row;
    QCOMPARE(old.state, CertificateState::Revoked);
    QCOMPARE(*old.reason, RevocationReason::Superseded);
    QCOMPARE(old.revoked, old.channels);
    // What is revoked is issued anew, not renewed.
    QCOMPARE(m_engine->certificates().renew({{second, false, 0, false}}, false, Progress()).error().code,
             ErrorCode::InvalidArgument);
    QCOMPARE(m_engine->certificates().renew({{Fingerprint(), false, 0, false}}, false, Progress()).error().code,
             ErrorCode::NotFound);
  }

  void aPreviewTellsWhatStopsAndChangesNothing() {
    const IssuedCertificate kiosk = issueOne("education", "kiosk", "kiosk-77");
    const IssuedCertificate applicant = issueOne("education", "service", "only-service-9");
    CertificateFilter filter;
    filter.org = "education";
    filter.role = "auditor";
    const CertificateTable auditors = must(m_engine->certificates().table(filter, {}, 0, 10));
    RevocationOrder order{"education", {kiosk.serial, applicant.serial, "not hexadecimal"}, RevocationReason::KeyCompromise};
    for (const CertificateRow& row : auditors.rows) order.serials.push_back(row.certificate.serial);
    const RevocationPreview preview = must(m_engine->certificates().preview(order));
    QCOMPARE(preview.certificates.size(), order.serials.size());
    QCOMPARE(preview.certificates[0].name, std::string("kiosk-77"));
    QVERIFY(!preview.certificates[0].refusal);
    QVERIFY(preview.certificates[2].refusal);
    QCOMPARE(preview.channels.size(), std::size_t{2});
    for (const RevocationPreview::Channel& channel : preview.channels) {
      QCOMPARE(channel.machines, std::uint32_t{2});
      QCOMPARE(channel.people, static_cast<std::uint32_t>(auditors.total));
      QCOMPARE(channel.rolesEmptied, std::vector<std::string>{"auditor"});
      QVERIFY(!channel.stopsHere);
    }
    QCOMPARE(must(m_engine->certificates().detail(kiosk.fingerprint)).row.state, CertificateState::Valid);
  }

  void anInvalidityDateIsForTheOutside() {
    const IssuedCertificate one = issueOne("housing", "clerk", "clerk-91");
    RevocationOrder order{"housing", {one.serial}, RevocationReason::KeyCompromise, UnixSeconds(4'102'444'800)};
    QCOMPARE(m_engine->certificates().revoke(order, Progress()).error().code, ErrorCode::InvalidArgument);  // in the future
    order.invalidSince = UnixSeconds(1'767'225'600);                                                        // 2026-01-01
    must(m_engine->certificates().revoke(order, Progress()));
    const std::string list = toHex(must(m_engine->certificates().revocationList("housing", 30)));
    QVERIFY(list.find(toHex(bytesOf("20260101000000Z"))) != std::string::npos);
    open();
    QCOMPARE(must(m_engine->certificates().detail(one.fingerprint)).row.invalidSince, order.invalidSince);
  }

  void timesOutsideTheAuthoritysAreMended() {
    CertificateOrder order{"education", "clerk", "clerk-601", 30};
    order.from = UnixSeconds(1'000'000'000);
    order.until = UnixSeconds(7'000'000'000);
    const auto findings = must(m_engine->certificates().check({order}));
    QCOMPARE(findings.size(), std::size_t{2});
    QCOMPARE(findings[0].problem, OrderProblem::BeginsBeforeAuthority);
    QCOMPARE(findings[1].problem, OrderProblem::OutlivesAuthority);
    QVERIFY(findings[0].mended && findings[1].mended);
    const auto authorities = must(m_engine->certificates().authorities());
    const auto authority =
        std::ranges::find_if(authorities, [](const AuthorityInfo& info) { return info.certificate.org == "education"; });
    const IssuedCertificate made = must(m_engine->certificates().issue({order}, true, Progress())).issued.front();
    QCOMPARE(made.from, authority->certificate.from);
    QCOMPARE(made.until, authority->certificate.until);
    order.name = std::string(63, 'x') + "é";
    order.from = order.until = {};
    const auto tooLong = must(m_engine->certificates().check({order}));
    QCOMPARE(tooLong.front().mended->name, std::string(63, 'x'));
    order.name = "clerk-602";
    order.until = UnixSeconds(1'000'000'000);
    QCOMPARE(must(m_engine->certificates().check({order})).front().problem, OrderProblem::EndsBeforeItBegins);
  }

  void aServersCertificateNeedsANameAndStaysOffChannels() {
    CertificateOrder order{"education", "", "web.education.example", 0};
    order.templateId = "tls-server";
    const auto finding = must(m_engine->certificates().check({order})).front();
    QCOMPARE(finding.problem, OrderProblem::NameMissing);
    QCOMPARE(finding.mended->names.front().value, order.name);
    const auto report = must(m_engine->certificates().issue({order}, true, Progress()));
    QCOMPARE(of(report.channels, "finance").enrolled, std::uint64_t{0});
    QCOMPARE(report.issued[0].role, std::string("service"));
    QCOMPARE(report.issued[0].until.value - report.issued[0].from.value, std::int64_t{397} * 86'400);
    const CertificateDetail detail = must(m_engine->certificates().detail(report.issued[0].fingerprint));
    QVERIFY(detail.row.isLimited);
    QCOMPARE(detail.row.channels, std::uint32_t{0});
    // Renewed, it has the same names and purposes.
    const auto renewed =
        must(m_engine->certificates().renew({{report.issued[0].fingerprint, false, 5, false}}, false, Progress()));
    const CertificateDetail again = must(m_engine->certificates().detail(renewed.issued[0].fingerprint));
    QVERIFY(again.row.isLimited);
    const auto names = std::ranges::find(again.description.extensions, "subjectAltName", &DescribedExtension::name);
    QCOMPARE(names->items.front().value, order.name);
    order.role = "clerk";
    QCOMPARE(must(m_engine->certificates().check({order})).front().problem, OrderProblem::RoleNotOfTemplate);
    order.templateId = "nothing";
    QCOMPARE(must(m_engine->certificates().check({order})).front().problem, OrderProblem::NoSuchTemplate);
  }

  // Somebody keeps his key to himself; an administrator of the org enrols his certificate.
  void aRequestIsIssuedForAKeyElsewhere() {
    const auto waits = [&](const std::string& label) {
      const std::vector<std::string> all = m_engine->certificates().waiting();
      return std::ranges::find(all, label) != all.end();
    };
    const MadeRequest made = must(m_engine->certificates().request({"education", "clerk", "clerk-700", {}, false}));
    QVERIFY(waits(made.label));
    CertificateOrder order{"education", "clerk", "clerk-700", 0};
    order.request = Bytes(made.pem.begin(), made.pem.end());
    QVERIFY(must(m_engine->certificates().readRequest(order.request)).usable);
    const auto report = must(m_engine->certificates().issue({order}, false, Progress()));
    QVERIFY(report.issued[0].label.empty());
    QCOMPARE(of(report.channels, "finance").enrolled, std::uint64_t{1});
    QCOMPARE(of(report.channels, "finance").missing, std::uint64_t{0});
    open();  // and is known after opening anew
    const CertificateDetail detail = must(m_engine->certificates().detail(report.issued[0].fingerprint));
    QCOMPARE(detail.row.key, KeyPlace::Elsewhere);
    QVERIFY(detail.row.canRevoke);

    // The same key for somebody else, a key that nobody proved, a key twice.
    CertificateOrder other = order;
    other.name = "clerk-701";
    QCOMPARE(must(m_engine->certificates().check({other})).front().problem, OrderProblem::KeyAlreadyCertified);
    other.request = {1, 2, 3};
    QCOMPARE(must(m_engine->certificates().check({other})).front().problem, OrderProblem::BadRequest);
    // Its time can be made longer for the same key alone.
    QCOMPARE(m_engine->certificates().renew({{report.issued[0].fingerprint, false, 0, false}}, false, Progress()).error().code,
             ErrorCode::InvalidArgument);
    must(m_engine->certificates().renew({{report.issued[0].fingerprint, true, 9, false}}, false, Progress()));

    // Where the key waits, the certificate makes it an identity.
    const std::string label = must(m_engine->certificates().accept(detail.der));
    QCOMPARE(label, std::string("education/clerk-700"));
    QVERIFY(!waits(made.label));
    QCOMPARE(must(m_engine->submit("finance", label, "public-finance", "record_payment", payment("asked-1"))).resultName,
             std::string("executed"));
    const IssuedCertificate stranger = issueOne("housing", "clerk", "clerk-702");
    const Bytes strangers = must(m_engine->certificates().detail(stranger.fingerprint)).der;
    QCOMPARE(m_engine->certificates().accept(strangers).error().code, ErrorCode::NotFound);
  }

  // Between the decision and the channels: what could not be kept was not decided, and no channel hears of it.
  void aFullDiskDecidesNothing() {
    const IssuedCertificate clerk = issueOne("education", "clerk", "clerk-800");
    const RevocationOrder order{"education", {clerk.serial}, RevocationReason::KeyCompromise};
    const std::filesystem::path file = m_network / "authorities.jsonl", aside = m_network / "aside";
    must(m_engine->certificates().preview(order));  // has read the register
    const bool existed = std::filesystem::exists(file);
    if (existed) std::filesystem::rename(file, aside);
    std::filesystem::create_symlink("/dev/full", file);
    QCOMPARE(m_engine->certificates().revoke(order, Progress()).error().code, ErrorCode::DiskFull);
    std::filesystem::remove(file);
    if (existed) std::filesystem::rename(aside, file);
    QCOMPARE(must(m_engine->certificates().detail(clerk.fingerprint)).row.state, CertificateState::Valid);
    for (const ChannelSettlement& one : must(m_engine->certificates().settle(Progress())))
      QCOMPARE(one.revoked + one.missing, std::uint64_t{0});
    // With room again the same decision is made, and nothing of before is lost.
    must(m_engine->certificates().revoke(order, Progress()));
    open();
    const CertificateRow row = must(m_engine->certificates().detail(clerk.fingerprint)).row;
    QCOMPARE(row.state, CertificateState::Revoked);
    QCOMPARE(row.revoked, row.channels);
  }

  void lockedItRefuses() {
    m_engine->lock();
    QCOMPARE(m_engine->certificates().issue({{"education", "clerk", "x", 0}}, false, Progress()).error().code,
             ErrorCode::Locked);
    QCOMPARE(m_engine->certificates().revoke({"education", {"1"}, RevocationReason::Unspecified}, Progress()).error().code,
             ErrorCode::Locked);
    QCOMPARE(m_engine->certificates().settle(Progress()).error().code, ErrorCode::Locked);
  }

  void aListForTheOutsideHasWhatIsRevoked() {
    const IssuedCertificate one = issueOne("housing", "clerk", "clerk-90");
    must(m_engine->certificates().revoke({"housing", {one.serial}, RevocationReason::Superseded}, Progress()));
    const Bytes der = must(m_engine->certificates().revocationList("housing", 30));
    const std::string hex = toHex(der);
    QVERIFY(hex.find(one.serial) != std::string::npos);
    QCOMPARE(m_engine->certificates().revocationList("nowhere", 30).error().code, ErrorCode::NotFound);
  }

  void theRegisterSurvivesHalfALineAndRefusesARuinedOne() {
    const QTemporaryDir folder;
    const std::filesystem::path directory = folder.path().toStdString();
    {
      AuthorityRegister acts = must(AuthorityRegister::open(directory));
      must(acts.add({"a", 1, {{"0a", UnixSeconds(5), 6}}}));
      must(acts.add({"a", 2, {{"0b", UnixSeconds(6), 1}}}));
      must(acts.add({"b", 1, {{"0a", UnixSeconds(7), 0}}}));
      must(acts.add({"a", 3, {{"0a", UnixSeconds(8), 8, UnixSeconds(4)}}}));
      QCOMPARE(acts.lastNumber("a"), std::uint64_t{3});
      QCOMPARE(acts.revoked("a").size(), std::size_t{1});
    }
    const std::filesystem::path file = directory / "authorities.jsonl";
    std::filesystem::resize_file(file, std::filesystem::file_size(file) - 9);  // killed while the last act was written
    {
      AuthorityRegister acts = must(AuthorityRegister::open(directory));
      QCOMPARE(acts.lastNumber("a"), std::uint64_t{2});
      QCOMPARE(acts.revoked("a").size(), std::size_t{2});
      must(acts.add({"a", 3, {{"0c", UnixSeconds(9), 1}}}));
    }
    QCOMPARE(must(AuthorityRegister::open(directory)).revoked("a").size(), std::size_t{3});
    std::fstream ruin(file, std::ios::in | std::ios::out | std::ios::binary);
    ruin.seekp(3);
    ruin << "!!!" << std::flush;
    const auto ruined = AuthorityRegister::open(directory);
    QCOMPARE(ruined.error().code, ErrorCode::Malformed);
    QCOMPARE(std::string(ruined.error().parameter("line")), std::string("1"));
  }
};

QTEST_GUILESS_MAIN(CertificateOfficeTest)
#include "certificate_office_test.moc"
