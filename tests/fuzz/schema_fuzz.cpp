// A schema and a value, parted by a zero byte: compiling refuses or gives a schema whose two forms of judging agree.
#include "ledger/format/schema.h"
#include "tests/fuzz/fuzz.h"

namespace mz::fuzz {

void takeInput(std::string_view input) {
  const std::size_t at = input.find('\0');
  if (at == std::string_view::npos) return;
  const auto written = Json::parseLoose(input.substr(0, at));
  const auto value = Json::parse(input.substr(at + 1));
  if (!written || !value) return;
  const auto schema = Schema::compile(*written);
  if (!schema) return;
  expect(schema->accepts(*value) == schema->violations(*value).empty(), "accepts() and violations() agree");
}

std::vector<std::string> seeds() {
  const std::string zero(1, '\0');
  return {
      R"({"type":"object","additionalProperties":false,"required":["id"],"properties":{"id":{"type":"string","minLength":1,)"
      R"("maxLength":3,"pattern":"[a-z]+(x|y)*"},"n":{"type":"integer","minimum":-5,"maximum":5},"l":{"type":"array",)"
      R"("items":{"enum":["a","b"]},"minItems":1,"maxItems":2}}})" +
          zero + R"({"id":"abx","l":["a"],"n":4})",
      R"({"const":{"a":1}})" + zero + R"({"a":1})", R"({"type":["string","null"]})" + zero + "null"};
}

}  // namespace mz::fuzz
