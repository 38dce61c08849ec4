// Signing requests (PKCS#10, RFC 2986): what somebody asks of a CA for a key that stays with them. Safe on any thread.
#pragma once

#include <span>

#include "ledger/identity/certificate.h"
#include "ledger/identity/certificate_description.h"
#include "ledger/identity/certificate_profile.h"

namespace mz {

struct CertificateRequest {
  Bytes der;
  CertificateDescription description;  // all that it asks; issuer, serial number and times are empty
  PublicKey key;                       // empty: of an algorithm that this network's certificates do not have
  std::string org, role, name;         // O, OU and CN of its subject; empty where it has none, or several
  std::vector<AlternativeName> names;  // that it asks for, as far as certificates here have such
};

// DER, or one in PEM. Its own signature, which proves that who asks has the key, has been checked. Malformed, TooLarge (over
// 64 KiB), BadSignature.
Result<CertificateRequest> readRequest(ByteView file);

// DER. Locked: the key is. InvalidArgument: a name cannot be put into it.
Result<Bytes> makeRequest(const Subject& subject, const PrivateKey& key, std::span<const AlternativeName> names);

}  // namespace mz
