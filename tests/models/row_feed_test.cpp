#include "models/row_feed.h"

#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>
#include <future>
#include <limits>

#include "models/block_model.h"
#include "models/table_file.h"
#include "models/text_table_model.h"
#include "tests/support/fake_engine.h"

namespace mz {

using test::FakeEngine;

class RowFeedTest : public QObject {
  Q_OBJECT

 private:
  static constexpr int kAll = std::numeric_limits<int>::max();
  // Writes on a thread of its own while this one goes on with its events.
  static Result<std::uint64_t> write(RowFeed& feed, const QStringList& headings, const QString& file,
                                     const Progress& progress) {
    auto written =
        std::async(std::launch::async, [&, pipe = feed.pipe()] { return writeTableCsv(*pipe, headings, file, progress); });
    if (!QTest::qWaitFor([&] { return written.wait_for(std::chrono::seconds(0)) == std::future_status::ready; }, 20'000))
      qFatal("the table was not written");
    return written.get();
  }
  static QStringList lines(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return {};
    return QString::fromUtf8(file.readAll()).split(QStringLiteral("\r\n"), Qt::SkipEmptyParts);
  }

 private Q_SLOTS:
  void rowsThatWereNotReadYetAreWaitedFor() {
    EngineClient client;
    auto engine = std::make_unique<FakeEngine>(test::FakeLedger{3'000, 2, false});
    client.attach(std::move(engine));
    BlockTableModel model(client);
    QTRY_COMPARE(model.rowCount(), 3'000);
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("blocks.csv"));
    RowFeed feed(model, {BlockTableModel::HeightColumn, BlockTableModel::TransactionsColumn}, RowWords::Plain, kAll);
    const auto written = write(feed, {QStringLiteral("Block"), QStringLiteral("Count")}, file, Progress());
    QVERIFY(written);
    QCOMPARE(*written, std::uint64_t(3'000));
    const QStringList all = lines(file);
    QCOMPARE(all.size(), 3'001);
    QCOMPARE(all[1], QStringLiteral("2999,2"));
    QCOMPARE(all.back(), QStringLiteral("0,0"));
  }

  void textThatASpreadsheetWouldRunIsDisarmed() {
    TextTableModel model;
    model.setTable({QStringLiteral("A"), QStringLiteral("B")},
                   {{TextCell{QStringLiteral("=1+1")}, TextCell{QStringLiteral("a,\"b\"")}}});
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("t.csv"));
    RowFeed feed(model, {1, 0}, RowWords::Shown, kAll);
    QVERIFY(write(feed, {QStringLiteral("B"), QStringLiteral("A")}, file, Progress()));
    QCOMPARE(lines(file).back(), QStringLiteral("\"a,\"\"b\"\"\",'=1+1"));
  }

  void aTableThatChangesIsNotWrittenHalf() {
    TextTableModel model;
    std::vector<std::vector<TextCell>> rows(200'000, {TextCell{QStringLiteral("x")}});
    model.setTable({QStringLiteral("A")}, rows);
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("t.csv"));
    RowFeed feed(model, {0}, RowWords::Shown, kAll);
    QTimer::singleShot(10, &model, [&] { model.setTable({QStringLiteral("A")}, {}); });
    const auto written = write(feed, {QStringLiteral("A")}, file, Progress());
    QVERIFY(!written);
    QCOMPARE(written.error().code, ErrorCode::Refused);
    QVERIFY(!QFile::exists(file));
  }

  void cancellingLeavesNoFile() {
    TextTableModel model;
    model.setTable({QStringLiteral("A")}, std::vector<std::vector<TextCell>>(200'000, {TextCell{QStringLiteral("x")}}));
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("t.csv"));
    RowFeed feed(model, {0}, RowWords::Shown, kAll);
    Progress progress;
    QTimer::singleShot(10, &model, [&] { progress.cancel(); });
    const auto written = write(feed, {QStringLiteral("A")}, file, progress);
    QVERIFY(!written);
    QCOMPARE(written.error().code, ErrorCode::Cancelled);
    QVERIFY(!QFile::exists(file));
  }
};

}  // namespace mz

QTEST_GUILESS_MAIN(mz::RowFeedTest)
#include "row_feed_test.moc"
