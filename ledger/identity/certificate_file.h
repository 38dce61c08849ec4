// What a file of certificates, keys, requests and lists has, found out by looking at its content: PEM with several objects, or
// one DER of a certificate, PKCS#7, PKCS#8, PKCS#12, older private key, request (PKCS#10) or revocation list. Safe on any
// thread.
#pragma once

#include <optional>

#include "ledger/base/error.h"
#include "ledger/crypto/private_key_reading.h"

namespace mz {

enum class FileObjectKind : std::uint8_t { Certificate, PrivateKey, Request, RevocationList };

struct FileObject {
  FileObjectKind kind = FileObjectKind::Certificate;
  std::string container;  // "PEM", "DER", "PKCS#7", "PKCS#8", "PKCS#12"
  std::string name;       // that its container gives it; usually empty
  Bytes der;              // of all but private keys
  ReadPrivateKey key;     // of a private key
};

struct CertificateFile {
  std::vector<FileObject> objects;
  std::vector<Error> problems;  // what could not be read, and why; Locked: it needs a password
};

inline constexpr std::size_t kCertificateFileBytes = std::size_t{64} << 20;
inline constexpr std::size_t kCertificateFileObjects = 20'000;

// A password is tried on whatever is encrypted. Malformed: it has nothing of these kinds. TooLarge: over 64 MiB or 20,000
// objects. Keys under a password with over 5,000,000 rounds or 256 MiB of memory are a problem, not a wait.
Result<CertificateFile> readCertificateFile(ByteView file, std::string_view password);

}  // namespace mz
