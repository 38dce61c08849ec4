// The styles that an import is asked to read a file in, taken from their names (ImportStyles). Values; any thread. Errors:
// InvalidArgument, whose parameter "style" says which of them is not known.
#pragma once

#include <optional>

#include "ledger/base/error.h"
#include "ledger/finance/cell_styles.h"
#include "ledger/finance/import.h"
#include "ledger/finance/text_source.h"

namespace mz {

// What is not asked for is found out from the file.
struct AskedStyles {
  std::optional<TextEncoding> encoding;
  char delimiter = 0;
  std::optional<DecimalStyle> decimals;
  DateOrder dates = DateOrder::Undecided;
};
Result<AskedStyles> askedStyles(const ImportStyles& styles);

// Style by style the first, or where it is empty the second.
ImportStyles mergedStyles(const ImportStyles& first, const ImportStyles& otherwise);

std::string delimiterName(char delimiter);
std::string_view decimalStyleName(DecimalStyle style);

}  // namespace mz
