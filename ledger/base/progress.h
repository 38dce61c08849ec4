// How long work tells how far it is and learns that it should stop. `report` may be called from any thread and must be
// quick; work checks `cancelled` at least every few milliseconds and then ends with ErrorCode::Cancelled.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>

namespace mz {

class Progress {
 public:
  Progress() = default;
  explicit Progress(std::function<void(std::uint64_t done, std::uint64_t total)> onReport) : m_onReport(std::move(onReport)) {}

  void report(std::uint64_t done, std::uint64_t total) const {  // total 0: not known
    if (m_onReport) m_onReport(done, total);
  }
  void cancel() { m_cancelled.store(true); }
  bool cancelled() const { return m_cancelled.load(std::memory_order_relaxed); }

 private:
  std::function<void(std::uint64_t, std::uint64_t)> m_onReport;
  std::atomic<bool> m_cancelled{false};
};

}  // namespace mz
