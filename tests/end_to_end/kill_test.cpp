// Kill -9 in a loop during imports: what was acknowledged is there, and the audit is clean.
#include <signal.h>

#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>
#include <unordered_map>

#include "ledger/engine.h"
#include "tests/end_to_end/mz_program.h"

using namespace mz::test;

namespace {

bool isSmall() { return qgetenv("MZ_TEST_SCALE") == "small"; }

QByteArray roundName(int round) { return "Round " + QByteArray::number(round); }

QByteArray csvOfRound(int round, int rows) {
  QByteArray text = "id,date,department,entity,payee,amount,currency,description\n";
  for (int i = 0; i < rows; ++i)
    text += "r" + QByteArray::number(round) + "-" + QByteArray::number(i) + ",2024-03-" +
            QByteArray::number(1 + i % 28).rightJustified(2, '0') + ",Works," + roundName(round) + ",Supplier " +
            QByteArray::number(i % 97) + "," + QByteArray::number(i % 5000) + "." + QByteArray::number(10 + i % 90) +
            ",CNY,Payment " + QByteArray::number(i) + "\n";
  return text;
}

}  // namespace

class KillTest : public QObject {
  Q_OBJECT

  QTemporaryDir m_root;
  QString m_network;

  QStringList importOf(const QString& file, const QString& acknowledge) const {
    QStringList arguments{QStringLiteral("finance"),
                          QStringLiteral("import"),
                          file,
                          QStringLiteral("--network"),
                          m_network,
                          QStringLiteral("--channel"),
                          QStringLiteral("finance"),
                          QStringLiteral("--acknowledge"),
                          acknowledge};
    for (const char* field : {"id", "date", "department", "entity", "payee", "amount", "currency", "description"})
      arguments << QStringLiteral("--map") << QStringLiteral("%1=%1").arg(QString::fromUtf8(field));
    return arguments;
  }

  // Payment id to transaction id of one round's payments, as the ledger has them.
  static std::unordered_map<std::string, std::string> recorded(const mz::Engine& engine, int round) {
    mz::FinanceFilter filter;
    filter.entities = {roundName(round).toStdString()};
    std::unordered_map<std::string, std::string> ids;
    for (std::uint64_t offset = 0;; offset += 5000) {
      const auto table = engine.financeTable("finance", filter, mz::FinanceOrder::Recorded, offset, 5000);
      if (!table || table->rows.empty()) return ids;
      // One round is recorded in one go, so that its transactions are nearly neighbours.
      const auto first = table->rows.front().transaction, last = table->rows.back().transaction;
      const auto low = std::min(first, last), high = std::max(first, last);
      const auto transactions = engine.transactions("finance", low, high.value - low.value + 1);
      if (!transactions) return ids;
      for (const mz::FinanceRow& row : table->rows) ids[row.id] = transactions->at(row.transaction.value - low.value).id.hex();
    }
  }

  // Complete lines only: what was cut off while being written was not said.
  static QList<QByteArray> acknowledged(const QString& file) {
    const QByteArray text = readBytes(file);
    QList<QByteArray> lines = text.left(text.lastIndexOf('\n') + 1).split('\n');
    lines.removeLast();
    return lines;
  }

  static void everyLineIsInTheLedger(const mz::Engine& engine, int round, const QList<QByteArray>& lines) {
    const auto ids = recorded(engine, round);
    for (const QByteArray& line : lines) {
      const QList<QByteArray> parts = line.split(' ');
      QCOMPARE(parts.size(), 3);
      const auto found = ids.find(parts[0].toStdString());
      QVERIFY2(found != ids.end(), "acknowledged and missing: round " + QByteArray::number(round) + " " + line);
      QCOMPARE(QByteArray::fromStdString(found->second), parts[1]);
    }
  }

 private Q_SLOTS:
  void initTestCase() {
    QVERIFY2(QFile::exists(mzPath()), "mz is not built");
    m_network = m_root.filePath(QStringLiteral("network"));
    MZ_RUN(made, 0, {QStringLiteral("demo"), m_network, QStringLiteral("--payments"), QStringLiteral("0")});
  }

  void nothingAcknowledgedIsLost() {
    const int rounds = isSmall() ? 10 : 60;
    constexpr int kRows = 8000;
    QRandomGenerator random(20261121);
    QList<QList<QByteArray>> all;
    int killed = 0, killedAfterAcknowledging = 0;
    for (int round = 0; round < rounds; ++round) {
      const QString file = m_root.filePath(QStringLiteral("round.csv"));
      const QString acknowledge = m_root.filePath(QStringLiteral("round-%1.ack").arg(round));
      writeText(file, csvOfRound(round, kRows));
      QProcess process;
      process.setProcessEnvironment(plainEnvironment());
      process.start(mzPath(), importOf(file, acknowledge));
      QVERIFY(process.waitForStarted());
      // Every fourth round dies anywhere from its start on; the others some time after the first acknowledgement.
      if (round % 4 == 0) {
        QThread::msleep(random.bounded(250));
      } else {
        QElapsedTimer waiting;
        waiting.start();
        while (QFileInfo(acknowledge).size() == 0 && process.state() == QProcess::Running && waiting.elapsed() < 60'000) {
          QThread::msleep(1);
          process.waitForFinished(0);
        }
        QThread::usleep(random.bounded(150'000));
      }
      if (process.state() == QProcess::Running && ::kill(static_cast<pid_t>(process.processId()), SIGKILL) == 0) ++killed;
      QVERIFY(process.waitForFinished());
      all << acknowledged(acknowledge);
      if (process.exitStatus() == QProcess::CrashExit && !all.back().isEmpty()) ++killedAfterAcknowledging;

      const auto engine = mz::openEngine(m_network.toStdString());
      QVERIFY2(engine.has_value(), engine ? "" : engine.error().detail.c_str());
      everyLineIsInTheLedger(**engine, round, all.back());
      if (QTest::currentTestFailed()) return;
      if (round % 10 == 9) {
        const auto report = (*engine)->audit("finance", mz::Progress(), mz::AuditWatch());
        QVERIFY2(report.has_value(), report ? "" : report.error().detail.c_str());
        QVERIFY2(report->damages.empty(), report->damages.empty() ? "" : report->damages.front().detail.c_str());
      }
    }
    qInfo("%d rounds, %d killed, %d of them after something was acknowledged", rounds, killed, killedAfterAcknowledging);
    QVERIFY(killed >= rounds * 5 / 6);
    QVERIFY(killedAfterAcknowledging >= rounds / 2);

    const auto engine = mz::openEngine(m_network.toStdString());
    QVERIFY(engine.has_value());
    for (int round = 0; round < rounds; ++round) {
      everyLineIsInTheLedger(**engine, round, all[round]);
      if (QTest::currentTestFailed()) return;
    }
  }

  // Whenever it died between the CA's decision and the channels: a certificate is revoked nowhere, and can be revoked, or the
  // next settling brings every channel to it.
  void whatACertificateAuthorityDecidedReachesEveryChannel() {
    QRandomGenerator random(11);
    int killed = 0, decided = 0;
    for (int round = 0; round < (isSmall() ? 3 : 10); ++round) {
      const QString name = QStringLiteral("clerk-%1").arg(9000 + round);
      MZ_RUN(issued, 0,
             {QStringLiteral("cert"), QStringLiteral("issue"), QStringLiteral("--network"), m_network, QStringLiteral("--org"),
              QStringLiteral("education"), QStringLiteral("--role"), QStringLiteral("clerk"), QStringLiteral("--name"), name,
              QStringLiteral("--json")});
      const QString serial = issued.json()[u"issued"][0][u"serial"].toString();
      const QStringList revoke{QStringLiteral("cert"),  QStringLiteral("revoke"),    QStringLiteral("--network"), m_network,
                               QStringLiteral("--org"), QStringLiteral("education"), QStringLiteral("--serial"),  serial};
      QProcess process;
      process.setProcessEnvironment(plainEnvironment());
      process.start(mzPath(), revoke);
      QVERIFY(process.waitForStarted());
      // As soon as the decision is durable, or some time before or after.
      const QString acts = QDir(m_network).filePath(QStringLiteral("authorities.jsonl"));
      const qint64 before = QFileInfo(acts).size();
      QElapsedTimer waiting;
      waiting.start();
      while (round % 3 > 0 && QFileInfo(acts).size() == before && process.state() == QProcess::Running &&
             waiting.elapsed() < 60'000)
        process.waitForFinished(1);
      QThread::usleep(random.bounded(round % 3 == 0 ? 400'000 : 20'000));
      if (process.state() == QProcess::Running && ::kill(static_cast<pid_t>(process.processId()), SIGKILL) == 0) ++killed;
      QVERIFY(process.waitForFinished());

      MZ_RUN(settled, 0, {QStringLiteral("cert"), QStringLiteral("settle"), QStringLiteral("--network"), m_network});
      const QStringList list{QStringLiteral("cert"),  QStringLiteral("list"), serial, QStringLiteral("--network"), m_network,
                             QStringLiteral("--json")};
      MZ_RUN(found, 0, list);
      const QJsonObject row = found.json()[u"certificates"][0].toObject();
      const bool revoked = row[u"state"].toString() == u"revoked";
      QCOMPARE(row[u"revoked"].toInt(), revoked ? row[u"channels"].toInt() : 0);
      QCOMPARE(row[u"channels"].toInt(), 2);
      if (process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0) QVERIFY(revoked);
      decided += revoked ? 1 : 0;
      if (revoked) continue;
      MZ_RUN(again, 0, revoke);
    }
    QVERIFY(killed > 0 && decided > 0);
    MZ_RUN(audited, 0, {QStringLiteral("audit"), m_network});
  }

  void anInterruptedImportEndsCleanly() {
    const QString file = m_root.filePath(QStringLiteral("interrupted.csv"));
    const QString acknowledge = m_root.filePath(QStringLiteral("interrupted.ack"));
    constexpr int kRound = 2000, kRows = 40'000;
    writeText(file, csvOfRound(kRound, kRows));
    QProcess process;
    process.setProcessEnvironment(plainEnvironment());
    process.start(mzPath(), importOf(file, acknowledge) + QStringList{QStringLiteral("--json")});
    QVERIFY(process.waitForStarted());
    QTRY_VERIFY_WITH_TIMEOUT(QFileInfo(acknowledge).size() > 0 || process.state() != QProcess::Running, 60'000);
    QCOMPARE(::kill(static_cast<pid_t>(process.processId()), SIGINT), 0);
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 1);
    const QJsonObject answer = QJsonDocument::fromJson(process.readAllStandardOutput()).object();
    QCOMPARE(answer[u"error"][u"code"].toString(), QStringLiteral("cancelled"));
    const auto engine = mz::openEngine(m_network.toStdString());
    QVERIFY(engine.has_value());
    const QList<QByteArray> lines = acknowledged(acknowledge);
    QVERIFY(!lines.isEmpty() && lines.size() < kRows);
    everyLineIsInTheLedger(**engine, kRound, lines);
    QCOMPARE(recorded(**engine, kRound).size(), static_cast<std::size_t>(lines.size()));
  }

  void anInterruptedDemoLeavesNothing() {
    const QString directory = m_root.filePath(QStringLiteral("interrupted-demo"));
    QProcess process;
    process.setProcessEnvironment(plainEnvironment());
    process.start(mzPath(), {QStringLiteral("demo"), directory, QStringLiteral("--payments"), QStringLiteral("300000"),
                             QStringLiteral("--progress")});
    QVERIFY(process.waitForStarted());
    process.setReadChannel(QProcess::StandardError);
    QVERIFY(process.waitForReadyRead(60'000));  // it has begun, and has told how far it is
    QCOMPARE(process.state(), QProcess::Running);
    QCOMPARE(::kill(static_cast<pid_t>(process.processId()), SIGINT), 0);
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 1);
    QVERIFY(!QFileInfo::exists(directory) || QDir(directory).isEmpty());
  }

  // Whenever it died: there is a network that opens, or the same command makes one.
  void aKilledDemoCanBeMadeAgain() {
    const QString directory = m_root.filePath(QStringLiteral("killed-demo"));
    const QStringList demo{QStringLiteral("demo"), directory, QStringLiteral("--payments"), QStringLiteral("10")};
    QRandomGenerator random(7);
    int unfinished = 0, finished = 0;
    for (int round = 0; round < (isSmall() ? 4 : 16); ++round) {
      QDir(directory).removeRecursively();
      QProcess process;
      process.setProcessEnvironment(plainEnvironment());
      process.start(mzPath(), demo);
      QVERIFY(process.waitForStarted());
      // Every second round dies as soon as something is there.
      if (round % 2 == 0)
        while (!QFileInfo::exists(directory) && process.state() == QProcess::Running) process.waitForFinished(1);
      QThread::msleep(random.bounded(round % 2 == 0 ? 100 : 1000));
      process.kill();
      QVERIFY(process.waitForFinished());
      if (QFileInfo::exists(directory + QStringLiteral("/network.json"))) {
        ++finished;
        MZ_RUN(there, 1, demo);
      } else {
        ++unfinished;
        MZ_RUN(again, 0, demo);
      }
      MZ_RUN(status, 0, {QStringLiteral("status"), directory});
      MZ_RUN(audit, 0, {QStringLiteral("audit"), directory});
    }
    qInfo("%d times there was no network yet, %d times there was", unfinished, finished);
    QVERIFY(unfinished > 0);
    // Anything else is left alone.
    QDir(directory).removeRecursively();
    QVERIFY(QDir().mkpath(directory));
    writeText(directory + QStringLiteral("/keystore.mzk"), "mine");
    MZ_RUN(refused, 1, demo);
    QCOMPARE(readBytes(directory + QStringLiteral("/keystore.mzk")), QByteArray("mine"));
  }

  // The same of a network that people work with.
  void aKilledCreationCanBeRepeated() {
    const QString directory = m_root.filePath(QStringLiteral("killed-network"));
    QProcessEnvironment environment = plainEnvironment();
    environment.insert(QStringLiteral("MZ_PASSWORD"), QStringLiteral("green tea cup 47"));
    const QStringList create{QStringLiteral("network"), QStringLiteral("create"), directory,
                             QStringLiteral("--title"), QStringLiteral("City"),   QStringLiteral("--org"),
                             QStringLiteral("finance")};
    QRandomGenerator random(11);
    int unfinished = 0;
    for (int round = 0; round < (isSmall() ? 4 : 16); ++round) {
      QDir(directory).removeRecursively();
      QProcess process;
      process.setProcessEnvironment(environment);
      process.start(mzPath(), create);
      QVERIFY(process.waitForStarted());
      while (!QFileInfo::exists(directory) && process.state() == QProcess::Running) process.waitForFinished(1);
      QThread::msleep(random.bounded(400));
      process.kill();
      QVERIFY(process.waitForFinished());
      const bool made = QFileInfo::exists(directory + QStringLiteral("/network.json"));
      if (!made) ++unfinished;
      MZ_RUN(again, made ? 1 : 0, create, environment);
      MZ_RUN(status, 0, {QStringLiteral("status"), directory});
      MZ_RUN(audit, 0, {QStringLiteral("audit"), directory});
    }
    QVERIFY(unfinished > 0);
  }

  void theRestOfAKilledImportCanBeRecorded() {
    const QString file = m_root.filePath(QStringLiteral("rest.csv"));
    const QString acknowledge = m_root.filePath(QStringLiteral("rest.ack"));
    constexpr int kRound = 1000, kRows = 8000;
    writeText(file, csvOfRound(kRound, kRows));
    QProcess process;
    process.setProcessEnvironment(plainEnvironment());
    process.start(mzPath(), importOf(file, acknowledge));
    QVERIFY(process.waitForStarted());
    QTRY_VERIFY_WITH_TIMEOUT(QFileInfo(acknowledge).size() > 0 || process.state() != QProcess::Running, 60'000);
    process.kill();
    QVERIFY(process.waitForFinished());
    MZ_RUN(again, 0, importOf(file, m_root.filePath(QStringLiteral("rest-2.ack"))) + QStringList{QStringLiteral("--json")});
    QCOMPARE(again.json()[u"recorded"].toInt() + again.json()[u"alreadyThere"].toInt(), kRows);
    QCOMPARE(again.json()[u"refused"].toInt(), 0);
    MZ_RUN(query, 0,
           {QStringLiteral("finance"), QStringLiteral("query"), QStringLiteral("--network"), m_network,
            QStringLiteral("--channel"), QStringLiteral("finance"), QStringLiteral("--entity"),
            QString::fromUtf8(roundName(kRound)), QStringLiteral("--limit"), QStringLiteral("0"), QStringLiteral("--json")});
    QCOMPARE(query.json()[u"count"].toInt(), kRows);
    MZ_RUN(audit, 0, {QStringLiteral("audit"), m_network});
  }
};

QTEST_GUILESS_MAIN(KillTest)
#include "kill_test.moc"
