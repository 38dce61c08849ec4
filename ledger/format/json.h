// Canonical JSON (RFC 8785) as the ledger knows it: null, booleans, integers within +-(2^53-1), strings, arrays, objects.
// No other numbers. Member names match [a-z][a-zA-Z0-9_]*, at most 64 bytes, unique. Valid UTF-8, no lone surrogates.
// Depth at most bounds::kJsonDepth. Values; a const Json may be read on any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "ledger/base/bounds.h"
#include "ledger/base/error.h"

namespace mz {

class Json {
 public:
  using Array = std::vector<Json>;
  using Member = std::pair<std::string, Json>;
  using Object = std::vector<Member>;  // sorted by name, unique
  enum class Type : std::uint8_t { Null, Boolean, Integer, String, Array, Object };

  Json() = default;
  Json(std::nullptr_t) {}
  Json(bool value) : m_value(value) {}
  Json(std::int64_t value) : m_value(value) {}
  Json(int value) : m_value(std::int64_t{value}) {}
  Json(std::string value) : m_value(std::move(value)) {}
  Json(std::string_view value) : m_value(std::string(value)) {}
  Json(const char* value) : m_value(std::string(value)) {}
  Json(Array value) : m_value(std::move(value)) {}
  static Json object(Object members = {});  // sorts; the caller gives no name twice

  // Only the canonical form: no white space, sorted members, shortest escapes. Malformed with parameter "position" (bytes)
  // otherwise. The caller bounds the length of the text.
  static Result<Json> parseCanonical(std::string_view text, std::size_t depth = bounds::kJsonDepth);
  // Any JSON text within the same value rules (for files that people write: manifests, profiles).
  static Result<Json> parse(std::string_view text);
  // As parse, and any member name (non-empty UTF-8, at most 256 bytes): JSON Schema keywords such as "$ref".
  static Result<Json> parseLoose(std::string_view text);

  Type type() const { return static_cast<Type>(m_value.index()); }
  bool isNull() const { return type() == Type::Null; }
  bool isString() const { return type() == Type::String; }
  bool isInteger() const { return type() == Type::Integer; }
  bool isArray() const { return type() == Type::Array; }
  bool isObject() const { return type() == Type::Object; }

  // The caller has checked the type (assertion otherwise).
  bool boolean() const { return std::get<bool>(m_value); }
  std::int64_t integer() const { return std::get<std::int64_t>(m_value); }
  const std::string& string() const { return std::get<std::string>(m_value); }
  const Array& array() const { return std::get<Array>(m_value); }
  const Object& members() const { return std::get<Object>(m_value); }

  // Forgiving look-up: null when this is no object or has no such member.
  const Json* find(std::string_view name) const;
  std::string_view stringAt(std::string_view name) const;  // empty when absent or no string
  std::int64_t integerAt(std::string_view name, std::int64_t otherwise = 0) const;
  bool booleanAt(std::string_view name, bool otherwise = false) const;

  void set(std::string_view name, Json value);  // makes an object of null; replaces
  void push(Json value);                        // makes an array of null

  std::string serialize() const;  // canonical
  void serializeTo(std::string& out) const;
  bool operator==(const Json&) const = default;

 private:
  std::variant<std::monostate, bool, std::int64_t, std::string, Array, Object> m_value;
};

// Appends the canonical string literal (with quotes) of valid UTF-8 text.
void appendJsonString(std::string& out, std::string_view text);
bool isValidUtf8(std::string_view text);
bool isMemberName(std::string_view name);  // [a-z][a-zA-Z0-9_]*, at most 64 bytes

}  // namespace mz
