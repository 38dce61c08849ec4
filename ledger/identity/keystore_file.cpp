#include "ledger/identity/keystore_file.h"

#include <algorithm>
#include <concepts>
#include <set>

#include "ledger/base/bounds.h"
#include "ledger/crypto/hash.h"

namespace mz {

namespace {

constexpr std::string_view kMagic = "mzkeys\r\n";  // the line end shows a transfer that took it for text
// What programs of version 1 read; what has more says so, for them to say it.
constexpr std::uint16_t kFirstVersion = 1;
constexpr std::size_t kFirstEntries = 4096;
constexpr std::size_t kFirstFileBytes = std::size_t{16} << 20;
constexpr std::uint16_t kVersion = 2;
constexpr std::size_t kLibraryBytes = 4096;
constexpr std::size_t kTokenLabelBytes = 32;  // as PKCS#11 has them
constexpr std::size_t kTokenSerialBytes = 16;
constexpr std::size_t kTokenKeyBytes = 255;
constexpr std::size_t kTrailerBytes = 64;
constexpr std::size_t kSealedBytes = 4096 + 28;  // the longest PKCS#8 with its nonce and tag

template <std::unsigned_integral T>
void put(Bytes& out, T value) {
  for (int shift = 8 * (static_cast<int>(sizeof(T)) - 1); shift >= 0; shift -= 8)
    out.push_back(static_cast<std::uint8_t>(value >> shift));
}

void put(Bytes& out, ByteView bytes) {
  for (const std::uint8_t byte : bytes) out.push_back(byte);  // GCC 12 takes insert() into a new vector for an overflow
}

std::unexpected<Error> malformed(const std::string& detail) { return fail(ErrorCode::Malformed, "keystore: " + detail); }

// Takes values off the front; after one that is not there it gives zeros and stays failed.
class Reader {
 public:
  explicit Reader(ByteView bytes) : m_rest(bytes) {}

  ByteView bytes(std::size_t size) {
    if (m_failed || size > m_rest.size()) {
      m_failed = true;
      return {};
    }
    const ByteView taken = m_rest.first(size);
    m_rest = m_rest.subspan(size);
    return taken;
  }
  template <std::unsigned_integral T>
  T number() {
    std::uint64_t value = 0;
    for (const std::uint8_t byte : bytes(sizeof(T))) value = value << 8 | byte;
    return static_cast<T>(value);
  }
  template <std::size_t size>
  std::array<std::uint8_t, size> array() {
    std::array<std::uint8_t, size> out{};
    std::ranges::copy(bytes(size), out.begin());
    return out;
  }
  bool failed() const { return m_failed; }
  bool atEnd() const { return m_rest.empty(); }

 private:
  ByteView m_rest;
  bool m_failed = false;
};

TokenReference readReference(Reader& reader) {
  TokenReference out;
  out.token.library = textOf(reader.bytes(reader.number<std::uint16_t>()));
  out.token.label = textOf(reader.bytes(reader.number<std::uint8_t>()));
  out.token.serial = textOf(reader.bytes(reader.number<std::uint8_t>()));
  const ByteView key = reader.bytes(reader.number<std::uint8_t>());
  out.key.assign(key.begin(), key.end());
  return out;
}

void putReference(Bytes& out, const TokenReference& reference) {
  put(out, static_cast<std::uint16_t>(reference.token.library.size()));
  put(out, bytesOf(reference.token.library));
  put(out, static_cast<std::uint8_t>(reference.token.label.size()));
  put(out, bytesOf(reference.token.label));
  put(out, static_cast<std::uint8_t>(reference.token.serial.size()));
  put(out, bytesOf(reference.token.serial));
  put(out, static_cast<std::uint8_t>(reference.key.size()));
  put(out, ByteView(reference.key));
}

Result<KeystoreEntry> readEntry(Reader& reader, std::uint16_t version) {
  KeystoreEntry entry;
  const std::size_t labelBytes = reader.number<std::uint16_t>();
  entry.label = textOf(reader.bytes(labelBytes));
  const std::size_t certificateBytes = reader.number<std::uint32_t>();
  if (reader.failed() || labelBytes == 0 || labelBytes > kKeystoreLabelBytes || certificateBytes > bounds::kCertificateBytes)
    return malformed("an entry's label or certificate is missing or too long");
  if (certificateBytes > 0) {
    MZ_TRY(entry.certificate, Certificate::fromDer(reader.bytes(certificateBytes)));
  }
  const std::size_t sealedBytes = reader.number<std::uint32_t>();
  if (sealedBytes == 0 && version > kFirstVersion) {
    entry.token = readReference(reader);
    if (reader.failed() || entry.certificate.empty() || !isGoodReference(*entry.token))
      return malformed("an entry does not say on which token its key lies");
    return entry;
  }
  if (sealedBytes == 0 || sealedBytes > kSealedBytes) return malformed("an entry's key is missing or too long");
  const ByteView sealed = reader.bytes(sealedBytes);
  if (reader.failed()) return malformed("it ends within an entry");
  entry.sealedKey.assign(sealed.begin(), sealed.end());
  return entry;
}

// One form for each content.
std::uint16_t versionOf(const KeystoreFile& file, std::size_t bodyBytes) {
  const bool first = file.entries.size() <= kFirstEntries && bodyBytes + kTrailerBytes <= kFirstFileBytes &&
                     std::ranges::none_of(file.entries, [](const KeystoreEntry& each) { return each.token.has_value(); });
  return first ? kFirstVersion : kVersion;
}

}  // namespace

bool isGoodReference(const TokenReference& reference) {
  const TokenName& token = reference.token;
  return token.library.starts_with('/') && token.library.size() <= kLibraryBytes && token.label.size() <= kTokenLabelBytes &&
         token.serial.size() <= kTokenSerialBytes && !(token.label.empty() && token.serial.empty()) && !reference.key.empty() &&
         reference.key.size() <= kTokenKeyBytes;
}

Bytes keystoreEntryHead(const KeystoreEntry& entry) {
  const Bytes& der = entry.certificate.der();
  Bytes out;
  out.reserve(6 + entry.label.size() + der.size());
  put(out, static_cast<std::uint16_t>(entry.label.size()));
  put(out, bytesOf(entry.label));
  put(out, static_cast<std::uint32_t>(der.size()));
  put(out, ByteView(der));
  return out;
}

Bytes encodeKeystoreBody(const KeystoreFile& file) {
  Bytes out;
  out.reserve(1024 * (1 + file.entries.size()));
  put(out, bytesOf(kMagic));
  put(out, kFirstVersion);
  put(out, file.cost.n);
  put(out, static_cast<std::uint32_t>(file.cost.r));
  put(out, static_cast<std::uint32_t>(file.cost.p));
  put(out, ByteView(file.salt));
  put(out, ByteView(file.passwordCheck));
  put(out, static_cast<std::uint32_t>(file.entries.size()));
  for (const KeystoreEntry& entry : file.entries) {
    put(out, ByteView(keystoreEntryHead(entry)));
    put(out, static_cast<std::uint32_t>(entry.sealedKey.size()));
    if (entry.token)
      putReference(out, *entry.token);
    else
      put(out, ByteView(entry.sealedKey));
  }
  out[kMagic.size() + 1] = static_cast<std::uint8_t>(versionOf(file, out.size()));
  return out;
}

Bytes finishKeystore(Bytes body, ByteView code) {
  put(body, code);
  put(body, sha256(body).view());
  return body;
}

KeystoreParts keystoreParts(ByteView bytes) {
  const ByteView body = bytes.first(bytes.size() - kTrailerBytes);
  return {body, bytes.subspan(body.size(), 32)};
}

Result<KeystoreFile> decodeKeystore(ByteView bytes) {
  Reader reader(bytes);
  if (textOf(reader.bytes(kMagic.size())) != kMagic) return malformed("it does not begin like a keystore");
  const auto version = reader.number<std::uint16_t>();
  if (reader.failed() || version == 0) return malformed("it has no version");
  // Before the check sum: where a newer version keeps that, this program cannot know.
  if (version > kVersion)
    return std::unexpected(Error(ErrorCode::UnsupportedVersion, "keystore: version " + std::to_string(version) +
                                                                    " is newer than this program; use a newer one")
                               .with("version", std::to_string(version)));
  if (bytes.size() < kMagic.size() + sizeof kVersion + kTrailerBytes) return malformed("it is cut off");
  if (!std::ranges::equal(sha256(bytes.first(bytes.size() - 32)).view(), bytes.last(32)))
    return fail(ErrorCode::Damaged, "keystore: its check sum is wrong; some bytes have changed since it was written");

  KeystoreFile out;
  const ByteView body = keystoreParts(bytes).body;
  reader = Reader(body.subspan(kMagic.size() + sizeof kVersion));
  out.cost.n = reader.number<std::uint64_t>();
  out.cost.r = reader.number<std::uint32_t>();
  out.cost.p = reader.number<std::uint32_t>();
  out.salt = reader.array<32>();
  out.passwordCheck = reader.array<32>();
  const std::size_t count = reader.number<std::uint32_t>();
  if (reader.failed()) return malformed("it is cut off");
  if (!checkScryptCost(out.cost)) return malformed("its scrypt parameters are out of bounds");
  if (count > kKeystoreEntries) return malformed("it says that it has over 65,536 entries");
  std::set<std::string, std::less<>> labels;
  for (std::size_t i = 0; i < count; ++i) {
    MZ_TRY(KeystoreEntry entry, readEntry(reader, version));
    if (!labels.insert(entry.label).second) return malformed("two entries are labelled " + entry.label);
    out.entries.push_back(std::move(entry));
  }
  if (!reader.atEnd()) return malformed("bytes follow its last entry");
  if (version != versionOf(out, body.size())) return malformed("its version is not that of what it has");
  return out;
}

}  // namespace mz
