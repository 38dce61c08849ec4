// What a certificate or a request for one says, taken apart for people: every field and extension as values that a window can
// put into words. Values only; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ledger/base/types.h"

namespace mz {

// One attribute of a name, in its order: "2.5.4.10", "O", "finance".
struct DescribedAttribute {
  std::string oid, name, value;
};

// One statement of an extension. Kinds: "ca" and "path_length" (basic constraints); "usage" ("digital_signature", as the bits
// of RFC 5280 4.2.1.3 are called); "purpose" (an OID of extended key usage by its name); "dns", "email", "uri", "ip",
// "directory", "other" (names); "permitted", "excluded" (name constraints, "dns:example"); "policy"; "address" (of lists and of
// the issuer: "crl", "ocsp" or "issuer" comes before it as "crl http://…"); "key_id", "issuer_key_id"; "hex" where this program
// does not take the extension apart.
struct DescribedItem {
  std::string kind, value;
};

struct DescribedExtension {
  std::string oid, name;  // "2.5.29.19", "basicConstraints"; the name is the OID where nobody knows it
  bool critical = false;
  std::vector<DescribedItem> items;
  std::string text;  // the same in OpenSSL's English words; empty where it has none
};

struct CertificateDescription {
  int version = 0;     // as people count: 3; of a request 1
  std::string serial;  // lower-case hexadecimal, without leading zeros; empty in a request
  std::vector<DescribedAttribute> subject, issuer;
  std::optional<UnixSeconds> from, until;  // absent in a request
  std::string keyAlgorithm;                // "P-256", "P-384", "SM2", "Ed25519", "RSA", or OpenSSL's name
  std::uint32_t keyBits = 0;
  std::string signatureAlgorithm;  // "ecdsa-with-SHA256"
  bool weak = false;               // its key (RSA under 2048 bits, curves under 224) or its hash (MD5, SHA-1)
  Bytes publicKey;                 // SubjectPublicKeyInfo
  std::vector<DescribedExtension> extensions;
  Digest sha256;  // of the DER
};

}  // namespace mz
