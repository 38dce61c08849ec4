// Bytes that are overwritten when they go: keys, passwords, PINs. Move-only; one thread at a time.
#pragma once

#include <string>
#include <utility>

#include "ledger/crypto/sealing.h"

namespace mz {

class Secret {
 public:
  Secret() = default;
  explicit Secret(Bytes bytes) : m_bytes(std::move(bytes)) {}
  // Takes the text's bytes and overwrites the text itself.
  static Secret take(std::string& text) {
    Secret out(Bytes(text.begin(), text.end()));
    text.resize(text.capacity());  // also what longer texts have left behind its end
    wipe({reinterpret_cast<std::uint8_t*>(text.data()), text.size()});
    text.clear();
    return out;
  }
  Secret(Secret&& other) noexcept : m_bytes(std::exchange(other.m_bytes, {})) {}
  Secret& operator=(Secret&& other) noexcept {
    if (this != &other) {
      wipe(m_bytes);
      m_bytes = std::exchange(other.m_bytes, {});
    }
    return *this;
  }
  ~Secret() { wipe(m_bytes); }

  bool empty() const { return m_bytes.empty(); }
  ByteView view() const { return m_bytes; }
  std::string_view text() const { return textOf(m_bytes); }

 private:
  Bytes m_bytes;
};

}  // namespace mz
