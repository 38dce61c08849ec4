// One question that a view keeps asking anew: only answers to the newest are delivered. Make it a member of whoever receives
// the answer: when it is destroyed nothing more arrives. Window's thread only; workers hold the shared counter.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>

namespace mz {

class Request {
 public:
  Request() : m_newest(std::make_shared<std::atomic<std::uint64_t>>(0)) {}
  ~Request() { renew(); }
  Request(const Request&) = delete;
  Request& operator=(const Request&) = delete;

  // Answers under way are dropped.
  void renew() {
    m_newest->fetch_add(1);
    m_waiting = 0;
  }
  bool waiting() const { return m_waiting > 0; }

 private:
  friend class EngineClient;
  std::shared_ptr<std::atomic<std::uint64_t>> m_newest;
  int m_waiting = 0;
};

}  // namespace mz
