// The finance read model follows the chain, keeps itself in the file, and comes out the same however it was made.
#include <QTest>
#include <atomic>
#include <thread>

#include "ledger/base/random.h"
#include "tests/ledger/finance_support.h"

using namespace mz;
using namespace mz::test;

class FinanceProjectionTest : public QObject {
  Q_OBJECT

  static PaymentDraft randomPayment(SeededRandom& random, std::size_t number) {
    PaymentDraft draft = payment("p" + std::to_string(number), Date(18000 + static_cast<int>(random.below(900))).iso(),
                                 static_cast<std::int64_t>(random.below(1000000)) - 50000);
    draft.department = "Department " + std::to_string(random.below(5));
    draft.payee = "Payee " + std::to_string(random.below(300));
    draft.functionalClass = random.below(4) == 0 ? "" : "Class " + std::to_string(random.below(20));
    draft.description = "Kind " + std::to_string(random.below(40));
    draft.currency = random.below(10) == 0 ? "USD" : "GBP";
    return draft;
  }

 private Q_SLOTS:
  void keepsExecutedPaymentsOfItsContractOnly() {
    FinanceChain chain;
    chain.addPayment(payment("a", "2022-01-02", 100));
    chain.add("record_payment", paymentArguments(payment("b", "2022-01-02", 5)), ResultCode::ContractRefusal);
    chain.add("record_payment", paymentArguments(payment("c", "2022-01-02", 5)), ResultCode::Executed, "other");
    chain.add("configure", "{}");
    chain.addPayment(payment("d", "2022-01-03", -7));
    chain.block();
    const auto snapshot = chain.projection.snapshot();
    QCOMPARE(snapshot->size, std::size_t{2});
    QCOMPARE(snapshot->transaction(0), std::uint64_t{0});
    QCOMPARE(snapshot->transaction(1), std::uint64_t{4});
    QCOMPARE(snapshot->amount(1), std::int64_t{-7});
  }

  void showsNothingBeforeTheBlockIsCommitted() {
    FinanceChain chain;
    chain.addPayment(payment("a", "2022-01-02", 100));
    chain.block();
    chain.addPayment(payment("b", "2022-01-02", 100));
    Envelope envelope;
    envelope.call.contract = "public-finance";
    envelope.call.function = "record_payment";
    envelope.call.arguments = *chain.arguments(TransactionNumber(1));
    ExecutedTransaction transaction;
    transaction.number = TransactionNumber(1);
    transaction.envelope = &envelope;
    must(chain.database().begin());
    must(chain.projection.apply({&transaction, 1}, chain.database()));
    QCOMPARE(chain.projection.snapshot()->size, std::size_t{1});
    chain.database().rollback();
    must(chain.projection.load(chain.database()));
    QCOMPARE(chain.projection.snapshot()->size, std::size_t{1});
    chain.block();
    QCOMPARE(chain.projection.snapshot()->size, std::size_t{2});
  }

  void loadsWhatItWroteWhateverTheBlocks() {
    FinanceChain chain;
    SeededRandom random(11);
    std::size_t number = 0;
    while (number < 70000) {  // more than one chunk in memory
      const std::size_t count = random.below(3) == 0 ? 1 + random.below(5) : 1 + random.below(4000);
      for (std::size_t i = 0; i < count; ++i) chain.addPayment(randomPayment(random, number++));
      chain.block();
    }
    FinanceProjection loaded;
    must(loaded.load(chain.database()));
    const auto expected = chain.projection.snapshot();
    const auto actual = loaded.snapshot();
    QCOMPARE(actual->size, expected->size);
    for (std::size_t row = 0; row < expected->size; ++row) {
      const PaymentValues a = expected->at(row);
      const PaymentValues b = actual->at(row);
      QVERIFY2(a == b, std::to_string(row).c_str());
    }
    for (std::size_t column = 0; column < kTextColumns; ++column) {
      QCOMPARE(actual->dictionaries[column].size(), expected->dictionaries[column].size());
    }
    // And goes on from there.
    chain.addPayment(randomPayment(random, number++));
    must(chain.applyBlock(loaded, chain.database(), number - 1, number));
    QCOMPARE(loaded.snapshot()->size, number);
  }

  void dumpsTheSameWhateverTheMergeHistory() {
    FinanceChain one;
    FinanceChain many;
    SeededRandom random(3);
    for (std::size_t i = 0; i < 3000; ++i) {
      const PaymentDraft draft = randomPayment(random, i);
      one.addPayment(draft);
      many.addPayment(draft);
      if (i % 3 == 0) many.block();
    }
    one.block();
    many.block();
    const auto lines = one.dump(one.projection);
    QCOMPARE(lines.size(), std::size_t{3000});
    QVERIFY(lines == many.dump(many.projection));

    Statement count = must(many.database().prepare("SELECT count(*) FROM finance_segment"));
    must(count.step());
    QVERIFY2(count.integer(0) < 40, "single blocks are merged into larger segments");
  }

  void rebuildsToTheSameRows() {
    FinanceChain chain;
    SeededRandom random(4);
    for (std::size_t i = 0; i < 500; ++i) chain.addPayment(randomPayment(random, i));
    chain.add("record_budget_line", R"({"amount":500,"class":"x","currency":"GBP","department":"D","id":"b1","year":2022})");
    chain.block();
    const auto before = chain.dump(chain.projection);

    must(chain.database().begin());
    must(chain.projection.dropTables(chain.database()));
    must(chain.projection.createTables(chain.database()));
    must(chain.database().commit());
    for (std::size_t first = 0; first < chain.size(); first += 50) {
      must(chain.applyBlock(chain.projection, chain.database(), first, std::min(first + 50, chain.size())));
    }
    QVERIFY(chain.dump(chain.projection) == before);
    QCOMPARE(chain.projection.snapshot()->size, std::size_t{500});
    QCOMPARE(chain.projection.budgetLines(0).size(), std::size_t{1});
  }

  void addsUpBudgetLinesAdjustmentsAndAllocations() {
    FinanceChain chain;
    chain.add(
        "record_budget_line",
        R"({"amount":1000,"class":"205","currency":"CNY","department":"Education","id":"b1","project":"P","title":"T","year":2022})");
    chain.add("record_budget_line",
              R"({"amount":77,"class":"206","currency":"CNY","department":"Justice","id":"b2","year":2023})");
    chain.block();
    chain.add("adjust_budget_line", R"({"amount":-200,"date":"2022-05-01","id":"a1","line":"b1","reason":"less"})");
    chain.add("record_allocation", R"({"amount":300,"date":"2022-05-01","entity":"School","id":"l1","line":"b1"})");
    chain.add("record_allocation", R"({"amount":50,"date":"2022-05-01","entity":"School","id":"l2","line":"b1"})");
    chain.block();
    FinanceProjection loaded;
    must(loaded.load(chain.database()));
    for (const FinanceProjection* each : {&chain.projection, &loaded}) {
      const auto lines = each->budgetLines(2022);
      QCOMPARE(lines.size(), std::size_t{1});
      QCOMPARE(lines[0].id, std::string("b1"));
      QCOMPARE(lines[0].amount.minor, std::int64_t{1000});
      QCOMPARE(lines[0].adjusted.minor, std::int64_t{800});
      QCOMPARE(lines[0].allocated.minor, std::int64_t{350});
      QCOMPARE(lines[0].title, std::string("T"));
      QCOMPARE(each->budgetLines(0).size(), std::size_t{2});
    }
  }

  void leadsFromAnAllocationBackToItsBudgetLine() {
    FinanceChain chain;
    chain.add("record_budget_line",
              R"({"amount":1000,"class":"205","currency":"CNY","department":"D","id":"b1","title":"T","year":2022})");
    chain.add("record_budget_line", R"({"amount":77,"class":"206","currency":"CNY","department":"D","id":"b2","year":2022})");
    chain.add("adjust_budget_line", R"({"amount":-200,"date":"2022-05-01","id":"a1","line":"b1","reason":"less"})");
    chain.block();
    chain.add("record_allocation", R"({"amount":300,"date":"2022-05-02","entity":"School","id":"l1","line":"b1"})");
    chain.add("record_allocation", R"({"amount":50,"date":"2022-05-02","entity":"Other","id":"l2","line":"b1"})");
    chain.add("adjust_budget_line", R"({"amount":9,"date":"2022-05-03","id":"a2","line":"b2","reason":"other line"})");
    chain.add("adjust_budget_line", R"({"amount":5,"date":"2022-05-04","id":"a3","line":"b1","reason":"more"})");
    chain.block();
    FinanceProjection loaded;
    must(loaded.load(chain.database()));
    for (const FinanceProjection* each : {&chain.projection, &loaded}) {
      const auto trail = each->budgetTrail("l1", TransactionNumber(6));
      QCOMPARE(trail.size(), std::size_t{3});  // a3 came later, a2 belongs elsewhere
      QCOMPARE(trail[0].kind, FinanceRecord::Kind::Line);
      QCOMPARE(trail[0].id, std::string("b1"));
      QCOMPARE(trail[0].text, std::string("T"));
      QCOMPARE(trail[0].year, 2022);
      QVERIFY(!trail[0].date);
      QCOMPARE(trail[1].kind, FinanceRecord::Kind::Adjustment);
      QCOMPARE(trail[1].id, std::string("a1"));
      QCOMPARE(trail[1].amount.minor, std::int64_t{-200});
      QCOMPARE(trail[1].text, std::string("less"));
      QCOMPARE(trail[1].currency, std::string("CNY"));
      QCOMPARE(trail[2].kind, FinanceRecord::Kind::Allocation);
      QCOMPARE(trail[2].transaction, TransactionNumber(3));
      QCOMPARE(trail[2].text, std::string("School"));
      QCOMPARE(trail[2].date->iso(), std::string("2022-05-02"));
      QCOMPARE(each->budgetTrail("l1", TransactionNumber(100)).size(), std::size_t{4});
      QVERIFY(each->budgetTrail("nothing", TransactionNumber(100)).empty());
    }
    must(chain.database().begin());
    must(chain.projection.dropTables(chain.database()));
    must(chain.projection.createTables(chain.database()));
    must(chain.database().commit());
    chain.projection.committed();
    QVERIFY(chain.projection.budgetTrail("l1", TransactionNumber(100)).empty());
  }

  void keepsDatesAndAmountsFarApart() {
    FinanceChain chain;
    chain.addPayment(payment("a", "1850-03-01", 9007199254740991));
    chain.addPayment(payment("b", "2150-12-31", -9007199254740991));
    chain.addPayment(payment("c", "2022-02-02", 0));
    chain.block();
    FinanceProjection loaded;
    must(loaded.load(chain.database()));
    const auto snapshot = loaded.snapshot();
    QCOMPARE(dateOf(snapshot->at(0).date).iso(), std::string("1850-03-01"));
    QCOMPARE(dateOf(snapshot->at(1).date).iso(), std::string("2150-12-31"));
    QCOMPARE(snapshot->amount(0), std::int64_t{9007199254740991});
    QCOMPARE(snapshot->amount(1), std::int64_t{-9007199254740991});
    QVERIFY(snapshot->date(0) < snapshot->date(2));
    QVERIFY(snapshot->date(2) < snapshot->date(1));
  }

  void readsEscapedTextAndSkipsOtherMembers() {
    FinanceChain chain;
    chain.add("record_payment",
              "{\"amount\":1,\"currency\":\"GBP\",\"date\":\"2022-01-01\",\"department\":\"A "
              "\\\"quoted\\\"\\\\\\n\\u0001\",\"extra\":[{\"payee\":\"no, ]\"},[1,2]],\"id\":\"x\",\"payee\":\"P\"}");
    chain.block();
    const auto snapshot = chain.projection.snapshot();
    QCOMPARE(std::string(snapshot->dictionary(TextColumn::Department).text(1)), std::string("A \"quoted\"\\\n\x01"));
    QCOMPARE(std::string(snapshot->dictionary(TextColumn::Payee).text(1)), std::string("P"));
  }

  void refusesToGoOnAfterAnError_data() {
    QTest::addColumn<QByteArray>("arguments");
    QTest::newRow("no object") << QByteArray("[]");
    QTest::newRow("cut") << QByteArray("{\"amount\":1,\"currency\":\"GB");
    QTest::newRow("no date") << QByteArray(R"({"amount":1,"currency":"GBP"})");
    QTest::newRow("no amount") << QByteArray(R"({"currency":"GBP","date":"2022-01-01"})");
    QTest::newRow("after the end") << QByteArray("{\"amount\":1,\"date\":\"2022-01-01\"}}");
    QTest::newRow("empty") << QByteArray("");
  }
  void refusesToGoOnAfterAnError() {
    QFETCH(QByteArray, arguments);
    FinanceChain chain;
    chain.addPayment(payment("a", "2022-01-02", 100));
    chain.block();
    chain.add("record_payment", arguments.toStdString());
    QCOMPARE(chain.applyBlock(chain.projection, chain.database(), 1, 2).error().code, ErrorCode::Malformed);
    QVERIFY(!chain.applyBlock(chain.projection, chain.database(), 0, 1));
    QCOMPARE(chain.projection.snapshot()->size, std::size_t{1});
    must(chain.projection.load(chain.database()));
    must(chain.applyBlock(chain.projection, chain.database(), 0, 1));
    QCOMPARE(chain.projection.snapshot()->size, std::size_t{2});
  }

  void reportsADamagedSegment() {
    FinanceChain chain;
    for (int i = 0; i < 20; ++i) chain.addPayment(payment("p" + std::to_string(i), "2022-01-02", i));
    chain.block();
    const char* const damages[] = {
        "UPDATE finance_segment SET columns = substr(columns, 1, length(columns) - 1)",
        "UPDATE finance_segment SET columns = x'0100000000'",
        "UPDATE finance_segment SET first = 1",
        "DELETE FROM finance_text",
        "UPDATE finance_text SET text = 'Payee' WHERE key = (SELECT min(key) FROM finance_text)",
    };
    int found = 0;
    for (const char* damage : damages) {
      must(chain.database().begin());
      must(chain.database().execute(damage));
      FinanceProjection loaded;
      const Status status = loaded.load(chain.database());
      if (!status) ++found;
      chain.database().rollback();
    }
    // The last one makes a wrong name, which nothing in the read model can tell: the audit compares with the chain.
    QCOMPARE(found, 4);
  }

  void readersAreNotDisturbedByAppends() {
    FinanceChain chain;
    SeededRandom random(8);
    for (std::size_t i = 0; i < 1000; ++i) chain.addPayment(randomPayment(random, i));
    chain.block();
    std::atomic<bool> done = false;
    std::atomic<std::uint64_t> checked = 0;
    std::thread reader([&] {
      while (!done) {
        const auto snapshot = chain.projection.snapshot();
        for (std::size_t row = 0; row < snapshot->size; ++row) {
          const PaymentValues values = snapshot->at(row);
          const std::uint32_t payee = values.texts[static_cast<std::size_t>(TextColumn::Payee)];
          if (values.transaction != row || !snapshot->dictionary(TextColumn::Payee).text(payee).starts_with("Payee "))
            qFatal("torn row");
        }
        checked += snapshot->size;
      }
    });
    for (std::size_t i = 1000; i < 20000; ++i) {
      PaymentDraft draft = randomPayment(random, i);
      draft.payee = "Payee " + std::to_string(i);
      chain.addPayment(draft);
      if (i % 200 == 0) chain.block();
    }
    chain.block();
    done = true;
    reader.join();
    QVERIFY(checked > 0);
    QCOMPARE(chain.projection.snapshot()->size, std::size_t{20000});
  }
};

QTEST_GUILESS_MAIN(FinanceProjectionTest)
#include "finance_projection_test.moc"
