#include "models/transaction_model.h"

#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include "models/error_text.h"
#include "models/format_text.h"
#include "models/proof_path.h"
#include "models/text_table_model.h"
#include "tests/support/fake_engine.h"

namespace mz {

using test::FakeEngine;
using test::FakeLedger;

class TransactionModelTest : public QObject {
  Q_OBJECT

 private:
  static FakeEngine* attach(EngineClient& client, FakeLedger ledger = {}) {
    auto engine = std::make_unique<FakeEngine>(ledger);
    FakeEngine* raw = engine.get();
    client.attach(std::move(engine));
    return QTest::qWaitFor([&] { return client.isIdle() && client.status().has_value(); }) ? raw : nullptr;
  }

 private Q_SLOTS:
  void initTestCase() { QLocale::setDefault(QLocale(QStringLiteral("en_GB"))); }

  void aRunOfTransactionsIsShownInLedgerOrder() {
    EngineClient client;
    TransactionTableModel model(client);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QVERIFY(attach(client));
    model.setRange(TransactionNumber(50), 25);
    QCOMPARE(model.rowCount(), 25);
    QVERIFY(!model.transaction(7));
    QTRY_VERIFY(model.transaction(7));
    QCOMPARE(model.transaction(7)->number, TransactionNumber(57));
    QCOMPARE(model.rowOf(TransactionNumber(57)), 7);
    QCOMPARE(model.rowOf(TransactionNumber(49)), -1);
    QCOMPARE(model.rowOf(TransactionNumber(75)), -1);
  }

  void aRunIsNarrowedToWhatMatches() {
    EngineClient client;
    TransactionTableModel model(client);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    FakeEngine* engine = attach(client);
    QVERIFY(engine);
    model.setRange(TransactionNumber(50), 25);
    const auto all = engine->transactions(client.channel(), TransactionNumber(50), 25);
    QVERIFY(all);
    QSignalSpy matched(&model, &TransactionTableModel::matched);
    const auto expected = [&](const TransactionMatch& match) {
      return std::ranges::count_if(*all, [&](const TransactionSummary& row) { return match.matches(row); });
    };
    TransactionMatch refused;
    refused.refused = true;
    model.setMatch(refused);
    QCOMPARE(model.rowCount(), 0);
    QVERIFY(model.isMatching());
    QTRY_COMPARE(matched.count(), 1);
    QVERIFY(expected(refused) > 0 && expected(refused) < 25);
    QCOMPARE(model.rowCount(), static_cast<int>(expected(refused)));
    for (int row = 0; row < model.rowCount(); ++row) {
      QVERIFY(model.transaction(row)->result != ResultCode::Executed);
      QCOMPARE(model.rowOf(model.numberOf(row)), row);
    }
    QCOMPARE(model.rowOf(TransactionNumber(58)), -1);  // executed, as the next test says
    // By the beginning of an id, in capitals too; then everything again.
    TransactionMatch id;
    id.text = fromText((*all)[3].id.hex()).left(12).toUpper();
    model.setMatch(id);
    QTRY_COMPARE(matched.count(), 2);
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.numberOf(0), (*all)[3].number);
    model.setMatch({});
    QCOMPARE(model.rowCount(), 25);
    QVERIFY(!model.isMatching());
  }

  void aRefusedTransactionIsADanger() {
    EngineClient client;
    TransactionTableModel model(client);
    QVERIFY(attach(client));
    model.setRange(TransactionNumber(50), 25);
    QVERIFY(!model.transaction(7));
    QTRY_VERIFY(model.transaction(7));
    const auto role = [&](int row) { return model.index(row, TransactionTableModel::ResultColumn).data(kStatusRole).toInt(); };
    QCOMPARE(role(7), static_cast<int>(StatusRole::Danger));
    QCOMPARE(role(8), static_cast<int>(StatusRole::Good));
  }

  void millionsOfRowsKeepMemoryBounded() {
    EngineClient client;
    TransactionTableModel model(client);
    FakeEngine* engine = attach(client, {1'000'000, 25, false});
    QVERIFY(engine);
    model.setRange(TransactionNumber(0), 20'000'000);
    for (int row = 0; row < 20'000'000; row += 200'000) {  // 100 segments: more than are kept
      QVERIFY(!model.transaction(row));
      QTRY_VERIFY(model.transaction(row));
    }
    QVERIFY(!model.transaction(0));  // the first was let go, and is read again
    QTRY_VERIFY(model.transaction(0));
  }

  void anotherRangeDropsAnswersUnderWay() {
    EngineClient client;
    TransactionTableModel model(client);
    FakeEngine* engine = attach(client);
    QVERIFY(engine);
    engine->setDelay(80);
    model.setRange(TransactionNumber(0), 25);
    QVERIFY(!model.transaction(0));
    model.setRange(TransactionNumber(100), 25);
    QVERIFY(!model.transaction(0));
    QTRY_VERIFY(model.transaction(0));
    QCOMPARE(model.transaction(0)->number, TransactionNumber(100));
  }

  void aProofIsComputedToTheRoot() {
    FakeEngine engine;
    for (const std::uint64_t number : {0, 1, 24, 25, 500, 974}) {
      auto detail = engine.transaction("finance", TransactionNumber(number));
      QVERIFY(detail);
      const auto path = proofPath(*detail);
      QVERIFY(path);
      QVERIFY(path->holds);
      if (detail->proof.empty()) continue;
      detail->proof.front().bytes[0] ^= 1;
      QVERIFY(!proofPath(*detail)->holds);
      detail->proof.pop_back();
      QVERIFY(!proofPath(*detail));
    }
  }

  void aProofOfALeafOutsideTheTreeIsNone() {
    FakeEngine engine;
    auto detail = engine.transaction("finance", TransactionNumber(3));
    QVERIFY(detail);
    detail->leafIndex = LeafIndex(detail->treeSize);
    QVERIFY(!proofPath(*detail));
  }

  void writesShowOnlyWhatChanged() {
    const auto rows = writeRows({{"c", "k", R"({"a":1,"b":{"c":"x"}})", R"({"a":1,"b":{"c":"y"},"d":true})"}});
    QCOMPARE(rows.size(), std::size_t(3));
    QCOMPARE(rows[0][0].text, QStringLiteral("k"));
    QCOMPARE(rows[1][0].text.trimmed(), QStringLiteral("b.c"));
    QCOMPARE(rows[1][1].text, QStringLiteral("x"));
    QCOMPARE(rows[1][2].text, QStringLiteral("y"));
    QCOMPARE(rows[2][1].text, QString(QChar(0x2014)));
  }

  void argumentsThatAreNoJsonAreShownAsTheyAre() {
    const auto rows = argumentRows("{broken");
    QCOMPARE(rows.size(), std::size_t(1));
    QCOMPARE(rows[0][1].text, QStringLiteral("{broken"));
    QVERIFY(argumentRows("").empty());
  }

  void amountsKeepEveryDigit() {
    QCOMPARE(amountText(Amount(123'456'789'012'345'678), "CNY"), QStringLiteral("1,234,567,890,123,456.78"));
    QCOMPARE(amountText(Amount(-5), "GBP"), QString(QChar(0x2212)) + QStringLiteral("0.05"));
    QCOMPARE(amountText(Amount(1'234), "JPY", true), QStringLiteral("JPY") + QChar(0x00a0) + QStringLiteral("1,234"));
  }

  void everyErrorHasASentence() {
    for (const auto code : {ErrorCode::NotFound, ErrorCode::NotFinal, ErrorCode::WrongPassword, ErrorCode::Damaged,
                            ErrorCode::InUse, ErrorCode::DiskFull, ErrorCode::UnsupportedVersion}) {
      const QString text = errorText(Error(code, "detail for the log"));
      QVERIFY(text.endsWith(QLatin1Char('.')));
      QVERIFY(!text.contains(QStringLiteral("detail for the log")));
    }
    const QString placed = errorText(Error(ErrorCode::Damaged, "x").with("channel", "finance").with("height", "7"));
    QVERIFY(placed.contains(QStringLiteral("channel finance")));
    QVERIFY(placed.contains(QStringLiteral("block 7")));
  }

  void shortTablesPassTheModelTester() {
    TextTableModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setTable({QStringLiteral("a"), QStringLiteral("b")}, {{TextCell{QStringLiteral("1")}}, {}});
    QCOMPARE(model.rowCount(), 2);
    QVERIFY(!model.index(0, 1).data().isValid());
    model.setTable({}, {});
    QCOMPARE(model.rowCount(), 0);
  }
};

}  // namespace mz

QTEST_GUILESS_MAIN(mz::TransactionModelTest)
#include "transaction_model_test.moc"
