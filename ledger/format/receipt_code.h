// A receipt as the texts of QR codes, and back (docs/formats/receipt.md): compressed, Base32, in numbered parts that are read
// in any order. Any text of a receipt can be carried; what it says is verified by whoever reads it. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ledger/base/error.h"

namespace mz {

// So that a telephone reads a code from paper: what version 30 with level M (15 % may be lost) holds.
inline constexpr std::size_t kReceiptCodeCharacters = 1'994;
inline constexpr std::size_t kMostReceiptCodes = 9;

// The codes' texts, in order. TooLarge: the receipt needs more than kMostReceiptCodes.
Result<std::vector<std::string>> receiptCodes(std::string_view receipt);

bool isReceiptCode(std::string_view text);  // begins like one

// The receipt in these codes' texts, separated by white space. Malformed: not such a text, a part is missing (parameter "part")
// or of another receipt, or the receipt is not the one that they name. TooLarge.
Result<std::string> receiptFromCodes(std::string_view texts);

}  // namespace mz
