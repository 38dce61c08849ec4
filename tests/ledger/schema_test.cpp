#include "ledger/format/schema.h"

#include <QtTest>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "tests/support/shared_files.h"

using mz::Json;
using mz::Schema;

namespace {

Schema compiled(std::string_view text, std::string_view definitions = "{}") {
  const auto schema = Schema::compile(*Json::parseLoose(text), *Json::parseLoose(definitions));
  if (!schema) qFatal("%s", schema.error().detail.c_str());
  return *schema;
}

bool accepts(const Schema& schema, std::string_view value) { return schema.accepts(*Json::parseLoose(value)); }

std::string violationsOf(const Schema& schema, std::string_view value) {
  std::string out;
  for (const auto& [path, keyword] : schema.violations(*Json::parseLoose(value))) out += path + ":" + keyword + " ";
  return out;
}

constexpr std::string_view kPayment = R"({
  "$schema": "x", "title": "Payment", "description": "d", "x-title": {"zh_cn": "付款"},
  "type": "object", "additionalProperties": false,
  "required": ["id", "amount", "currency"],
  "properties": {
    "id": {"type": "string", "minLength": 1, "maxLength": 8, "pattern": "[A-Z0-9-]+"},
    "amount": {"type": "integer", "minimum": -1000, "maximum": 1000},
    "currency": {"enum": ["CNY", "GBP", "EUR"]},
    "kind": {"const": "payment"},
    "note": {"type": ["string", "null"], "maxLength": 3},
    "payee": {"$ref": "#/$defs/party"},
    "lines": {"type": "array", "minItems": 1, "maxItems": 2, "items": {"$ref": "#/definitions/line"}}
  }})";
constexpr std::string_view kDefinitions = R"({
  "party": {"type": "object", "additionalProperties": false, "properties": {"name": {"type": "string"}},
            "required": ["name"]},
  "line": {"type": "integer"}})";

// A schema of the suite as this vocabulary has it: definitions apart from the root. Nothing is added.
struct SuiteSchema {
  Json schema;
  Json definitions;
};
std::optional<SuiteSchema> suiteSchema(const nlohmann::json& source) {
  if (!source.is_object()) return std::nullopt;
  nlohmann::json root = source;
  nlohmann::json definitions = nlohmann::json::object();
  for (const char* name : {"definitions", "$defs"})
    if (root.contains(name)) {
      definitions.update(root[name]);
      root.erase(name);
    }
  auto schema = Json::parseLoose(root.dump());
  auto named = Json::parseLoose(definitions.dump());
  if (!schema || !named) return std::nullopt;
  return SuiteSchema{std::move(*schema), std::move(*named)};
}

// Ours hold for the whole string; the suite's agree where they are anchored.
bool patternsAreAnchored(const nlohmann::json& schema) {
  if (schema.is_object() && schema.contains("pattern") && schema["pattern"].is_string()) {
    const auto& pattern = schema["pattern"].get_ref<const std::string&>();
    if (!pattern.starts_with('^') || !pattern.ends_with('$') || pattern.find('|') != std::string::npos) return false;
  }
  if (!schema.is_structured()) return true;
  return std::all_of(schema.begin(), schema.end(), patternsAreAnchored);
}

}  // namespace

class SchemaTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void theConformanceSuiteAgreesAsFarAsTheVocabularyGoes() {
    const std::filesystem::path suite = "/usr/share/json-schema-test-suite/tests";
    if (!std::filesystem::exists(suite)) QSKIP("Debian's json-schema-test-suite is not on this machine");
    int ran = 0;
    int schemas = 0;
    int outside = 0;
    QStringList wrong;
    for (const char* draft : {"draft4", "draft6", "draft7"}) {
      for (const auto& entry : std::filesystem::recursive_directory_iterator(suite / draft)) {
        if (entry.path().extension() != ".json") continue;
        for (const auto& group : nlohmann::json::parse(mz::test::readText(entry.path()))) {
          const auto source = suiteSchema(group["schema"]);
          const auto schema = source ? Schema::compile(source->schema, source->definitions)
                                     : mz::Result<Schema>(mz::fail(mz::ErrorCode::Malformed, ""));
          if (!schema || !patternsAreAnchored(group["schema"])) {
            outside += static_cast<int>(group["tests"].size());
            continue;
          }
          ++schemas;
          for (const auto& test : group["tests"]) {
            const auto value = Json::parseLoose(test["data"].dump());
            if (!value) {
              ++outside;
              continue;
            }
            ++ran;
            const bool expected = test["valid"].get<bool>();
            if (schema->accepts(*value) != expected || schema->violations(*value).empty() != expected)
              wrong << QString::fromStdString(entry.path().filename().string() + ": " +
                                              group["description"].get<std::string>() + ": " +
                                              test["description"].get<std::string>());
          }
        }
      }
    }
    qInfo("json-schema-test-suite, drafts 4, 6 and 7: %d cases of %d schemas ran, %d are outside the vocabulary", ran, schemas,
          outside);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
    QVERIFY(ran > 200);
  }

  void aPaymentIsAcceptedAndEachBrokenRuleIsNamed_data() {
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("violations");
    const auto row = [](const char* value, const char* violations) {
      QTest::newRow(value) << QByteArray(value) << QByteArray(violations);
    };
    row(R"({"amount":1,"currency":"CNY","id":"A-1"})", "");
    row(R"({"amount":1,"currency":"CNY","id":"A-1","kind":"payment","lines":[1,2],"note":null,"payee":{"name":"n"}})", "");
    row(R"([])", ":type ");
    row(R"({})", "/amount:required /currency:required /id:required ");
    row(R"({"amount":1001,"currency":"CNY","id":"A"})", "/amount:maximum ");
    row(R"({"amount":-1001,"currency":"CNY","id":"A"})", "/amount:minimum ");
    row(R"({"amount":"1","currency":"CNY","id":"A"})", "/amount:type ");
    row(R"({"amount":1,"currency":"USD","id":"A"})", "/currency:enum ");
    row(R"({"amount":1,"currency":1,"id":"A"})", "/currency:enum ");
    row(R"({"amount":1,"currency":"CNY","id":""})", "/id:minLength /id:pattern ");
    row(R"({"amount":1,"currency":"CNY","id":"123456789"})", "/id:maxLength ");
    row(R"({"amount":1,"currency":"CNY","id":"A b"})", "/id:pattern ");
    row(R"({"amount":1,"currency":"CNY","id":"A\n"})", "/id:pattern ");
    row(R"({"amount":1,"currency":"CNY","id":"A","kind":"other"})", "/kind:const ");
    row(R"({"amount":1,"currency":"CNY","id":"A","note":"明明账账"})", "/note:maxLength ");
    row(R"({"amount":1,"currency":"CNY","id":"A","note":"明账明"})", "");
    row(R"({"amount":1,"currency":"CNY","id":"A","lines":[]})", "/lines:minItems ");
    row(R"({"amount":1,"currency":"CNY","id":"A","lines":[1,2,3]})", "/lines:maxItems ");
    row(R"({"amount":1,"currency":"CNY","id":"A","lines":[1,"x"]})", "/lines/1:type ");
    row(R"({"amount":1,"currency":"CNY","id":"A","payee":{}})", "/payee/name:required ");
    row(R"({"amount":1,"currency":"CNY","id":"A","payee":{"name":"n","other":1}})", "/payee/other:additionalProperties ");
    row(R"({"aa":1,"amount":1,"currency":"CNY","id":"A","zz":1})", "/aa:additionalProperties /zz:additionalProperties ");
  }
  void aPaymentIsAcceptedAndEachBrokenRuleIsNamed() {
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, violations);
    const Schema schema = compiled(kPayment, kDefinitions);
    QCOMPARE(QByteArray::fromStdString(violationsOf(schema, value.toStdString())), violations);
    QCOMPARE(accepts(schema, value.toStdString()), violations.isEmpty());
  }

  void whatIsOutsideTheVocabularyIsRefusedByName_data() {
    QTest::addColumn<QByteArray>("schema");
    QTest::addColumn<QByteArray>("keyword");
    const auto row = [](const char* schema, const char* keyword) {
      QTest::newRow(schema) << QByteArray(schema) << QByteArray(keyword);
    };
    row(R"({"uniqueItems":true})", "uniqueItems");
    row(R"({"anyOf":[{}]})", "anyOf");
    row(R"({"format":"date"})", "format");
    row(R"({"multipleOf":2})", "multipleOf");
    row(R"({"type":"object","additionalProperties":false,"properties":{"a":{"not":{}}}})", "not");
    row(R"({"type":"number"})", "type");
    row(R"({"type":[]})", "type");
    row(R"({"type":["string","string"]})", "type");
    row(R"({"properties":{"a":{}}})", "properties");
    row(R"({"properties":{"a":{}},"additionalProperties":true})", "additionalProperties");
    row(R"({"additionalProperties":{}})", "additionalProperties");
    row(R"({"properties":{"A":{}},"additionalProperties":false})", "properties");
    row(R"({"properties":{"a":true},"additionalProperties":false})", "");
    row(R"({"properties":{"a":{}},"additionalProperties":false,"required":["b"]})", "required");
    row(R"({"additionalProperties":false,"required":["b"]})", "required");
    row(R"({"required":["a","a"]})", "required");
    row(R"({"required":"a"})", "required");
    row(R"({"items":[{}]})", "");
    row(R"({"enum":[]})", "enum");
    row(R"({"enum":"a"})", "enum");
    row(R"({"minLength":-1})", "minLength");
    row(R"({"maxItems":"1"})", "maxItems");
    row(R"({"minimum":"1"})", "minimum");
    row(R"({"minimum":2,"maximum":1})", "");
    row(R"({"minLength":2,"maxLength":1})", "");
    row("{\"pattern\":\"(\"}", "pattern");
    row("{\"pattern\":\"(a)\\\\1\"}", "pattern");
    row("{\"pattern\":\"(?=a)\"}", "pattern");
    row("{\"$ref\":\"#/$defs/none\"}", "$ref");
    row(R"({"$ref":"other.json"})", "$ref");
    row("{\"$ref\":\"#\"}", "$ref");
    row("{\"$ref\":\"#/$defs/line\",\"type\":\"string\"}", "type");
    row("{\"$ref\":\"#/$defs/a\"}", "$ref");
    row("true", "");
  }
  void whatIsOutsideTheVocabularyIsRefusedByName() {
    QFETCH(QByteArray, schema);
    QFETCH(QByteArray, keyword);
    const Json definitions =
        *Json::parseLoose("{\"line\":{\"type\":\"integer\"},\"a\":{\"$ref\":\"#/$defs/b\"},\"b\":{\"$ref\":\"#/$defs/a\"}}");
    const auto result = Schema::compile(*Json::parseLoose(schema.toStdString()),
                                        schema.contains("defs/a") ? definitions : Json::object({{"line", Json::object()}}));
    QVERIFY(!result);
    QCOMPARE(result.error().code, mz::ErrorCode::Malformed);
    QCOMPARE(result.error().parameter("keyword"), std::string_view(keyword.constData()));
  }

  void aSchemaMayNameItselfAsDeepAsValuesGo() {
    const Schema tree = compiled("{\"$ref\":\"#/$defs/tree\"}",
                                 "{\"tree\":{\"type\":\"array\",\"maxItems\":2,\"items\":{\"$ref\":\"#/$defs/tree\"}}}");
    QVERIFY(accepts(tree, "[[],[[],[]]]"));
    QVERIFY(!accepts(tree, "[[],[[],[[],[],[]]]]"));
    QVERIFY(accepts(tree, std::string(32, '[') + std::string(32, ']')));
  }

  void patternsTakeLinearTimeAndBoundedInput() {
    const Schema schema = compiled("{\"pattern\":\"^(a|b)*$\"}");
    QVERIFY(accepts(schema, "\"" + std::string(4096, 'a') + "\""));
    QVERIFY(!accepts(schema, "\"" + std::string(4097, 'a') + "\""));
    const Schema hostile = compiled("{\"pattern\":\"(a*)*(a*)*(a*)*b\"}");
    QElapsedTimer timer;
    timer.start();
    QVERIFY(!accepts(hostile, "\"" + std::string(4096, 'a') + "\""));
    QVERIFY(timer.elapsed() < 1000);
  }

  void listsOfViolationsEnd() {
    const Schema schema = compiled(R"({"items":{"type":"string"}})");
    std::string text = "[0";
    for (int i = 0; i < 500; ++i) text += ",0";
    QCOMPARE(schema.violations(*Json::parse(text + "]")).size(), std::size_t{100});
  }

  void anEmptySchemaObjectAcceptsNothing() {
    QVERIFY(!Schema().accepts(Json()));
    QVERIFY(!Schema().violations(Json()).empty());
    QVERIFY(compiled("{}").accepts(Json()));
  }
};

QTEST_GUILESS_MAIN(SchemaTest)
#include "schema_test.moc"
