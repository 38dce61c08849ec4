#include "ledger/format/csv.h"

namespace mz {

void appendCsvField(std::string& out, std::string_view value) {
  const bool quoted =
      value.find_first_of(",\"\r\n") != std::string_view::npos || value.starts_with(' ') || value.ends_with(' ');
  if (!quoted) {
    out += value;
    return;
  }
  out.push_back('"');
  for (const char c : value) {
    if (c == '"') out.push_back('"');
    out.push_back(c);
  }
  out.push_back('"');
}

void appendCsvText(std::string& out, std::string_view value) {
  constexpr std::string_view kFormulaStarts = "=+-@\t\r";
  if (value.empty() || kFormulaStarts.find(value.front()) == std::string_view::npos) return appendCsvField(out, value);
  std::string disarmed = "'";
  appendCsvField(out, disarmed.append(value));
}

}  // namespace mz
