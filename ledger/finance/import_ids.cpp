#include "ledger/finance/import_ids.h"

#include <cstring>

#include "ledger/crypto/hash.h"
#include "ledger/finance/import_fields.h"
#include "ledger/finance/text_fold.h"

namespace mz {
namespace {

constexpr std::size_t kIdDigestBytes = 10;

void appendField(std::string& out, std::string_view value) {
  out += value;
  out.push_back('\x1F');
}

// The fields of a row, told apart from each other, as the bytes that its id is made of.
void appendContent(std::string& out, const PaymentDraft& draft) {
  appendField(out, draft.date.iso());
  appendField(out, std::to_string(draft.amount.minor));
  appendField(out, draft.currency);
  for (const auto& [field, member] : kPaymentTexts) appendField(out, draft.*member);
}
void appendContent(std::string& out, const BudgetLineDraft& draft) {
  appendField(out, std::to_string(draft.year));
  appendField(out, std::to_string(draft.amount.minor));
  appendField(out, draft.currency);
  for (const auto& [field, member] : kBudgetTexts) appendField(out, draft.*member);
}

}  // namespace

void ImportIds::give(PaymentDraft& draft) {
  m_content.clear();
  appendContent(m_content, draft);
  const Digest digest = sha256(bytesOf(m_content));
  std::uint64_t key = 0;
  std::memcpy(&key, digest.bytes.data(), sizeof key);
  const auto [count, known] = at(key, 0);
  ++*count;
  draft.id = "r" + toHex(ByteView(digest.bytes).first(kIdDigestBytes));
  if (*count > 1) draft.id += "-" + std::to_string(*count);
}

template <class Draft>
ImportIds::Seen ImportIds::seeDraft(const Draft& draft) {
  m_content.clear();
  appendContent(m_content, draft);
  const std::uint64_t content = textHash(m_content);
  const auto [before, known] = at(textHash(draft.id), content);
  if (!known) return Seen::New;
  return *before == content ? Seen::Repeat : Seen::OtherContent;
}
ImportIds::Seen ImportIds::see(const PaymentDraft& draft) { return seeDraft(draft); }
ImportIds::Seen ImportIds::see(const BudgetLineDraft& draft) { return seeDraft(draft); }

std::pair<std::uint64_t*, bool> ImportIds::at(std::uint64_t key, std::uint64_t initial) {
  if (m_used * 2 >= m_slots.size()) grow();
  Slot& slot = find(key);
  const bool known = slot.used;
  if (!known) {
    slot = {key, initial, true};
    ++m_used;
  }
  return {&slot.value, known};
}

ImportIds::Slot& ImportIds::find(std::uint64_t key) {
  std::size_t at = (key * 0x9E3779B97F4A7C15ULL) & (m_slots.size() - 1);
  while (m_slots[at].used && m_slots[at].key != key) at = (at + 1) & (m_slots.size() - 1);
  return m_slots[at];
}

void ImportIds::grow() {
  std::vector<Slot> old(m_slots.size() * 2);
  old.swap(m_slots);
  for (const Slot& slot : old) {
    if (slot.used) find(slot.key) = slot;
  }
}

}  // namespace mz
