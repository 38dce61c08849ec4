// Pieces that certificates, requests and lists share. For the .cpp files of this room only. Any thread.
#pragma once

#include "ledger/identity/certificate_description.h"
#include "ledger/identity/x509.h"

namespace mz {

// O, OU and CN in UTF-8. InvalidArgument: one is empty, too long or has control characters.
Result<X509Name> makeName(const Subject& subject);
evp_pkey_st* evpOf(const PublicKey& key);

std::string signatureName(const X509_ALGOR* algorithm);  // "ecdsa-with-SHA256"
// Its algorithm, size and weakness; the hash of the signature's algorithm counts too.
void describeKey(CertificateDescription& out, X509_PUBKEY* key);

}  // namespace mz
