// Reads the records of a delimited text file (RFC 4180 and what spreadsheets make of it) one after the other: delimiter `,`,
// `;`,
// `|` or tab found out from the first lines, quoted fields with doubled quotes and line breaks, blank lines left out. A record
// that cannot be read is reported with its line, and reading goes on at the next line. One thread. Errors: those of TextSource.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/finance/text_source.h"

namespace mz {

inline constexpr std::size_t kCsvRecordBytes = 1024 * 1024;
inline constexpr std::size_t kCsvColumns = 1000;

struct CsvProblem {
  std::uint64_t line = 0;
  std::uint64_t column = 0;  // position of the field in the record, from 1
  std::string reason;        // "unbalanced_quote", "record_too_long", "too_many_columns"
  std::string text;          // the beginning of the line
  std::string detail;        // English sentence
};

class CsvReader {
 public:
  enum class Kind : std::uint8_t { Record, Problem, End };

  // Reads with the delimiter that is asked for, where one is; 0: the one that is found out.
  static Result<CsvReader> open(std::unique_ptr<TextSource> source, char asked = 0);

  Result<Kind> next();
  const std::vector<std::string_view>& fields() const { return m_fields; }  // until the next call of next()
  std::uint64_t line() const { return m_recordLine; }                       // where the record begins, from 1
  const CsvProblem& problem() const { return m_problem; }

  char delimiter() const { return m_delimiter; }
  char detectedDelimiter() const { return m_detectedDelimiter; }
  const TextSource& source() const { return *m_source; }
  Status rewind();

 private:
  enum class Scan : std::uint8_t { Found, NeedMore, Unbalanced };
  struct Extent {
    Scan scan = Scan::NeedMore;
    std::size_t length = 0;  // with the line break
    std::uint64_t lines = 0;
    bool quoted = false;
    std::uint64_t field = 1;  // where the quote is wrong
  };

  CsvReader() = default;
  Extent extent() const;
  Status refill();
  void skipLine(std::string reason, std::uint64_t column, std::string detail);
  bool split(std::size_t length, bool quoted);
  char guessedDelimiter() const;

  std::unique_ptr<TextSource> m_source;
  std::string m_buffer;
  std::size_t m_at = 0;
  bool m_ended = false;
  char m_delimiter = 0;
  char m_detectedDelimiter = 0;
  std::uint64_t m_line = 1;
  std::uint64_t m_recordLine = 1;
  bool m_skippingLine = false;  // the rest of a line that was too long
  std::vector<std::string_view> m_fields;
  CsvProblem m_problem;
};

}  // namespace mz
