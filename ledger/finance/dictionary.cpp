#include "ledger/finance/dictionary.h"

#include <algorithm>
#include <cstring>

#include "ledger/finance/text_fold.h"

namespace mz {
namespace {

constexpr std::size_t kBlockBytes = 64 * 1024;

}  // namespace

struct Dictionary::Storage {
  std::vector<std::unique_ptr<DictionaryPage>> pages;
  std::vector<std::unique_ptr<char[]>> blocks;
  std::size_t used = kBlockBytes;  // of the last block

  const char* keep(std::string_view text) {
    if (text.size() > kBlockBytes / 4) {  // a long one has its own block, before the one that is being filled
      auto own = std::make_unique<char[]>(text.size());
      std::memcpy(own.get(), text.data(), text.size());
      const char* at = own.get();
      blocks.insert(blocks.end() - (blocks.empty() ? 0 : 1), std::move(own));
      return at;
    }
    if (blocks.empty() || used + text.size() > kBlockBytes) {
      blocks.push_back(std::make_unique<char[]>(kBlockBytes));
      used = 0;
    }
    char* at = blocks.back().get() + used;
    std::ranges::copy(text, at);
    used += text.size();
    return at;
  }
};

std::optional<std::uint32_t> DictionaryView::find(std::string_view text) const {
  const std::uint32_t hash = static_cast<std::uint32_t>(textHash(text));
  for (std::uint32_t first = 0; first < m_size; first += 1024) {
    const DictionaryPage& page = *(*m_pages)[first / 1024];
    const std::uint32_t count = std::min<std::uint32_t>(1024, m_size - first);
    for (std::uint32_t i = 0; i < count; ++i) {
      if (page[i].hash == hash && std::string_view(page[i].text, page[i].length) == text) return first + i;
    }
  }
  return std::nullopt;
}

std::size_t DictionaryView::markContaining(std::string_view foldedWord, std::span<std::uint8_t> marks) const {
  std::size_t found = 0;
  for (std::uint32_t first = 0; first < m_size; first += 1024) {
    const DictionaryPage& page = *(*m_pages)[first / 1024];
    const std::uint32_t count = std::min<std::uint32_t>(1024, m_size - first);
    for (std::uint32_t i = 0; i < count; ++i) {
      const DictionaryEntry& each = page[i];
      if (each.foldLength < foldedWord.size()) continue;
      if (std::string_view(each.fold, each.foldLength).find(foldedWord) == std::string_view::npos) continue;
      marks[first + i] = 1;
      ++found;
    }
  }
  return found;
}

Dictionary::Dictionary()
    : m_storage(std::make_shared<Storage>()), m_pages(std::make_shared<const std::vector<const DictionaryPage*>>()) {
  m_slots.resize(64);
  add({});
}
Dictionary::Dictionary(Dictionary&&) noexcept = default;
Dictionary& Dictionary::operator=(Dictionary&&) noexcept = default;
Dictionary::~Dictionary() = default;

DictionaryEntry& Dictionary::entry(std::uint32_t id) const { return (*m_storage->pages[id / 1024])[id % 1024]; }

std::uint32_t Dictionary::add(std::string_view text) {
  const std::uint32_t hash = static_cast<std::uint32_t>(textHash(text));
  const std::size_t mask = m_slots.size() - 1;
  std::size_t slot = hash & mask;
  for (; m_slots[slot].number != 0; slot = (slot + 1) & mask) {
    if (m_slots[slot].hash != hash) continue;
    const DictionaryEntry& candidate = entry(m_slots[slot].number - 1);
    if (std::string_view(candidate.text, candidate.length) == text) return m_slots[slot].number - 1;
  }

  if (m_size % 1024 == 0) {
    m_storage->pages.push_back(std::make_unique<DictionaryPage>());
    auto pages = std::make_shared<std::vector<const DictionaryPage*>>(*m_pages);
    pages->push_back(m_storage->pages.back().get());
    m_pages = std::move(pages);
  }
  const std::uint32_t id = m_size++;
  DictionaryEntry& made = entry(id);
  made.hash = hash;
  made.length = static_cast<std::uint32_t>(text.size());
  made.text = m_storage->keep(text);
  m_scratch.clear();
  appendFolded(m_scratch, text);
  made.foldLength = static_cast<std::uint32_t>(m_scratch.size());
  made.fold = m_scratch == text ? made.text : m_storage->keep(m_scratch);
  m_slots[slot] = {hash, id + 1};
  if (std::size_t{m_size} * 2 > m_slots.size()) grow();
  return id;
}

void Dictionary::grow() {
  std::vector<Slot> old(m_slots.size() * 2);
  old.swap(m_slots);
  const std::size_t mask = m_slots.size() - 1;
  for (const Slot& each : old) {
    if (each.number == 0) continue;
    std::size_t slot = each.hash & mask;
    while (m_slots[slot].number != 0) slot = (slot + 1) & mask;
    m_slots[slot] = each;
  }
}

DictionaryView Dictionary::view() const {
  DictionaryView view;
  view.m_owner = m_storage;
  view.m_pages = m_pages;
  view.m_size = m_size;
  return view;
}

}  // namespace mz
