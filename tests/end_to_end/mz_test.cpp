// The command line as its users meet it: answers, JSON shapes, errors and exit codes.
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>

#include "ledger/engine.h"
#include "tests/end_to_end/mz_program.h"

using namespace mz::test;

namespace {

constexpr int kPayments = 400;

QByteArray smallCsv() {
  return "Nr,Day,Unit,Supplier,Amount,What\n"
         "A-1,2024-01-05,Parks,Green & Sons,120.50,Trees\n"
         "A-2,2024-01-06,Parks,\"Stone, Ltd\",-20.25,Credit note\n"
         "A-3,2024-02-30,Parks,Nobody,5.00,No such day\n"
         "A-4,2024-02-01,Parks,Brick Co,abc,No amount\n"
         "A-5,2024-02-02,Roads,绿园公司,1000.00,市政绿化\n";
}

QStringList smallMapping() {
  return {QStringLiteral("--map"),      QStringLiteral("id=Nr"),
          QStringLiteral("--map"),      QStringLiteral("date=Day"),
          QStringLiteral("--map"),      QStringLiteral("department=Unit"),
          QStringLiteral("--map"),      QStringLiteral("entity=Unit"),
          QStringLiteral("--map"),      QStringLiteral("payee=Supplier"),
          QStringLiteral("--map"),      QStringLiteral("amount=Amount"),
          QStringLiteral("--map"),      QStringLiteral("description=What"),
          QStringLiteral("--currency"), QStringLiteral("GBP")};
}

}  // namespace

class MzTest : public QObject {
  Q_OBJECT

  QTemporaryDir m_root;
  QString m_network;

  QString path(const char* name) const { return m_root.filePath(QString::fromUtf8(name)); }

  QStringList query(const QString& network, const QStringList& more = {}) const {
    return QStringList{QStringLiteral("finance"),   QStringLiteral("query"),   QStringLiteral("--network"), network,
                       QStringLiteral("--channel"), QStringLiteral("finance"), QStringLiteral("--json")} +
           more;
  }
  QStringList import(const QString& network, const QString& file, const QStringList& more = {}) const {
    return QStringList{QStringLiteral("finance"),
                       QStringLiteral("import"),
                       file,
                       QStringLiteral("--network"),
                       network,
                       QStringLiteral("--channel"),
                       QStringLiteral("finance"),
                       QStringLiteral("--json")} +
           more;
  }
  // A network of its own for a test that changes it.
  QString copyOfNetwork(const char* name) const {
    const QString copy = path(name);
    return copyDirectory(m_network, copy) ? copy : QString();
  }
  QString firstTransaction() const { return runMz(query(m_network)).json()[u"rows"][0][u"tx"].toString(); }

 private Q_SLOTS:
  void initTestCase() {
    QVERIFY2(QFile::exists(mzPath()), "mz is not built");
    QVERIFY(m_root.isValid());
    m_network = path("network");
    MZ_RUN(made, 0,
           {QStringLiteral("demo"), m_network, QStringLiteral("--payments"), QString::number(kPayments),
            QStringLiteral("--seed"), QStringLiteral("7"), QStringLiteral("--json")});
    QCOMPARE(made.json()[u"payments"].toInt(), kPayments);
    QVERIFY(!made.json()[u"password"].toString().isEmpty());
  }

  void demoOfTheSameSeedHasTheSameData() {
    const QStringList size{QStringLiteral("--payments"), QStringLiteral("60"), QStringLiteral("--seed")};
    MZ_RUN(one, 0, QStringList{QStringLiteral("demo"), path("seed-a")} + size + QStringList{QStringLiteral("3")});
    MZ_RUN(two, 0, QStringList{QStringLiteral("demo"), path("seed-b")} + size + QStringList{QStringLiteral("3")});
    MZ_RUN(three, 0, QStringList{QStringLiteral("demo"), path("seed-c")} + size + QStringList{QStringLiteral("4")});
    const auto paid = [&](const char* network) {
      QStringList lines;
      for (const QJsonValue& row : runMz(query(path(network))).json()[u"rows"].toArray())
        lines << row[u"id"].toString() + row[u"date"].toString() + row[u"payee"].toString() +
                     QString::number(row[u"amount"].toInteger());
      lines.sort();
      return lines;
    };
    QCOMPARE(paid("seed-a").size(), 60);
    QCOMPARE(paid("seed-a"), paid("seed-b"));
    QVERIFY(paid("seed-a") != paid("seed-c"));
  }

  void demoWithoutPaymentsHasNone() {
    MZ_RUN(made, 0, {QStringLiteral("demo"), path("empty"), QStringLiteral("--payments"), QStringLiteral("0")});
    MZ_RUN(answer, 0, query(path("empty")));
    QCOMPARE(answer.json()[u"count"].toInt(-1), 0);
    QVERIFY(answer.json()[u"rows"].toArray().isEmpty());
    QVERIFY(answer.json()[u"sums"].toArray().isEmpty());
  }

  void aNetworkIsCreatedAndPaidFromAtOnce() {
    writeText(path("password"), "green tea cup 47\n");
    const QStringList create{QStringLiteral("network"),
                             QStringLiteral("create"),
                             path("city"),
                             QStringLiteral("--title"),
                             QStringLiteral("River City"),
                             QStringLiteral("--org"),
                             QStringLiteral("finance"),
                             QStringLiteral("--currency"),
                             QStringLiteral("GBP"),
                             QStringLiteral("--password-file"),
                             path("password"),
                             QStringLiteral("--suite"),
                             QStringLiteral("guomi"),
                             QStringLiteral("--private"),
                             QStringLiteral("--json")};
    MZ_RUN(made, 0, create);
    QCOMPARE(made.json()[u"domain"].toString(), QStringLiteral("river-city.internal"));
    QCOMPARE(made.json()[u"identities"][u"admin"].toString(), QStringLiteral("finance/admin-01"));
    MZ_RUN(again, 1, create);
    QCOMPARE(again.json()[u"error"][u"code"].toString(), QStringLiteral("already_there"));

    writeText(path("first.csv"), smallCsv());
    MZ_RUN(imported, 0,
           import(path("city"), path("first.csv"),
                  smallMapping() + QStringList{QStringLiteral("--password-file"), path("password")}));
    QCOMPARE(imported.json()[u"recorded"].toInt(), 3);
    MZ_RUN(status, 0, {QStringLiteral("status"), path("city"), QStringLiteral("--json")});
    const QJsonValue channel = status.json()[u"channels"][0];
    QCOMPARE(channel[u"finalHeight"], channel[u"height"]);
    QCOMPARE(channel[u"public"].toBool(true), false);
    QCOMPARE(status.json()[u"network"][u"demonstration"].toBool(true), false);
    MZ_RUN(audit, 0, {QStringLiteral("audit"), path("city")});
  }

  void aNetworkIsNotCreatedFromWhatCannotBeUsed() {
    writeText(path("weak"), "secret\n");
    const QStringList create{QStringLiteral("network"), QStringLiteral("create"),     path("bad-city"),
                             QStringLiteral("--title"), QStringLiteral("River City"), QStringLiteral("--json"),
                             QStringLiteral("--org")};
    MZ_RUN(weak, 2, create + QStringList{QStringLiteral("finance"), QStringLiteral("--password-file"), path("weak")});
    QCOMPARE(weak.json()[u"error"][u"field"].toString(), QStringLiteral("password"));
    MZ_RUN(org, 2, create + QStringList{QStringLiteral("Finance Bureau"), QStringLiteral("--password-file"), path("password")});
    QCOMPARE(org.json()[u"error"][u"field"].toString(), QStringLiteral("org"));
    QVERIFY(!QFileInfo::exists(path("bad-city")));
  }

  void anOrganizationIsInvitedAndAnswers() {
    const QStringList password{QStringLiteral("--password-file"), path("password"), QStringLiteral("--json")};
    MZ_RUN(
        invited, 0,
        QStringList{QStringLiteral("network"), QStringLiteral("invite"), path("city"), QStringLiteral("-o"), path("city.mzi")} +
            password);
    MZ_RUN(shown, 0,
           {QStringLiteral("network"), QStringLiteral("show-invitation"), path("city.mzi"), QStringLiteral("--network"),
            path("city"), QStringLiteral("--json")});
    QCOMPARE(shown.json()[u"domain"].toString(), QStringLiteral("river-city.internal"));
    QCOMPARE(shown.json()[u"channel"][u"id"], invited.json()[u"channel"][u"id"]);
    QCOMPARE(shown.json()[u"inviter"][u"authority"], invited.json()[u"authority"]);
    MZ_RUN(elsewhere, 3,
           {QStringLiteral("network"), QStringLiteral("show-invitation"), path("city.mzi"), QStringLiteral("--network"),
            m_network, QStringLiteral("--json")});
    QCOMPARE(elsewhere.json()[u"error"][u"code"].toString(), QStringLiteral("wrong_channel"));
    QByteArray altered = readBytes(path("city.mzi"));
    altered.chop(200);
    writeText(path("cut.mzi"), altered);
    MZ_RUN(cut, 3, {QStringLiteral("network"), QStringLiteral("show-invitation"), path("cut.mzi")});

    const QStringList join{QStringLiteral("network"), QStringLiteral("join"),      path("city.mzi"),     path("school"),
                           QStringLiteral("--org"),   QStringLiteral("education"), QStringLiteral("-o"), path("school.mza")};
    MZ_RUN(joined, 0, join + password);
    QCOMPARE(joined.json()[u"awaited"][u"id"], invited.json()[u"channel"][u"id"]);
    QVERIFY(readBytes(path("school.mza")).startsWith("mingzhang/answer/v1\n"));
    MZ_RUN(again, 1, join + password);
    MZ_RUN(status, 0, {QStringLiteral("status"), path("school"), QStringLiteral("--json")});
    QVERIFY(status.json()[u"channels"].toArray().isEmpty());
    QCOMPARE(status.json()[u"awaited"][0][u"inviter"].toString(), QStringLiteral("finance/admin-01"));
    MZ_RUN(text, 0, {QStringLiteral("status"), path("school")});
    QVERIFY(text.out.contains("waiting for the members' approval"));
    // Nothing pretends: what is not here cannot be read or paid into.
    const MzResult none = runMz(query(path("school")));
    QVERIFY(none.exitCode > 0);
  }

  void demoLeavesADirectoryThatIsNotEmptyAlone() {
    QVERIFY(QDir().mkpath(path("taken")));
    writeText(path("taken/letter.txt"), "mine");
    const MzResult result = runMz({QStringLiteral("demo"), path("taken"), QStringLiteral("--json")});
    QVERIFY2(result.exitCode > 0, result.said().constData());
    QVERIFY(result.json()[u"error"].isObject());
    QCOMPARE(readBytes(path("taken/letter.txt")), QByteArray("mine"));
    QCOMPARE(QDir(path("taken")).entryList(QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot).size(), 1);
  }

  void statusShowsWhatThereIs() {
    MZ_RUN(status, 0, {QStringLiteral("status"), m_network, QStringLiteral("--json")});
    QVERIFY(status.json()[u"network"][u"demonstration"].toBool());
    const QJsonArray channels = status.json()[u"channels"].toArray();
    QVERIFY(channels.size() >= 2);
    int publicOnes = 0;
    for (const QJsonValue& channel : channels) {
      publicOnes += channel[u"public"].toBool();
      QCOMPARE(channel[u"id"].toString().size(), 64);
      QVERIFY(channel[u"stopped"].isNull());
      if (channel[u"name"].toString() != QStringLiteral("finance")) continue;
      QVERIFY(channel[u"transactions"].toInteger() >= kPayments);
      QCOMPARE(channel[u"height"].toInteger(), channel[u"finalHeight"].toInteger());
      QVERIFY(channel[u"members"].toArray().size() >= 12);
      QVERIFY(channel[u"financeReady"].toBool());
    }
    QVERIFY(publicOnes >= 1);
    MZ_RUN(text, 0, {QStringLiteral("status"), m_network});
    QVERIFY(text.out.contains("demonstration"));
  }

  void queryAddsUp() {
    MZ_RUN(all, 0, query(m_network, {QStringLiteral("--limit"), QStringLiteral("100000")}));
    const QJsonObject answer = all.json();
    QCOMPARE(answer[u"count"].toInt(), kPayments);
    qint64 sum = 0;
    QString last = QStringLiteral("9999");
    for (const QJsonValue& row : answer[u"rows"].toArray()) {
      sum += row[u"amount"].toInteger();
      QVERIFY(row[u"date"].toString() <= last);
      last = row[u"date"].toString();
      QCOMPARE(row[u"tx"].toString().size(), 64);
    }
    QCOMPARE(answer[u"rows"].toArray().size(), kPayments);
    QCOMPARE(answer[u"sum"].toInteger(), sum);
    for (const char* grouping : {"department", "entity", "programme", "class", "payee", "month", "year"}) {
      MZ_RUN(grouped, 0,
             query(m_network,
                   {QStringLiteral("--group"), QString::fromUtf8(grouping), QStringLiteral("--limit"), QStringLiteral("0")}));
      qint64 groupSum = 0, count = 0;
      for (const QJsonValue& group : grouped.json()[u"groups"].toArray()) {
        groupSum += group[u"sum"].toInteger();
        count += group[u"count"].toInteger();
        QVERIFY(group[u"key"].isString());
      }
      QCOMPARE(groupSum, sum);
      QCOMPARE(count, kPayments);
      QVERIFY(grouped.json()[u"rows"].toArray().isEmpty());
    }
  }

  void filtersCombine() {
    const QJsonArray rows =
        runMz(query(m_network, {QStringLiteral("--limit"), QStringLiteral("100000")})).json()[u"rows"].toArray();
    const QJsonValue sample = rows[rows.size() / 2];
    const QString department = sample[u"department"].toString(), date = sample[u"date"].toString();
    const qint64 least = sample[u"amount"].toInteger();
    int count = 0;
    qint64 sum = 0;
    for (const QJsonValue& row : rows) {
      if (row[u"department"].toString() != department || row[u"date"].toString() < date || row[u"amount"].toInteger() < least)
        continue;
      ++count;
      sum += row[u"amount"].toInteger();
    }
    QVERIFY(count > 0 && count < kPayments);
    const QString decimal = QStringLiteral("%1.%2").arg(least / 100).arg(qAbs(least % 100), 2, 10, QLatin1Char('0'));
    MZ_RUN(
        answer, 0,
        query(m_network, {QStringLiteral("--department"), department, QStringLiteral("--from"), date, QStringLiteral("--min"),
                          decimal, QStringLiteral("--order"), QStringLiteral("amount"), QStringLiteral("--ascending")}));
    QCOMPARE(answer.json()[u"count"].toInt(), count);
    QCOMPARE(answer.json()[u"sum"].toInteger(), sum);
    QCOMPARE(answer.json()[u"rows"][0][u"amount"].toInteger(), least);

    MZ_RUN(byText, 0,
           query(m_network, {QStringLiteral("--text"), sample[u"payee"].toString(), QStringLiteral("--payee"),
                             sample[u"payee"].toString()}));
    QVERIFY(byText.json()[u"count"].toInt() >= 1);
    MZ_RUN(none, 0, query(m_network, {QStringLiteral("--payee"), QStringLiteral("nobody of this name")}));
    QCOMPARE(none.json()[u"count"].toInt(-1), 0);
    MZ_RUN(page, 0,
           query(m_network, {QStringLiteral("--offset"), QStringLiteral("5"), QStringLiteral("--limit"), QStringLiteral("3")}));
    QCOMPARE(page.json()[u"rows"].toArray().size(), 3);
    for (int i = 0; i < 3; ++i) QCOMPARE(page.json()[u"rows"][i][u"id"], rows[5 + i][u"id"]);
  }

  void theTrailLeadsFromABudgetLineToThePayment() {
    QJsonObject drawing;
    const QJsonArray rows = runMz(query(m_network)).json()[u"rows"].toArray();
    for (const QJsonValue& row : rows)
      if (!row[u"allocation"].toString().isEmpty()) drawing = row.toObject();
    QVERIFY2(!drawing.isEmpty(), "no payment of the demonstration draws on an allocation");
    const QStringList command{QStringLiteral("finance"), QStringLiteral("trail"), drawing[u"tx"].toString(),
                              QStringLiteral("--network"), m_network};
    MZ_RUN(trail, 0, command + QStringList{QStringLiteral("--json")});
    const QJsonArray steps = trail.json()[u"steps"].toArray();
    QVERIFY2(steps.size() >= 3, trail.said().constData());
    const QJsonValue line = steps.first();
    const QJsonValue allocation = steps[steps.size() - 2];
    const QJsonValue payment = steps.last();
    QCOMPARE(line[u"kind"].toString(), QStringLiteral("budget_line"));
    QCOMPARE(allocation[u"kind"].toString(), QStringLiteral("allocation"));
    QCOMPARE(allocation[u"id"], drawing[u"allocation"]);
    QCOMPARE(payment[u"tx"], drawing[u"tx"]);
    QCOMPARE(payment[u"amount"], drawing[u"amount"]);
    for (const QJsonValue& step : steps) {
      QCOMPARE(step[u"line"], line[u"id"]);
      QVERIFY(step[u"final"].toBool());
      QVERIFY(!step[u"signer"].toString().isEmpty());
    }
    QVERIFY(allocation[u"drawn"].toInteger() >= payment[u"amount"].toInteger());
    QVERIFY(allocation[u"drawn"].toInteger() <= allocation[u"amount"].toInteger());
    MZ_RUN(text, 0, command);
    QVERIFY(text.out.contains(line[u"id"].toString().toUtf8()));

    QString configured;
    MZ_RUN(block, 0,
           {QStringLiteral("block"), QStringLiteral("1"), QStringLiteral("--network"), m_network, QStringLiteral("--json")});
    for (const QJsonValue& one : block.json()[u"list"].toArray())
      if (one[u"function"].toString() == QStringLiteral("configure")) configured = one[u"tx"].toString();
    MZ_RUN(none, 1,
           {QStringLiteral("finance"), QStringLiteral("trail"), configured, QStringLiteral("--network"), m_network,
            QStringLiteral("--json")});
    QCOMPARE(none.json()[u"error"][u"code"].toString(), QStringLiteral("not_found"));
  }

  void theChannelMayBeLeftOutWhereOneFits() {
    MZ_RUN(
        answer, 0,
        {QStringLiteral("finance"), QStringLiteral("query"), QStringLiteral("--network"), m_network, QStringLiteral("--json")});
    QCOMPARE(answer.json()[u"count"].toInt(), kPayments);
  }

  void blockAndTransactionAgree() {
    MZ_RUN(newest, 0,
           {QStringLiteral("block"), QStringLiteral("newest"), QStringLiteral("--network"), m_network,
            QStringLiteral("--channel"), QStringLiteral("finance"), QStringLiteral("--json")});
    const QJsonObject block = newest.json();
    QVERIFY(block[u"height"].toInteger() > 0);
    QVERIFY(block[u"final"].toBool());
    QVERIFY(block[u"cosignatures"].toArray().size() >= 2);
    const QString id = block[u"list"][0][u"tx"].toString();
    QCOMPARE(id.size(), 64);
    MZ_RUN(found, 0, {QStringLiteral("tx"), id.left(16), QStringLiteral("--network"), m_network, QStringLiteral("--json")});
    QCOMPARE(found.json()[u"tx"].toString(), id);
    QCOMPARE(found.json()[u"height"].toInteger(), block[u"height"].toInteger());
    QCOMPARE(found.json()[u"channel"].toString(), QStringLiteral("finance"));
    QVERIFY(!found.json()[u"proof"].toArray().isEmpty());

    MZ_RUN(genesis, 0,
           {QStringLiteral("block"), QStringLiteral("0"), QStringLiteral("--network"), m_network, QStringLiteral("--channel"),
            QStringLiteral("finance"), QStringLiteral("--json")});
    QCOMPARE(genesis.json()[u"height"].toInteger(), 0);
    MZ_RUN(beyond, 1,
           {QStringLiteral("block"), QStringLiteral("99999999"), QStringLiteral("--network"), m_network,
            QStringLiteral("--channel"), QStringLiteral("finance"), QStringLiteral("--json")});
    QCOMPARE(beyond.json()[u"error"][u"code"].toString(), QStringLiteral("not_found"));
    MZ_RUN(unknown, 1,
           {QStringLiteral("tx"), QString(64, u'a'), QStringLiteral("--network"), m_network, QStringLiteral("--json")});
    QCOMPARE(unknown.json()[u"error"][u"code"].toString(), QStringLiteral("not_found"));
  }

  void receiptsVerifyWithoutTheNetwork() {
    const QJsonValue row = runMz(query(m_network)).json()[u"rows"][0];
    MZ_RUN(written, 0,
           {QStringLiteral("receipt"), row[u"tx"].toString(), QStringLiteral("--network"), m_network, QStringLiteral("-o"),
            path("one.receipt"), QStringLiteral("--policy"), path("one.policy"), QStringLiteral("--json")});
    MZ_RUN(good, 0,
           {QStringLiteral("verify"), path("one.receipt"), QStringLiteral("--policy"), path("one.policy"),
            QStringLiteral("--json")});
    QVERIFY(good.json()[u"verified"].toBool());
    QVERIFY(good.json()[u"executed"].toBool());
    QVERIFY(good.json()[u"demonstration"].toBool());
    QCOMPARE(good.json()[u"tx"], row[u"tx"]);
    QCOMPARE(good.json()[u"arguments"][u"payee"], row[u"payee"]);
    QVERIFY(good.json()[u"cosigners"].toArray().size() >= 2);
    MZ_RUN(text, 0, {QStringLiteral("verify"), path("one.receipt"), QStringLiteral("--policy"), path("one.policy")});
    QVERIFY2(text.out.contains(row[u"payee"].toString().toUtf8()), text.said().constData());
    QVERIFY(text.out.contains("Cosigned by"));

    // Each altered character must be noticed, wherever it is.
    const QByteArray receipt = readBytes(path("one.receipt"));
    for (qsizetype at = 3; at < receipt.size(); at += receipt.size() / 60 + 1) {
      if (receipt[at] == '\n') continue;
      QByteArray altered = receipt;
      altered[at] = receipt[at] == 'A' ? 'B' : 'A';
      writeText(path("altered.receipt"), altered);
      const MzResult bad = runMz({QStringLiteral("verify"), path("altered.receipt"), QStringLiteral("--policy"),
                                  path("one.policy"), QStringLiteral("--json")});
      const bool outsideQuorum = bad.exitCode == 0;  // a spoilt signature that the quorum does not need
      const bool cosignature = receipt.lastIndexOf("\n\xe2\x80\x94 ", at) > receipt.lastIndexOf("\n\n", at);
      QVERIFY2(bad.exitCode == 1 || bad.exitCode == 3 || (outsideQuorum && cosignature),
               QByteArray::number(at) + ": " + bad.said());
    }
    writeText(path("cut.receipt"), receipt.left(receipt.size() / 2));
    MZ_RUN(cut, 3,
           {QStringLiteral("verify"), path("cut.receipt"), QStringLiteral("--policy"), path("one.policy"),
            QStringLiteral("--json")});
    QCOMPARE(cut.json()[u"error"][u"code"].toString(), QStringLiteral("malformed"));
  }

  void receiptsVerifyFromTheTextsOfTheirCodes() {
    MZ_RUN(written, 0,
           {QStringLiteral("receipt"), firstTransaction(), QStringLiteral("--network"), m_network, QStringLiteral("-o"),
            path("coded.receipt"), QStringLiteral("--policy"), path("coded.policy"), QStringLiteral("--codes"),
            path("coded.codes")});
    QByteArrayList codes = readBytes(path("coded.codes")).split('\n');
    codes.removeAll({});
    QVERIFY(codes.size() > 1);
    std::reverse(codes.begin(), codes.end());
    writeText(path("read.codes"), codes.join("\r\n"));
    MZ_RUN(verified, 0, {QStringLiteral("verify"), path("read.codes"), QStringLiteral("--policy"), path("coded.policy")});
    QVERIFY(verified.out.contains("Verified: transaction " + firstTransaction().toUtf8()));
    codes.removeLast();
    writeText(path("read.codes"), codes.join("\n"));
    MZ_RUN(missing, 3,
           {QStringLiteral("verify"), path("read.codes"), QStringLiteral("--policy"), path("coded.policy"),
            QStringLiteral("--json")});
  }

  void receiptsOfAnotherNetworkDoNotVerify() {
    MZ_RUN(made, 0,
           {QStringLiteral("demo"), path("other"), QStringLiteral("--payments"), QStringLiteral("5"), QStringLiteral("--seed"),
            QStringLiteral("7")});
    const QString theirs = runMz(query(path("other"))).json()[u"rows"][0][u"tx"].toString();
    MZ_RUN(written, 0,
           {QStringLiteral("receipt"), theirs, QStringLiteral("--network"), path("other"), QStringLiteral("-o"),
            path("other.receipt")});
    MZ_RUN(policy, 0,
           {QStringLiteral("receipt"), firstTransaction(), QStringLiteral("--network"), m_network, QStringLiteral("-o"),
            path("mine.receipt"), QStringLiteral("--policy"), path("mine.policy")});
    MZ_RUN(bad, 1,
           {QStringLiteral("verify"), path("other.receipt"), QStringLiteral("--policy"), path("mine.policy"),
            QStringLiteral("--json")});
    QCOMPARE(bad.json()[u"error"][u"code"].toString(), QStringLiteral("verification_failed"));
  }

  void auditOfASoundNetworkIsClean() {
    MZ_RUN(audit, 0, {QStringLiteral("audit"), m_network, QStringLiteral("--json")});
    QVERIFY(audit.json()[u"clean"].toBool());
    QVERIFY(audit.json()[u"channels"].toArray().size() >= 2);
    for (const QJsonValue& channel : audit.json()[u"channels"].toArray())
      QVERIFY(channel[u"signatures"].toInteger() >= channel[u"transactions"].toInteger());
  }

  void everybodysActivityIsListedAndFiltered() {
    const QString network = copyOfNetwork("activity");
    const auto list = [&](const QStringList& more) {
      return runMz(QStringList{QStringLiteral("activity"), network, QStringLiteral("--json")} + more).json();
    };
    const QJsonValue first = list({QStringLiteral("--limit"), QStringLiteral("5")});
    QCOMPARE(first[u"rows"].toArray().size(), 5);
    QVERIFY(!first[u"complete"].toBool());
    QCOMPARE(first[u"rows"][0][u"channel"].toString(), QStringLiteral("finance"));
    const QJsonValue allocations = list(
        {QStringLiteral("--function"), QStringLiteral("record_allocation"), QStringLiteral("--limit"), QStringLiteral("9999")});
    QVERIFY(allocations[u"complete"].toBool());
    for (const QJsonValue& row : allocations[u"rows"].toArray())
      QCOMPARE(row[u"function"].toString(), QStringLiteral("record_allocation"));
    QVERIFY(list({QStringLiteral("--until"), QStringLiteral("2001-01-01")})[u"rows"].toArray().isEmpty());
    QVERIFY(list({QStringLiteral("--refused")})[u"rows"].toArray().isEmpty());
    MZ_RUN(bad, 2, {QStringLiteral("activity"), network, QStringLiteral("--from"), QStringLiteral("yesterday")});
    MZ_RUN(unknown, 1, {QStringLiteral("activity"), network, QStringLiteral("--channel"), QStringLiteral("nothing")});
  }

  void alarmsAreMeasuredAcknowledgedAndWrittenDown() {
    const QString network = copyOfNetwork("alarms");
    const QStringList command{QStringLiteral("alarms"), network, QStringLiteral("--json")};
    MZ_RUN(quiet, 0, command);
    QVERIFY(quiet.json()[u"alarms"].toArray().isEmpty());
    QVERIFY(quiet.json()[u"rules"].toArray().size() >= 7);
    // Every disk is that full.
    MZ_RUN(raised, 1,
           command + QStringList{QStringLiteral("--set"), QStringLiteral("disk_full"), QStringLiteral("--threshold"),
                                 QStringLiteral("999999999")});
    const QJsonValue alarm = raised.json()[u"alarms"][0];
    QCOMPARE(alarm[u"kind"].toString(), QStringLiteral("disk_full"));
    QVERIFY(alarm[u"ended"].isNull());
    MZ_RUN(acknowledged, 0,
           command + QStringList{QStringLiteral("--acknowledge"), QString::number(alarm[u"number"].toInt()),
                                 QStringLiteral("--note"), QStringLiteral("新硬盘已订购"), QStringLiteral("--by"),
                                 QStringLiteral("周敏")});
    QCOMPARE(acknowledged.json()[u"alarms"][0][u"note"].toString(), QStringLiteral("新硬盘已订购"));
    MZ_RUN(over, 0,
           command + QStringList{QStringLiteral("--set"), QStringLiteral("disk_full"), QStringLiteral("--off"),
                                 QStringLiteral("--all")});
    QVERIFY(!over.json()[u"alarms"][0][u"ended"].isNull());
    MZ_RUN(none, 1, command + QStringList{QStringLiteral("--acknowledge"), QStringLiteral("77")});
    MZ_RUN(unknown, 2, command + QStringList{QStringLiteral("--set"), QStringLiteral("weather")});
    MZ_RUN(journal, 0, {QStringLiteral("journal"), network, QStringLiteral("--json")});
    QCOMPARE(journal.json()[u"entries"][0][u"what"].toString(), QStringLiteral("alarm"));
    QCOMPARE(journal.json()[u"entries"][0][u"result"].toString(), QStringLiteral("not_found"));
    QCOMPARE(journal.json()[u"entries"][1][u"who"].toString(), QStringLiteral("周敏"));
  }

  void auditNamesWhatIsDamaged() {
    const QString copy = copyOfNetwork("damaged");
    QVERIFY(!copy.isEmpty());
    // The envelope of one payment, found in the file by its description or payee; where pages are compressed, by its page.
    QString largest;
    QDir directory(copy);
    QFileInfoList files;
    for (QStringList folders{copy}; !folders.isEmpty();) {
      const QDir folder(folders.takeFirst());
      for (const QFileInfo& entry : folder.entryInfoList(QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot)) {
        if (entry.isDir())
          folders << entry.filePath();
        else if (readBytes(entry.filePath()).startsWith("SQLite format 3"))
          files << entry;
      }
    }
    std::ranges::sort(files, std::greater<>(), &QFileInfo::size);
    QVERIFY(!files.isEmpty());
    largest = files.front().filePath();
    QByteArray bytes = readBytes(largest);
    const QByteArray payee = runMz(query(m_network)).json()[u"rows"][0][u"payee"].toString().toUtf8();
    qsizetype at = bytes.indexOf(payee);
    if (at < 0) at = bytes.size() / 2;
    for (qsizetype i = at; i < std::min(at + 8, bytes.size()); ++i) bytes[i] = static_cast<char>(bytes[i] ^ 0x01);
    writeText(largest, bytes);

    MZ_RUN(audit, 3, {QStringLiteral("audit"), copy, QStringLiteral("--json")});
    int damages = 0;
    for (const QJsonValue& channel : audit.json()[u"channels"].toArray())
      for (const QJsonValue& damage : channel[u"damages"].toArray()) {
        ++damages;
        QVERIFY(!damage[u"channel"].toString().isEmpty());
        QVERIFY(!damage[u"part"].toString().isEmpty());
        QVERIFY(!damage[u"detail"].toString().isEmpty());
      }
    QVERIFY2(damages > 0 || audit.json()[u"error"].isObject(), audit.said().constData());
  }

  void aTruncatedFileIsDamagedNotACrash() {
    const QString copy = copyOfNetwork("truncated");
    for (QStringList folders{copy}; !folders.isEmpty();) {
      const QDir folder(folders.takeFirst());
      for (const QFileInfo& entry : folder.entryInfoList(QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot)) {
        if (entry.isDir()) {
          folders << entry.filePath();
        } else if (readBytes(entry.filePath()).startsWith("SQLite format 3")) {
          const QByteArray bytes = readBytes(entry.filePath());
          writeText(entry.filePath(), bytes.left(bytes.size() / 2 - 100));
        }
      }
    }
    MZ_RUN(audit, 3, {QStringLiteral("audit"), copy, QStringLiteral("--json")});
  }

  void rebuildGivesTheSameRows() {
    const QString copy = copyOfNetwork("rebuilt");
    MZ_RUN(rebuild, 0,
           {QStringLiteral("finance"), QStringLiteral("rebuild"), QStringLiteral("--network"), copy,
            QStringLiteral("--channel"), QStringLiteral("finance"), QStringLiteral("--json")});
    QVERIFY(rebuild.json()[u"same"].toBool());
    QVERIFY(rebuild.json()[u"lines"].toInteger() >= kPayments);
    QCOMPARE(rebuild.json()[u"before"], rebuild.json()[u"after"]);
    MZ_RUN(answer, 0, query(copy));
    QCOMPARE(answer.json()[u"count"].toInt(), kPayments);
  }

  void importRecordsGoodRowsAndListsBadOnes() {
    const QString copy = copyOfNetwork("import");
    writeText(path("small.csv"), smallCsv());
    MZ_RUN(dry, 0, import(copy, path("small.csv"), smallMapping() + QStringList{QStringLiteral("--dry-run")}));
    QVERIFY(dry.json()[u"dryRun"].toBool());
    QCOMPARE(dry.json()[u"recorded"].toInt(), 3);
    QCOMPARE(runMz(query(copy)).json()[u"count"].toInt(), kPayments);

    MZ_RUN(strict, 3, import(copy, path("small.csv"), smallMapping() + QStringList{QStringLiteral("--strict")}));
    QCOMPARE(runMz(query(copy)).json()[u"count"].toInt(), kPayments);

    MZ_RUN(taken, 0,
           import(copy, path("small.csv"), smallMapping() + QStringList{QStringLiteral("--acknowledge"), path("small.ack")}));
    QCOMPARE(taken.json()[u"rows"].toInt(), 5);
    QCOMPARE(taken.json()[u"recorded"].toInt(), 3);
    QCOMPARE(taken.json()[u"refused"].toInt(), 2);
    QCOMPARE(taken.json()[u"sums"][0][u"currency"].toString(), QStringLiteral("GBP"));
    QCOMPARE(taken.json()[u"sums"][0][u"sum"].toInteger(), 110025);
    const QJsonArray problems = taken.json()[u"problems"].toArray();
    QCOMPARE(problems.size(), 2);
    QCOMPARE(problems[0][u"line"].toInt(), 4);
    QCOMPARE(problems[0][u"column"].toString(), QStringLiteral("Day"));
    QCOMPARE(problems[0][u"value"].toString(), QStringLiteral("2024-02-30"));
    QCOMPARE(problems[1][u"line"].toInt(), 5);
    QCOMPARE(problems[1][u"column"].toString(), QStringLiteral("Amount"));
    for (const QJsonValue& problem : problems) QVERIFY(!problem[u"reason"].toString().isEmpty());

    QList<QByteArray> acknowledged = readBytes(path("small.ack")).split('\n');
    QVERIFY(acknowledged.takeLast().isEmpty());
    QCOMPARE(acknowledged.size(), 3);
    for (const QByteArray& line : acknowledged) {
      const QList<QByteArray> parts = line.split(' ');
      QCOMPARE(parts.size(), 3);
      MZ_RUN(found, 0,
             {QStringLiteral("tx"), QString::fromUtf8(parts[1]), QStringLiteral("--network"), copy, QStringLiteral("--json")});
      QCOMPARE(found.json()[u"height"].toInteger(), parts[2].toLongLong());
    }

    MZ_RUN(again, 0, import(copy, path("small.csv"), smallMapping()));
    QCOMPARE(again.json()[u"recorded"].toInt(), 0);
    QCOMPARE(again.json()[u"alreadyThere"].toInt(), 3);
    MZ_RUN(all, 0, query(copy));
    QCOMPARE(all.json()[u"count"].toInt(), kPayments + 3);
    QVERIFY(all.json()[u"sum"].isNull());
    QVERIFY(all.json()[u"sums"].toArray().size() >= 2);
    MZ_RUN(
        chinese, 0,
        query(copy, {QStringLiteral("--text"), QStringLiteral("绿化"), QStringLiteral("--currency"), QStringLiteral("GBP")}));
    QCOMPARE(chinese.json()[u"count"].toInt(), 1);
    QCOMPARE(chinese.json()[u"rows"][0][u"payee"].toString(), QStringLiteral("绿园公司"));
    MZ_RUN(audit, 0, {QStringLiteral("audit"), copy});
  }

  void importReadsAsItIsToldAndKeepsThatAsAProfile() {
    const QString copy = copyOfNetwork("styles");
    writeText(path("styles.csv"), "Nr;Day;Unit;Supplier;Amount;What\n1;03/04/2024;Parks;\xBE\xD6;1.234;\n");
    const QStringList told = smallMapping() + QStringList{QStringLiteral("--encoding"),    QStringLiteral("GB18030"),
                                                          QStringLiteral("--delimiter"),   QStringLiteral(";"),
                                                          QStringLiteral("--decimal"),     QStringLiteral("1.234,56"),
                                                          QStringLiteral("--date-style"),  QStringLiteral("mm/dd/yyyy"),
                                                          QStringLiteral("--save-profile")};
    MZ_RUN(shipped, 1, import(copy, path("styles.csv"), told + QStringList{QStringLiteral("uk-gla")}));
    QCOMPARE(shipped.json()[u"error"][u"code"].toString(), QStringLiteral("already_there"));
    MZ_RUN(dry, 0, import(copy, path("styles.csv"), told + QStringList{QStringLiteral("parks"), QStringLiteral("--dry-run")}));
    QCOMPARE(dry.json()[u"styles"][u"encoding"].toString(), QStringLiteral("GB18030"));
    QCOMPARE(dry.json()[u"styles"][u"dateStyle"].toString(), QStringLiteral("mm/dd/yyyy"));
    QCOMPARE(dry.json()[u"detected"][u"dateStyle"].toString(), QStringLiteral("dd/mm/yyyy (assumed)"));
    QCOMPARE(dry.json()[u"savedProfile"].toString(), QStringLiteral("parks"));
    MZ_RUN(
        list, 0,
        {QStringLiteral("finance"), QStringLiteral("profiles"), QStringLiteral("--network"), copy, QStringLiteral("--json")});
    QVERIFY(list.json()[u"profiles"].toArray().contains(QStringLiteral("parks")));

    MZ_RUN(taken, 0, import(copy, path("styles.csv")));
    QCOMPARE(taken.json()[u"profile"].toString(), QStringLiteral("parks"));
    QCOMPARE(taken.json()[u"recorded"].toInt(), 1);
    MZ_RUN(found, 0,
           query(copy, {QStringLiteral("--payee"), QStringLiteral("局"), QStringLiteral("--currency"), QStringLiteral("GBP")}));
    QCOMPARE(found.json()[u"rows"][0][u"date"].toString(), QStringLiteral("2024-03-04"));
    QCOMPARE(found.json()[u"sum"].toInteger(), 123400);

    MZ_RUN(
        unknown, 2,
        import(copy, path("styles.csv"), smallMapping() + QStringList{QStringLiteral("--encoding"), QStringLiteral("latin")}));
    MZ_RUN(
        unfit, 3,
        import(copy, path("styles.csv"), smallMapping() + QStringList{QStringLiteral("--delimiter"), QStringLiteral("tab")}));
  }

  void valuesCannotSteerTheTerminal() {
    const QString copy = copyOfNetwork("steering");
    writeText(path("steering.csv"),
              "Nr,Day,Unit,Supplier,Amount,What\n"
              "1,2024-01-01,Parks,Red\x1b[31mCo \xe2\x80\xaegnp,1.00,\"two\nlines\"\n"
              "2,bad\x1b[2Jday,Parks,Somebody,1.00,\n");
    QStringList arguments = import(copy, path("steering.csv"), smallMapping());
    arguments.removeAll(QStringLiteral("--json"));
    const MzResult imported = runMz(arguments);
    QVERIFY(!imported.out.contains('\x1b') && !imported.err.contains('\x1b'));
    QStringList list = query(copy, {QStringLiteral("--currency"), QStringLiteral("GBP")});
    list.removeAll(QStringLiteral("--json"));
    MZ_RUN(listed, 0, list);
    QVERIFY(!listed.out.contains('\x1b'));
    QVERIFY(!listed.out.contains("\xe2\x80\xae"));
  }

  void importOfAFileWithNoUsableRowIsRefused() {
    const QString copy = copyOfNetwork("unusable");
    writeText(path("unusable.csv"), "Nr,Day,Unit,Supplier,Amount,What\n1,never,Parks,Somebody,x,\n");
    MZ_RUN(refused, 3, import(copy, path("unusable.csv"), smallMapping()));
    writeText(path("binary.csv"), QByteArray(4096, '\0') + QByteArray(100, '\xff'));
    const MzResult binary = runMz(import(copy, path("binary.csv"), smallMapping()));
    QVERIFY2(binary.exitCode == 2 || binary.exitCode == 3, binary.said().constData());
    QCOMPARE(runMz(query(copy)).json()[u"count"].toInt(), kPayments);
  }

  void aWrongPasswordRecordsNothing() {
    const QString copy = copyOfNetwork("wrong-password");
    writeText(path("good.csv"), "Nr,Day,Unit,Supplier,Amount,What\n1,2024-01-01,Parks,Somebody,1.00,\n");
    QProcessEnvironment environment = plainEnvironment();
    environment.insert(QStringLiteral("MZ_PASSWORD"), QStringLiteral("not the password"));
    MZ_RUN(wrong, 2, import(copy, path("good.csv"), smallMapping()), environment);
    QCOMPARE(wrong.json()[u"error"][u"code"].toString(), QStringLiteral("wrong_password"));
    writeText(path("password.txt"), "not this either\n");
    MZ_RUN(
        wrongFile, 2,
        import(copy, path("good.csv"), smallMapping() + QStringList{QStringLiteral("--password-file"), path("password.txt")}));
    QCOMPARE(runMz(query(copy)).json()[u"count"].toInt(), kPayments);
    writeText(path("password.txt"), QByteArray(mz::kDemoPassword.data(), mz::kDemoPassword.size()) + "\n");
    MZ_RUN(
        right, 0,
        import(copy, path("good.csv"), smallMapping() + QStringList{QStringLiteral("--password-file"), path("password.txt")}));
    QCOMPARE(right.json()[u"recorded"].toInt(), 1);
  }

  void aSecondProgramOnTheSameDirectoryIsRefused() {
    const auto engine = mz::openEngine(m_network.toStdString());
    QVERIFY2(engine.has_value(), engine ? "" : engine.error().detail.c_str());
    MZ_RUN(status, 4, {QStringLiteral("status"), m_network, QStringLiteral("--json")});
    QCOMPARE(status.json()[u"error"][u"code"].toString(), QStringLiteral("in_use"));
    QVERIFY(status.err.startsWith("mz: "));
  }

  void usageErrorsAreTwo_data() {
    QTest::addColumn<QStringList>("arguments");
    const auto row = [](const char* name, const QStringList& arguments) { QTest::newRow(name) << arguments; };
    row("nothing", {});
    row("unknown command", {QStringLiteral("fly")});
    row("unknown option", {QStringLiteral("status"), QStringLiteral("x"), QStringLiteral("--fly")});
    row("no directory", {QStringLiteral("audit")});
    row("payments no number",
        {QStringLiteral("demo"), QStringLiteral("x"), QStringLiteral("--payments"), QStringLiteral("many")});
    row("finance alone", {QStringLiteral("finance")});
    row("query without network", {QStringLiteral("finance"), QStringLiteral("query")});
    row("unknown grouping", {QStringLiteral("finance"), QStringLiteral("query"), QStringLiteral("--network"),
                             QStringLiteral("x"), QStringLiteral("--group"), QStringLiteral("colour")});
    row("verify without policy", {QStringLiteral("verify"), QStringLiteral("x")});
  }
  void usageErrorsAreTwo() {
    QFETCH(QStringList, arguments);
    MZ_RUN(plain, 2, arguments);
    QVERIFY(plain.err.startsWith("mz: "));
    QVERIFY(plain.out.isEmpty());
    MZ_RUN(json, 2, arguments + QStringList{QStringLiteral("--json")});
    QCOMPARE(json.json()[u"error"][u"code"].toString(), QStringLiteral("invalid_argument"));
  }

  void badValuesAreTwo() {
    MZ_RUN(date, 2, query(m_network, {QStringLiteral("--from"), QStringLiteral("2024-13-01")}));
    MZ_RUN(amount, 2, query(m_network, {QStringLiteral("--min"), QStringLiteral("1.234")}));
    MZ_RUN(
        currency, 2,
        query(m_network, {QStringLiteral("--min"), QStringLiteral("1"), QStringLiteral("--currency"), QStringLiteral("XXQ")}));
    MZ_RUN(mapping, 2, import(m_network, path("small.csv"), {QStringLiteral("--map"), QStringLiteral("nonsense")}));
    MZ_RUN(height, 2,
           {QStringLiteral("block"), QStringLiteral("-x"), QStringLiteral("--network"), m_network, QStringLiteral("--channel"),
            QStringLiteral("finance")});
  }

  void whatIsNotThereIsOne() {
    MZ_RUN(network, 1, {QStringLiteral("status"), path("nowhere"), QStringLiteral("--json")});
    QCOMPARE(network.json()[u"error"][u"code"].toString(), QStringLiteral("not_found"));
    MZ_RUN(
        channel, 1,
        {QStringLiteral("audit"), m_network, QStringLiteral("--channel"), QStringLiteral("nothing"), QStringLiteral("--json")});
    QCOMPARE(channel.json()[u"error"][u"channel"].toString(), QStringLiteral("nothing"));
    MZ_RUN(file, 1, import(m_network, path("no-such.csv"), smallMapping()));
  }

  void helpIsThereForEveryCommand_data() {
    QTest::addColumn<QStringList>("command");
    for (const char* one : {"",
                            "demo",
                            "status",
                            "block",
                            "tx",
                            "cert list",
                            "audit",
                            "receipt",
                            "verify",
                            "finance",
                            "finance import",
                            "activity",
                            "journal",
                            "alarms",
                            "finance query",
                            "finance budget",
                            "finance trail",
                            "finance profiles",
                            "finance rebuild",
                            "cert issue",
                            "cert revoke",
                            "cert settle",
                            "ca crl"})
      QTest::newRow(one) << QString::fromUtf8(one).split(u' ', Qt::SkipEmptyParts);
  }
  void helpIsThereForEveryCommand() {
    QFETCH(QStringList, command);
    MZ_RUN(help, 0, command + QStringList{QStringLiteral("--help")});
    QVERIFY(help.out.contains("--help"));
    if (!command.isEmpty() && command != QStringList{QStringLiteral("finance")}) QVERIFY(help.out.contains("--json"));
  }
};

QTEST_GUILESS_MAIN(MzTest)
#include "mz_test.moc"
