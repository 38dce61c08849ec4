// How a known kind of file becomes payments or budget lines: which headings it has and which fields they fill. Profiles are
// JSON files: shipped ones are part of the program, saved ones lie in the network directory under profiles/. docs/import.md
// describes the form. Functions: any thread. Errors: Malformed (a profile that is not of the form), Io, and
// those of writing a file.
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
  bool shipped = false;
  std::string titleEn, titleZh;
  std::string kind = "payments";       // or "budget_lines"
  std::string currency;                // where no column says it
  std::vector<std::string> recognise;  // headings that a file of this kind has
  std::vector<ImportMapping> mapping;
  DateOrder dateOrder = DateOrder::Undecided;  // where the data do not decide between day and month
  ImportStyles styles;                         // how such files are always read, whatever would be found out
  bool cutDescription = false;                 // a description over its limit is cut at a character, instead of refused
};

std::vector<std::string_view> shippedProfileTexts();
Result<ImportProfile> parseProfile(std::string_view json);
std::string formatProfile(const ImportProfile& profile);

// The shipped profiles and those saved in the network directory, by name. A file that is no profile, has another name than its
// profile or that of a shipped one is left out and named in `unreadable`, when given. At most 1,000 files of 64 KB are looked
// at.
std::vector<ImportProfile> importProfiles(const std::filesystem::path& networkDirectory,
                                          std::vector<std::string>* unreadable = nullptr);
// Replaces a saved one of its name. AlreadyThere: the name is that of a shipped one. TooLarge: there are 1,000 already.
Status saveProfile(const std::filesystem::path& networkDirectory, const ImportProfile& profile);

// The fields that a mapping may name.
const std::vector<std::string_view>& importFields(std::string_view kind);

}  // namespace mz
