#include "ledger/crypto/openssl.h"

#include <openssl/err.h>

namespace mz {

std::unexpected<Error> openSslFailure(const char* what, ErrorCode code) {
  std::string detail = what;
  while (const unsigned long number = ERR_get_error()) {
    char text[256];
    ERR_error_string_n(number, text, sizeof text);
    detail.append("; ").append(text);
  }
  return fail(code, std::move(detail));
}

}  // namespace mz
