#include "ledger/finance/import_styles.h"

#include <algorithm>

namespace mz {
namespace {

// In the order of kImportDecimalStyles and kImportDateStyles.
constexpr std::array kDecimalStyles = {DecimalStyle::Point, DecimalStyle::Comma};
constexpr std::array kDateOrders = {DateOrder::DayFirst, DateOrder::MonthFirst, DateOrder::YearFirst};
static_assert(kDecimalStyles.size() == kImportDecimalStyles.size() && kDateOrders.size() == kImportDateStyles.size());

std::unexpected<Error> unknownStyle(const char* style, std::string_view value, std::string known) {
  return std::unexpected(Error(ErrorCode::InvalidArgument, "there is no " + std::string(style) + " \"" + std::string(value) +
                                                               "\" for files that are imported; known are " + std::move(known))
                             .with("style", style));
}

template <std::size_t kCount>
std::string listOf(const std::array<std::string_view, kCount>& names) {
  std::string out;
  for (const std::string_view name : names) out.append(out.empty() ? "" : "  ").append(name);
  return out;
}

bool isPunctuation(char c) {
  return c > ' ' && c < 0x7F && !(c >= '0' && c <= '9') && !((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

}  // namespace

Result<AskedStyles> askedStyles(const ImportStyles& styles) {
  AskedStyles asked;
  if (!styles.encoding.empty()) {
    asked.encoding = encodingNamed(styles.encoding);
    if (!asked.encoding) return unknownStyle("encoding", styles.encoding, listOf(kImportEncodings));
  }
  if (styles.delimiter == "tab") {
    asked.delimiter = '\t';
  } else if (!styles.delimiter.empty()) {
    asked.delimiter = styles.delimiter.front();
    if (styles.delimiter.size() != 1 || !isPunctuation(asked.delimiter) || asked.delimiter == '"')
      return unknownStyle("delimiter", styles.delimiter, "tab and every single punctuation mark but \"");
  }
  if (!styles.decimalStyle.empty()) {
    const auto found = std::ranges::find(kImportDecimalStyles, styles.decimalStyle);
    if (found == kImportDecimalStyles.end())
      return unknownStyle("decimal style", styles.decimalStyle, listOf(kImportDecimalStyles));
    asked.decimals = kDecimalStyles[static_cast<std::size_t>(found - kImportDecimalStyles.begin())];
  }
  if (!styles.dateStyle.empty()) {
    const auto found = std::ranges::find(kImportDateStyles, styles.dateStyle);
    if (found == kImportDateStyles.end()) return unknownStyle("date style", styles.dateStyle, listOf(kImportDateStyles));
    asked.dates = kDateOrders[static_cast<std::size_t>(found - kImportDateStyles.begin())];
  }
  return asked;
}

ImportStyles mergedStyles(const ImportStyles& first, const ImportStyles& otherwise) {
  const auto either = [](const std::string& a, const std::string& b) { return a.empty() ? b : a; };
  return {either(first.encoding, otherwise.encoding), either(first.delimiter, otherwise.delimiter),
          either(first.decimalStyle, otherwise.decimalStyle), either(first.dateStyle, otherwise.dateStyle)};
}

std::string delimiterName(char delimiter) { return delimiter == '\t' ? "tab" : std::string(1, delimiter); }
std::string_view decimalStyleName(DecimalStyle style) { return kImportDecimalStyles[style == DecimalStyle::Point ? 0 : 1]; }

}  // namespace mz
