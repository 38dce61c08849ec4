#include "ledger/journal.h"

#include <unistd.h>

#include <algorithm>

#include "ledger/base/file.h"
#include "ledger/format/json.h"

namespace mz {

namespace {

// The newer file and the older one.
constexpr const char* kNewer = "journal.jsonl";
constexpr const char* kOlder = "journal-older.jsonl";

std::string deviceName() {
  char name[256] = {};
  return ::gethostname(name, sizeof name - 1) == 0 ? name : "";
}

// Valid UTF-8 and not too long, whatever it was.
std::string bounded(const std::string& text) {
  std::string out = text.substr(0, Journal::kTextBytes);
  while (!out.empty() && !isValidUtf8(out) && text.size() > out.size() && (out.back() & 0x80) != 0) out.pop_back();
  if (!isValidUtf8(out))
    for (char& c : out)
      if ((c & 0x80) != 0) c = '?';
  return out;
}

std::string lineOf(const JournalEntry& entry) {
  return Json::object({{"n", Json(static_cast<std::int64_t>(entry.number))},
                       {"time", Json(entry.time.value)},
                       {"what", Json(entry.what)},
                       {"who", Json(entry.who)},
                       {"channel", Json(entry.channel)},
                       {"subject", Json(entry.subject)},
                       {"result", Json(entry.result)},
                       {"device", Json(entry.device)}})
             .serialize() +
         "\n";
}

}  // namespace

Journal::Journal(std::filesystem::path directory)
    : m_directory(std::move(directory)), m_device(bounded(deviceName())), m_mutex(std::make_unique<std::mutex>()) {}

Result<Journal> Journal::open(std::filesystem::path directory) {
  Journal journal(std::move(directory));
  MZ_CHECK(journal.read(journal.m_directory / kOlder));
  journal.m_olderEntries = journal.m_entries.size();
  MZ_CHECK(journal.read(journal.m_directory / kNewer));
  return journal;
}

Status Journal::read(const std::filesystem::path& file) {
  m_bytes = 0;
  m_torn = false;
  const auto bytes = readFile(file, 2 * kFileBytes);
  if (!bytes && bytes.error().code == ErrorCode::NotFound) return {};
  if (!bytes) return std::unexpected(bytes.error());
  m_bytes = bytes->size();
  std::string_view text = textOf(*bytes);
  m_torn = !text.empty() && text.back() != '\n';
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const auto json = Json::parse(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    const auto number = static_cast<std::uint64_t>(json ? std::max<std::int64_t>(json->integerAt("n"), 0) : 0);
    if (number == 0 || (!m_entries.empty() && number <= m_entries.back().number)) {
      ++m_unreadable;
      continue;
    }
    m_entries.push_back({number, UnixSeconds(json->integerAt("time")), std::string(json->stringAt("what")),
                         std::string(json->stringAt("who")), std::string(json->stringAt("channel")),
                         std::string(json->stringAt("subject")), std::string(json->stringAt("result")),
                         std::string(json->stringAt("device"))});
  }
  return {};
}

Status Journal::append(JournalEntry entry, UnixSeconds now) {
  const std::lock_guard lock(*m_mutex);
  entry.number = m_entries.empty() ? 1 : m_entries.back().number + 1;
  entry.time = now;
  entry.device = m_device;
  for (std::string* text : {&entry.what, &entry.who, &entry.channel, &entry.subject, &entry.result}) *text = bounded(*text);
  const std::string line = (m_torn ? "\n" : "") + lineOf(entry);
  if (m_bytes + line.size() > kFileBytes) {
    std::error_code problem;
    std::filesystem::rename(m_directory / kNewer, m_directory / kOlder, problem);
    if (problem) return fail(ErrorCode::Io, "the journal's full file cannot be put aside: " + problem.message());
    m_entries.erase(m_entries.begin(), m_entries.begin() + static_cast<std::ptrdiff_t>(m_olderEntries));
    m_olderEntries = m_entries.size();
    m_bytes = 0;
  }
  m_torn = true;  // until all of it is there
  MZ_CHECK(appendToFile(m_directory / kNewer, bytesOf(line)));
  m_torn = false;
  m_bytes += line.size();
  m_entries.push_back(std::move(entry));
  return {};
}

std::vector<JournalEntry> Journal::newest(std::uint64_t below, std::size_t count) const {
  const std::lock_guard lock(*m_mutex);
  std::vector<JournalEntry> out;
  auto it = below == 0 ? m_entries.end() : std::ranges::lower_bound(m_entries, below, {}, &JournalEntry::number);
  while (it != m_entries.begin() && out.size() < count) out.push_back(*--it);
  return out;
}

std::size_t Journal::failures(std::string_view what, UnixSeconds since) const {
  const std::lock_guard lock(*m_mutex);
  return static_cast<std::size_t>(std::ranges::count_if(m_entries, [&](const JournalEntry& entry) {
    return entry.time >= since && entry.what == what && entry.result != "done";
  }));
}

}  // namespace mz
