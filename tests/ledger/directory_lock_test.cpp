// One program at a time on a network directory.
#include <sys/wait.h>
#include <unistd.h>

#include <QTemporaryDir>
#include <QTest>
#include <optional>

#include "ledger/store/directory_lock.h"

using namespace mz;

class DirectoryLockTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void theSecondIsRefusedWithTheFirstOnesPid() {
    const QTemporaryDir directory;
    auto first = DirectoryLock::acquire(directory.path().toStdString());
    QVERIFY(first);
    const auto second = DirectoryLock::acquire(directory.path().toStdString());
    QVERIFY(!second);
    QCOMPARE(second.error().code, ErrorCode::InUse);
    QCOMPARE(std::string(second.error().parameter("pid")), std::to_string(::getpid()));
    const DirectoryLock moved = std::move(*first);
    QVERIFY2(!DirectoryLock::acquire(directory.path().toStdString()), "a moved lock still holds");
  }

  void itIsFreeAgainAfterwards() {
    const QTemporaryDir directory;
    {
      QVERIFY(DirectoryLock::acquire(directory.path().toStdString()));
    }
    auto lock = DirectoryLock::acquire(directory.path().toStdString());
    QVERIFY(lock);
    const QTemporaryDir other;
    auto elsewhere = DirectoryLock::acquire(other.path().toStdString());
    QVERIFY(elsewhere);
    *lock = std::move(*elsewhere);
    QVERIFY2(DirectoryLock::acquire(directory.path().toStdString()), "assigning over a lock frees it");
    QVERIFY(!DirectoryLock::acquire(other.path().toStdString()));
  }

  void aProgramThatDiesFreesIt() {
    const QTemporaryDir directory;
    const std::string path = directory.path().toStdString();
    int ready[2];
    QCOMPARE(::pipe(ready), 0);
    const pid_t child = ::fork();
    if (child == 0) {
      const auto lock = DirectoryLock::acquire(path);
      const char answer = lock ? 'y' : 'n';
      if (::write(ready[1], &answer, 1) != 1) ::_exit(1);
      for (;;) ::pause();
    }
    char answer = 0;
    QCOMPARE(::read(ready[0], &answer, 1), ssize_t{1});
    QCOMPARE(answer, 'y');
    const auto refused = DirectoryLock::acquire(path);
    QVERIFY(!refused);
    QCOMPARE(std::string(refused.error().parameter("pid")), std::to_string(child));
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    QVERIFY(DirectoryLock::acquire(path));
    ::close(ready[0]);
    ::close(ready[1]);
  }

  void aMissingDirectoryIsNotMade() {
    const QTemporaryDir directory;
    const auto missing = DirectoryLock::acquire(directory.filePath(QStringLiteral("none")).toStdString());
    QVERIFY(!missing);
    QCOMPARE(missing.error().code, ErrorCode::NotFound);
  }

  void aLinkInPlaceOfTheLockIsNotFollowed() {
    const QTemporaryDir directory;
    const std::string target = directory.filePath(QStringLiteral("precious")).toStdString();
    QCOMPARE(::symlink(target.c_str(), directory.filePath(QStringLiteral("mingzhang.lock")).toStdString().c_str()), 0);
    QVERIFY(!DirectoryLock::acquire(directory.path().toStdString()));
    QVERIFY(::access(target.c_str(), F_OK) != 0);
  }
};

QTEST_GUILESS_MAIN(DirectoryLockTest)
#include "directory_lock_test.moc"
