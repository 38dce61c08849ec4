// Wall-clock time as an interface, so that a simulation can own it. Implementations are safe on any thread.
#pragma once

#include <atomic>

#include "ledger/base/types.h"

namespace mz {

class Clock {
 public:
  virtual ~Clock() = default;
  virtual UnixSeconds now() const = 0;
};

class SystemClock final : public Clock {
 public:
  UnixSeconds now() const override;
};

// Stands still until told otherwise: tests, simulation and the demonstration network, whose history is generated.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(UnixSeconds start) : m_now(start.value) {}
  UnixSeconds now() const override { return UnixSeconds(m_now.load()); }
  void set(UnixSeconds now) { m_now.store(now.value); }

 private:
  std::atomic<std::int64_t> m_now;
};

}  // namespace mz
