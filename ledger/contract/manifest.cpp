#include "ledger/contract/manifest.h"

#include <algorithm>
#include <initializer_list>
#include <set>

#include "ledger/base/bounds.h"

namespace mz {
namespace {

constexpr std::int64_t kHighestRefusal = 99'999;
constexpr std::size_t kTitleBytes = 4096;
constexpr std::size_t kMostItems = 256;  // functions, refusals, machines, …
constexpr std::string_view kDefinitionsFile = "schemas/definitions.json";

std::unexpected<Error> refuse(const std::string& file, const std::string& why) {
  return std::unexpected(Error(ErrorCode::Malformed, file + ": " + why).with("file", file));
}

bool isLower(char c) { return c >= 'a' && c <= 'z'; }
bool isDigit(char c) { return c >= '0' && c <= '9'; }

bool isName(std::string_view name, char joiner) {
  return !name.empty() && name.size() <= bounds::kNameBytes && isLower(name[0]) &&
         std::all_of(name.begin(), name.end(), [joiner](char c) { return isLower(c) || isDigit(c) || c == joiner; });
}

bool isVersion(std::string_view version) {
  int dots = 0;
  char before = '.';
  for (char c : version) {
    if (c == '.' ? before == '.' : !isDigit(c)) return false;
    dots += c == '.';
    before = c;
  }
  return dots == 2 && before != '.' && version.size() <= 32;
}

// An object read with a closed list of members: what is asked for must be there in its type, what is not asked for must not.
class Reader {
 public:
  Reader(std::string file, std::string where, const Json& value)
      : m_file(std::move(file)), m_where(std::move(where)), m_value(value) {}

  Status members(std::initializer_list<std::string_view> required, std::initializer_list<std::string_view> optional) const {
    if (!m_value.isObject()) return refuse(m_file, m_where + " is not an object");
    for (std::string_view name : required) {
      if (!m_value.find(name)) return refuse(m_file, m_where + " has no \"" + std::string(name) + "\"");
    }
    for (const auto& [name, unused] : m_value.members()) {
      if (std::find(required.begin(), required.end(), name) == required.end() &&
          std::find(optional.begin(), optional.end(), name) == optional.end()) {
        return refuse(m_file, m_where + " has the unknown member \"" + name + "\"");
      }
    }
    return {};
  }

  Result<std::string> name(std::string_view member, char joiner = '_') const {
    const Json* value = m_value.find(member);
    if (!value || !value->isString() || !isName(value->string(), joiner)) {
      return refuse(m_file, m_where + ": \"" + std::string(member) + "\" is not a name of lower-case letters and digits");
    }
    return value->string();
  }

  Result<Json> title(std::string_view member) const {
    const Json* value = m_value.find(member);
    if (!value || !value->isObject() || value->stringAt("en").empty()) return badTitle(member);
    for (const auto& [language, text] : value->members()) {
      if (!text.isString() || text.string().empty() || text.string().size() > kTitleBytes) return badTitle(member);
    }
    return *value;
  }

  Result<std::vector<std::string>> names(std::string_view member) const {
    MZ_TRY(const Json::Array* items, list(member));
    std::vector<std::string> out;
    for (const Json& item : *items) {
      if (!item.isString() || !isName(item.string(), '_')) {
        return refuse(m_file, m_where + ": \"" + std::string(member) + "\" has something that is no name");
      }
      if (std::find(out.begin(), out.end(), item.string()) != out.end()) {
        return refuse(m_file, m_where + ": \"" + std::string(member) + "\" has " + item.string() + " twice");
      }
      out.push_back(item.string());
    }
    return out;
  }

  // Empty when the member is absent.
  Result<const Json::Array*> list(std::string_view member) const {
    static const Json::Array kNone;
    const Json* value = m_value.find(member);
    if (!value) return &kNone;
    if (!value->isArray() || value->array().size() > kMostItems) {
      return refuse(m_file, m_where + ": \"" + std::string(member) + "\" is not a list of at most 256");
    }
    return &value->array();
  }

 private:
  std::unexpected<Error> badTitle(std::string_view member) const {
    return refuse(m_file,
                  m_where + ": \"" + std::string(member) + "\" is not an object of texts by language with at least \"en\"");
  }

  std::string m_file;
  std::string m_where;
  const Json& m_value;
};

const std::string kManifestFile = "manifest.json";

Result<Json> parseFile(const PackageFiles& files, const std::string& path, bool loose) {
  const auto found = files.find(path);
  if (found == files.end()) return refuse(path, "missing");
  auto parsed = loose ? Json::parseLoose(found->second) : Json::parse(found->second);
  if (!parsed) return refuse(path, parsed.error().detail);
  return std::move(*parsed);
}

Result<FunctionManifest> readFunction(const PackageFiles& files, const Json& definitions, const Json& value) {
  const Reader reader(kManifestFile, "a function", value);
  MZ_CHECK(reader.members({"name", "roles", "title"}, {}));
  FunctionManifest function;
  MZ_TRY(function.name, reader.name("name"));
  MZ_TRY(function.title, reader.title("title"));
  MZ_TRY(const std::vector<std::string> roles, reader.names("roles"));
  for (const std::string& name : roles) {
    const std::optional<Role> role = roleFromName(name);
    if (!role) return refuse(kManifestFile, function.name + " names the unknown role " + name);
    function.roles.push_back(*role);
  }
  if (function.roles.empty()) return refuse(kManifestFile, function.name + " has no role that may call it");
  const std::string path = "schemas/" + function.name + ".json";
  MZ_TRY(function.schema, parseFile(files, path, true));
  if (function.schema.stringAt("type") != "object")
    return refuse(path, "arguments are an object, so the schema's type must be \"object\"");
  auto compiled = Schema::compile(function.schema, definitions);
  if (!compiled) return refuse(path, compiled.error().detail);
  function.compiled = std::move(*compiled);
  return function;
}

Result<RefusalManifest> readRefusal(const Json& value) {
  const Reader reader(kManifestFile, "a refusal", value);
  MZ_CHECK(reader.members({"name", "number", "title"}, {}));
  RefusalManifest refusal;
  MZ_TRY(refusal.name, reader.name("name"));
  MZ_TRY(refusal.title, reader.title("title"));
  const std::int64_t number = value.integerAt("number");
  if (number < 1 || number > kHighestRefusal) return refuse(kManifestFile, refusal.name + " has no number from 1 to 99999");
  refusal.number = static_cast<std::uint32_t>(number);
  return refusal;
}

Result<StateMachineManifest> readMachine(const Manifest& manifest, const Json& value) {
  const Reader reader(kManifestFile, "a state machine", value);
  MZ_CHECK(reader.members({"name", "states", "transitions"}, {}));
  StateMachineManifest machine;
  MZ_TRY(machine.name, reader.name("name"));
  MZ_TRY(machine.states, reader.names("states"));
  const auto isState = [&machine](const std::string& name) {
    return std::find(machine.states.begin(), machine.states.end(), name) != machine.states.end();
  };
  MZ_TRY(const Json::Array* transitions, reader.list("transitions"));
  for (const Json& item : *transitions) {
    const Reader inner(kManifestFile, "a transition of " + machine.name, item);
    MZ_CHECK(inner.members({"from", "function", "to"}, {}));
    StateMachineManifest::Transition transition;
    MZ_TRY(transition.function, inner.name("function"));
    MZ_TRY(transition.from, inner.names("from"));
    MZ_TRY(transition.to, inner.name("to"));
    const bool known = std::any_of(manifest.functions.begin(), manifest.functions.end(),
                                   [&](const FunctionManifest& f) { return f.name == transition.function; });
    if (!known) return refuse(kManifestFile, machine.name + " names the unknown function " + transition.function);
    if (!isState(transition.to) || !std::all_of(transition.from.begin(), transition.from.end(), isState)) {
      return refuse(kManifestFile, machine.name + " has a transition from or to an unknown state");
    }
    machine.transitions.push_back(std::move(transition));
  }
  return machine;
}

template <class T>
Status checkUnique(const std::vector<T>& items, const char* what) {
  std::set<std::string> seen;
  for (const T& item : items) {
    if (!seen.insert(item.name).second) return refuse(kManifestFile, std::string(what) + " " + item.name + " is there twice");
  }
  return {};
}

Status readOrdered(const Reader& reader, std::vector<std::string>& out) {
  MZ_TRY(const Json::Array* prefixes, reader.list("ordered"));
  for (const Json& prefix : *prefixes) {
    if (!prefix.isString() || prefix.string().empty() || prefix.string().size() > bounds::kNameBytes) {
      return refuse(kManifestFile, "\"ordered\" has something that is no prefix of 1 to 64 bytes");
    }
    for (const std::string& other : out) {
      if (prefix.string().starts_with(other) || other.starts_with(prefix.string())) {
        return refuse(kManifestFile, "the ordered prefix " + prefix.string() + " overlaps with " + other);
      }
    }
    out.push_back(prefix.string());
  }
  return {};
}

// Every schema file belongs to a function, so that nothing in a package is without effect.
Status checkSchemaFiles(const PackageFiles& files, const Manifest& manifest) {
  for (const auto& [path, unused] : files) {
    if (!path.starts_with("schemas/") || path == kDefinitionsFile) continue;
    const bool used = std::any_of(manifest.functions.begin(), manifest.functions.end(),
                                  [&path = path](const FunctionManifest& f) { return path == "schemas/" + f.name + ".json"; });
    if (!used) return refuse(path, "belongs to no function of the manifest");
  }
  return {};
}

}  // namespace

Result<Manifest> readManifest(const PackageFiles& files) {
  MZ_TRY(const Json json, parseFile(files, kManifestFile, false));
  const Reader reader(kManifestFile, "the manifest", json);
  MZ_CHECK(
      reader.members({"description", "functions", "name", "public", "title", "version"}, {"machines", "ordered", "refusals"}));
  Manifest manifest;
  MZ_TRY(manifest.name, reader.name("name", '-'));
  if (manifest.name == "system") return refuse(kManifestFile, "the name system belongs to the program");
  manifest.version = json.stringAt("version");
  if (!isVersion(manifest.version)) return refuse(kManifestFile, "the version is not of the form 1.0.0");
  if (json.find("public")->type() != Json::Type::Boolean) return refuse(kManifestFile, "\"public\" is neither true nor false");
  manifest.isPublic = json.booleanAt("public");
  MZ_TRY(manifest.title, reader.title("title"));
  MZ_TRY(manifest.description, reader.title("description"));

  Json definitions = Json::object();
  if (files.contains(std::string(kDefinitionsFile))) {
    MZ_TRY(definitions, parseFile(files, std::string(kDefinitionsFile), true));
  }
  MZ_TRY(const Json::Array* functions, reader.list("functions"));
  for (const Json& item : *functions) {
    MZ_TRY(FunctionManifest function, readFunction(files, definitions, item));
    manifest.functions.push_back(std::move(function));
  }
  if (manifest.functions.empty()) return refuse(kManifestFile, "a contract has at least one function");
  MZ_CHECK(checkUnique(manifest.functions, "the function"));

  MZ_TRY(const Json::Array* refusals, reader.list("refusals"));
  std::set<std::uint32_t> numbers;
  for (const Json& item : *refusals) {
    MZ_TRY(RefusalManifest refusal, readRefusal(item));
    if (!numbers.insert(refusal.number).second) return refuse(kManifestFile, "two refusals have one number");
    manifest.refusals.push_back(std::move(refusal));
  }
  MZ_CHECK(checkUnique(manifest.refusals, "the refusal"));

  MZ_CHECK(readOrdered(reader, manifest.orderedPrefixes));
  MZ_TRY(const Json::Array* machines, reader.list("machines"));
  for (const Json& item : *machines) {
    MZ_TRY(StateMachineManifest machine, readMachine(manifest, item));
    manifest.machines.push_back(std::move(machine));
  }
  MZ_CHECK(checkUnique(manifest.machines, "the state machine"));
  MZ_CHECK(checkSchemaFiles(files, manifest));
  return manifest;
}

}  // namespace mz
