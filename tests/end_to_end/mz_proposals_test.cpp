// What members change together, from the command line.
#include <QTemporaryDir>
#include <QTest>

#include "tests/end_to_end/mz_program.h"

using namespace mz::test;

class MzProposalsTest : public QObject {
  Q_OBJECT

  QTemporaryDir m_root;
  QString path(const char* name) const { return m_root.filePath(QString::fromLatin1(name)); }
  // "show <id>", on the demonstration's private channel.
  QStringList on(const QString& words) const {
    return QStringList{QStringLiteral("proposal")} + words.split(u' ') +
           QStringList{QStringLiteral("--network"), path("demo"), QStringLiteral("--channel"), QStringLiteral("budget-drafts"),
                       QStringLiteral("--json")};
  }

 private Q_SLOTS:
  void aChangeIsDraftedRefusedByOneCarriedAsAFileAndAccepted() {
    MZ_RUN(made, 0, {QStringLiteral("demo"), path("demo"), QStringLiteral("--payments"), QStringLiteral("0")});
    const QString change = QStringLiteral("draft --member-role audit=voting");
    MZ_RUN(shown, 0, on(change));
    QCOMPARE(shown.json()[u"effects"][0][u"effect"].toString(), QStringLiteral("member_role"));
    QVERIFY(!shown.json().contains(u"id"));
    MZ_RUN(unreachable, 1, on(QStringLiteral("draft --threshold 9")));
    QCOMPARE(unreachable.json()[u"refusal"][u"result"].toString(), QStringLiteral("policy_unreachable"));
    MZ_RUN(nothing, 2, on(QStringLiteral("draft")));
    MZ_RUN(noNumber, 2, on(QStringLiteral("draft --finality x")));
    MZ_RUN(noList, 2, on(QStringLiteral("draft --write public-finance")));
    MZ_RUN(none, 0, on(QStringLiteral("list")));
    QVERIFY(none.json()[u"proposals"].toArray().isEmpty());

    const QString file = path("change.mzp"), yes = path("yes.mzd");
    MZ_RUN(written, 0, on(change + QStringLiteral(" -o ") + file));
    MZ_RUN(sent, 0, on(QStringLiteral("import ") + file));
    QCOMPARE(sent.json()[u"state"].toString(), QStringLiteral("open"));
    const QString id = sent.json()[u"proposal"].toString();
    MZ_RUN(again, 1, on(QStringLiteral("import ") + file));
    QCOMPARE(again.json()[u"result"].toString(), QStringLiteral("proposal_there"));
    QVERIFY(again.json()[u"state"].isNull());
    MZ_RUN(exported, 0, on(QStringLiteral("export %1 -o %2").arg(id, path("copy.mzp"))));
    QCOMPARE(readBytes(path("copy.mzp")), readBytes(file));

    const QString by = QStringLiteral(" --identity %1/admin-01");
    MZ_RUN(noReason, 2, on(QStringLiteral("reject ") + id + by.arg(QStringLiteral("education"))));
    MZ_RUN(rejected, 0, on(QStringLiteral("reject %1 --reason early").arg(id) + by.arg(QStringLiteral("education"))));
    MZ_RUN(notHis, 1, on(QStringLiteral("withdraw ") + id + by.arg(QStringLiteral("education"))));
    MZ_RUN(mayNot, 1, on(QStringLiteral("approve ") + id + by.arg(QStringLiteral("audit"))));
    QCOMPARE(mayNot.json()[u"error"][u"result"].toString(), QStringLiteral("signer_may_not_decide"));
    MZ_RUN(signedApart, 0, on(QStringLiteral("approve %1 -o %2").arg(id.left(8), yes) + by.arg(QStringLiteral("housing"))));
    MZ_RUN(open, 0, on(QStringLiteral("show ") + id));
    QCOMPARE(open.json()[u"state"].toString(), QStringLiteral("open"));
    QCOMPARE(open.json()[u"words"][0][u"reason"].toString(), QStringLiteral("early"));
    QCOMPARE(open.json()[u"groups"][0][u"silent"][0].toString(), QStringLiteral("housing"));
    MZ_RUN(accepted, 0, on(QStringLiteral("import ") + yes));
    QCOMPARE(accepted.json()[u"state"].toString(), QStringLiteral("accepted"));
    MZ_RUN(late, 1, on(QStringLiteral("approve ") + id));
    QCOMPARE(late.json()[u"error"][u"result"].toString(), QStringLiteral("accepted"));

    MZ_RUN(wanted, 0, on(QStringLiteral("draft --state frozen --days 3 --send --identity audit/admin-01")));
    MZ_RUN(taken, 0, on(QStringLiteral("withdraw %1 --identity audit/admin-01").arg(wanted.json()[u"proposal"].toString())));
    QCOMPARE(taken.json()[u"state"].toString(), QStringLiteral("withdrawn"));
    MZ_RUN(decided, 0, on(QStringLiteral("list --decided")));
    QCOMPARE(decided.json()[u"proposals"].toArray().size(), 2);
    MZ_RUN(audited, 0, {QStringLiteral("audit"), path("demo")});
  }

  void aFurtherChannelIsMadeOfOrganizationsThatAreKnown() {
    const auto create = [&](const char* words) {
      return QStringList{QStringLiteral("channel"), QStringLiteral("create"), QStringLiteral("--network"), path("demo"),
                         QStringLiteral("--json")} +
             QString::fromLatin1(words).split(u' ');
    };
    MZ_RUN(made, 0, create("schools --private --member education --member audit=observer"));
    QCOMPARE(made.json()[u"cosigning"].toArray().size(), 2);  // the observer does not
    MZ_RUN(twice, 1, create("schools"));
    QCOMPARE(twice.json()[u"error"][u"code"].toString(), QStringLiteral("already_there"));
    MZ_RUN(strangers, 1, create("others --member nobody"));
    MZ_RUN(noRole, 2, create("others --member education=king"));
    MZ_RUN(noName, 2, create("Others"));
    const QStringList draft{
        QStringLiteral("proposal"),  QStringLiteral("draft"),   QStringLiteral("--network"),     path("demo"),
        QStringLiteral("--channel"), QStringLiteral("schools"), QStringLiteral("--member-role"), QStringLiteral("audit=voting"),
        QStringLiteral("--send"),    QStringLiteral("--json")};
    MZ_RUN(sent, 0, draft);
    QCOMPARE(sent.json()[u"state"].toString(), QStringLiteral("open"));
    MZ_RUN(audited, 0, {QStringLiteral("audit"), path("demo")});
    MZ_RUN(status, 0, {QStringLiteral("status"), path("demo"), QStringLiteral("--json")});
    QCOMPARE(status.json()[u"channels"].toArray().size(), 3);
  }
};

QTEST_GUILESS_MAIN(MzProposalsTest)
#include "mz_proposals_test.moc"
