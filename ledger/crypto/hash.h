// SHA-256 and SM3. Functions are safe on any thread; a hasher object belongs to one thread at a time.
// FIPS 180-4; GB/T 32905-2016.
#pragma once

#include <memory>

#include "ledger/base/types.h"

namespace mz {

Digest sha256(ByteView data);
Digest sm3(ByteView data);
// SHA-256 over two parts without joining them: domain prefix and payload, or two tree nodes.
Digest sha256Of(ByteView first, ByteView second);

class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;
  Sha256& update(ByteView data);
  Digest finish();  // and starts anew

 private:
  struct Context;
  std::unique_ptr<Context> m_context;
};

}  // namespace mz
