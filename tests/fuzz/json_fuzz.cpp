// JSON texts: what one form takes, it writes back unchanged, and the stricter forms take no more than the looser ones.
#include "ledger/format/json.h"
#include "tests/fuzz/fuzz.h"

namespace mz::fuzz {

void takeInput(std::string_view input) {
  const auto canonical = Json::parseCanonical(input);
  const auto any = Json::parse(input);
  const auto loose = Json::parseLoose(input);
  if (canonical) {
    expect(canonical->serialize() == input, "a canonical text is written back byte for byte");
    expect(any && *any == *canonical, "a canonical text is also a text");
  }
  if (any) {
    expect(loose && *loose == *any, "what parse takes, parseLoose takes");
    const auto again = Json::parseCanonical(any->serialize());
    expect(again && *again == *any, "what is written is canonical");
  }
}

std::vector<std::string> seeds() {
  return {R"({"amount":-9007199254740991,"id":"P-1","list":[true,false,null,[]],"text":"教育 \"局\"\n"})",
          R"( { "b" : [1, 2], "a" : "\u6559\ud83d\ude00" } )", R"({"$ref":"#/definitions/x","type":"object"})",
          "[[[[[[[[]]]]]]]]"};
}

}  // namespace mz::fuzz
