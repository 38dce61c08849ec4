// The alarms of one network and their rules, on disk: a file that is replaced whole at each change, so that a crash leaves the
// state before or after it. One thread at a time. Errors: Malformed, UnsupportedVersion, NotFound, InvalidArgument, and what
// writing a file meets.
#pragma once

#include <filesystem>
#include <span>
#include <vector>

#include "ledger/alarm.h"
#include "ledger/base/error.h"

namespace mz {

// One thing that a check found over its threshold.
struct AlarmFinding {
  std::string subject;
  std::int64_t value = 0;
  bool urgent = false;
};

class AlarmBook {
 public:
  static constexpr std::size_t kMostEnded = 1000;  // of these the oldest are forgotten
  static constexpr std::size_t kMostNoteBytes = 2000;

  // `defaults` are the kinds that this program knows; what the file says of them counts, other kinds are left alone in it.
  static Result<AlarmBook> open(std::filesystem::path file, std::span<const AlarmRule> defaults);
  // Without anything from before, for a file that cannot be read; it is replaced at the next change.
  static AlarmBook fresh(std::filesystem::path file, std::span<const AlarmRule> defaults);

  const std::vector<AlarmRule>& rules() const { return m_rules; }
  const AlarmRule* rule(std::string_view kind) const;
  Status setRule(const AlarmRule& rule);

  // What a check of this kind found now: raises what is new, renews what lasts, ends what is not found any more. True where
  // somebody should be told.
  bool apply(std::string_view kind, std::span<const AlarmFinding> findings, UnixSeconds now);
  Status acknowledge(std::uint64_t number, const std::string& who, const std::string& note, UnixSeconds now);

  std::vector<Alarm> alarms() const;  // lasting ones first, then ended ones; newest first
  Status save();                      // does nothing where nothing changed

 private:
  AlarmBook(std::filesystem::path file, std::span<const AlarmRule> defaults)
      : m_file(std::move(file)), m_rules(defaults.begin(), defaults.end()) {}
  Status read(std::string_view text);

  std::filesystem::path m_file;
  std::vector<AlarmRule> m_rules;
  std::vector<Alarm> m_alarms;  // by number
  std::uint64_t m_next = 1;
  bool m_changed = false;
};

}  // namespace mz
