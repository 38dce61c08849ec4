// Delimited files as programs and people write them: every record, or a problem with its line, and nothing lost after it.
#include <zstd.h>

#include <QTemporaryDir>
#include <QTest>
#include <fstream>

#include "ledger/finance/csv_reader.h"

using namespace mz;

namespace {

using Rows = std::vector<std::vector<std::string>>;

}  // namespace

class CsvReaderTest : public QObject {
  Q_OBJECT

  QTemporaryDir m_directory;
  int m_files = 0;
  Rows m_rows;
  std::vector<std::uint64_t> m_lines;
  std::vector<CsvProblem> m_problems;
  TextEncoding m_encoding = TextEncoding::Utf8;
  char m_delimiter = 0;

  std::filesystem::path write(const std::string& bytes) {
    const auto file = m_directory.filePath(QString::number(++m_files) + QStringLiteral(".csv")).toStdString();
    std::ofstream(file, std::ios::binary) << bytes;
    return file;
  }

  Status read(const std::string& bytes) {
    m_rows.clear();
    m_lines.clear();
    m_problems.clear();
    MZ_TRY(auto source, TextSource::open(write(bytes)));
    MZ_TRY(CsvReader reader, CsvReader::open(std::move(source)));
    m_encoding = reader.source().encoding();
    m_delimiter = reader.delimiter();
    while (true) {
      MZ_TRY(const CsvReader::Kind kind, reader.next());
      if (kind == CsvReader::Kind::End) return {};
      if (kind == CsvReader::Kind::Problem) {
        m_problems.push_back(reader.problem());
      } else {
        m_rows.emplace_back(reader.fields().begin(), reader.fields().end());
        m_lines.push_back(reader.line());
      }
    }
  }

 private Q_SLOTS:
  void readsPlainAndQuotedFields() {
    QVERIFY(read("a,b,c\r\n1,\"x, y\",\"say \"\"hi\"\"\"\r\n\"two\nlines\",,\n\nlast,\"\",5\" pipe"));
    const Rows expected = {{"a", "b", "c"}, {"1", "x, y", "say \"hi\""}, {"two\nlines", "", ""}, {"last", "", "5\" pipe"}};
    QVERIFY(m_rows == expected);
    QVERIFY((m_lines == std::vector<std::uint64_t>{1, 2, 3, 6}));
    QVERIFY(m_problems.empty());
  }

  void findsTheDelimiter_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<char>("delimiter");
    QTest::newRow("comma") << QByteArray("a,b,c\n1;2,2,3\n4,5,6\n") << ',';
    QTest::newRow("semicolon") << QByteArray("a;b\n1,5;2,5\n1,5;2\n") << ';';
    QTest::newRow("tab") << QByteArray("a\tb c\n1,2\t2\n3\t4,5\n") << '\t';
    QTest::newRow("bar") << QByteArray("a|b\n1|2\n") << '|';
    QTest::newRow("quoted delimiters do not count") << QByteArray("a;b\n\"x,y,z\";1\n\"x,y,z\";2\n") << ';';
    QTest::newRow("Excel's hint") << QByteArray("sep=|\r\na,b|c\n1,2|3\n") << '|';
  }
  void findsTheDelimiter() {
    QFETCH(QByteArray, text);
    QFETCH(char, delimiter);
    QVERIFY(read(text.toStdString()));
    QCOMPARE(m_delimiter, delimiter);
    QCOMPARE(m_rows[0].size(), std::size_t(text.startsWith("a,b,c") ? 3 : 2));
  }

  void findsTheEncoding_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("encoding");
    const auto row = [](const char* name, const QByteArray& bytes, TextEncoding encoding) {
      QTest::newRow(name) << bytes << static_cast<int>(encoding);
    };
    const QString text = QStringLiteral("名称,Café\n教育局和财政局,1\n");
    row("UTF-8", text.toUtf8(), TextEncoding::Utf8);
    row("UTF-8 with mark", "\xEF\xBB\xBF" + text.toUtf8(), TextEncoding::Utf8);
    QByteArray little("\xFF\xFE");
    QByteArray big("\xFE\xFF");
    for (const QChar c : text) {
      little.append(static_cast<char>(c.unicode() & 0xFF)).append(static_cast<char>(c.unicode() >> 8));
      big.append(static_cast<char>(c.unicode() >> 8)).append(static_cast<char>(c.unicode() & 0xFF));
    }
    row("UTF-16, little end first", little, TextEncoding::Utf16LittleEndian);
    row("UTF-16, big end first", big, TextEncoding::Utf16BigEndian);
    // The same text, converted by hand: GB18030 has é as 0xA8A6.
    row("GB18030", QByteArray("\xC3\xFB\xB3\xC6,Caf\xA8\xA6\n\xBD\xCC\xD3\xFD\xBE\xD6\xBA\xCD\xB2\xC6\xD5\xFE\xBE\xD6,1\n"),
        TextEncoding::Gb18030);
  }
  void findsTheEncoding() {
    QFETCH(QByteArray, bytes);
    QFETCH(int, encoding);
    QVERIFY(read(bytes.toStdString()));
    QCOMPARE(static_cast<int>(m_encoding), encoding);
    const Rows expected = {{"名称", "Café"}, {"教育局和财政局", "1"}};
    QVERIFY(m_rows == expected);
  }

  void tellsWindows1252FromChinese() {
    QVERIFY(
        read("name,amount\nCaf\xE9 Ren\xE9"
             "e,\x80"
             "5\nM\xFCller,7\n"));
    QCOMPARE(m_encoding, TextEncoding::Windows1252);
    QCOMPARE(m_rows[1][0], std::string("Café Renée"));
    QCOMPARE(m_rows[1][1], std::string("€5"));
  }

  void marksBytesThatTheEncodingDoesNotHave() {
    std::string text = "name,amount\n";
    for (int i = 0; i < 50; ++i) text += "Café,1\n";
    QVERIFY(read(text + "Ren\xE9,2\nlast,3\n"));
    QCOMPARE(m_encoding, TextEncoding::Utf8);
    QCOMPARE(m_rows.size(), std::size_t{53});
    QCOMPARE(m_rows[51][0], std::string("Ren\xE9"));
    QCOMPARE(m_rows[52][0], std::string("last"));
  }

  void goesOnAfterAQuoteThatIsNotClosed() {
    QVERIFY(read("a,b\n1,\"open\n2,3\n4,\"x\"y\n5,6\n"));
    const Rows expected = {{"a", "b"}, {"2", "3"}, {"5", "6"}};
    QVERIFY(m_rows == expected);
    QCOMPARE(m_problems.size(), std::size_t{2});
    QCOMPARE(m_problems[0].reason, std::string("unbalanced_quote"));
    QCOMPARE(m_problems[0].line, std::uint64_t{2});
    QCOMPARE(m_problems[0].column, std::uint64_t{2});
    QCOMPARE(m_problems[1].line, std::uint64_t{4});
  }

  void leavesOutBlankLinesAndCountsThem() {
    QVERIFY(read("a,b\n\n  \n,,,\n1,2\n"));
    const Rows expected = {{"a", "b"}, {"1", "2"}};
    QVERIFY(m_rows == expected);
    QCOMPARE(m_lines[1], std::uint64_t{5});
  }

  void boundsRecordsAndColumns() {
    QVERIFY(read("a,b\n" + std::string(3 * kCsvRecordBytes, 'x') + ",1\n1,2\n"));
    QCOMPARE(m_problems.size(), std::size_t{1});
    QCOMPARE(m_problems[0].reason, std::string("record_too_long"));
    QCOMPARE(m_lines.back(), std::uint64_t{3});
    QCOMPARE(m_rows.size(), std::size_t{2});

    QVERIFY(read("a,b\n\"" + std::string(3 * kCsvRecordBytes, '\n') + "\n1,2\n"));
    QCOMPARE(m_problems[0].reason, std::string("unbalanced_quote"));
    QVERIFY((m_rows.back() == std::vector<std::string>{"1", "2"}));

    QVERIFY(read("a,b\n" + std::string(5000, ',') + "x\n1,2\n"));
    QCOMPARE(m_problems[0].reason, std::string("too_many_columns"));
    QCOMPARE(m_rows.size(), std::size_t{2});
  }

  void readsRecordsAcrossItsBuffers() {
    std::string text = "n,text\n";
    for (int i = 0; i < 40000; ++i) {
      text += std::to_string(i) +
              (i % 3 == 0 ? ",\"quoted \"\"" + std::string(static_cast<std::size_t>(i % 97), 'q') + "\"\"\n\"\n" : ",plain\n");
    }
    QVERIFY(read(text));
    QVERIFY(m_problems.empty());
    QCOMPARE(m_rows.size(), std::size_t{40001});
    for (int i = 0; i < 40000; ++i) {
      QCOMPARE(m_rows[static_cast<std::size_t>(i) + 1][0], std::to_string(i));
      QCOMPARE(m_rows[static_cast<std::size_t>(i) + 1].size(), std::size_t{2});
    }
  }

  void readsCompressedFilesAndRefusesBrokenOnes() {
    const std::string text = "a,b\n1,2\n";
    std::string packed(ZSTD_compressBound(text.size()), '\0');
    packed.resize(ZSTD_compress(packed.data(), packed.size(), text.data(), text.size(), 3));
    QVERIFY(read(packed));
    QCOMPARE(m_rows.size(), std::size_t{2});
    QVERIFY(read(packed + packed));
    QCOMPARE(m_rows.size(), std::size_t{4});
    const Status cut = read(packed.substr(0, packed.size() - 3));
    QVERIFY(!cut);
    QCOMPARE(cut.error().code, ErrorCode::Malformed);
  }

  void saysWhatIsWrongWithTheFile() {
    QCOMPARE(TextSource::open("/nowhere/at/all.csv").error().code, ErrorCode::NotFound);
    QCOMPARE(TextSource::open(m_directory.path().toStdString()).error().code, ErrorCode::InvalidArgument);
    QVERIFY(read(""));
    QVERIFY(m_rows.empty());
    QVERIFY(read("\xEF\xBB\xBF"));
    QVERIFY(m_rows.empty());
  }

  void survivesAnyBytes() {
    std::uint64_t state = 1;
    for (int round = 0; round < 300; ++round) {
      std::string bytes;
      for (int i = 0; i < 400; ++i) {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        constexpr std::string_view kLikely = "\",;\n\r\t|a1\xC3\xA9\xD6\xFF\xFE";
        const auto pick = state >> 33;
        bytes.push_back(pick % 4 == 0 ? static_cast<char>(pick >> 8) : kLikely[pick / 4 % kLikely.size()]);
      }
      QVERIFY(read(bytes));
    }
  }
};

QTEST_GUILESS_MAIN(CsvReaderTest)
#include "csv_reader_test.moc"
