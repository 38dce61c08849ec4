// The cipher under which private keys are handed out, for `identity`. Safe on any thread.
#pragma once

namespace mz {

// An EVP_CIPHER, as void* so that no OpenSSL header is needed here: AES-256 in CBC mode, which every reader of PKCS#8 knows.
const void* passwordCipher();

}  // namespace mz
