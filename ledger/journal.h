// What was done in this program, one line of JSON per act in a file that is only ever appended to: a kill leaves every act
// whose append() returned, and at worst half a line behind them, which is passed over. Two files of bounded size: a full one
// becomes the older one, whose predecessor goes. Any thread. Errors of append: DiskFull, ReadOnly, Io.
#pragma once

#include <filesystem>
#include <mutex>
#include <vector>

#include "ledger/engine.h"

namespace mz {

class Journal {
 public:
  static constexpr std::size_t kFileBytes = 2 * 1024 * 1024;
  static constexpr std::size_t kTextBytes = 1024;  // of each of an entry's texts; longer ones are cut

  // Reads what is there; lines that are none are counted and left where they are.
  static Result<Journal> open(std::filesystem::path directory);

  Status append(JournalEntry entry, UnixSeconds now);
  std::vector<JournalEntry> newest(std::uint64_t below, std::size_t count) const;  // newest first; below 0: from the newest
  // Entries of this kind since then whose result is not "done".
  std::size_t failures(std::string_view what, UnixSeconds since) const;
  std::size_t unreadableLines() const { return m_unreadable; }

 private:
  explicit Journal(std::filesystem::path directory);
  Status read(const std::filesystem::path& file);

  std::filesystem::path m_directory;
  std::string m_device;
  std::unique_ptr<std::mutex> m_mutex;
  std::vector<JournalEntry> m_entries;  // of both files, oldest first
  std::size_t m_olderEntries = 0;       // how many of them are in the older file
  std::size_t m_bytes = 0;              // of the newer file
  std::size_t m_unreadable = 0;
  bool m_torn = false;  // the newer file does not end with a line's end
};

}  // namespace mz
