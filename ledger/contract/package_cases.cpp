#include <fmt/format.h>

#include "ledger/contract/memory_host.h"
#include "ledger/contract/package.h"

namespace mz {
namespace {

constexpr std::int64_t kDefaultTime = 1'763'712'000;

std::unexpected<Error> refuse(const std::string& file, const std::string& why) {
  return std::unexpected(Error(ErrorCode::Malformed, file + ": " + why).with("file", file));
}

// The name by which a case states its expectation: of the manifest's refusal, or of the result code.
std::string outcomeName(const Manifest& manifest, ResultCode code) {
  const auto number = static_cast<std::uint32_t>(code);
  const auto first = static_cast<std::uint32_t>(ResultCode::ContractRefusal);
  for (const RefusalManifest& refusal : manifest.refusals) {
    if (number == first + refusal.number) return refusal.name;
  }
  return std::string(resultName(code));
}

Json writesJson(const std::vector<Write>& writes) {
  Json::Array out;
  for (const Write& write : writes) {
    Json value;
    if (write.value) value = Json::parseCanonical(*write.value).value_or(Json("not canonical"));
    out.push_back(Json::Array{write.key, std::move(value)});
  }
  return out;
}

Json eventsJson(const std::vector<Event>& events) {
  Json::Array out;
  for (const Event& event : events) {
    out.push_back(Json::Array{event.name, Json::parseCanonical(event.payload).value_or(Json("not canonical"))});
  }
  return out;
}

class Runner {
 public:
  Runner(const Package& package, const Contract& contract, std::vector<std::string>& failures)
      : m_package(package), m_contract(contract), m_failures(failures) {}

  Status file(const std::string& path, const std::string& text) {
    auto parsed = Json::parse(text);
    if (!parsed) return refuse(path, parsed.error().detail);
    MZ_CHECK(onlyMembers(path, *parsed, {"cases", "setup"}));
    const Json* cases = parsed->find("cases");
    if (!cases || !cases->isArray()) return refuse(path, "no list of \"cases\"");
    const Json* setup = parsed->find("setup");
    for (const Json& item : cases->array()) {
      MZ_CHECK(onlyMembers(path, item, {"steps", "title"}));
      MemoryHost host;
      host.add(m_contract);
      m_place = path + ": " + std::string(item.stringAt("title"));
      if (setup) MZ_CHECK(steps(path, *setup, host));
      const Json* own = item.find("steps");
      if (!own || item.stringAt("title").empty()) return refuse(path, "a case without title or steps");
      MZ_CHECK(steps(path, *own, host));
    }
    return {};
  }

 private:
  static Status onlyMembers(const std::string& path, const Json& value, std::initializer_list<std::string_view> names) {
    if (!value.isObject()) return refuse(path, "something is not an object");
    for (const auto& [name, unused] : value.members()) {
      if (std::find(names.begin(), names.end(), name) == names.end()) return refuse(path, "the unknown member " + name);
    }
    return {};
  }

  Status steps(const std::string& path, const Json& list, MemoryHost& host) {
    if (!list.isArray()) return refuse(path, "steps are not a list");
    for (const Json& item : list.array()) MZ_CHECK(step(path, item, host));
    return {};
  }

  Status step(const std::string& path, const Json& item, MemoryHost& host) {
    MZ_CHECK(onlyMembers(path, item, {"answer", "as", "call", "events", "org", "result", "time", "with", "writes"}));
    const std::optional<Role> role = roleFromName(item.find("as") ? item.stringAt("as") : "officer");
    if (!role) return refuse(path, "the unknown role " + std::string(item.stringAt("as")));
    const std::string arguments = item.find("with") ? item.find("with")->serialize() : "{}";
    CallInput input;
    input.contract = m_contract.name();
    input.function = item.stringAt("call");
    input.arguments = arguments;
    input.creator.subject = {item.find("org") ? std::string(item.stringAt("org")) : "finance", *role, "1001"};
    input.time = UnixSeconds(item.integerAt("time", kDefaultTime));
    const auto answer = host.run(input);
    if (!answer && answer.error().fatal) return std::unexpected(*answer.error().fatal);
    const std::string expected = item.find("result") ? std::string(item.stringAt("result")) : "executed";
    const std::string got = answer ? "executed" : outcomeName(m_package.manifest(), answer.error().code);
    const std::string what = fmt::format("{}: {}({})", m_place, input.function, arguments);
    if (got != expected) {
      m_failures.push_back(
          fmt::format("{}: expected {}, got {}{}", what, expected, got, answer ? "" : " (" + answer.error().log + ")"));
      return {};
    }
    compare(what, "answer", item.find("answer"),
            answer ? Json::parseCanonical(*answer).value_or(Json("not canonical")) : Json());
    compare(what, "writes", item.find("writes"), writesJson(host.writes()));
    compare(what, "events", item.find("events"), eventsJson(host.events()));
    return {};
  }

  void compare(const std::string& what, const char* which, const Json* expected, const Json& got) {
    if (!expected || *expected == got) return;
    m_failures.push_back(fmt::format("{}: {} are {}, not {}", what, which, got.serialize(), expected->serialize()));
  }

  const Package& m_package;
  const Contract& m_contract;
  std::vector<std::string>& m_failures;
  std::string m_place;
};

}  // namespace

Result<std::vector<std::string>> runPackageCases(const Package& package) {
  MZ_TRY(const auto contract, package.load());
  std::vector<std::string> failures;
  Runner runner(package, *contract, failures);
  for (const auto& [path, text] : package.files()) {
    if (path.starts_with("cases/")) MZ_CHECK(runner.file(path, text));
  }
  return failures;
}

}  // namespace mz
