// Random bytes as an interface, so that a simulation can own them. Never used where a ledger result is computed.
#pragma once

#include <cstdint>
#include <span>

namespace mz {

class Random {
 public:
  virtual ~Random() = default;
  virtual void fill(std::span<std::uint8_t> out) = 0;
};

// The operating system's generator (getrandom(2)); any thread.
class SystemRandom final : public Random {
 public:
  void fill(std::span<std::uint8_t> out) override;
};

// xoshiro256**, for tests, simulation and generated demonstration data; NOT for keys. One thread.
class SeededRandom final : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed);
  void fill(std::span<std::uint8_t> out) override;
  std::uint64_t next();
  std::uint64_t below(std::uint64_t bound);  // uniform in [0, bound); bound > 0
  double unit();                             // uniform in [0, 1)

 private:
  std::uint64_t m_state[4];
};

}  // namespace mz
