// Questions to the read model give what a plain loop over the payments gives, in the promised order.
#include <QTest>
#include <algorithm>
#include <map>
#include <numeric>

#include "ledger/base/random.h"
#include "ledger/finance/finance_export.h"
#include "ledger/finance/finance_query.h"
#include "ledger/finance/payment_import.h"
#include "ledger/finance/record_arguments.h"
#include "ledger/finance/text_fold.h"
#include "ledger/format/json.h"
#include "tests/ledger/finance_support.h"

using namespace mz;
using namespace mz::test;

namespace {

template <class Texts>
bool contains(const Texts& list, const std::string& value) {
  return list.empty() || std::find(list.begin(), list.end(), value) != list.end();
}

// What the filter means, without any of the read model's structures.
bool matches(const FinanceFilter& filter, const PaymentDraft& draft) {
  if (filter.from && draft.date < *filter.from) return false;
  if (filter.until && draft.date > *filter.until) return false;
  if (filter.least && draft.amount < *filter.least) return false;
  if (filter.most && draft.amount > *filter.most) return false;
  if (!contains(filter.departments, draft.department) || !contains(filter.entities, draft.entity)) return false;
  if (!contains(filter.programmes, draft.programme) || !contains(filter.classes, draft.functionalClass)) return false;
  if (!contains(filter.payees, draft.payee)) return false;
  if (!filter.currency.empty() && filter.currency != draft.currency) return false;
  if (filter.text == draft.id || (filter.text == draft.reference && !filter.text.empty())) return true;
  const auto words = plainWords(filter.text);
  return std::all_of(words.begin(), words.end(), [&](const std::string& word) {
    if (word == draft.id || word == draft.reference) return true;
    for (const std::string* text :
         {&draft.payee, &draft.description, &draft.programme, &draft.functionalClass, &draft.entity, &draft.department}) {
      if (folded(*text).find(folded(word)) != std::string::npos) return true;
    }
    return false;
  });
}

FinanceFilter textFilter(const char* text) {
  FinanceFilter filter;
  filter.text = text;
  return filter;
}

}  // namespace

class FinanceQueryTest : public QObject {
  Q_OBJECT

  std::unique_ptr<FinanceChain> m_chain;
  std::unique_ptr<FinanceQuery> m_query;
  std::vector<PaymentDraft> m_payments;
  SeededRandom m_random{77};

  void grow(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t number = m_payments.size();
      PaymentDraft draft = payment("id-" + std::to_string(number), Date(18000 + static_cast<int>(m_random.below(1200))).iso(),
                                   static_cast<std::int64_t>(m_random.below(5000)) * 100 - 20000);
      draft.department = m_random.below(3) == 0 ? "教育局" : "Department " + std::to_string(m_random.below(8));
      draft.entity = m_random.below(5) == 0 ? "" : "Entity " + std::to_string(m_random.below(30));
      draft.programme = m_random.below(2) == 0 ? "" : "École " + std::to_string(m_random.below(30));
      draft.functionalClass = "Class " + std::to_string(m_random.below(60));
      draft.payee = "Payee No" + std::to_string(m_random.below(700)) + " LTD";
      draft.currency = m_random.below(6) == 0 ? "CNY" : "GBP";
      draft.reference = m_random.below(3) == 0 ? "" : std::to_string(5000 + m_random.below(4000));
      draft.description = "Kind " + std::to_string(m_random.below(90)) + " rent";
      m_payments.push_back(draft);
      m_chain->addPayment(draft);
    }
    m_chain->block();
  }

  FinanceFilter randomFilter() {
    FinanceFilter filter;
    const auto sometimes = [&] { return m_random.below(3) == 0; };
    if (sometimes()) filter.from = Date(18000 + static_cast<int>(m_random.below(900)));
    if (sometimes()) filter.until = Date(18300 + static_cast<int>(m_random.below(900)));
    if (sometimes()) filter.least = Amount(static_cast<std::int64_t>(m_random.below(200000)));
    if (sometimes()) filter.most = Amount(static_cast<std::int64_t>(m_random.below(400000)) - 10000);
    if (sometimes()) filter.departments = {"教育局", "Department " + std::to_string(m_random.below(9))};
    if (sometimes()) filter.entities = {"Entity " + std::to_string(m_random.below(31)), ""};
    if (m_random.below(8) == 0) filter.programmes = {"École 3", "École 4", "École 5"};
    if (m_random.below(8) == 0) filter.classes = {"Class 7"};
    if (m_random.below(12) == 0) filter.payees = {"Payee No7 LTD", "nobody"};
    if (sometimes()) filter.currency = m_random.below(4) == 0 ? "USD" : "GBP";
    const char* const texts[] = {"no1 rent", "教育",           "ÉCOLE kind 1",      "id-77",      "5100",
                                 "ltd 5200", "nothing at all", "no12 école 教育局", " class  4 ", "id-12 no"};
    if (m_random.below(2) == 0) filter.text = texts[m_random.below(std::size(texts))];
    return filter;
  }

  std::vector<std::size_t> expectedRows(const FinanceFilter& filter, FinanceOrder order) const {
    std::vector<std::size_t> rows;
    for (std::size_t i = 0; i < m_payments.size(); ++i) {
      if (matches(filter, m_payments[i])) rows.push_back(i);
    }
    const bool byDate = order == FinanceOrder::DateAscending || order == FinanceOrder::DateDescending;
    const bool byAmount = order == FinanceOrder::AmountAscending || order == FinanceOrder::AmountDescending;
    std::stable_sort(rows.begin(), rows.end(), [&](std::size_t a, std::size_t b) {
      if (byDate) return m_payments[a].date < m_payments[b].date;
      if (byAmount) return m_payments[a].amount < m_payments[b].amount;
      return a < b;
    });
    if (order == FinanceOrder::DateDescending || order == FinanceOrder::AmountDescending)
      std::reverse(rows.begin(), rows.end());
    return rows;
  }

  void compareOnce() {
    const FinanceFilter filter = randomFilter();
    const auto order = static_cast<FinanceOrder>(m_random.below(5));
    const auto rows = expectedRows(filter, order);
    std::map<std::string, std::pair<std::int64_t, std::uint64_t>> sums;
    for (const std::size_t row : rows) {
      sums[m_payments[row].currency].first += m_payments[row].amount.minor;
      ++sums[m_payments[row].currency].second;
    }
    const std::uint64_t offset = rows.empty() ? 0 : m_random.below(rows.size());
    const FinanceTable table = must(m_query->table(filter, order, offset, 30));
    QCOMPARE(table.totals.count, std::uint64_t{rows.size()});
    QCOMPARE(table.totals.sums.size(), sums.size());
    for (const auto& sum : table.totals.sums) {
      QCOMPARE(sum.sum.minor, sums.at(sum.currency).first);
      QCOMPARE(sum.count, sums.at(sum.currency).second);
      QVERIFY(!sum.overflowed);
    }
    QCOMPARE(table.rows.size(), std::min<std::size_t>(30, rows.size() - offset));
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
      const PaymentDraft& expected = m_payments[rows[offset + i]];
      const FinanceRow& row = table.rows[i];
      QCOMPARE(row.payment, std::uint64_t{rows[offset + i]});
      QCOMPARE(row.id, expected.id);
      QCOMPARE(row.payee, expected.payee);
      QCOMPARE(row.reference, expected.reference);
      QCOMPARE(row.description, expected.description);
      QCOMPARE(row.amount.minor, expected.amount.minor);
      QCOMPARE(row.date.iso(), expected.date.iso());
    }

    const auto grouping = static_cast<FinanceGrouping>(m_random.below(7));
    std::map<std::pair<std::string, std::string>, std::pair<std::int64_t, std::uint64_t>> groups;
    for (const std::size_t row : rows) {
      const PaymentDraft& draft = m_payments[row];
      const std::string keys[] = {draft.department,
                                  draft.entity,
                                  draft.programme,
                                  draft.functionalClass,
                                  draft.payee,
                                  draft.date.iso().substr(0, 7),
                                  draft.date.iso().substr(0, 4)};
      auto& group = groups[{keys[static_cast<std::size_t>(grouping)], draft.currency}];
      group.first += draft.amount.minor;
      ++group.second;
    }
    const FinanceGroups all = must(m_query->groups(filter, grouping, kEveryGroup));
    QVERIFY(all.others.empty());
    const auto& actual = all.groups;
    QCOMPARE(actual.size(), groups.size());
    for (const FinanceGroup& group : actual) {
      const auto found = groups.find({group.key, group.currency});
      QVERIFY(found != groups.end());
      QCOMPARE(group.sum.minor, found->second.first);
      QCOMPARE(group.count, found->second.second);
    }
    for (std::size_t i = 1; i < actual.size(); ++i) {
      if (grouping == FinanceGrouping::Month || grouping == FinanceGrouping::Year) {
        QVERIFY(actual[i - 1].key <= actual[i].key);
      } else {
        QVERIFY(std::abs(actual[i - 1].sum.minor) >= std::abs(actual[i].sum.minor));
      }
    }
    compareFirstGroups(filter, grouping, actual, m_random.below(actual.size() + 2));
  }

  // The first of them are the same as when all are asked for, and the others are not lost.
  void compareFirstGroups(const FinanceFilter& filter, FinanceGrouping grouping, const std::vector<FinanceGroup>& all,
                          std::size_t most) {
    const FinanceGroups first = must(m_query->groups(filter, grouping, most));
    QCOMPARE(first.groups.size(), std::min(most, all.size()));
    std::map<std::string, FinanceGroups::Others> others;
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (i < most) {
        QCOMPARE(first.groups[i].key, all[i].key);
        QCOMPARE(first.groups[i].currency, all[i].currency);
        QCOMPARE(first.groups[i].sum, all[i].sum);
        QCOMPARE(first.groups[i].count, all[i].count);
        continue;
      }
      FinanceGroups::Others& rest = others[all[i].currency];
      ++rest.groups;
      rest.count += all[i].count;
      rest.sum = Amount(rest.sum.minor + all[i].sum.minor);
      rest.magnitude = Amount(rest.magnitude.minor + std::abs(all[i].sum.minor));
    }
    QCOMPARE(first.others.size(), others.size());
    auto expected = others.begin();
    for (const FinanceGroups::Others& rest : first.others) {
      QCOMPARE(rest.currency, expected->first);
      QCOMPARE(rest.groups, expected->second.groups);
      QCOMPARE(rest.count, expected->second.count);
      QCOMPARE(rest.sum, expected->second.sum);
      QCOMPARE(rest.magnitude, (expected++)->second.magnitude);
    }
  }

 private Q_SLOTS:
  void init() {
    m_chain = std::make_unique<FinanceChain>();
    m_query = std::make_unique<FinanceQuery>(m_chain->projection,
                                             [this](TransactionNumber number) { return m_chain->arguments(number); });
    m_payments.clear();
  }
  void cleanup() {
    m_query.reset();
    m_chain.reset();
  }

  void answersAnEmptyModel() {
    const FinanceTable table = must(m_query->table({}, FinanceOrder::DateDescending, 0, 10));
    QCOMPARE(table.totals.count, std::uint64_t{0});
    QVERIFY(table.rows.empty());
    QVERIFY(must(m_query->groups({}, FinanceGrouping::Month, kEveryGroup)).groups.empty());
    QVERIFY(must(m_query->table(textFilter("x"), FinanceOrder::Recorded, 5, 10)).rows.empty());
    QVERIFY(!m_query->names().first);
    QCOMPARE(m_query->payment(0).error().code, ErrorCode::NotFound);
  }

  void equalsAPlainLoopOverThePayments() {
    grow(9000);
    for (int i = 0; i < 250; ++i) {
      compareOnce();
      if (QTest::currentTestFailed()) return;
      if (i % 50 == 49) grow(40);  // rows that the kept orders do not cover yet
    }
  }

  void equalsAPlainLoopOverSeveralChunks() {
    grow(150000);
    for (int i = 0; i < 12; ++i) {
      compareOnce();
      if (QTest::currentTestFailed()) return;
    }
    grow(30000);  // starts a merge in the background
    for (int i = 0; i < 24; ++i) {
      compareOnce();
      if (QTest::currentTestFailed()) return;
    }
  }

  void ordersTiesByNumberAndDescendingIsTheExactReverse() {
    for (int i = 0; i < 6; ++i)
      m_chain->addPayment(payment("p" + std::to_string(i), "2022-01-0" + std::to_string(1 + i % 2), 5));
    m_chain->block();
    const auto ids = [&](FinanceOrder order) {
      std::string out;
      for (const FinanceRow& row : must(m_query->table({}, order, 0, 10)).rows) out += row.id + " ";
      return out;
    };
    QCOMPARE(ids(FinanceOrder::DateAscending), std::string("p0 p2 p4 p1 p3 p5 "));
    QCOMPARE(ids(FinanceOrder::DateDescending), std::string("p5 p3 p1 p4 p2 p0 "));
    QCOMPARE(ids(FinanceOrder::AmountAscending), std::string("p0 p1 p2 p3 p4 p5 "));
    QCOMPARE(ids(FinanceOrder::Recorded), std::string("p0 p1 p2 p3 p4 p5 "));
  }

  void saysWhenASumDoesNotFit() {
    for (int i = 0; i < 1030; ++i) {
      PaymentDraft draft = payment("p" + std::to_string(i), "2022-01-01", 9007199254740991);
      draft.payee = "Payee" + std::to_string(i % 2);
      m_chain->addPayment(draft);
    }
    m_chain->block();
    const FinanceTable table = must(m_query->table({}, FinanceOrder::Recorded, 0, 1));
    QVERIFY(table.totals.sums[0].overflowed);
    QVERIFY(must(m_query->groups({}, FinanceGrouping::Department, kEveryGroup)).groups[0].overflowed);
    QVERIFY(!must(m_query->groups({}, FinanceGrouping::Payee, kEveryGroup)).groups[0].overflowed);
    m_chain->addPayment(payment("minus", "2022-01-01", -9007199254740991));
    m_chain->block();
    FinanceFilter onePayee;
    onePayee.payees = {"Payee1"};
    const auto groups = must(m_query->groups(onePayee, FinanceGrouping::Payee, 1)).groups;
    QCOMPARE(groups[0].sum.minor, std::int64_t{9007199254740991} * 515);
  }

  void findsChineseAndFoldedText() {
    PaymentDraft draft = payment("a", "2022-01-01", 1);
    draft.payee = "江城市教育局";
    draft.description = "Crème BRÛLÉE und ŽIŽKOV";
    draft.programme = "ＡＢＣ计划";
    m_chain->addPayment(draft);
    m_chain->addPayment(payment("b", "2022-01-01", 1));
    m_chain->block();
    const auto count = [&](const char* text) {
      return must(m_query->table(textFilter(text), FinanceOrder::Recorded, 0, 0)).totals.count;
    };
    QCOMPARE(count("教育"), std::uint64_t{1});
    QCOMPARE(count("教"), std::uint64_t{1});
    QCOMPARE(count("crème brûlée"), std::uint64_t{1});
    QCOMPARE(count("Žižkov 教育局"), std::uint64_t{1});
    QCOMPARE(count("abc"), std::uint64_t{1});
    QCOMPARE(count("creme"), std::uint64_t{0});
    QCOMPARE(count("教育　crème"), std::uint64_t{1});
    QCOMPARE(count("教育 payee"), std::uint64_t{0});
    QCOMPARE(count("PAYEE"), std::uint64_t{1});
  }

  void findsAnExactIdOrReferenceWithSpaces() {
    PaymentDraft draft = payment("INV 2022/7", "2022-01-01", 1);
    draft.reference = "Ref A 1";
    m_chain->addPayment(draft);
    m_chain->addPayment(payment("other", "2022-01-01", 1));
    m_chain->block();
    const auto count = [&](const char* text) {
      return must(m_query->table(textFilter(text), FinanceOrder::Recorded, 0, 0)).totals.count;
    };
    QCOMPARE(count("INV 2022/7"), std::uint64_t{1});
    QCOMPARE(count(" Ref A 1 "), std::uint64_t{1});
    QCOMPARE(count("INV"), std::uint64_t{0});
    QCOMPARE(count("other"), std::uint64_t{1});
    QCOMPARE(count("othe"), std::uint64_t{0});
  }

  void offersNamesWithTheirCounts() {
    grow(500);
    const FinanceNames names = m_query->names();
    QCOMPARE(names.departments[0].name, std::string("教育局"));
    const auto education =
        std::count_if(m_payments.begin(), m_payments.end(), [](const auto& each) { return each.department == "教育局"; });
    QCOMPARE(names.departments[0].count, static_cast<std::uint64_t>(education));
    QCOMPARE(names.currencies.size(), std::size_t{2});
    const auto [first, last] =
        std::minmax_element(m_payments.begin(), m_payments.end(), [](const auto& a, const auto& b) { return a.date < b.date; });
    QCOMPARE(names.first->iso(), first->date.iso());
    QCOMPARE(names.last->iso(), last->date.iso());

    const auto suggested = m_query->suggest(FinanceGrouping::Payee, "no12", 3);
    QCOMPARE(suggested.size(), std::size_t{3});
    for (const auto& entry : suggested) QVERIFY(entry.name.find("No12") != std::string::npos);
    QVERIFY(suggested[0].count >= suggested[1].count);
    QVERIFY(m_query->suggest(FinanceGrouping::Month, "2", 3).empty());
  }

  void findsAPaymentByItsTransaction() {
    m_chain->add("configure", "{}");
    m_chain->addPayment(payment("a", "2022-01-01", 1));
    m_chain->add("configure", "{}");
    m_chain->addPayment(payment("b", "2022-01-01", 1));
    m_chain->block();
    QCOMPARE(must(m_query->paymentOfTransaction(TransactionNumber(3))).id, std::string("b"));
    QCOMPARE(must(m_query->payment(0)).transaction.value, std::uint64_t{1});
    QCOMPARE(m_query->paymentOfTransaction(TransactionNumber(2)).error().code, ErrorCode::NotFound);
    QCOMPARE(m_query->paymentOfTransaction(TransactionNumber(9)).error().code, ErrorCode::NotFound);
  }

  void showsARowWhoseEnvelopeWasDropped() {
    m_chain->addPayment(payment("a", "2022-01-01", 12));
    m_chain->block();
    FinanceQuery query(m_chain->projection,
                       [](TransactionNumber) -> Result<std::string> { return fail(ErrorCode::NotFound, "dropped"); });
    const FinanceRow row = must(query.payment(0));
    QCOMPARE(row.amount.minor, std::int64_t{12});
    QVERIFY(row.id.empty());
    FinanceQuery broken(m_chain->projection,
                        [](TransactionNumber) -> Result<std::string> { return fail(ErrorCode::Io, "gone"); });
    QCOMPARE(broken.payment(0).error().code, ErrorCode::Io);
  }

  // One damaged envelope hides what it alone says, of itself and of no other.
  void aDamagedEnvelopeHidesNoOtherPayment() {
    m_chain->addPayment(payment("a", "2022-01-01", 12));
    m_chain->addPayment(payment("b", "2022-01-02", 34));
    m_chain->addPayment(payment("c", "2022-01-03", 56));
    m_chain->block();
    FinanceQuery query(m_chain->projection, [this](TransactionNumber number) -> Result<std::string> {
      if (number.value == 1) return fail(ErrorCode::Damaged, "flipped");
      if (number.value == 2) return m_chain->arguments(number)->substr(0, 40);
      return m_chain->arguments(number);
    });
    const FinanceTable table = must(query.table({}, FinanceOrder::DateAscending, 0, 10));
    QCOMPARE(table.rows.size(), std::size_t{3});
    QVERIFY(table.rows[0].readable);
    QCOMPARE(table.rows[0].id, std::string("a"));
    for (const FinanceRow& row : {table.rows[1], table.rows[2]}) {
      QVERIFY(!row.readable);
      QVERIFY(row.id.empty() && row.reference.empty() && row.description.empty() && row.allocation.empty());
      QVERIFY(row.amount.minor > 30 && !row.payee.empty());
    }
    // A file of payments has all of them or is not written.
    const Status each = query.forEach({}, FinanceOrder::DateAscending, [](const FinanceRow&) -> Status { return {}; });
    QCOMPARE(each.error().code, ErrorCode::Damaged);
  }

  void exportsWhatItsOwnProfileImportsAgain() {
    PaymentDraft awkward = payment("a,1", "2022-01-01", -123456);
    awkward.payee = "Smith \"and\" Sons, Ltd";
    awkward.description = "École 教育";
    m_chain->addPayment(awkward);
    m_chain->addPayment(payment("b", "2022-01-02", 5));
    m_chain->block();
    QTemporaryDir directory;
    const std::string file = directory.filePath(QStringLiteral("out.csv")).toStdString();
    std::string text;
    const auto sink = [&](std::string_view piece) -> Status {
      text += piece;
      return {};
    };
    must(exportPayments(*m_query, {}, FinanceOrder::Recorded, ExportFormat::Csv, sink));
    QVERIFY(text.find("-1234.56") != std::string::npos);
    FILE* out = std::fopen(file.c_str(), "wb");
    std::fwrite(text.data(), 1, text.size(), out);
    std::fclose(out);
    ImportOptions options;
    options.file = file;
    const auto profiles = importProfiles({});
    auto import = must(PaymentImport::open(options, profiles));
    ImportBatch batch;
    must(import->next(10, batch));
    QCOMPARE(import->report().profile, std::string("mingzhang"));
    QCOMPARE(batch.payments.size(), std::size_t{2});
    QCOMPARE(paymentArguments(batch.payments[0]), paymentArguments(awkward));

    text.clear();
    must(exportPayments(*m_query, {}, FinanceOrder::Recorded, ExportFormat::Json, sink));
    const Json parsed = must(Json::parse(text));
    QCOMPARE(parsed.array().size(), std::size_t{2});
    QCOMPARE(parsed.array()[0].integerAt("amount"), std::int64_t{-123456});
  }
};

QTEST_GUILESS_MAIN(FinanceQueryTest)
#include "finance_query_test.moc"
