#include "ledger/crypto/password_cipher.h"

#include <openssl/evp.h>

namespace mz {

const void* passwordCipher() { return EVP_aes_256_cbc(); }

}  // namespace mz
