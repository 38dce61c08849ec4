// The text of a cell made fit to be recorded or shown. Values; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace mz {

std::string_view withoutSpace(std::string_view text);  // at both ends; also U+00A0 and U+3000
// One space for each run of white space, none at the ends.
void assignTidy(std::string& out, std::string_view text);
// Cuts to a limit without breaking a UTF-8 character.
void cutTo(std::string& text, std::size_t limit);
// With '?' for each byte that is not ASCII: text of an unknown encoding, to be shown.
std::string withoutHighBytes(std::string_view text);

bool isControl(char c);
bool isAscii(std::string_view text);

}  // namespace mz
