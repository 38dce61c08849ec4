// OpenSSL's EVP objects with owners. For the .cpp files of this room only.
#pragma once

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/x509.h>

#include "ledger/crypto/openssl.h"

namespace mz {

using EvpKey = OpenSslPointer<EVP_PKEY, EVP_PKEY_free>;
using EvpKeyContext = OpenSslPointer<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using EvpDigest = OpenSslPointer<EVP_MD, EVP_MD_free>;
using EvpDigestContext = OpenSslPointer<EVP_MD_CTX, EVP_MD_CTX_free>;
using EvpCipher = OpenSslPointer<EVP_CIPHER, EVP_CIPHER_free>;
using EvpCipherContext = OpenSslPointer<EVP_CIPHER_CTX, EVP_CIPHER_CTX_free>;
using EvpKdf = OpenSslPointer<EVP_KDF, EVP_KDF_free>;
using EvpKdfContext = OpenSslPointer<EVP_KDF_CTX, EVP_KDF_CTX_free>;
using EvpMac = OpenSslPointer<EVP_MAC, EVP_MAC_free>;
using EvpMacContext = OpenSslPointer<EVP_MAC_CTX, EVP_MAC_CTX_free>;
using Pkcs8Info = OpenSslPointer<PKCS8_PRIV_KEY_INFO, PKCS8_PRIV_KEY_INFO_free>;

}  // namespace mz
