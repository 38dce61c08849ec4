// The distinct texts of one column, numbered from 0 in the order in which they came; number 0 is always the empty text. Only
// grows, with storage that never moves: one thread adds, others read through views at the same time.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mz {

struct DictionaryEntry {
  const char* text = nullptr;
  const char* fold = nullptr;  // folded text (text_fold.h); the same pointer where folding changes nothing
  std::uint32_t length = 0;
  std::uint32_t foldLength = 0;
  std::uint32_t hash = 0;
};

using DictionaryPage = std::array<DictionaryEntry, 1024>;

// What a dictionary held at one moment; keeps that storage alive. Any thread.
class DictionaryView {
 public:
  std::uint32_t size() const { return m_size; }
  std::string_view text(std::uint32_t id) const {
    const DictionaryEntry& found = entry(id);
    return {found.text, found.length};
  }
  std::string_view fold(std::uint32_t id) const {
    const DictionaryEntry& found = entry(id);
    return {found.fold, found.foldLength};
  }
  std::optional<std::uint32_t> find(std::string_view text) const;  // looks at every entry
  // Sets marks[id] for each text that contains the folded word; returns how many. marks.size() >= size().
  std::size_t markContaining(std::string_view foldedWord, std::span<std::uint8_t> marks) const;

 private:
  friend class Dictionary;
  const DictionaryEntry& entry(std::uint32_t id) const { return *((*m_pages)[id / 1024]->data() + id % 1024); }

  std::shared_ptr<const void> m_owner;
  std::shared_ptr<const std::vector<const DictionaryPage*>> m_pages;
  std::uint32_t m_size = 0;
};

class Dictionary {
 public:
  Dictionary();
  Dictionary(Dictionary&&) noexcept;
  Dictionary& operator=(Dictionary&&) noexcept;
  ~Dictionary();

  std::uint32_t add(std::string_view text);  // its number, old or new
  std::uint32_t size() const { return m_size; }
  DictionaryView view() const;

 private:
  struct Storage;
  DictionaryEntry& entry(std::uint32_t id) const;
  void grow();

  std::shared_ptr<Storage> m_storage;
  std::shared_ptr<const std::vector<const DictionaryPage*>> m_pages;
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t number = 0;  // of the entry, plus 1; 0 is free
  };
  std::vector<Slot> m_slots;
  std::string m_scratch;
  std::uint32_t m_size = 0;
};

}  // namespace mz
