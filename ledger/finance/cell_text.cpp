#include "ledger/finance/cell_text.h"

#include <algorithm>

namespace mz {

namespace {

bool isHigh(char c) { return static_cast<unsigned char>(c) >= 0x80; }

}  // namespace

std::string_view withoutSpace(std::string_view text) {
  const auto isPlainSpace = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  while (true) {
    if (!text.empty() && isPlainSpace(text.front())) {
      text.remove_prefix(1);
    } else if (!text.empty() && isPlainSpace(text.back())) {
      text.remove_suffix(1);
    } else if (text.starts_with("\u00A0") || text.ends_with("\u00A0")) {
      text.starts_with("\u00A0") ? text.remove_prefix(2) : text.remove_suffix(2);
    } else if (text.starts_with("\u3000") || text.ends_with("\u3000")) {
      text.starts_with("\u3000") ? text.remove_prefix(3) : text.remove_suffix(3);
    } else {
      return text;
    }
  }
}

void assignTidy(std::string& out, std::string_view text) {
  text = withoutSpace(text);
  const auto isSpace = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
  bool tidy = true;
  bool gap = false;
  for (const char c : text) {
    const bool space = isSpace(c);
    tidy = tidy && !(space && (gap || c != ' '));
    gap = space;
  }
  if (tidy) {
    out = text;
    return;
  }
  out.clear();
  gap = false;
  for (const char c : text) {
    if (isSpace(c)) {
      gap = true;
      continue;
    }
    if (gap) out.push_back(' ');
    gap = false;
    out.push_back(c);
  }
}

void cutTo(std::string& text, std::size_t limit) {
  if (text.size() <= limit) return;
  std::size_t end = limit;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  text.resize(end);
}

std::string withoutHighBytes(std::string_view text) {
  std::string out(text);
  std::ranges::replace_if(out, isHigh, '?');
  return out;
}

bool isControl(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

bool isAscii(std::string_view text) { return std::ranges::none_of(text, isHigh); }

}  // namespace mz
