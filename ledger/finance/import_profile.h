// How a known kind of file becomes payments or budget lines: which headings it has and which fields they fill. Profiles are
// JSON files: shipped ones are part of the program, saved ones lie in the network directory under profiles/. docs/import.md
// describes the form. Functions: any thread. Errors: Malformed (a profile that is not of the form), Io.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/finance/cell_styles.h"
#include "ledger/finance/import.h"

namespace mz {

struct ImportProfile {
  std::string name;  // letters, digits, '-', '_'
  std::string titleEn, titleZh;
  std::string kind = "payments";       // or "budget_lines"
  std::string currency;                // where no column says it
  std::vector<std::string> recognise;  // headings that a file of this kind has
  std::vector<ImportMapping> mapping;
  DayOrder dayOrder = DayOrder::Undecided;  // where the data do not decide between day and month
  bool cutDescription = false;              // a description over its limit is cut at a character, instead of refused
};

std::vector<std::string_view> shippedProfileTexts();
Result<ImportProfile> parseProfile(std::string_view json);
std::string formatProfile(const ImportProfile& profile);

// The shipped profiles and those saved in the network directory, by name; a saved one replaces a shipped one of its name. A
// file that is no profile is left out and named in `unreadable`, when given. At most 1,000 files of 64 KB are looked at.
std::vector<ImportProfile> importProfiles(const std::filesystem::path& networkDirectory,
                                          std::vector<std::string>* unreadable = nullptr);
Status saveProfile(const std::filesystem::path& networkDirectory, const ImportProfile& profile);

// The fields that a mapping may name.
const std::vector<std::string_view>& importFields(std::string_view kind);

}  // namespace mz
