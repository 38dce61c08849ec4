// Certificates on tokens. Functions are safe on any thread.
#pragma once

#include "ledger/crypto/token.h"
#include "ledger/identity/certificate.h"

namespace mz {

// Puts a certificate beside its key, where programs for tokens look for it. Errors as Token::storeCertificate.
Status storeOnToken(const Token& token, const Bytes& key, const Certificate& certificate);

}  // namespace mz
