// Real published files, imported with the shipped profiles through `mz`: totals per body and year equal an independent sum of
// the same CSV to the penny, nothing is silently left out, and a second import adds nothing.
#include <QDate>
#include <QLocale>
#include <QTemporaryDir>
#include <QTest>
#include <map>
#include <set>
#include <tuple>
#include <vector>

#include "tests/end_to_end/mz_program.h"
#include "tests/support/shared_files.h"

using namespace mz::test;

namespace {

// A reader of RFC 4180 that shares nothing with the program's.
struct CsvRow {
  int line = 0;  // where it begins, from 1
  std::vector<QByteArray> cells;
};
std::vector<CsvRow> readCsv(QByteArray text) {
  if (text.startsWith("\xef\xbb\xbf")) text.remove(0, 3);
  std::vector<CsvRow> rows;
  CsvRow row{1, {QByteArray()}};
  bool quoted = false, empty = true;
  int line = 1;
  for (qsizetype i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\n') ++line;
    if (quoted) {
      if (c != '"')
        row.cells.back() += c;
      else if (i + 1 < text.size() && text[i + 1] == '"')
        row.cells.back() += text[++i];
      else
        quoted = false;
    } else if (c == '"') {
      quoted = true;
    } else if (c == ',') {
      row.cells.emplace_back();
      empty = false;
    } else if (c == '\n') {
      if (!empty || !row.cells.back().isEmpty()) rows.push_back(row);
      row = CsvRow{line, {QByteArray()}};
      empty = true;
    } else if (c != '\r') {
      row.cells.back() += c;
    }
  }
  if (!empty || !row.cells.back().isEmpty()) rows.push_back(row);
  return rows;
}

// "1234.5", "(1,234.50)", "-3": hundredths.
std::optional<qint64> pennies(QByteArray text) {
  text = text.trimmed();
  bool negative = false;
  if (text.startsWith('(') && text.endsWith(')')) {
    negative = true;
    text = text.mid(1, text.size() - 2);
  }
  if (text.startsWith('-')) {
    negative = !negative;
    text.remove(0, 1);
  }
  text.replace(",", "");
  const qsizetype point = text.indexOf('.');
  QByteArray whole = point < 0 ? text : text.left(point), part = point < 0 ? QByteArray() : text.mid(point + 1);
  part = part.leftJustified(2, '0');
  if (whole.isEmpty() || part.size() != 2) return std::nullopt;
  bool ok = false;
  const qint64 value = (whole + part).toLongLong(&ok);
  if (!ok) return std::nullopt;
  return negative ? -value : value;
}

QDate dateOf(const QByteArray& text) {
  const QString trimmed = QString::fromUtf8(text).trimmed();
  const QDate iso = QDate::fromString(trimmed, Qt::ISODate);
  return iso.isValid() ? iso : QLocale::c().toDate(trimmed, QStringLiteral("dddd, MMMM dd, yyyy"));
}

struct File {
  const char* name;
  const char* profile;
  std::vector<QByteArray> dates, amounts, payees, bodies;  // headings, of which the first that is filled counts
};
const std::vector<File> kFiles = {
    {"cabinetoffice_2010-22_processed",
     "uk-cabinet-office-processed",
     {"Payment Date"},
     {"Amount"},
     {"Beneficiary Name"},
     {"Organisational Unit"}},
    {"cabinetoffice_2019-22_clean", "uk-cabinet-office", {"Date"}, {"Amount"}, {"Supplier"}, {"Entity"}},
    {"calderdale_2021-22_clean",
     "uk-calderdale",
     {"Transaction Date", "Date"},
     {"Net Amount"},
     {"Supplier Name", "Supplier(Beneficiary) Name"},
     {"Expense Area"}},
    {"gla_2020-22_clean", "uk-gla", {"Clearing Date"}, {"Amount"}, {"Vendor Name"}, {"Directorate"}}};

struct Expected {
  std::map<QString, std::map<QString, qint64>> sums;  // body, year
  std::map<QString, qint64> years;
  qint64 rows = 0, good = 0;
  std::map<int, QByteArray> bad;  // line, text
  std::set<int> blank;            // lines of rows without date, amount and payee: separators, not payments
};

Expected independentSum(const File& file, const QByteArray& text) {
  const std::vector<CsvRow> rows = readCsv(text);
  std::map<QByteArray, std::size_t> columns;
  for (std::size_t i = 0; i < rows.front().cells.size(); ++i) columns.emplace(rows.front().cells[i], i);
  Expected out;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const auto cell = [&](const std::vector<QByteArray>& headings) {
      for (const QByteArray& heading : headings)
        if (const std::size_t at = columns.at(heading); at < rows[i].cells.size() && !rows[i].cells[at].trimmed().isEmpty())
          return rows[i].cells[at].trimmed();
      return QByteArray();
    };
    ++out.rows;
    const QDate date = dateOf(cell(file.dates));
    const std::optional<qint64> amount = pennies(cell(file.amounts));
    if (!date.isValid() || !amount || cell(file.payees).isEmpty()) {
      if (cell(file.dates).isEmpty() && cell(file.amounts).isEmpty() && cell(file.payees).isEmpty())
        out.blank.insert(rows[i].line);
      out.bad[rows[i].line] = rows[i].cells.front();
      continue;
    }
    ++out.good;
    const QString year = QString::number(date.year());
    out.years[year] += *amount;
    out.sums[QString::fromUtf8(cell(file.bodies))][year] += *amount;
  }
  return out;
}

QByteArray decompressed(const std::filesystem::path& file) {
  QProcess zstd;
  zstd.start(QStringLiteral("zstd"), {QStringLiteral("-dcq"), QString::fromStdString(file.string())});
  return zstd.waitForFinished(60'000) && zstd.exitCode() == 0 ? zstd.readAllStandardOutput() : QByteArray();
}

std::map<QString, qint64> groupSums(const QJsonObject& answer) {
  std::map<QString, qint64> out;
  for (const QJsonValue& group : answer[u"groups"].toArray()) out[group[u"key"].toString()] += group[u"sum"].toInteger();
  return out;
}

QByteArray shown(const std::map<QString, qint64>& sums) {
  QByteArray text;
  for (const auto& [key, sum] : sums) text += key.toUtf8() + " " + QByteArray::number(sum) + "\n";
  return text;
}

}  // namespace

class RealFilesTest : public QObject {
  Q_OBJECT

  QTemporaryDir m_root;

  static QStringList importOf(const QString& network, const QString& file) {
    return {QStringLiteral("finance"),
            QStringLiteral("import"),
            file,
            QStringLiteral("--network"),
            network,
            QStringLiteral("--channel"),
            QStringLiteral("finance"),
            QStringLiteral("--json")};
  }
  static QStringList yearsOf(const QString& network, const QStringList& filter = {}) {
    return QStringList{
               QStringLiteral("finance"),   QStringLiteral("query"),   QStringLiteral("--network"), network,
               QStringLiteral("--channel"), QStringLiteral("finance"), QStringLiteral("--group"),   QStringLiteral("year"),
               QStringLiteral("--limit"),   QStringLiteral("0"),       QStringLiteral("--json")} +
           filter;
  }

 private Q_SLOTS:
  void initTestCase() { QVERIFY2(QFile::exists(mzPath()), "mz is not built"); }

  void spendingFilesAddUp_data() {
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < kFiles.size(); ++i) QTest::newRow(kFiles[i].name) << static_cast<int>(i);
  }
  void spendingFilesAddUp() {
    QFETCH(int, index);
    const File& file = kFiles[static_cast<std::size_t>(index)];
    const std::filesystem::path packed = sharedFile("data/uk-spend/" + std::string(file.name) + ".csv.zst");
    if (packed.empty()) QSKIP("shared files data/uk-spend are not on this machine");
    const QByteArray text = decompressed(packed);
    QVERIFY(!text.isEmpty());
    const QString csv = m_root.filePath(QString::fromUtf8(file.name) + QStringLiteral(".csv"));
    writeText(csv, text);
    const Expected expected = independentSum(file, text);
    QVERIFY(expected.good > 10'000);

    const QString network = m_root.filePath(QString::fromUtf8(file.name));
    MZ_RUN(made, 0, {QStringLiteral("demo"), network, QStringLiteral("--payments"), QStringLiteral("0")});
    MZ_RUN(imported, 0, importOf(network, csv));
    const QJsonObject report = imported.json();
    QCOMPARE(report[u"profile"].toString(), QString::fromUtf8(file.profile));
    QCOMPARE(report[u"kind"].toString(), QStringLiteral("payments"));
    QCOMPARE(report[u"recorded"].toInteger(), expected.good);
    QCOMPARE(report[u"alreadyThere"].toInteger(), 0);
    QCOMPARE(report[u"rows"].toInteger(), report[u"recorded"].toInteger() + report[u"refused"].toInteger());

    // Exactly the bad rows are refused, each with its line and reason.
    std::set<int> refused;
    for (const QJsonValue& problem : report[u"problems"].toArray()) {
      refused.insert(problem[u"line"].toInt());
      QVERIFY2(expected.bad.contains(problem[u"line"].toInt()),
               "a good row was refused: " + QJsonDocument(problem.toObject()).toJson());
      QVERIFY(!problem[u"reason"].toString().isEmpty());
    }
    for (const auto& [line, begin] : expected.bad)
      QVERIFY2(refused.contains(line) || expected.blank.contains(line),
               "a bad row is not listed: line " + QByteArray::number(line) + ": " + begin);

    MZ_RUN(all, 0, yearsOf(network));
    QCOMPARE(all.json()[u"count"].toInteger(), expected.good);
    QVERIFY2(groupSums(all.json()) == expected.years, shown(groupSums(all.json())) + "expected\n" + shown(expected.years));
    for (const auto& [body, years] : expected.sums) {
      if (body.isEmpty()) continue;
      MZ_RUN(one, 0, yearsOf(network, {QStringLiteral("--entity"), body}));
      QVERIFY2(groupSums(one.json()) == years,
               body.toUtf8() + "\n" + shown(groupSums(one.json())) + "expected\n" + shown(years));
    }

    MZ_RUN(again, 0, importOf(network, csv));
    QCOMPARE(again.json()[u"recorded"].toInteger(), 0);
    QCOMPARE(again.json()[u"alreadyThere"].toInteger(), expected.good);
    MZ_RUN(after, 0, yearsOf(network));
    QCOMPARE(after.json()[u"count"].toInteger(), expected.good);
    MZ_RUN(audit, 0, {QStringLiteral("audit"), network});
  }

  void budgetTreesAddUp() {
    const QString network = m_root.filePath(QStringLiteral("twbudget"));
    MZ_RUN(made, 0, {QStringLiteral("demo"), network, QStringLiteral("--payments"), QStringLiteral("0")});
    for (int year = 2015; year <= 2019; ++year) {
      const std::filesystem::path source = sharedFile("data/twbudget/tw" + std::to_string(year) + "ap.csv");
      if (source.empty()) QSKIP("shared files data/twbudget are not on this machine");
      const QString csv = QString::fromStdString(source.string());
      std::map<QString, qint64> expected;  // 機關
      qint64 rows = 0;
      const std::vector<CsvRow> table = readCsv(readBytes(csv));
      QCOMPARE(table.front().cells[2], QByteArray("amount"));
      QCOMPARE(table.front().cells[5], QByteArray("depname"));
      for (std::size_t i = 1; i < table.size(); ++i, ++rows)
        expected[QString::fromUtf8(table[i].cells[5].trimmed())] += table[i].cells[2].toLongLong() * 100;

      MZ_RUN(imported, 0, importOf(network, csv));
      QCOMPARE(imported.json()[u"kind"].toString(), QStringLiteral("budget_lines"));
      QCOMPARE(imported.json()[u"recorded"].toInteger(), rows);
      QCOMPARE(imported.json()[u"refused"].toInteger(), 0);
      MZ_RUN(again, 0, importOf(network, csv));
      QCOMPARE(again.json()[u"recorded"].toInteger(), 0);
      QCOMPARE(again.json()[u"alreadyThere"].toInteger(), rows);

      MZ_RUN(listed, 0,
             {QStringLiteral("finance"), QStringLiteral("budget"), QStringLiteral("--network"), network,
              QStringLiteral("--channel"), QStringLiteral("finance"), QStringLiteral("--year"), QString::number(year),
              QStringLiteral("--json")});
      std::map<QString, qint64> found;
      for (const QJsonValue& line : listed.json()[u"lines"].toArray()) {
        if (line[u"currency"].toString() != QStringLiteral("TWD")) continue;
        found[line[u"department"].toString()] += line[u"amount"].toInteger();
      }
      QVERIFY2(found == expected, QByteArray::number(year) + "\n" + shown(found) + "expected\n" + shown(expected));
    }
    MZ_RUN(audit, 0, {QStringLiteral("audit"), network});
  }
};

QTEST_GUILESS_MAIN(RealFilesTest)
#include "real_files_test.moc"
