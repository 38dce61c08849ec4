// Tokens from the command line: a token in, a PIN, an identity on it, and what is signed with it.
#include <QTemporaryDir>
#include <QTest>

#include "tests/end_to_end/mz_program.h"
#include "tests/support/soft_token.h"

using namespace mz::test;

namespace {

QString text(const std::string& value) { return QString::fromStdString(value); }

constexpr const char* kCsv = "Payment ID,Date,Department,Payee,Class,Amount\n%1,2026-03-02,Education,Test Ltd,Books,12.50\n";

}  // namespace

class MzTokensTest : public QObject {
  Q_OBJECT

  QTemporaryDir m_root;
  std::unique_ptr<SoftToken> m_soft;
  QString m_network, m_password, m_pin;

  QStringList token(const QStringList& what, const QStringList& more = {}, bool withPin = true) const {
    QStringList out = QStringList{QStringLiteral("token")} + what + QStringList{QStringLiteral("--network"), m_network};
    if (withPin) out += {QStringLiteral("--token"), QStringLiteral("first"), QStringLiteral("--pin-file"), m_pin};
    return out + more + QStringList{QStringLiteral("--json")};
  }
  QStringList import(const char* payment, const QStringList& more) const {
    const QString file = m_root.filePath(QString::fromLatin1(payment) + QStringLiteral(".csv"));
    writeText(file, QByteArray(kCsv).replace("%1", payment));
    return QStringList{QStringLiteral("finance"),
                       QStringLiteral("import"),
                       file,
                       QStringLiteral("--network"),
                       m_network,
                       QStringLiteral("--map"),
                       QStringLiteral("id=Payment ID"),
                       QStringLiteral("--map"),
                       QStringLiteral("date=Date"),
                       QStringLiteral("--map"),
                       QStringLiteral("department=Department"),
                       QStringLiteral("--map"),
                       QStringLiteral("payee=Payee"),
                       QStringLiteral("--map"),
                       QStringLiteral("class=Class"),
                       QStringLiteral("--map"),
                       QStringLiteral("amount=Amount"),
                       QStringLiteral("--currency"),
                       QStringLiteral("CNY"),
                       QStringLiteral("--password-file"),
                       m_password,
                       QStringLiteral("--json")} +
           more;
  }

 private Q_SLOTS:
  void initTestCase() {
    MZ_REQUIRE_SOFT_TOKEN();
    m_soft = std::make_unique<SoftToken>(std::vector<std::string>{"first", "second"});
    m_network = m_root.filePath(QStringLiteral("network"));
    m_password = m_root.filePath(QStringLiteral("password"));
    m_pin = m_root.filePath(QStringLiteral("pin"));
    writeText(m_password, "green tea cup 47\n");
    writeText(m_pin, QByteArray(kPin) + "\n");
    MZ_RUN(made, 0,
           {QStringLiteral("network"), QStringLiteral("create"), m_network, QStringLiteral("--title"), QStringLiteral("River"),
            QStringLiteral("--org"), QStringLiteral("finance"), QStringLiteral("--password-file"), m_password});
  }

  void librariesAndTokensAreListed() {
    MZ_RUN(none, 1, token({QStringLiteral("list")}, {}, false));
    MZ_RUN(nothing, 1, token({QStringLiteral("keys")}));
    QCOMPARE(nothing.json()[u"error"][u"code"].toString(), QStringLiteral("not_found"));
    const auto add = [&](const QString& path) {
      return token({QStringLiteral("libraries")}, {QStringLiteral("--add"), path}, false);
    };
    MZ_RUN(absent, 1, add(QStringLiteral("/no/such.so")));
    MZ_RUN(wrong, 3, add(m_password));
    QCOMPARE(wrong.json()[u"error"][u"code"].toString(), QStringLiteral("malformed"));
    MZ_RUN(added, 0, add(text(SoftToken::faulty())));
    QCOMPARE(added.json()[u"libraries"][0][u"manufacturer"].toString(), QStringLiteral("SoftHSM"));
    QVERIFY(added.json()[u"suggested"].toArray().contains(text(SoftToken::library())));
    MZ_RUN(listed, 0, token({QStringLiteral("list")}, {}, false));
    QCOMPARE(listed.json()[u"tokens"].toArray().size(), 3);
    MZ_RUN(several, 2, {QStringLiteral("token"), QStringLiteral("keys"), QStringLiteral("--network"), m_network});
    MZ_RUN(other, 4,
           {QStringLiteral("token"), QStringLiteral("keys"), QStringLiteral("--network"), m_network, QStringLiteral("--token"),
            QStringLiteral("third"), QStringLiteral("--json")});
    QCOMPARE(other.json()[u"error"][u"code"].toString(), QStringLiteral("token_absent"));
  }

  void aPinIsTriedAndNeverShown() {
    const QString wrongFile = m_root.filePath(QStringLiteral("wrong"));
    writeText(wrongFile, "not-the-pin\n");
    QStringList check = token({QStringLiteral("login-check")});
    MZ_RUN(right, 0, check);
    check.replace(check.indexOf(m_pin), wrongFile);
    MZ_RUN(wrong, 2, check);
    QCOMPARE(wrong.json()[u"error"][u"code"].toString(), QStringLiteral("wrong_pin"));
    QCOMPARE(wrong.json()[u"error"][u"tries"].toString(), QStringLiteral("few"));
    QVERIFY(!wrong.out.contains("not-the-pin") && !wrong.err.contains("not-the-pin"));
    m_soft->setFault("last-try");
    MZ_RUN(warned, 2, token({QStringLiteral("login-check")}));
    QCOMPARE(warned.json()[u"error"][u"tries"].toString(), QStringLiteral("last"));
    MZ_RUN(dared, 0, token({QStringLiteral("login-check")}, {QStringLiteral("--last-try")}));
    m_soft->setFault("locked");
    MZ_RUN(locked, 2, token({QStringLiteral("login-check")}));
    QCOMPARE(locked.json()[u"error"][u"code"].toString(), QStringLiteral("pin_locked"));
    m_soft->setFault("removed");
    MZ_RUN(removed, 4, token({QStringLiteral("login-check")}));
    m_soft->setFault("none");
    MZ_RUN(unasked, 2,
           {QStringLiteral("token"), QStringLiteral("login-check"), QStringLiteral("--network"), m_network,
            QStringLiteral("--token"), QStringLiteral("first"), QStringLiteral("--json")});
    QCOMPARE(unasked.json()[u"error"][u"code"].toString(), QStringLiteral("pin_needed"));
    for (const char* name : {"journal.jsonl", "keystore.mzk", "tokens.json"})
      QVERIFY(!readBytes(m_network + u'/' + QLatin1String(name)).contains(kPin));
  }

  void anIdentityOnATokenSignsWithItsPin() {
    const QStringList identity{QStringLiteral("--identity"), QStringLiteral("finance/officer-01")};
    MZ_RUN(moved, 0, token({QStringLiteral("import")}, identity + QStringList{QStringLiteral("--password-file"), m_password}));
    const QString id = moved.json()[u"key"][u"id"].toString();
    MZ_RUN(keys, 0, token({QStringLiteral("keys")}));
    QCOMPARE(keys.json()[u"keys"][0][u"id"].toString(), id);
    QCOMPARE(keys.json()[u"keys"][0][u"identities"][0].toString(), QStringLiteral("finance/officer-01"));
    MZ_RUN(status, 0, {QStringLiteral("status"), m_network, QStringLiteral("--json")});
    bool onToken = false;
    for (const QJsonValue one : status.json()[u"identities"].toArray())
      if (one[u"label"].toString() == QStringLiteral("finance/officer-01"))
        onToken = one[u"token"][u"label"].toString() == QStringLiteral("first");
    QVERIFY(onToken);

    MZ_RUN(without, 2, import("p-1", identity));
    QCOMPARE(without.json()[u"error"][u"code"].toString(), QStringLiteral("pin_needed"));
    MZ_RUN(recorded, 0, import("p-1", identity + QStringList{QStringLiteral("--pin-file"), m_pin}));
    QCOMPARE(recorded.json()[u"recorded"].toInt(), 1);
    QProcessEnvironment environment = plainEnvironment();
    environment.insert(QStringLiteral("MZ_PIN"), QString::fromLatin1(kPin));
    MZ_RUN(also, 0, import("p-2", identity), environment);
    QCOMPARE(also.json()[u"recorded"].toInt(), 1);
    m_soft->setFault("removed");
    MZ_RUN(away, 4, import("p-3", identity + QStringList{QStringLiteral("--pin-file"), m_pin}));
    QCOMPARE(away.json()[u"error"][u"code"].toString(), QStringLiteral("token_absent"));
    m_soft->setFault("none");
    MZ_RUN(used, 2, token({QStringLiteral("delete")}, {QStringLiteral("--key"), id, QStringLiteral("--yes")}));
    MZ_RUN(audited, 0, {QStringLiteral("audit"), m_network});
  }

  void aCertificateIsIssuedForAKeyOnAToken() {
    const QStringList issue{QStringLiteral("cert"),
                            QStringLiteral("issue"),
                            QStringLiteral("--network"),
                            m_network,
                            QStringLiteral("--org"),
                            QStringLiteral("finance"),
                            QStringLiteral("--role"),
                            QStringLiteral("officer"),
                            QStringLiteral("--password-file"),
                            m_password,
                            QStringLiteral("--json")};
    const QStringList second{QStringLiteral("--on-token"), QStringLiteral("--token"), QStringLiteral("second"),
                             QStringLiteral("--pin-file"), m_pin};
    const auto named = [&](const char* name) { return issue + QStringList{QStringLiteral("--name"), QLatin1String(name)}; };
    MZ_RUN(issued, 0, named("officer-07") + second);
    QCOMPARE(issued.json()[u"issued"][0][u"label"].toString(), QStringLiteral("finance/officer-07"));
    MZ_RUN(again, 2, named("officer-07") + second);
    QCOMPARE(again.json()[u"error"][u"problem"].toString(), QStringLiteral("already_issued"));
    QStringList keys = token({QStringLiteral("keys")});
    keys.replace(keys.indexOf(QStringLiteral("first")), QStringLiteral("second"));
    MZ_RUN(one, 0, keys);
    QCOMPARE(one.json()[u"keys"].toArray().size(), 1);  // nothing was made for what was refused

    // The CA's key on one token, the person's on another.
    MZ_RUN(moved, 0,
           token({QStringLiteral("import")},
                 {QStringLiteral("--identity"), QStringLiteral("finance/ca"), QStringLiteral("--password-file"), m_password}));
    MZ_RUN(closed, 2, named("officer-08") + second);
    QCOMPARE(closed.json()[u"error"][u"code"].toString(), QStringLiteral("pin_needed"));
    MZ_RUN(opened, 0, named("officer-08") + second + QStringList{QStringLiteral("--ca-pin-file"), m_pin});
    MZ_RUN(plain, 2, named("officer-09"));
    MZ_RUN(withPin, 0, named("officer-09") + QStringList{QStringLiteral("--pin-file"), m_pin});
    const QString list = m_root.filePath(QStringLiteral("list.crl"));
    MZ_RUN(crl, 0,
           {QStringLiteral("ca"), QStringLiteral("crl"), QStringLiteral("--network"), m_network, QStringLiteral("--org"),
            QStringLiteral("finance"), QStringLiteral("-o"), list, QStringLiteral("--password-file"), m_password,
            QStringLiteral("--pin-file"), m_pin});
    MZ_RUN(audited, 0, {QStringLiteral("audit"), m_network});
  }

  void keysAreMadeAndDeleted() {
    MZ_RUN(made, 0, token({QStringLiteral("generate")}, {QStringLiteral("--label"), QStringLiteral("for a trial")}));
    QCOMPARE(made.json()[u"key"][u"algorithm"].toString(), QStringLiteral("P-256"));
    const QStringList key{QStringLiteral("--key"), made.json()[u"key"][u"id"].toString()};
    MZ_RUN(unsaid, 2, token({QStringLiteral("delete")}, key));
    MZ_RUN(certificate, 1, token({QStringLiteral("certificate")}, key));  // no identity has this key
    MZ_RUN(notACertificate, 3,
           token({QStringLiteral("bind")},
                 key + QStringList{QStringLiteral("--certificate"), m_pin, QStringLiteral("--password-file"), m_password}));
    MZ_RUN(deleted, 0, token({QStringLiteral("delete")}, key + QStringList{QStringLiteral("--yes")}));
    MZ_RUN(gone, 1, token({QStringLiteral("delete")}, key + QStringList{QStringLiteral("--yes")}));
    MZ_RUN(bad, 2,
           token({QStringLiteral("delete")}, {QStringLiteral("--key"), QStringLiteral("xyz"), QStringLiteral("--yes")}));
  }

  void thePasswordIsChanged() {
    const QString fresh = m_root.filePath(QStringLiteral("fresh"));
    writeText(fresh, "another long enough 8\n");
    const auto change = [&](const QString& from, const QString& to) {
      return QStringList{QStringLiteral("network"),
                         QStringLiteral("password"),
                         m_network,
                         QStringLiteral("--password-file"),
                         from,
                         QStringLiteral("--new-password-file"),
                         to,
                         QStringLiteral("--json")};
    };
    MZ_RUN(wrong, 2, change(fresh, m_password));
    QCOMPARE(wrong.json()[u"error"][u"code"].toString(), QStringLiteral("wrong_password"));
    const QString weakFile = m_root.filePath(QStringLiteral("weak"));
    writeText(weakFile, "short\n");
    MZ_RUN(weak, 2, change(m_password, weakFile));
    QCOMPARE(weak.json()[u"error"][u"field"].toString(), QStringLiteral("password"));
    MZ_RUN(changed, 0, change(m_password, fresh));
    MZ_RUN(back, 0, change(fresh, m_password));
  }
};

QTEST_GUILESS_MAIN(MzTokensTest)
#include "mz_tokens_test.moc"
