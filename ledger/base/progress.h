// How long work tells how far it is and learns that it should wait or stop. `report` may be called from any thread and must be
// quick; work checks `cancelled` at least every few milliseconds and then ends with ErrorCode::Cancelled. Only work that holds
// nothing which others wait for may be paused. Who steers the work uses the other functions, from any thread.
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
  bool cancelled() const {  // waits here while the work is paused
    while (!cancelRequested() && pauseRequested()) m_paused.wait(1);
    return cancelRequested();
  }

  void cancel() {
    m_cancelled.store(true);
    resume();
  }
  void pause() { m_paused.store(1); }
  void resume() {
    m_paused.store(0);
    m_paused.notify_all();
  }
  bool cancelRequested() const { return m_cancelled.load(std::memory_order_relaxed); }
  bool pauseRequested() const { return m_paused.load(std::memory_order_relaxed) != 0; }

 private:
  std::function<void(std::uint64_t, std::uint64_t)> m_onReport;
  std::atomic<bool> m_cancelled{false};
  std::atomic<int> m_paused{0};
};

}  // namespace mz
