// What registering a callback returns: its destruction disconnects. Move-only; destroy on any thread.
#pragma once

#include <functional>
#include <utility>

namespace mz {

class Handle {
 public:
  Handle() = default;
  explicit Handle(std::function<void()> disconnect) : m_disconnect(std::move(disconnect)) {}
  Handle(Handle&& other) noexcept : m_disconnect(std::exchange(other.m_disconnect, nullptr)) {}
  Handle& operator=(Handle&& other) noexcept {
    if (this != &other) {
      reset();
      m_disconnect = std::exchange(other.m_disconnect, nullptr);
    }
    return *this;
  }
  ~Handle() { reset(); }

  void reset() {
    if (auto disconnect = std::exchange(m_disconnect, nullptr)) disconnect();
  }

 private:
  std::function<void()> m_disconnect;
};

}  // namespace mz
