// Passwords over PKCS#8 and PKCS#12, with a bound on what they may cost. For the .cpp files of this room only. Any thread.
#pragma once

#include <openssl/pkcs12.h>

#include "ledger/crypto/openssl.h"
#include "ledger/crypto/private_key_reading.h"

namespace mz {

// TooLarge: its key derivation would take too long, or too much memory; Malformed: its parameters are none.
Status checkPasswordCost(const X509_ALGOR* algorithm);
Status checkRounds(const ASN1_INTEGER* rounds);

// An EncryptedPrivateKeyInfo. Locked: no password was given. WrongPassword, and what checkPasswordCost() gives.
Result<ReadPrivateKey> openKey(const X509_SIG* sealed, std::string_view password);

}  // namespace mz
