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

  // Everything around issuing: templates, requests, tables, lists, previews, renewal.
  void certificatesAreFoundAskedForAndRenewed() {
    const QString network = m_root.filePath(QStringLiteral("second"));
    MZ_RUN(made, 0, {QStringLiteral("demo"), network, QStringLiteral("--payments"), QStringLiteral("5")});
    const auto cert = [&](const QStringList& what, const QStringList& more = {}) {
      return QStringList{QStringLiteral("cert")} + what +
             QStringList{QStringLiteral("--network"), network, QStringLiteral("--json")} + more;
    };
    const QStringList org{QStringLiteral("--org"), QStringLiteral("housing")};
    MZ_RUN(saved, 0,
           cert({QStringLiteral("template"), QStringLiteral("save"), QStringLiteral("mail")},
                {QStringLiteral("--role"), QStringLiteral("service"), QStringLiteral("--days"), QStringLiteral("40"),
                 QStringLiteral("--purpose"), QStringLiteral("emailProtection")}));
    MZ_RUN(templates, 0, cert({QStringLiteral("template"), QStringLiteral("list")}));
    QCOMPARE(templates.json()[u"templates"].toArray().last()[u"days"].toInt(), 40);

    const QString table = m_root.filePath(QStringLiteral("people.csv"));
    writeText(table, "name,role,template,names\nclerk-1,clerk,,\ngateway,service,mail,gateway.example\n");
    MZ_RUN(batch, 0, cert({QStringLiteral("issue")}, org + QStringList{QStringLiteral("--batch"), table}));
    QCOMPARE(batch.json()[u"issued"].toArray().size(), 2);
    const QString clerk = batch.json()[u"issued"][0][u"fingerprint"].toString();

    const QString request = m_root.filePath(QStringLiteral("asked.pem")), answer = m_root.filePath(QStringLiteral("asked.cer"));
    MZ_RUN(asked, 0,
           cert({QStringLiteral("request")},
                org + QStringList{QStringLiteral("--role"), QStringLiteral("clerk"), QStringLiteral("--name"),
                                  QStringLiteral("clerk-2"), QStringLiteral("-o"), request}));
    MZ_RUN(issued, 0,
           cert({QStringLiteral("issue")}, org + QStringList{QStringLiteral("--csr"), request, QStringLiteral("-o"), answer}));
    QVERIFY(issued.json()[u"issued"][0][u"label"].isNull());
    QCOMPARE(issued.json()[u"issued"][0][u"name"].toString(), QStringLiteral("clerk-2"));
    MZ_RUN(accepted, 0, cert({QStringLiteral("accept"), answer}));
    QCOMPARE(accepted.json()[u"label"].toString(), QStringLiteral("housing/clerk-2"));
    MZ_RUN(file, 0, {QStringLiteral("cert"), QStringLiteral("show"), answer, QStringLiteral("--json")});
    QCOMPARE(file.json()[u"description"][u"serial"].toString(), issued.json()[u"issued"][0][u"serial"].toString());

    const QString words = m_root.filePath(QStringLiteral("words")), store = m_root.filePath(QStringLiteral("clerk.p12")),
                  anchor = m_root.filePath(QStringLiteral("ca.pem")), chain = m_root.filePath(QStringLiteral("chain.pem"));
    writeText(words, "file password 9\n");
    const QStringList sealed{QStringLiteral("--file-password-file"), words};
    MZ_RUN(written, 0,
           cert({QStringLiteral("export"), clerk},
                sealed + QStringList{QStringLiteral("--form"), QStringLiteral("pkcs12"), QStringLiteral("-o"), store}));
    MZ_RUN(unsealed, 2,
           cert({QStringLiteral("export"), clerk},
                {QStringLiteral("--form"), QStringLiteral("bundle"), QStringLiteral("-o"), store + u'x'}));
    MZ_RUN(known, 1, cert({QStringLiteral("import"), store}, sealed));
    QCOMPARE(known.json()[u"findings"][0][u"standing"].toString().isEmpty(), false);
    MZ_RUN(shownFirst, 0, cert({QStringLiteral("show"), clerk}));
    MZ_RUN(above, 0,
           cert({QStringLiteral("export"), shownFirst.json()[u"chain"][0][u"fingerprint"].toString()},
                {QStringLiteral("-o"), anchor}));
    MZ_RUN(path, 0,
           cert({QStringLiteral("export"), clerk},
                {QStringLiteral("--form"), QStringLiteral("chain"), QStringLiteral("-o"), chain}));
    MZ_RUN(verified, 0,
           {QStringLiteral("cert"), QStringLiteral("verify"), chain, QStringLiteral("--ca"), anchor, QStringLiteral("--json")});
    QCOMPARE(verified.json()[u"good"].toBool(), true);
    MZ_RUN(late, 1,
           {QStringLiteral("cert"), QStringLiteral("verify"), chain, QStringLiteral("--ca"), anchor, QStringLiteral("--at"),
            QStringLiteral("2035-01-01T00:00:00Z"), QStringLiteral("--json")});
    QCOMPARE(late.json()[u"steps"][0][u"problems"][0][u"reason"].toString(), QStringLiteral("expired"));

    MZ_RUN(soon, 0, cert({QStringLiteral("list")}, org + QStringList{QStringLiteral("--ends-within"), QStringLiteral("41")}));
    QCOMPARE(soon.json()[u"total"].toInt(), 1);
    QCOMPARE(soon.json()[u"certificates"][0][u"limited"].toBool(), true);
    MZ_RUN(renewed, 0, cert({QStringLiteral("renew"), clerk}, {QStringLiteral("--revoke-old")}));
    MZ_RUN(shown, 0, cert({QStringLiteral("show"), clerk}));
    QCOMPARE(shown.json()[u"state"].toString(), QStringLiteral("revoked"));
    QCOMPARE(shown.json()[u"onChannels"][0][u"reason"].toString(), QStringLiteral("superseded"));
    const QStringList serial{QStringLiteral("--serial"), renewed.json()[u"issued"][0][u"serial"].toString()};
    MZ_RUN(preview, 0, cert({QStringLiteral("revoke")}, org + serial + QStringList{QStringLiteral("--preview")}));
    QCOMPARE(preview.json()[u"channels"][0][u"people"].toInt(), 1);
    MZ_RUN(held, 0, cert({QStringLiteral("revoke")}, org + serial + QStringList{QStringLiteral("--hold")}));
    MZ_RUN(released, 0, cert({QStringLiteral("revoke")}, org + serial + QStringList{QStringLiteral("--release")}));
    MZ_RUN(both, 2,
           cert({QStringLiteral("revoke")}, org + serial + QStringList{QStringLiteral("--hold"), QStringLiteral("--release")}));
    MZ_RUN(authorities, 0,
           {QStringLiteral("ca"), QStringLiteral("show"), QStringLiteral("--network"), network, QStringLiteral("--org"),
            QStringLiteral("housing"), QStringLiteral("--json")});
    QVERIFY(authorities.json()[u"authorities"][0][u"issued"].toInt() > 3);
    MZ_RUN(nothing, 1, cert({QStringLiteral("list"), QStringLiteral("nobody-at-all")}));
  }
};

QTEST_GUILESS_MAIN(MzCertificatesTest)
#include "mz_certificates_test.moc"
