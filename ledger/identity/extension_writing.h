// Makes X.509 extensions of a profile. For the .cpp files of this room only. Any thread.
#pragma once

#include <openssl/x509v3.h>

#include <optional>
#include <span>
#include <string_view>

#include "ledger/crypto/openssl.h"
#include "ledger/identity/certificate_profile.h"

namespace mz {

using Asn1Object = OpenSslPointer<ASN1_OBJECT, ASN1_OBJECT_free>;
using GeneralNames = OpenSslPointer<GENERAL_NAMES, GENERAL_NAMES_free>;

std::optional<int> usageBit(std::string_view usage);                // as in the KU_ constants; none of those that CAs have
Asn1Object objectNamed(const std::string& text);                    // "serverAuth", "1.2.3.4"; null where it is neither
GeneralNames generalNames(std::span<const AlternativeName> names);  // null where one cannot be encoded

// All that the profile says but for its usages. False: OpenSSL's queue says why.
bool addProfile(X509* x509, const CertificateProfile& profile);

}  // namespace mz
