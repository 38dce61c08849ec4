#include "ledger/format/json.h"

#include <QtTest>

#include "ledger/base/random.h"

using mz::ErrorCode;
using mz::Json;

namespace {

std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

std::string randomText(mz::SeededRandom& random) {
  static const std::vector<std::string> kPieces = {
      "a",    "Z",    "0", " ",  "\"",         "\\",    "/", "\n", "\t", "\b", "\f", "\r", std::string(1, '\0'),
      "\x1f", "\x7f", "é", "账", "\U0001F4D6", "\u2028"};
  std::string out;
  for (std::uint64_t i = random.below(12); i > 0; --i) out += kPieces[random.below(kPieces.size())];
  return out;
}

Json randomValue(mz::SeededRandom& random, int depth) {
  switch (random.below(depth > 0 ? 6 : 4)) {
    case 0: return Json();
    case 1: return Json(random.below(2) == 1);
    case 2: {
      const auto magnitude = static_cast<std::int64_t>(random.below(std::uint64_t{1} << (1 + random.below(53))));
      return Json(random.below(2) == 1 ? -magnitude : magnitude);
    }
    case 3: return Json(randomText(random));
    case 4: {
      Json::Array items;
      for (std::uint64_t i = random.below(4); i > 0; --i) items.push_back(randomValue(random, depth - 1));
      return Json(std::move(items));
    }
    default: {
      Json out = Json::object();
      for (std::uint64_t i = random.below(5); i > 0; --i)
        out.set(std::string(1, static_cast<char>('a' + random.below(26))) + "_" + std::to_string(random.below(3)),
                randomValue(random, depth - 1));
      return out;
    }
  }
}

}  // namespace

class JsonTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void canonicalTextComesBackByteForByte_data() {
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char* name, QByteArray text) { QTest::newRow(name) << std::move(text); };
    row("null", "null");
    row("true", "true");
    row("zero", "0");
    row("largest", "9007199254740991");
    row("smallest", "-9007199254740991");
    row("empty string", "\"\"");
    row("empty array", "[]");
    row("empty object", "{}");
    row("short escapes", "\"\\\"\\\\\\b\\f\\n\\r\\t\"");
    row("other controls", R"("\u0000\u0001\u000b\u001f")");
    row("slash and delete stay", "\"/\x7f\"");
    row("UTF-8 stays", "\"é账\xF0\x9F\x93\x96\xE2\x80\xA8\"");
    row("sorted by bytes", R"({"a":1,"aB":2,"a_":3,"aa":4,"b":5})");
    row("nested", R"({"a":[{"b":[null,false]},-5]})");
    row("deepest", QByteArray::fromStdString(nested(32)));
    row("longest name", "{\"" + QByteArray(64, 'a') + "\":1}");
  }
  void canonicalTextComesBackByteForByte() {
    QFETCH(QByteArray, text);
    const auto value = Json::parseCanonical(text.toStdString());
    QVERIFY2(value, value ? "" : value.error().detail.c_str());
    QCOMPARE(QByteArray::fromStdString(value->serialize()), text);
    QVERIFY(*Json::parse(text.toStdString()) == *value);
  }

  void whatIsNotCanonicalIsRefusedAndReadByParse_data() {
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char* name, QByteArray text) { QTest::newRow(name) << std::move(text); };
    row("space before", " 1");
    row("space after", "1 ");
    row("newline", "1\n");
    row("space in array", "[1, 2]");
    row("space in empty array", "[ ]");
    row("space in empty object", "{ }");
    row("space after colon", R"({"a": 1})");
    row("space before colon", R"({"a" :1})");
    row("unsorted", R"({"b":1,"a":2})");
    row("escaped slash", R"("\/")");
    row("escaped letter", R"("\u0041")");
    row("long form of newline", R"("\u000a")");
    row("upper-case hex", R"("\u001F")");
    row("escaped non-ASCII", R"("\u8d26")");
    row("escaped surrogate pair", R"("\ud83d\udcd6")");
    row("escaped quote by number", R"("\u0022")");
  }
  void whatIsNotCanonicalIsRefusedAndReadByParse() {
    QFETCH(QByteArray, text);
    const auto canonical = Json::parseCanonical(text.toStdString());
    QVERIFY(!canonical);
    QCOMPARE(canonical.error().code, ErrorCode::Malformed);
    const auto value = Json::parse(text.toStdString());
    QVERIFY2(value, value ? "" : value.error().detail.c_str());
    QVERIFY(Json::parseCanonical(value->serialize()));
  }

  void valuesOutsideTheRulesAreRefusedByEveryParser_data() {
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char* name, QByteArray text) { QTest::newRow(name) << std::move(text); };
    row("empty", "");
    row("minus zero", "-0");
    row("leading zero", "01");
    row("negative leading zero", "-01");
    row("plus", "+1");
    row("minus alone", "-");
    row("fraction", "1.5");
    row("zero fraction", "1.0");
    row("exponent", "1e3");
    row("capital exponent", "1E3");
    row("2^53", "9007199254740992");
    row("-2^53", "-9007199254740992");
    row("many digits", "99999999999999999999999999");
    row("NaN", "NaN");
    row("wrong case", "True");
    row("cut word", "tru");
    row("word goes on", "nullx");
    row("two values", "1 2");
    row("open string", "\"abc");
    row("open escape", "\"\\");
    row("cut escape", R"("\u00")");
    row("wrong digit in escape", R"("\u00g0")");
    row("unknown escape", R"("\a")");
    row("raw newline in string", "\"\n\"");
    row("raw NUL in string", QByteArray("\"\0\"", 3));
    row("lone high surrogate", R"("\ud800")");
    row("lone low surrogate", R"("\udc00")");
    row("high surrogate and letter", R"("\ud800a")");
    row("two high surrogates", R"("\ud800\ud800")");
    row("continuation byte alone", "\"\x80\"");
    row("overlong two bytes", "\"\xC0\xAF\"");
    row("overlong three bytes", "\"\xE0\x80\xAF\"");
    row("overlong four bytes", "\"\xF0\x80\x80\xAF\"");
    row("encoded surrogate", "\"\xED\xA0\x80\"");
    row("above U+10FFFF", "\"\xF4\x90\x80\x80\"");
    row("byte FF", "\"\xFF\"");
    row("cut sequence", "\"\xE8\xB4\"");
    row("byte order mark",
        "\xEF\xBB\xBF"
        "1");
    row("duplicate name", R"({"a":1,"a":1})");
    row("trailing comma in array", "[1,]");
    row("leading comma", "[,1]");
    row("missing comma", "[1 2]");
    row("open array", "[1");
    row("trailing comma in object", R"({"a":1,})");
    row("missing value", R"({"a":})");
    row("missing colon", R"({"a"1})");
    row("open object", R"({"a":1)");
    row("number as name", "{1:1}");
    row("single quotes", "'a'");
    row("comment", "/**/1");
    row("too deep", QByteArray::fromStdString(nested(33)));
    row("much too deep", QByteArray::fromStdString(nested(100'000)));
    row("empty name", R"({"":1})");
  }
  void valuesOutsideTheRulesAreRefusedByEveryParser() {
    QFETCH(QByteArray, text);
    const std::string_view view(text.constData(), static_cast<std::size_t>(text.size()));
    for (const auto& result : {Json::parseCanonical(view), Json::parse(view), Json::parseLoose(view)}) {
      QVERIFY(!result);
      QCOMPARE(result.error().code, ErrorCode::Malformed);
    }
  }

  void onlyTheLooseParserTakesAnyMemberName() {
    for (const char* name : {"$ref", "A", "a-b", "a b", "1a", "_a", "账"}) {
      const std::string text = std::string("{\"") + name + "\":1}";
      QVERIFY2(!Json::parseCanonical(text), name);
      QVERIFY2(!Json::parse(text), name);
      const auto loose = Json::parseLoose(text);
      QVERIFY2(loose, name);
      QCOMPARE(loose->integerAt(name), 1);
    }
    QVERIFY(!Json::parse("{\"" + std::string(65, 'a') + "\":1}"));
    QVERIFY(Json::parseLoose("{\"" + std::string(256, 'a') + "\":1}"));
    QVERIFY(!Json::parseLoose("{\"" + std::string(257, 'a') + "\":1}"));
  }

  void theStringExampleOfRfc8785IsWrittenAsThere() {
    const auto value = Json::parse("\"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\"");
    QVERIFY(value);
    QCOMPARE(value->serialize(), std::string("\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\""));
  }

  void anyValueHasOneTextAndNoOtherTextIsRead() {
    mz::SeededRandom random(20'261'121);
    std::size_t survived = 0;
    for (int round = 0; round < 3000; ++round) {
      const Json value = randomValue(random, 4);
      std::string text = value.serialize();
      const auto back = Json::parseCanonical(text);
      QVERIFY2(back, text.c_str());
      QVERIFY(*back == value);
      // Whatever a changed byte makes of it: refused, or itself canonical.
      for (int change = 0; change < 8; ++change) {
        std::string changed = text;
        changed[random.below(changed.size())] = static_cast<char>(random.below(256));
        if (const auto read = Json::parseCanonical(changed)) {
          QCOMPARE(read->serialize(), changed);
          ++survived;
        }
      }
    }
    QVERIFY(survived > 100);
  }

  void aRefusalNamesThePosition() {
    const auto result = Json::parseCanonical(R"({"a":[1,2.5]})");
    QVERIFY(!result);
    QCOMPARE(result.error().parameter("position"), std::string_view("8"));
  }

  void membersAreFoundReplacedAndKeptSorted() {
    Json value;
    value.set("b", 2);
    value.set("a", "x");
    value.set("c", true);
    value.set("b", 3);
    QCOMPARE(value.serialize(), std::string(R"({"a":"x","b":3,"c":true})"));
    QCOMPARE(value.integerAt("b"), 3);
    QCOMPARE(value.integerAt("a", 7), 7);
    QCOMPARE(value.stringAt("a"), std::string_view("x"));
    QCOMPARE(value.stringAt("none"), std::string_view());
    QVERIFY(value.booleanAt("c"));
    QVERIFY(!value.find("d"));
    QVERIFY(!Json(5).find("a"));
    Json list;
    list.push(1);
    list.push("two");
    QCOMPARE(list.serialize(), std::string(R"([1,"two"])"));
    QCOMPARE(Json::object({{"z", 1}, {"y", 2}}).serialize(), std::string(R"({"y":2,"z":1})"));
  }
};

QTEST_GUILESS_MAIN(JsonTest)
#include "json_test.moc"
