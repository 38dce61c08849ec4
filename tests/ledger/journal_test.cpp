// The journal of what was done in this program: only appended to, whole after a kill, bounded.
#include "tests/support/test_network.h"

#include <QTest>
#include <fstream>

#include "ledger/journal.h"

using namespace mz;
using namespace mz::test;

class JournalTest : public QObject {
  Q_OBJECT

  static std::filesystem::path fileIn(const QTemporaryDir& directory) {
    return directory.filePath(QStringLiteral("journal.jsonl")).toStdString();
  }
  static void addRaw(const std::filesystem::path& file, const std::string& text) {
    std::ofstream(file, std::ios::app | std::ios::binary) << text;
  }

 private Q_SLOTS:
  void entriesComeBackNewestFirst() {
    const QTemporaryDir directory;
    {
      Journal journal = must(Journal::open(directory.path().toStdString()));
      must(journal.append({.what = "unlock", .result = "wrong_password"}, UnixSeconds(100)));
      must(journal.append({.what = "unlock", .result = "done"}, UnixSeconds(101)));
      must(journal.append({.what = "submit", .who = "财政局/周敏", .channel = "finance", .subject = "a\nb", .result = "done"},
                          UnixSeconds(102)));
    }
    const Journal journal = must(Journal::open(directory.path().toStdString()));
    const std::vector<JournalEntry> all = journal.newest(0, 100);
    QCOMPARE(all.size(), std::size_t(3));
    QCOMPARE(all[0].who, std::string("财政局/周敏"));
    QCOMPARE(all[0].subject, std::string("a\nb"));
    QCOMPARE(all[0].number, std::uint64_t(3));
    QCOMPARE(all[2].result, std::string("wrong_password"));
    QVERIFY(!all[0].device.empty());
    QCOMPARE(journal.newest(3, 1).at(0).number, std::uint64_t(2));
    QVERIFY(journal.newest(1, 10).empty());
    QCOMPARE(journal.failures("unlock", UnixSeconds(0)), std::size_t(1));
    QCOMPARE(journal.failures("unlock", UnixSeconds(101)), std::size_t(0));
  }

  void aTornLineIsPassedOverAndTheNextOneIsWhole() {
    const QTemporaryDir directory;
    const auto file = fileIn(directory);
    must(must(Journal::open(directory.path().toStdString())).append({.what = "lock", .result = "done"}, UnixSeconds(1)));
    const auto size = std::filesystem::file_size(file);
    for (std::uintmax_t cut = 1; cut < size; ++cut) {
      const QTemporaryDir copy;
      std::filesystem::copy_file(file, fileIn(copy));
      Journal whole = must(Journal::open(copy.path().toStdString()));
      must(whole.append({.what = "audit", .result = "done"}, UnixSeconds(2)));
      std::filesystem::resize_file(fileIn(copy), std::filesystem::file_size(fileIn(copy)) - cut);
      Journal journal = must(Journal::open(copy.path().toStdString()));
      QVERIFY(journal.newest(0, 10).size() <= 1 || cut == 1);
      must(journal.append({.what = "import", .result = "done"}, UnixSeconds(3)));
      const Journal again = must(Journal::open(copy.path().toStdString()));
      QCOMPARE(again.newest(0, 1).at(0).what, std::string("import"));
    }
  }

  void linesThatAreNoneAreCountedAndLeftThere() {
    const QTemporaryDir directory;
    Journal first = must(Journal::open(directory.path().toStdString()));
    must(first.append({.what = "lock", .result = "done"}, UnixSeconds(1)));
    addRaw(fileIn(directory), "no JSON\n{\"n\":1}\n\xff\xfe\n{\"n\":-4}\n");
    Journal journal = must(Journal::open(directory.path().toStdString()));
    QCOMPARE(journal.unreadableLines(), std::size_t(4));
    QCOMPARE(journal.newest(0, 10).size(), std::size_t(1));
    must(journal.append({.what = "unlock", .result = "done"}, UnixSeconds(2)));
    QCOMPARE(must(Journal::open(directory.path().toStdString())).newest(0, 10).size(), std::size_t(2));
  }

  void itStaysBounded() {
    const QTemporaryDir directory;
    const std::string text(Journal::kTextBytes, 'x');
    std::size_t number = 0, older = 0;
    // Both files are full: written at once, since each append() waits for the disk.
    for (const char* name : {"journal-older.jsonl", "journal.jsonl"}) {
      older = number;
      std::ofstream out(directory.filePath(QString::fromUtf8(name)).toStdString(), std::ios::binary);
      for (std::size_t bytes = 0; bytes + 1200 < Journal::kFileBytes; bytes = static_cast<std::size_t>(out.tellp()))
        out << "{\"n\":" << ++number << ",\"result\":\"done\",\"subject\":\"" << text << "\",\"what\":\"export\"}\n";
    }
    Journal journal = must(Journal::open(directory.path().toStdString()));
    QCOMPARE(journal.newest(0, 100'000).size(), number);
    for (int i = 0; i < 4; ++i)
      must(journal.append({.what = "export", .subject = text + "cut off", .result = "done"}, UnixSeconds(1)));
    std::uintmax_t bytes = 0;
    for (const auto& entry : std::filesystem::directory_iterator(directory.path().toStdString())) bytes += entry.file_size();
    QVERIFY(bytes <= 2 * Journal::kFileBytes);
    const auto kept = journal.newest(0, 100'000);
    QCOMPARE(kept.size(), number + 4 - older);
    QCOMPARE(kept.front().number, std::uint64_t(number + 4));
    QCOMPARE(kept.front().subject, text);
    const Journal again = must(Journal::open(directory.path().toStdString()));
    QCOMPARE(again.newest(0, 100'000).size(), kept.size());
  }

  void aDirectoryThatIsGoneIsAnError() {
    auto directory = std::make_unique<QTemporaryDir>();
    Journal journal = must(Journal::open(directory->path().toStdString()));
    directory.reset();
    QVERIFY(!journal.append({.what = "lock"}, UnixSeconds(1)));
    QVERIFY(journal.newest(0, 10).empty());
  }
};

QTEST_GUILESS_MAIN(JournalTest)
#include "journal_test.moc"
