#include "ledger/finance/text_source.h"

#include <fcntl.h>
#include <iconv.h>
#include <unistd.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <vector>

namespace mz {
namespace {

constexpr std::size_t kReadBytes = 256 * 1024;
struct NamedEncoding {
  TextEncoding encoding;
  std::string_view name;
};
constexpr std::array kEncodings = {
    NamedEncoding{TextEncoding::Utf8, "UTF-8"}, NamedEncoding{TextEncoding::Utf16LittleEndian, "UTF-16LE"},
    NamedEncoding{TextEncoding::Utf16BigEndian, "UTF-16BE"}, NamedEncoding{TextEncoding::Gb18030, "GB18030"},
    NamedEncoding{TextEncoding::Windows1252, "Windows-1252"}};
constexpr char kBadByte = '\xFF';

bool isAscii8(const unsigned char* at) {
  std::uint64_t eight;
  std::memcpy(&eight, at, 8);
  return (eight & 0x8080808080808080ULL) == 0;
}

// Counts what speaks for UTF-8, and what for GB18030, over text that comes in pieces.
class Examiner {
 public:
  void add(std::string_view piece) {
    const auto* at = reinterpret_cast<const unsigned char*>(piece.data());
    const auto* const end = at + piece.size();
    while (at != end) {
      if (m_expected == 0 && m_gbAt == 0 && end - at >= 8 && isAscii8(at)) {
        at += 8;
        continue;
      }
      addUtf8(*at);
      addGb(*at);
      ++at;
    }
  }
  TextEncoding verdict() const {
    const std::uint64_t bad = m_bad + (m_expected > 0 ? 1 : 0);
    // A few stray bytes in a file full of good UTF-8 spoil their rows, not the file.
    if (bad == 0 || m_good > 10 * bad) return TextEncoding::Utf8;
    // Any accented letter before a plain one looks like a GB18030 pair; real Chinese has mostly pairs with both bytes high.
    if (m_gbBad == 0 && m_gbCommon > 0 && m_gbCommon >= 2 * m_gbRare) return TextEncoding::Gb18030;
    return TextEncoding::Windows1252;
  }

 private:
  void addUtf8(unsigned char c) {
    if (m_expected > 0) {
      const bool fits = c >= m_low && c <= m_high;
      m_low = 0x80;
      m_high = 0xBF;
      if (fits) {
        if (--m_expected == 0) ++m_good;
        return;
      }
      ++m_bad;
      m_expected = 0;
    }
    if (c < 0x80) return;
    m_low = 0x80;
    m_high = 0xBF;
    if (c >= 0xC2 && c <= 0xDF) {
      m_expected = 1;
    } else if (c >= 0xE0 && c <= 0xEF) {
      m_expected = 2;
      if (c == 0xE0) m_low = 0xA0;
      if (c == 0xED) m_high = 0x9F;
    } else if (c >= 0xF0 && c <= 0xF4) {
      m_expected = 3;
      if (c == 0xF0) m_low = 0x90;
      if (c == 0xF4) m_high = 0x8F;
    } else {
      ++m_bad;
    }
  }
  void addGb(unsigned char c) {
    switch (m_gbAt) {
      case 0:
        if (c < 0x80) return;
        if (c == 0x80 || c == 0xFF) {
          ++m_gbBad;
          return;
        }
        m_gbLead = c;
        m_gbAt = 1;
        return;
      case 1:
        if (c >= 0x30 && c <= 0x39) {
          m_gbAt = 2;
          return;
        }
        m_gbAt = 0;
        if (c < 0x40 || c == 0x7F || c == 0xFF) {
          ++m_gbBad;
        } else if (m_gbLead >= 0xA1 && m_gbLead <= 0xF7 && c >= 0xA1) {
          ++m_gbCommon;
        } else {
          ++m_gbRare;
        }
        return;
      case 2:
        m_gbAt = c >= 0x81 && c <= 0xFE ? 3 : 0;
        if (m_gbAt == 0) ++m_gbBad;
        return;
      default:
        m_gbAt = 0;
        if (c >= 0x30 && c <= 0x39) {
          ++m_gbRare;
        } else {
          ++m_gbBad;
        }
    }
  }

  int m_expected = 0;
  unsigned char m_low = 0x80, m_high = 0xBF;
  std::uint64_t m_good = 0, m_bad = 0;
  int m_gbAt = 0;
  unsigned char m_gbLead = 0;
  std::uint64_t m_gbCommon = 0, m_gbRare = 0, m_gbBad = 0;
};

void appendUtf8(std::string& out, char32_t c) {
  if (c < 0x80) {
    out.push_back(static_cast<char>(c));
  } else if (c < 0x800) {
    out.push_back(static_cast<char>(0xC0 | (c >> 6)));
    out.push_back(static_cast<char>(0x80 | (c & 0x3F)));
  } else if (c < 0x10000) {
    out.push_back(static_cast<char>(0xE0 | (c >> 12)));
    out.push_back(static_cast<char>(0x80 | ((c >> 6) & 0x3F)));
    out.push_back(static_cast<char>(0x80 | (c & 0x3F)));
  } else {
    out.push_back(static_cast<char>(0xF0 | (c >> 18)));
    out.push_back(static_cast<char>(0x80 | ((c >> 12) & 0x3F)));
    out.push_back(static_cast<char>(0x80 | ((c >> 6) & 0x3F)));
    out.push_back(static_cast<char>(0x80 | (c & 0x3F)));
  }
}

// 0x80 to 0x9F of Windows-1252; 0: not assigned.
constexpr std::array<char16_t, 32> kWindows1252 = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
    0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178};

void appendWindows1252(std::string& out, std::string_view raw) {
  for (const char each : raw) {
    const auto c = static_cast<unsigned char>(each);
    if (c < 0x80) {
      out.push_back(each);
    } else if (c >= 0xA0) {
      appendUtf8(out, c);
    } else if (const char16_t mapped = kWindows1252[c - 0x80]; mapped != 0) {
      appendUtf8(out, mapped);
    } else {
      out.push_back(kBadByte);
    }
  }
}

// Returns how many bytes were used: an unfinished character is left for the next piece.
std::size_t appendUtf16(std::string& out, std::string_view raw, bool bigEndian, bool last) {
  const auto unit = [&](std::size_t at) {
    const auto first = static_cast<unsigned char>(raw[at]);
    const auto second = static_cast<unsigned char>(raw[at + 1]);
    return static_cast<char32_t>(bigEndian ? first << 8 | second : second << 8 | first);
  };
  std::size_t at = 0;
  while (raw.size() - at >= 2) {
    const char32_t c = unit(at);
    const bool high = c >= 0xD800 && c < 0xDC00;
    if (high && raw.size() - at < 4 && !last) break;
    if (high && raw.size() - at >= 4) {
      const char32_t low = unit(at + 2);
      if (low >= 0xDC00 && low < 0xE000) {
        appendUtf8(out, 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00));
        at += 4;
        continue;
      }
    }
    if (c >= 0xD800 && c < 0xE000) {
      out.push_back(kBadByte);
    } else {
      appendUtf8(out, c);
    }
    at += 2;
  }
  if (last && at < raw.size()) {
    out.push_back(kBadByte);
    at = raw.size();
  }
  return at;
}

}  // namespace

std::string_view encodingName(TextEncoding encoding) {
  const auto found = std::ranges::find(kEncodings, encoding, &NamedEncoding::encoding);
  return found == kEncodings.end() ? std::string_view() : found->name;
}

std::optional<TextEncoding> encodingNamed(std::string_view name) {
  const auto found = std::ranges::find(kEncodings, name, &NamedEncoding::name);
  if (found == kEncodings.end()) return std::nullopt;
  return found->encoding;
}

// The file's bytes, decompressed where it is zstd.
class TextSource::Bytes {
 public:
  static Result<std::unique_ptr<Bytes>> open(const std::filesystem::path& file) {
    auto made = std::make_unique<Bytes>();
    made->m_name = file.string();
    made->m_file = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (made->m_file < 0) {
      const ErrorCode code = errno == ENOENT || errno == ENOTDIR ? ErrorCode::NotFound : ErrorCode::Io;
      return fail(code, "cannot open " + made->m_name + ": " + std::strerror(errno));
    }
    MZ_CHECK(made->rewind());
    return made;
  }
  Bytes() = default;
  Bytes(const Bytes&) = delete;
  Bytes& operator=(const Bytes&) = delete;
  ~Bytes() {
    if (m_file >= 0) ::close(m_file);
    ZSTD_freeDStream(m_stream);
  }

  Status rewind() {
    if (::lseek(m_file, 0, SEEK_SET) != 0) return fail(ErrorCode::Io, "cannot read " + m_name + ": " + std::strerror(errno));
    m_total = 0;
    m_input.clear();
    m_inputAt = 0;
    m_frameOpen = false;
    ZSTD_freeDStream(m_stream);
    m_stream = nullptr;
    MZ_CHECK(fill());
    constexpr std::string_view kMagic = "\x28\xB5\x2F\xFD";
    if (m_input.starts_with(kMagic)) {
      m_stream = ZSTD_createDStream();
      if (m_stream == nullptr) return fail(ErrorCode::OutOfMemory, "no memory to decompress " + m_name);
      // Beyond this a frame asks for more memory than any file that people publish.
      ZSTD_DCtx_setParameter(m_stream, ZSTD_d_windowLogMax, 27);
    }
    return {};
  }

  // Appends some bytes; false at the end.
  Result<bool> read(std::string& out) {
    const std::size_t before = out.size();
    if (m_stream == nullptr) {
      if (m_inputAt == m_input.size()) MZ_CHECK(fill());
      out.append(m_input, m_inputAt);
      m_inputAt = m_input.size();
    } else {
      MZ_CHECK(decompress(out));
    }
    m_total += out.size() - before;
    if (m_total > kImportFileBytes) return fail(ErrorCode::TooLarge, m_name + " has more than 8 GB of text");
    return out.size() > before;
  }

 private:
  Status fill() {
    m_input.resize(kReadBytes);
    m_inputAt = 0;
    ssize_t got = 0;
    do {
      got = ::read(m_file, m_input.data(), m_input.size());
    } while (got < 0 && errno == EINTR);
    m_input.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    if (got < 0) return fail(ErrorCode::Io, "cannot read " + m_name + ": " + std::strerror(errno));
    return {};
  }
  Status decompress(std::string& out) {
    const std::size_t before = out.size();
    out.resize(before + kReadBytes);
    ZSTD_outBuffer to{out.data() + before, kReadBytes, 0};
    while (to.pos == 0) {
      if (m_inputAt == m_input.size()) {
        MZ_CHECK(fill());
        if (m_input.empty()) {
          if (m_frameOpen) return fail(ErrorCode::Malformed, m_name + " ends in the middle of its compressed data");
          break;
        }
      }
      ZSTD_inBuffer from{m_input.data(), m_input.size(), m_inputAt};
      const std::size_t left = ZSTD_decompressStream(m_stream, &to, &from);
      if (ZSTD_isError(left) != 0) {
        return fail(ErrorCode::Malformed, m_name + " cannot be decompressed: " + ZSTD_getErrorName(left));
      }
      m_inputAt = from.pos;
      m_frameOpen = left != 0;
    }
    out.resize(before + to.pos);
    return {};
  }

  std::string m_name;
  int m_file = -1;
  ZSTD_DStream* m_stream = nullptr;
  bool m_frameOpen = false;
  std::string m_input;
  std::size_t m_inputAt = 0;
  std::uint64_t m_total = 0;
};

struct TextSource::Converter {
  iconv_t handle = reinterpret_cast<iconv_t>(-1);

  Converter() = default;
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;
  ~Converter() {
    if (handle != reinterpret_cast<iconv_t>(-1)) iconv_close(handle);
  }
  // Returns how many bytes were used.
  std::size_t append(std::string& out, std::string& raw, bool last) {
    char* from = raw.data();
    std::size_t left = raw.size();
    while (left > 0) {
      const std::size_t before = out.size();
      out.resize(before + left * 3 + 16);
      char* to = out.data() + before;
      std::size_t room = out.size() - before;
      const std::size_t done = iconv(handle, &from, &left, &to, &room);
      const int error = errno;
      out.resize(static_cast<std::size_t>(to - out.data()));
      if (done != static_cast<std::size_t>(-1) || error == E2BIG) continue;
      if (error == EINVAL && !last) break;  // the rest of a character is in the next piece
      out.push_back(kBadByte);
      ++from;
      --left;
    }
    return raw.size() - left;
  }
};

TextSource::TextSource() = default;
TextSource::~TextSource() = default;

Result<std::unique_ptr<TextSource>> TextSource::open(const std::filesystem::path& file, std::uint64_t examined,
                                                     std::optional<TextEncoding> asked) {
  std::error_code ignored;
  if (std::filesystem::is_directory(file, ignored)) {
    return fail(ErrorCode::InvalidArgument, file.string() + " is a directory");
  }
  std::unique_ptr<TextSource> source(new TextSource);
  MZ_TRY(source->m_bytes, Bytes::open(file));

  std::string piece;
  MZ_TRY(bool more, source->m_bytes->read(piece));
  if (piece.starts_with("\xEF\xBB\xBF")) {
    source->m_markBytes = 3;
  } else if (piece.starts_with("\xFF\xFE")) {
    source->m_markBytes = 2;
    source->m_detected = TextEncoding::Utf16LittleEndian;
  } else if (piece.starts_with("\xFE\xFF")) {
    source->m_markBytes = 2;
    source->m_detected = TextEncoding::Utf16BigEndian;
  } else {
    Examiner examiner;
    std::uint64_t seen = 0;
    while (more && seen < examined) {
      examiner.add(piece);
      seen += piece.size();
      piece.clear();
      MZ_TRY(more, source->m_bytes->read(piece));
    }
    source->m_detected = examiner.verdict();
  }
  source->m_encoding = asked.value_or(source->m_detected);
  if (source->m_markBytes > 0 && source->m_encoding != source->m_detected) {
    const std::string marked(encodingName(source->m_detected));
    return std::unexpected(Error(ErrorCode::InvalidArgument, file.filename().string() + " begins with the byte order mark of " +
                                                                 marked + " and cannot be read as " +
                                                                 std::string(encodingName(source->m_encoding)))
                               .with("encoding", marked));
  }
  if (source->m_encoding == TextEncoding::Gb18030) {
    source->m_converter = std::make_unique<Converter>();
    source->m_converter->handle = iconv_open("UTF-8", "GB18030");
    if (source->m_converter->handle == reinterpret_cast<iconv_t>(-1)) {
      return fail(ErrorCode::Environment, "this system cannot convert GB18030: its iconv tables are missing");
    }
  }
  MZ_CHECK(source->rewind());
  return source;
}

Status TextSource::rewind() {
  MZ_CHECK(m_bytes->rewind());
  m_raw.clear();
  m_ended = false;
  std::size_t skip = m_markBytes;
  while (skip > 0 && m_raw.size() < skip) {
    MZ_TRY(const bool more, m_bytes->read(m_raw));
    if (!more) break;
  }
  m_raw.erase(0, skip);
  return {};
}

Result<bool> TextSource::read(std::string& out) {
  if (m_ended) return false;
  const std::size_t before = out.size();
  while (out.size() == before && !m_ended) {
    MZ_TRY(const bool more, m_bytes->read(m_raw));
    m_ended = !more;
    std::size_t used = m_raw.size();
    switch (m_encoding) {
      case TextEncoding::Utf8: out += m_raw; break;
      case TextEncoding::Windows1252: appendWindows1252(out, m_raw); break;
      case TextEncoding::Gb18030: used = m_converter->append(out, m_raw, m_ended); break;
      case TextEncoding::Utf16LittleEndian: used = appendUtf16(out, m_raw, false, m_ended); break;
      case TextEncoding::Utf16BigEndian: used = appendUtf16(out, m_raw, true, m_ended); break;
    }
    m_raw.erase(0, used);
  }
  return out.size() > before;
}

}  // namespace mz
