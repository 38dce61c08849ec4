// For .cpp files of crypto and identity: OpenSSL objects that free themselves, and its error queue as our Error. Any thread.
#pragma once

#include <memory>

#include "ledger/base/error.h"

namespace mz {

template <auto free>
struct OpenSslFree {
  template <class T>
  void operator()(T* object) const {
    free(object);
  }
};
template <class T, auto free>
using OpenSslPointer = std::unique_ptr<T, OpenSslFree<free>>;

// Empties the thread's OpenSSL error queue into the detail.
std::unexpected<Error> openSslFailure(const char* what, ErrorCode code = ErrorCode::CryptoFailure);

}  // namespace mz
