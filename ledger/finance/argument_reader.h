// Walks the members of a canonical JSON object (format/json.h) without building values: arguments of transactions that were
// executed, which have passed the canonical parser before. Still checks every step, so that wrong bytes end the walk and
// nothing else. One thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace mz {

class ArgumentReader {
 public:
  enum class Kind : std::uint8_t { End, Text, Integer, Other, Malformed };

  explicit ArgumentReader(std::string_view object) : m_text(object) {}
  Kind next();  // moves to the next member; after End or Malformed it stays there

  std::string_view name() const { return m_name; }
  std::string_view text() const { return m_value; }  // until the next call of next()
  std::int64_t integer() const { return m_integer; }

 private:
  Kind malformed();
  bool readString(std::string_view& out, std::string& scratch);
  bool readInteger();
  bool skipValue();

  std::string_view m_text;
  std::size_t m_at = 0;
  bool m_ended = false;
  bool m_malformed = false;
  std::string_view m_name, m_value;
  std::string m_nameScratch, m_valueScratch;
  std::int64_t m_integer = 0;
};

}  // namespace mz
