#include "models/name_initials.h"

#include <algorithm>

#include "models/format_text.h"
#include "models/pinyin.h"

namespace mz {

namespace {
constexpr auto kKept = std::chrono::seconds(60);  // a name that came later is found by its characters meanwhile
constexpr std::size_t kMostNames = 1'000'000;
constexpr std::size_t kLeastLetters = 2;

bool isAscii(char c) { return static_cast<unsigned char>(c) < 0x80; }
bool isLetterOrDigit(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }
}  // namespace

Result<const NameInitials::List*> NameInitials::list(Engine& engine, const std::string& channel, FinanceGrouping kind) {
  const auto now = std::chrono::steady_clock::now();
  auto found = std::ranges::find(m_lists, kind, &List::kind);
  if (found != m_lists.end() && found->channel == channel && now - found->made < kKept) return &*found;
  MZ_TRY(const auto entries, engine.financeSuggest(channel, kind, {}, kMostNames));
  List made{kind, channel, now, {}};
  for (const FinanceNames::Entry& entry : entries) {
    if (std::ranges::all_of(entry.name, isAscii)) continue;  // found by its own letters
    made.names.push_back({toText(pinyinInitials(fromText(entry.name))), entry});
  }
  if (found == m_lists.end()) found = m_lists.insert(m_lists.end(), List());
  *found = std::move(made);
  return &*found;
}

Result<std::vector<FinanceNames::Entry>> NameInitials::find(Engine& engine, const std::string& channel, FinanceGrouping kind,
                                                            const std::string& text, std::size_t count) {
  std::string letters = text;
  std::ranges::transform(letters, letters.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  std::vector<FinanceNames::Entry> out;
  if (letters.size() < kLeastLetters || !std::ranges::all_of(letters, isLetterOrDigit)) return out;
  const std::lock_guard lock(m_mutex);
  MZ_TRY(const List* const known, list(engine, channel, kind));
  for (const Name& name : known->names) {
    if (out.size() == count) break;
    if (name.initials.find(letters) != std::string::npos) out.push_back(name.entry);
  }
  return out;
}

}  // namespace mz
