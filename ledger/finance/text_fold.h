// How text is compared in a search, and the hash by which texts are found: simple case folding of ASCII, the Latin letters up
// to U+017F, Greek and Cyrillic capitals, and full-width ASCII to plain ASCII. Accents stay. Invalid UTF-8 passes through as
// bytes. Functions are pure; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mz {

void appendFolded(std::string& out, std::string_view text);
std::string folded(std::string_view text);

// Folded words of a search text, separated by white space (U+3000 included), in their order; at most 32, without repetition.
std::vector<std::string> foldedWords(std::string_view text);
// The same words as they were typed, for exact comparison.
std::vector<std::string> plainWords(std::string_view text);

// Stands in files (read model, version 1): never changes. Not for anything that must withstand an attacker.
std::uint64_t textHash(std::string_view text);

}  // namespace mz
