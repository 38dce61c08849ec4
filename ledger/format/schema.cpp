#include "ledger/format/schema.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <deque>
#include <limits>
#include <map>
#include <optional>
#include <utility>

namespace mz {

namespace {

constexpr std::size_t kViolations = 100;
constexpr std::size_t kPatternSourceBytes = 1024;
constexpr std::int64_t kPatternMemory = 1 << 20;
constexpr std::uint8_t kAnyType = 0xFF;

constexpr std::uint8_t bitOf(Json::Type type) { return static_cast<std::uint8_t>(1U << static_cast<unsigned>(type)); }

constexpr std::array<std::pair<std::string_view, Json::Type>, 6> kTypeNames = {{{"null", Json::Type::Null},
                                                                                {"boolean", Json::Type::Boolean},
                                                                                {"integer", Json::Type::Integer},
                                                                                {"string", Json::Type::String},
                                                                                {"array", Json::Type::Array},
                                                                                {"object", Json::Type::Object}}};

constexpr std::array<std::string_view, 6> kAnnotations = {"title", "description", "$schema", "$comment", "default", "examples"};

bool isAnnotation(std::string_view keyword) {
  return keyword.starts_with("x-") || std::ranges::find(kAnnotations, keyword) != kAnnotations.end();
}

std::size_t codePoints(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

void appendPointer(std::string& path, std::string_view name) {
  path.push_back('/');
  for (const char c : name) {
    if (c == '~')
      path += "~0";
    else if (c == '/')
      path += "~1";
    else
      path.push_back(c);
  }
}

}  // namespace

struct Schema::Node {
  struct Property {
    std::string name;
    const Node* node = nullptr;
    bool required = false;
  };
  struct Range {
    std::size_t least = 0;
    std::size_t most = std::numeric_limits<std::size_t>::max();
    bool has(std::size_t n) const { return n >= least && n <= most; }
  };

  const Node* target = nullptr;  // of a $ref; every other member is then unused
  std::uint8_t types = kAnyType;
  bool closed = false;               // additionalProperties=false
  std::vector<Property> properties;  // sorted by name; the required names alone where the object is not closed
  const Node* items = nullptr;
  std::optional<std::vector<Json>> allowed;  // enum
  std::vector<std::string> allowedStrings;   // the same, sorted, where they are strings all
  std::optional<Json> constant;
  Range length;
  Range count;
  std::int64_t minimum = std::numeric_limits<std::int64_t>::min();
  std::int64_t maximum = std::numeric_limits<std::int64_t>::max();
  std::unique_ptr<const RE2> pattern;
};

// Owns all nodes of a schema and its definitions; addresses in a deque stay.
struct Schema::Compiled {
  std::deque<Node> nodes;
};

class SchemaCompiler {
 public:
  explicit SchemaCompiler(const Json& definitions) : m_definitions(definitions) {}

  Result<std::shared_ptr<const Schema::Node>> run(const Json& schema) {
    if (!m_definitions.isNull() && !m_definitions.isObject())
      return fail(ErrorCode::Malformed, "schema: its definitions are not an object");
    const Schema::Node* root = nullptr;
    MZ_CHECK(compileDefinitions());
    MZ_CHECK(compile(schema, root));
    MZ_CHECK(resolveReferences());
    if (root->target) root = root->target;
    return std::shared_ptr<const Schema::Node>(m_compiled, root);
  }

 private:
  using Node = Schema::Node;

  std::unexpected<Error> refuse(std::string_view keyword, std::string_view why) const {
    std::string detail = "schema at \"" + m_path + "\", \"";
    detail.append(keyword).append("\": ").append(why);
    return std::unexpected(
        Error(ErrorCode::Malformed, std::move(detail)).with("path", m_path).with("keyword", std::string(keyword)));
  }

  Status compileDefinitions() {
    if (m_definitions.isNull()) return {};
    for (const auto& [name, schema] : m_definitions.members()) {
      m_path = "/$defs";
      appendPointer(m_path, name);
      MZ_CHECK(compile(schema, m_named[name]));
    }
    m_path.clear();
    return {};
  }

  // Compiles what lies at one step further down.
  Status compileBelow(std::string_view keyword, std::string_view name, const Json& schema, const Node*& out) {
    const std::size_t length = m_path.size();
    appendPointer(m_path, keyword);
    if (!name.empty()) appendPointer(m_path, name);
    MZ_CHECK(compile(schema, out));
    m_path.resize(length);
    return {};
  }

  Status compile(const Json& schema, const Node*& out) {
    if (!schema.isObject()) return refuse("", "a schema is an object");
    Node& node = m_compiled->nodes.emplace_back();
    out = &node;
    if (const Json* reference = schema.find("$ref")) return takeReference(schema, *reference, node);
    for (const auto& [keyword, value] : schema.members()) {
      if (isAnnotation(keyword)) continue;
      MZ_CHECK(takeKeyword(schema, keyword, value, node));
    }
    if (node.length.least > node.length.most || node.count.least > node.count.most || node.minimum > node.maximum)
      return refuse("", "a lower limit above the upper one");
    return {};
  }

  Status takeReference(const Json& schema, const Json& reference, Node& node) {
    for (const auto& [keyword, value] : schema.members())
      if (keyword != "$ref" && !isAnnotation(keyword)) return refuse(keyword, "does not stand beside $ref");
    if (!reference.isString()) return refuse("$ref", "not a string");
    for (const std::string_view start : {"#/definitions/", "#/$defs/"}) {
      if (!reference.string().starts_with(start)) continue;
      m_references.push_back({&node, reference.string().substr(start.size()), m_path});
      return {};
    }
    return refuse("$ref", "not of the form #/definitions/<name> or #/$defs/<name>");
  }

  Status takeKeyword(const Json& schema, std::string_view keyword, const Json& value, Node& node) {
    using Handler = Status (SchemaCompiler::*)(const Json& schema, std::string_view keyword, const Json& value, Node& node);
    static constexpr std::array<std::pair<std::string_view, Handler>, 14> kKeywords = {{
        {"type", &SchemaCompiler::takeType},
        {"properties", &SchemaCompiler::takeProperties},
        {"required", &SchemaCompiler::takeRequired},
        {"additionalProperties", &SchemaCompiler::takeAdditional},
        {"items", &SchemaCompiler::takeItems},
        {"enum", &SchemaCompiler::takeEnum},
        {"const", &SchemaCompiler::takeConst},
        {"minLength", &SchemaCompiler::takeSize},
        {"maxLength", &SchemaCompiler::takeSize},
        {"minItems", &SchemaCompiler::takeSize},
        {"maxItems", &SchemaCompiler::takeSize},
        {"minimum", &SchemaCompiler::takeLimit},
        {"maximum", &SchemaCompiler::takeLimit},
        {"pattern", &SchemaCompiler::takePattern},
    }};
    const auto* known = std::ranges::find(kKeywords, keyword, &std::pair<std::string_view, Handler>::first);
    if (known == kKeywords.end()) return refuse(keyword, "not in the vocabulary of schemas");
    return (this->*known->second)(schema, keyword, value, node);
  }

  Status takeType(const Json&, std::string_view keyword, const Json& value, Node& node) {
    node.types = 0;
    const auto take = [&](const Json& name) {
      if (!name.isString()) return false;
      const auto* known =
          std::ranges::find(kTypeNames, std::string_view(name.string()), &std::pair<std::string_view, Json::Type>::first);
      if (known == kTypeNames.end() || (node.types & bitOf(known->second)) != 0) return false;
      node.types |= bitOf(known->second);
      return true;
    };
    const bool good = value.isArray() ? !value.array().empty() && std::ranges::all_of(value.array(), take) : take(value);
    return good ? Status() : refuse(keyword, "not one of null, boolean, integer, string, array, object, or a list of them");
  }

  Status takeProperties(const Json& schema, std::string_view keyword, const Json& value, Node& node) {
    if (!value.isObject()) return refuse(keyword, "not an object");
    if (!schema.find("additionalProperties")) return refuse(keyword, "additionalProperties=false must stand beside it");
    const Json* required = schema.find("required");
    for (const auto& [name, inner] : value.members()) {
      if (!isMemberName(name)) return refuse(keyword, "\"" + name + "\" is not a member name");
      const bool isRequired =
          required && required->isArray() && std::ranges::find(required->array(), Json(name)) != required->array().end();
      const Node* child = nullptr;
      MZ_CHECK(compileBelow(keyword, name, inner, child));
      node.properties.push_back({name, child, isRequired});
    }
    return {};
  }

  Status takeRequired(const Json& schema, std::string_view keyword, const Json& value, Node& node) {
    if (!value.isArray()) return refuse(keyword, "not a list");
    const Json* properties = schema.find("properties");
    if (!properties && schema.find("additionalProperties") && !value.array().empty())
      return refuse(keyword, "there are no properties, and no others are allowed");
    std::vector<std::string> names;
    for (const Json& name : value.array()) {
      if (!name.isString() || !isMemberName(name.string())) return refuse(keyword, "has what is not a member name");
      if (properties && !properties->find(name.string()))
        return refuse(keyword, "\"" + name.string() + "\" is not one of the properties");
      names.push_back(name.string());
    }
    std::ranges::sort(names);
    if (std::ranges::adjacent_find(names) != names.end()) return refuse(keyword, "has a name twice");
    if (!properties)
      for (std::string& name : names) node.properties.push_back({std::move(name), nullptr, true});
    return {};
  }

  Status takeAdditional(const Json&, std::string_view keyword, const Json& value, Node& node) {
    if (value.type() != Json::Type::Boolean || value.boolean()) return refuse(keyword, "only false is allowed");
    node.closed = true;
    return {};
  }

  Status takeItems(const Json&, std::string_view keyword, const Json& value, Node& node) {
    return compileBelow(keyword, "", value, node.items);
  }

  Status takeEnum(const Json&, std::string_view keyword, const Json& value, Node& node) {
    if (!value.isArray() || value.array().empty()) return refuse(keyword, "not a list with values");
    node.allowed = value.array();
    if (std::ranges::all_of(value.array(), &Json::isString)) {
      for (const Json& text : value.array()) node.allowedStrings.push_back(text.string());
      std::ranges::sort(node.allowedStrings);
    }
    return {};
  }

  Status takeConst(const Json&, std::string_view, const Json& value, Node& node) {
    node.constant = value;
    return {};
  }

  Status takeSize(const Json&, std::string_view keyword, const Json& value, Node& node) {
    if (!value.isInteger() || value.integer() < 0) return refuse(keyword, "not an integer from 0 up");
    Node::Range& range = keyword.ends_with("Length") ? node.length : node.count;
    (keyword.starts_with("min") ? range.least : range.most) = static_cast<std::size_t>(value.integer());
    return {};
  }

  Status takeLimit(const Json&, std::string_view keyword, const Json& value, Node& node) {
    if (!value.isInteger()) return refuse(keyword, "not an integer");
    (keyword == "minimum" ? node.minimum : node.maximum) = value.integer();
    return {};
  }

  Status takePattern(const Json&, std::string_view keyword, const Json& value, Node& node) {
    if (!value.isString() || value.string().size() > kPatternSourceBytes)
      return refuse(keyword, "not a string of at most " + std::to_string(kPatternSourceBytes) + " bytes");
    RE2::Options options(RE2::Quiet);
    options.set_max_mem(kPatternMemory);
    auto pattern = std::make_unique<const RE2>(value.string(), options);
    if (!pattern->ok()) return refuse(keyword, pattern->error());
    node.pattern = std::move(pattern);
    return {};
  }

  // As a $ref stands alone, a chain of them ends in a schema with rules or goes in a circle.
  Status resolveReferences() {
    std::map<const Node*, const Node*> next;
    for (const Reference& reference : m_references) {
      const auto at = m_named.find(reference.name);
      m_path = reference.path;
      if (at == m_named.end()) return refuse("$ref", "there is no definition \"" + reference.name + "\"");
      next[reference.node] = at->second;
    }
    for (const Reference& reference : m_references) {
      const Node* target = reference.node;
      std::size_t steps = 0;
      for (auto at = next.find(target); at != next.end(); at = next.find(target)) {
        m_path = reference.path;
        if (++steps > m_references.size()) return refuse("$ref", "leads back to itself");
        target = at->second;
      }
      reference.node->target = target;
    }
    return {};
  }

  struct Reference {
    Node* node;
    std::string name;
    std::string path;
  };

  const Json& m_definitions;
  std::shared_ptr<Schema::Compiled> m_compiled = std::make_shared<Schema::Compiled>();
  std::map<std::string, const Node*, std::less<>> m_named;
  std::vector<Reference> m_references;
  std::string m_path;
};

// Walks value and schema together. Without `out` it stops at the first violation and keeps no path.
class SchemaChecker {
 public:
  explicit SchemaChecker(std::vector<SchemaViolation>* out) : m_out(out) {}

  // False: stop here.
  bool check(const Schema::Node& reference, const Json& value) {
    const Schema::Node& node = reference.target ? *reference.target : reference;
    // What is of the wrong type would break other rules in ways that tell nobody more.
    if ((node.types & bitOf(value.type())) == 0) return violation("type");
    if (node.allowed && !isAllowed(node, value) && !violation("enum")) return false;
    if (node.constant && *node.constant != value && !violation("const")) return false;
    switch (value.type()) {
      case Json::Type::Integer: return checkInteger(node, value.integer());
      case Json::Type::String: return checkString(node, value.string());
      case Json::Type::Array: return checkArray(node, value.array());
      case Json::Type::Object: return checkObject(node, value.members());
      case Json::Type::Null:
      case Json::Type::Boolean: return true;
    }
    return true;
  }

 private:
  using Node = Schema::Node;

  bool violation(std::string_view keyword) {
    if (!m_out) return false;
    m_out->push_back({m_path, std::string(keyword)});
    return m_out->size() < kViolations;
  }

  bool violationAt(std::string_view name, std::string_view keyword) {
    if (!m_out) return false;
    const std::size_t length = m_path.size();
    appendPointer(m_path, name);
    const bool goOn = violation(keyword);
    m_path.resize(length);
    return goOn;
  }

  static bool isAllowed(const Node& node, const Json& value) {
    if (node.allowedStrings.empty()) return std::ranges::find(*node.allowed, value) != node.allowed->end();
    return value.isString() && std::ranges::binary_search(node.allowedStrings, value.string());
  }

  bool checkInteger(const Node& node, std::int64_t value) {
    if (value < node.minimum && !violation("minimum")) return false;
    return value <= node.maximum || violation("maximum");
  }

  bool checkString(const Node& node, const std::string& value) {
    // Code points are counted only where the bytes leave the answer open: each has one to four.
    if (value.size() > node.length.most || value.size() / 4 < node.length.least) {
      const std::size_t length = codePoints(value);
      if (length < node.length.least && !violation("minLength")) return false;
      if (length > node.length.most && !violation("maxLength")) return false;
    }
    if (!node.pattern) return true;
    return (value.size() <= bounds::kPatternBytes && RE2::FullMatch(value, *node.pattern)) || violation("pattern");
  }

  bool checkArray(const Node& node, const Json::Array& items) {
    if (items.size() < node.count.least && !violation("minItems")) return false;
    if (items.size() > node.count.most && !violation("maxItems")) return false;
    if (!node.items) return true;
    for (std::size_t i = 0; i < items.size(); ++i)
      if (!checkBelow(m_out ? std::to_string(i) : std::string(), *node.items, items[i])) return false;
    return true;
  }

  bool checkBelow(std::string_view name, const Node& node, const Json& value) {
    if (!m_out) return check(node, value);
    const std::size_t length = m_path.size();
    appendPointer(m_path, name);
    const bool goOn = check(node, value);
    m_path.resize(length);
    return goOn;
  }

  // Both lists are sorted by name, so one pass over them is enough.
  bool checkObject(const Node& node, const Json::Object& members) {
    auto property = node.properties.begin();
    auto member = members.begin();
    while (property != node.properties.end() || member != members.end()) {
      const int order = property == node.properties.end() ? 1
                        : member == members.end()         ? -1
                                                          : property->name.compare(member->first);
      if (order < 0) {
        if (property->required && !violationAt(property->name, "required")) return false;
      } else if (order > 0) {
        if (node.closed && !violationAt(member->first, "additionalProperties")) return false;
      } else if (property->node && !checkBelow(member->first, *property->node, member->second)) {
        return false;
      }
      if (order <= 0) ++property;
      if (order >= 0) ++member;
    }
    return true;
  }

  std::vector<SchemaViolation>* m_out;
  std::string m_path;
};

Schema::Schema() = default;

Result<Schema> Schema::compile(const Json& schema, const Json& definitions) {
  Schema out;
  MZ_TRY(out.m_root, SchemaCompiler(definitions).run(schema));
  return out;
}

bool Schema::accepts(const Json& value) const { return m_root && SchemaChecker(nullptr).check(*m_root, value); }

std::vector<SchemaViolation> Schema::violations(const Json& value) const {
  if (!m_root) return {{"", "schema"}};
  std::vector<SchemaViolation> out;
  SchemaChecker(&out).check(*m_root, value);
  return out;
}

}  // namespace mz
