#include "ledger/finance/csv_reader.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <map>

namespace mz {
namespace {

constexpr std::array kDelimiters = {',', ';', '\t', '|'};
constexpr std::size_t kSampleBytes = 64 * 1024;
constexpr std::size_t kSampleLines = 200;
constexpr std::size_t kShownBytes = 100;

bool isBlank(const std::vector<std::string_view>& fields) {
  return std::all_of(fields.begin(), fields.end(),
                     [](std::string_view field) { return field.find_first_not_of(" \t\r\n") == std::string_view::npos; });
}

std::size_t countFields(std::string_view line, char delimiter) {
  std::size_t count = 1;
  bool inQuotes = false;
  for (const char c : line) {
    if (c == '"') inQuotes = !inQuotes;
    if (c == delimiter && !inQuotes) ++count;
  }
  return count;
}

}  // namespace

Result<CsvReader> CsvReader::open(std::unique_ptr<TextSource> source, char asked) {
  CsvReader reader;
  reader.m_source = std::move(source);
  reader.m_delimiter = asked;
  MZ_CHECK(reader.rewind());
  return reader;
}

Status CsvReader::rewind() {
  MZ_CHECK(m_source->rewind());
  m_buffer.clear();
  m_at = 0;
  m_ended = false;
  m_line = 1;
  m_skippingLine = false;
  while (!m_ended && m_buffer.size() < kSampleBytes) MZ_CHECK(refill());
  // Excel's own hint, which is no record.
  if (m_buffer.size() >= 6 && m_buffer.starts_with("sep=") && (m_buffer[5] == '\n' || m_buffer[5] == '\r')) {
    m_detectedDelimiter = m_buffer[4];
    m_at = std::min(m_buffer.find('\n'), m_buffer.size() - 1) + 1;
    ++m_line;
  }
  if (m_detectedDelimiter == 0) m_detectedDelimiter = guessedDelimiter();
  if (m_delimiter == 0) m_delimiter = m_detectedDelimiter;
  return {};
}

// The delimiter by which most lines have the same number of fields, more than one.
char CsvReader::guessedDelimiter() const {
  char guessed = ',';
  std::size_t best = 0;
  const std::string_view sample = std::string_view(m_buffer).substr(m_at, kSampleBytes);
  for (const char delimiter : kDelimiters) {
    std::map<std::size_t, std::size_t> linesWith;
    std::size_t lines = 0;
    for (std::size_t start = 0; start < sample.size() && lines < kSampleLines; ++lines) {
      const std::size_t end = std::min(sample.find('\n', start), sample.size());
      ++linesWith[countFields(sample.substr(start, end - start), delimiter)];
      start = end + 1;
    }
    for (const auto& [fields, count] : linesWith) {
      if (fields < 2) continue;
      // Agreement counts most; among equals the one that makes more fields.
      const std::size_t score = count * 1000 + std::min<std::size_t>(fields, 999);
      if (score > best) {
        best = score;
        guessed = delimiter;
      }
    }
  }
  return guessed;
}

Status CsvReader::refill() {
  m_buffer.erase(0, m_at);
  m_at = 0;
  MZ_TRY(const bool more, m_source->read(m_buffer));
  m_ended = !more;
  return {};
}

CsvReader::Extent CsvReader::extent() const {
  const char* const start = m_buffer.data() + m_at;
  const char* const end = m_buffer.data() + m_buffer.size();
  const std::size_t size = static_cast<std::size_t>(end - start);
  Extent out;
  if (const auto* lineEnd = static_cast<const char*>(std::memchr(start, '\n', size))) {
    const auto length = static_cast<std::size_t>(lineEnd - start);
    if (std::memchr(start, '"', length) == nullptr) {
      out.scan = Scan::Found;
      out.length = length + 1;
      out.lines = 1;
      return out;
    }
  } else if (std::memchr(start, '"', size) == nullptr) {
    if (!m_ended) return out;
    out.scan = Scan::Found;
    out.length = size;
    return out;
  }

  out.quoted = true;
  bool fieldStart = true;
  bool inQuotes = false;
  bool afterQuote = false;
  for (const char* at = start; at != end; ++at) {
    const char c = *at;
    if (inQuotes) {
      if (c == '\n') ++out.lines;
      if (c != '"') continue;
      if (at + 1 == end && !m_ended) return out;
      if (at + 1 != end && at[1] == '"') {
        ++at;
      } else {
        inQuotes = false;
        afterQuote = true;
      }
    } else if (c == '\n') {
      out.scan = Scan::Found;
      out.length = static_cast<std::size_t>(at - start) + 1;
      ++out.lines;
      return out;
    } else if (c == m_delimiter) {
      fieldStart = true;
      afterQuote = false;
      ++out.field;
    } else if (c == '"' && fieldStart) {
      inQuotes = true;
      fieldStart = false;
    } else {
      fieldStart = false;
      if (afterQuote && c != '\r' && c != ' ' && c != '\t') {
        out.scan = Scan::Unbalanced;
        return out;
      }
    }
  }
  if (!m_ended) return out;
  out.scan = inQuotes ? Scan::Unbalanced : Scan::Found;
  out.length = size;
  return out;
}

void CsvReader::skipLine(std::string reason, std::uint64_t column, std::string detail) {
  const std::size_t end = m_buffer.find('\n', m_at);
  const std::string_view line = std::string_view(m_buffer).substr(m_at, std::min(end, m_buffer.size()) - m_at);
  m_problem = {m_line, column, std::move(reason), std::string(line.substr(0, kShownBytes)), std::move(detail)};
  if (end == std::string::npos) {
    m_at = m_buffer.size();
    m_skippingLine = true;
  } else {
    m_at = end + 1;
    ++m_line;
  }
}

// Cuts the record into fields, in place; false: too many.
bool CsvReader::split(std::size_t length, bool quoted) {
  m_fields.clear();
  char* at = m_buffer.data() + m_at;
  char* end = at + length;
  if (end != at && end[-1] == '\n') --end;
  if (end != at && end[-1] == '\r') --end;
  while (true) {
    if (m_fields.size() == kCsvColumns) return false;
    if (quoted && at != end && *at == '"') {
      char* const start = ++at;
      char* to = start;
      while (at != end) {
        if (*at == '"') {
          if (at + 1 == end || at[1] != '"') break;
          ++at;
        }
        *to++ = *at++;
      }
      m_fields.emplace_back(start, static_cast<std::size_t>(to - start));
      while (at != end && *at != m_delimiter) ++at;  // the closing quote and blanks
    } else {
      const auto* found = static_cast<const char*>(std::memchr(at, m_delimiter, static_cast<std::size_t>(end - at)));
      char* const stop = found == nullptr ? end : at + (found - at);
      m_fields.emplace_back(at, static_cast<std::size_t>(stop - at));
      at = stop;
    }
    if (at == end) return true;
    ++at;
  }
}

Result<CsvReader::Kind> CsvReader::next() {
  while (true) {
    if (m_at == m_buffer.size()) {
      if (m_ended) return Kind::End;
      MZ_CHECK(refill());
      continue;
    }
    if (m_skippingLine) {
      const std::size_t end = m_buffer.find('\n', m_at);
      m_at = end == std::string::npos ? m_buffer.size() : end + 1;
      if (end == std::string::npos) continue;
      m_skippingLine = false;
      ++m_line;
      continue;
    }

    const Extent found = extent();
    const std::size_t available = m_buffer.size() - m_at;
    if (found.scan == Scan::Unbalanced || (found.scan == Scan::NeedMore && found.quoted && available > kCsvRecordBytes)) {
      skipLine("unbalanced_quote", found.field,
               "line " + std::to_string(m_line) + " has a quotation mark that is not closed, or text after a closing one");
      return Kind::Problem;
    }
    if (found.scan == Scan::NeedMore && available <= kCsvRecordBytes) {
      MZ_CHECK(refill());
      continue;
    }
    if (found.scan == Scan::NeedMore || found.length > kCsvRecordBytes) {
      skipLine("record_too_long", 1, "line " + std::to_string(m_line) + " is longer than 1 MB");
      return Kind::Problem;
    }
    m_recordLine = m_line;
    if (!split(found.length, found.quoted)) {
      m_problem = {m_line, kCsvColumns + 1, "too_many_columns", std::string(m_fields.front().substr(0, kShownBytes)),
                   "line " + std::to_string(m_line) + " has more than " + std::to_string(kCsvColumns) + " columns"};
      m_line += found.lines;
      m_at += found.length;
      return Kind::Problem;
    }
    m_line += found.lines;
    m_at += found.length;
    if (!isBlank(m_fields)) return Kind::Record;
  }
}

}  // namespace mz
