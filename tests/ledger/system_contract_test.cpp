// Enrolment and revocation as transactions: who may do it, what each refusal is called, and from when it holds.
#include "tests/support/test_network.h"

#include <QTest>

#include "ledger/channel/system_contract.h"

using namespace mz;
using namespace mz::test;

class SystemContractTest : public QObject {
  Q_OBJECT

  QTemporaryDir m_directory;
  int m_files = 0;
  TestReplica replicaOf(TestNetwork& network) {
    return TestReplica::made(network, m_directory.filePath(QStringLiteral("%1.mzc").arg(m_files++)).toStdString());
  }
  static ResultCode resultOf(TestReplica& replica, Bytes envelope) {
    const BlockEffects effects = replica.apply({std::move(envelope)});
    if (!effects.results[0].number) qFatal("dropped");
    return effects.results[0].result;
  }

 private Q_SLOTS:
  void aCertificateIsEnrolledByItsOwnKeyOrByAnAdminOfItsOrg() {
    TestNetwork network;
    TestReplica replica = replicaOf(network);
    const auto enrol = [&](const std::string& by, const Certificate& certificate) {
      return resultOf(replica, network.enrolment(network.person(by), certificate));
    };
    const Identity own = network.makePerson("finance", Role::Clerk, "own");
    const Identity guomi = network.makePerson("education", Role::Clerk, "own");
    const Identity reader = network.makePerson("press", Role::Kiosk, "own");
    const Identity second = network.makePerson("finance", Role::Clerk, "second");
    QCOMPARE(resultOf(replica, network.enrolment(own, own.certificate)), ResultCode::Executed);
    QCOMPARE(resultOf(replica, network.enrolment(guomi, guomi.certificate)), ResultCode::Executed);
    QCOMPARE(resultOf(replica, network.enrolment(reader, reader.certificate)), ResultCode::Executed);
    QCOMPARE(resultOf(replica, network.enrolment(own, own.certificate)), ResultCode::AlreadyEnrolled);
    for (const char* other :
         {"finance/officer", "finance/clerk", "finance/node-1", "finance/ca", "education/admin", "press/admin"})
      QCOMPARE(enrol(other, second.certificate), ResultCode::RoleNotAllowed);
    QVERIFY(!replica->identities().find(second.certificate.fingerprint()));
    QCOMPARE(enrol("finance/admin", second.certificate), ResultCode::Executed);
    QVERIFY(replica->identities().find(second.certificate.fingerprint()));
    QCOMPARE(enrol("finance/admin", second.certificate), ResultCode::AlreadyEnrolled);
    // The configuration does not change by it.
    QCOMPARE(replica->view().configurationNumber, std::uint64_t{0});
    replica.reopen();
    QVERIFY(replica->identities().find(second.certificate.fingerprint()));
    QVERIFY(replica->identities().find(guomi.certificate.fingerprint()));
    const AuditReport report = replica.audit();
    QVERIFY2(report.damages.empty(), describe(report).c_str());
  }

  void whatNoCaOfTheOrgIssuedIsNotEnrolled() {
    TestNetwork network;
    TestReplica replica = replicaOf(network);
    const Identity& admin = network.person("finance/admin");
    const Authority strange = network.strangeAuthority("finance");
    const Identity forged = network.makePerson(strange, Role::Officer, "forged");
    QCOMPARE(resultOf(replica, network.enrolment(admin, forged.certificate)), ResultCode::CertificateNotAccepted);
    QCOMPARE(resultOf(replica, network.enrolment(forged, forged.certificate)), ResultCode::IssuerNotMember);
    QCOMPARE(resultOf(replica, network.enrolment(admin, strange.certificate)), ResultCode::CertificateNotAccepted);
    QCOMPARE(resultOf(replica, network.enrolment(admin, network.authority("finance").certificate)),
             ResultCode::CertificateNotAccepted);
    const Identity outsider = network.makePerson(network.strangeAuthority("nowhere"), Role::Admin, "boss");
    QCOMPARE(resultOf(replica, network.enrolment(outsider, outsider.certificate)), ResultCode::IssuerNotMember);
    // Its signature is bad: somebody else signs for it.
    const Identity honest = network.makePerson("finance", Role::Clerk, "honest");
    Call call = network.call(honest, "system", "enrol",
                             Json::object({{"certificate", Json(toBase64(honest.certificate.der()))}}).serialize());
    QCOMPARE(resultOf(replica, network.sign(call, admin)), ResultCode::BadSignature);
    for (const char* arguments : {"{}", R"({"certificate":""})", R"({"certificate":7})", R"({"certificate":"AAAA","more":1})"})
      QCOMPARE(resultOf(replica, network.envelope(admin, "system", "enrol", arguments)), ResultCode::ArgumentsInvalid);
  }

  void aRevocationIsSignedByTheOrgsOwnCa() {
    TestNetwork network;
    TestReplica replica = replicaOf(network);
    replica.apply(network.opening());
    const Identity& clerk = network.person("finance/clerk");
    const std::string serial = clerk.certificate.serial();
    const auto revoke = [&](const std::string& by, const std::string& org, std::int64_t number, int reason) {
      return resultOf(replica, network.revocation(network.person(by), org, number, {{serial, reason}}));
    };
    for (const char* other : {"finance/admin", "finance/clerk", "education/ca", "press/ca"})
      QCOMPARE(revoke(other, "finance", 1, 1), ResultCode::NotTheAuthority);
    QCOMPARE(revoke("finance/ca", "education", 1, 1), ResultCode::NotTheAuthority);
    QCOMPARE(revoke("finance/ca", "finance", 0, 1), ResultCode::CrlNumberNotNext);
    QCOMPARE(revoke("finance/ca", "finance", -4, 1), ResultCode::CrlNumberNotNext);
    QCOMPARE(revoke("finance/ca", "finance", 1, 7), ResultCode::ArgumentsInvalid);
    QCOMPARE(revoke("finance/ca", "finance", 1, 11), ResultCode::ArgumentsInvalid);
    QCOMPARE(revoke("finance/ca", "finance", 1, 8), ResultCode::ArgumentsInvalid);  // nothing is on hold
    QCOMPARE(resultOf(replica, network.payment(clerk, "still-good")), ResultCode::Executed);

    QCOMPARE(revoke("finance/ca", "finance", 5, 6), ResultCode::Executed);  // on hold
    QCOMPARE(resultOf(replica, network.payment(clerk, "held")), ResultCode::CertificateRevoked);
    QCOMPARE(revoke("finance/ca", "finance", 5, 8), ResultCode::CrlNumberNotNext);
    QCOMPARE(revoke("finance/ca", "finance", 6, 8), ResultCode::Executed);  // released
    QCOMPARE(resultOf(replica, network.payment(clerk, "released")), ResultCode::Executed);
    QCOMPARE(revoke("finance/ca", "finance", 7, 1), ResultCode::Executed);
    QCOMPARE(resultOf(replica, network.payment(clerk, "revoked")), ResultCode::CertificateRevoked);
    QCOMPARE(revoke("finance/ca", "finance", 8, 8), ResultCode::ArgumentsInvalid);  // a revocation is for good
    QCOMPARE(revoke("finance/ca", "finance", 8, 6), ResultCode::ArgumentsInvalid);  // also by way of a hold
    QCOMPARE(revoke("finance/ca", "finance", 8, 4), ResultCode::Executed);          // another reason may be given
    replica.reopen();
    QCOMPARE(resultOf(replica, network.payment(clerk, "after-reopening")), ResultCode::CertificateRevoked);
    // Numbers are counted for each org; another org's certificate with the same serial is not meant.
    QCOMPARE(resultOf(replica, network.revocation(network.person("education/ca"), "education", 1, {{serial, 1}})),
             ResultCode::Executed);
    QCOMPARE(resultOf(replica, network.payment(network.person("education/clerk"), "other-org")), ResultCode::Executed);
    // Executed before, and stays so.
    QCOMPARE(std::ranges::count_if(replica.dump(), [](const std::string& line) { return line.starts_with("payment "); }), 3);
    const AuditReport report = replica.audit();
    QVERIFY2(report.damages.empty(), describe(report).c_str());
  }

  void aRevocationOfManyIsAllOrNothing() {
    TestNetwork network;
    TestReplica replica = replicaOf(network);
    replica.apply(network.opening());
    const Identity& ca = network.person("finance/ca");
    const std::string clerk = network.person("finance/clerk").certificate.serial();
    QCOMPARE(resultOf(replica, network.revocation(ca, "finance", 1, {{clerk, 1}, {"NOT-HEX", 1}})),
             ResultCode::ArgumentsInvalid);
    QCOMPARE(resultOf(replica, network.revocation(ca, "finance", 1, {})), ResultCode::ArgumentsInvalid);
    std::vector<std::pair<std::string, int>> many;
    for (int i = 1; i <= 200; ++i) many.emplace_back(std::to_string(i), 1);
    QCOMPARE(resultOf(replica, network.revocation(ca, "finance", 1, many)), ResultCode::Executed);
    many.emplace_back("201", 1);
    QCOMPARE(resultOf(replica, network.revocation(ca, "finance", 2, many)), ResultCode::ArgumentsInvalid);
    QCOMPARE(resultOf(replica, network.payment(network.person("finance/clerk"), "p")), ResultCode::Executed);
  }
};

QTEST_GUILESS_MAIN(SystemContractTest)
#include "system_contract_test.moc"
