// One window per person and network: hand-over between starts, also with the real program.
#include <QtCore/QCryptographicHash>
#include <QtCore/QDir>
#include <QtCore/QProcess>
#include <QtCore/QTemporaryDir>
#include <QtCore/QThread>
#include <QtNetwork/QLocalSocket>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include "tests/support/shared_files.h"
#include "ui/shell/single_instance.h"

namespace mz {

class SingleInstanceTest : public QObject {
  Q_OBJECT

  QTemporaryDir m_folder;

  // The other start runs in a thread of its own: both sides wait for each other.
  static bool handOverFromElsewhere(const QString& network, const QString& text) {
    bool taken = false;
    std::unique_ptr<QThread> other(QThread::create([&] {
      SingleInstance second(network);
      taken = second.handOver(text);
    }));
    other->start();
    return QTest::qWaitFor([&] { return other->isFinished(); }, 10'000) && taken;
  }

  QString network(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)); }

 private Q_SLOTS:
  void initTestCase() { QVERIFY(QDir(m_folder.path()).mkpath(QStringLiteral("a"))); }

  void theSecondStartHandsItsLinkOver() {
    SingleInstance first(network("a"));
    QVERIFY(!first.handOver(QStringLiteral("mingzhang:page/chain")));  // nobody there
    QVERIFY(first.listen());
    QSignalSpy received(&first, &SingleInstance::received);
    QVERIFY(handOverFromElsewhere(network("a/../a"), QStringLiteral("mingzhang:page/chain")));
    QTRY_COMPARE(received.size(), 1);
    QCOMPARE(received.front().front().toString(), QStringLiteral("mingzhang:page/chain"));
    QVERIFY(handOverFromElsewhere(network("a"), {}));
    QTRY_COMPARE(received.size(), 2);
    QVERIFY(received.back().front().toString().isEmpty());
  }

  void anotherNetworkHasAWindowOfItsOwn() {
    SingleInstance first(network("a"));
    QVERIFY(first.listen());
    QVERIFY(!handOverFromElsewhere(network("b"), {}));
    first.setNetwork(network("b"));
    QVERIFY(handOverFromElsewhere(network("b"), {}));
    QVERIFY(!handOverFromElsewhere(network("a"), {}));
  }

  void onlyOneListens() {
    SingleInstance first(network("a")), second(network("a"));
    QVERIFY(first.listen());
    QVERIFY(!second.listen());
  }

  void floodsAndSilenceDoNoHarm() {
    SingleInstance first(network("a"));
    QVERIFY(first.listen());
    QSignalSpy received(&first, &SingleInstance::received);
    const auto hash =
        QCryptographicHash::hash(QFileInfo(network("a")).canonicalFilePath().toUtf8(), QCryptographicHash::Sha256);
    QLocalSocket flood, silent;
    const QString name = QStringLiteral("mingzhang-%1-%2").arg(getuid()).arg(QString::fromLatin1(hash.toHex().left(16)));
    flood.connectToServer(name);
    QVERIFY(flood.waitForConnected());
    flood.write(QByteArray(100'000, 'x'));
    silent.connectToServer(name);
    QVERIFY(silent.waitForConnected());
    QTRY_COMPARE(flood.state(), QLocalSocket::UnconnectedState);
    QTRY_COMPARE(silent.state(), QLocalSocket::UnconnectedState);
    QCOMPARE(received.size(), 0);
    QVERIFY(handOverFromElsewhere(network("a"), {}));
  }

  void theRealProgramStartedTwiceEndsTheSecondTime() {
    const QString program = QString::fromStdString((test::binaryDirectory() / "bin" / "mingzhang").string());
    if (!QFile::exists(program)) QSKIP("the program is not built");
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char* name : {"HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR", "TMPDIR"}) {
      environment.insert(QString::fromLatin1(name), m_folder.path());
    }
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    QProcess first, second;
    for (QProcess* process : {&first, &second}) process->setProcessEnvironment(environment);
    first.start(program, {});
    QVERIFY(first.waitForStarted());
    const auto stopped = qScopeGuard([&] {
      first.kill();
      first.waitForFinished();
    });
    // It listens once its socket is there.
    QVERIFY(QTest::qWaitFor(
        [this] { return !QDir(m_folder.path()).entryList({QStringLiteral("mingzhang-*")}, QDir::System).isEmpty(); }, 20'000));
    second.start(program, {QStringLiteral("mingzhang:page/chain")});
    QVERIFY(second.waitForFinished(20'000));
    QCOMPARE(second.exitStatus(), QProcess::NormalExit);
    QCOMPARE(second.exitCode(), 0);
    QCOMPARE(first.state(), QProcess::Running);
  }

  void whatIsNoLinkIsRefusedOnTheCommandLine() {
    const QString program = QString::fromStdString((test::binaryDirectory() / "bin" / "mingzhang").string());
    if (!QFile::exists(program)) QSKIP("the program is not built");
    QProcess process;
    process.start(program, {QStringLiteral("-platform"), QStringLiteral("offscreen"), QStringLiteral("http://example.org")});
    QVERIFY(process.waitForFinished(20'000));
    QCOMPARE(process.exitCode(), 2);
  }
};

}  // namespace mz

QTEST_MAIN(mz::SingleInstanceTest)
#include "single_instance_test.moc"
