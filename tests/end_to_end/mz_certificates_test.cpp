// A bureau's CA from the command line.
#include <QTemporaryDir>
#include <QTest>

#include "tests/end_to_end/mz_program.h"

using namespace mz::test;

class MzCertificatesTest : public QObject {
  Q_OBJECT

  QTemporaryDir m_root;

 private Q_SLOTS:
  // What is revoked is refused on its channels from then on, and other programs can read the list.
  void certificatesAreIssuedAndRevoked() {
    const QString network = m_root.filePath(QStringLiteral("network"));
    MZ_RUN(made, 0, {QStringLiteral("demo"), network, QStringLiteral("--payments"), QStringLiteral("20")});
    const auto office = [&](const QStringList& what, const QStringList& more) {
      return what +
             QStringList{QStringLiteral("--network"), network, QStringLiteral("--org"), QStringLiteral("education"),
                         QStringLiteral("--json")} +
             more;
    };
    const QStringList issue{QStringLiteral("cert"), QStringLiteral("issue")},
        revoke{QStringLiteral("cert"), QStringLiteral("revoke")};
    const QStringList officer{QStringLiteral("--role"), QStringLiteral("officer"), QStringLiteral("--name"),
                              QStringLiteral("officer-7001")};
    MZ_RUN(issued, 0, office(issue, officer));
    const QString serial = issued.json()[u"issued"][0][u"serial"].toString();
    QVERIFY(!serial.isEmpty());
    QCOMPARE(issued.json()[u"channels"].toArray().size(), 2);
    for (const QJsonValue channel : issued.json()[u"channels"].toArray()) QCOMPARE(channel[u"enrolled"].toInt(), 1);
    MZ_RUN(again, 2, office(issue, officer));
    QCOMPARE(again.json()[u"error"][u"problem"].toString(), QStringLiteral("already_issued"));
    MZ_RUN(checked, 1, office(issue, officer + QStringList{QStringLiteral("--dry-run")}));
    QCOMPARE(checked.json()[u"findings"][0][u"problem"].toString(), QStringLiteral("already_issued"));

    const QStringList key{QStringLiteral("--serial"), serial, QStringLiteral("--reason"), QStringLiteral("key_compromise")};
    MZ_RUN(revoked, 0, office(revoke, key));
    QCOMPARE(revoked.json()[u"number"].toInt(), 1);
    MZ_RUN(twice, 2, office(revoke, key));
    MZ_RUN(nonsense, 2, office(revoke, {QStringLiteral("--serial"), QStringLiteral("xyz")}));
    MZ_RUN(audited, 0, {QStringLiteral("audit"), network});

    const QString list = m_root.filePath(QStringLiteral("education.crl"));
    MZ_RUN(written, 0, office({QStringLiteral("ca"), QStringLiteral("crl")}, {QStringLiteral("-o"), list}));
    QProcess openssl;
    openssl.start(QStringLiteral("openssl"), {QStringLiteral("crl"), QStringLiteral("-inform"), QStringLiteral("DER"),
                                              QStringLiteral("-noout"), QStringLiteral("-text"), QStringLiteral("-in"), list});
    QVERIFY2(openssl.waitForFinished(), "the openssl program is not there");
    QCOMPARE(openssl.exitCode(), 0);
    QVERIFY(openssl.readAllStandardOutput().toLower().contains(serial.toLatin1()));
    MZ_RUN(settled, 0, {QStringLiteral("cert"), QStringLiteral("settle"), QStringLiteral("--network"), network});
  }
};

QTEST_GUILESS_MAIN(MzCertificatesTest)
#include "mz_certificates_test.moc"
