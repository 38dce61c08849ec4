// A text file as UTF-8: plain or zstd-compressed, in UTF-8, UTF-16 (with byte order mark), GB18030 or Windows-1252, which is
// found out by reading it once, or asked for. A byte sequence that the encoding does not have becomes one byte 0xFF, so that
// lines still count and the rows that it spoils can be refused. One thread. Errors: NotFound, Io, Malformed (broken
// compression), TooLarge, InvalidArgument (asked for another encoding than the byte order mark says).
#pragma once

#include <cstdint>
#include <filesystem>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/base/error.h"

namespace mz {

enum class TextEncoding : std::uint8_t { Utf8, Utf16LittleEndian, Utf16BigEndian, Gb18030, Windows1252 };
std::string_view encodingName(TextEncoding encoding);  // "UTF-8", "GB18030", …
std::optional<TextEncoding> encodingNamed(std::string_view name);

inline constexpr std::uint64_t kImportFileBytes = std::uint64_t{8} * 1024 * 1024 * 1024;  // uncompressed

class TextSource {
 public:
  // Looks at no more than `examined` bytes to find the encoding, and reads in the one that is asked for, where one is.
  static Result<std::unique_ptr<TextSource>> open(const std::filesystem::path& file,
                                                  std::uint64_t examined = std::numeric_limits<std::uint64_t>::max(),
                                                  std::optional<TextEncoding> asked = std::nullopt);
  ~TextSource();

  TextEncoding encoding() const { return m_encoding; }
  TextEncoding detected() const { return m_detected; }
  Status rewind();                      // to the first character
  Result<bool> read(std::string& out);  // appends some text; false at the end

 private:
  class Bytes;
  struct Converter;
  TextSource();

  std::unique_ptr<Bytes> m_bytes;
  std::unique_ptr<Converter> m_converter;
  TextEncoding m_encoding = TextEncoding::Utf8;
  TextEncoding m_detected = TextEncoding::Utf8;
  std::size_t m_markBytes = 0;
  std::string m_raw;
  bool m_ended = false;
};

}  // namespace mz
