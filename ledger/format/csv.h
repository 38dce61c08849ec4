// Fields of comma-separated text as RFC 4180 has it. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

namespace mz {

// In quotes where the commas, quotation marks, line breaks or blanks at the ends would not survive without.
void appendCsvField(std::string& out, std::string_view value);
// The same for text from outside in a file that people open as a spreadsheet, which would run what looks like a formula: that
// gets an apostrophe in front.
void appendCsvText(std::string& out, std::string_view value);

}  // namespace mz
