// Extensions and names of X.509 objects as values for people. For the .cpp files of this room only. Any thread.
#pragma once

#include <openssl/x509v3.h>

#include "ledger/identity/certificate_description.h"

namespace mz {

std::string objectName(const ASN1_OBJECT* object);  // its short name, or the OID
std::vector<DescribedAttribute> attributesOf(const X509_NAME* name);
DescribedExtension describeExtension(X509_EXTENSION* extension);

}  // namespace mz
