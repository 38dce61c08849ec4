#include "ledger/base/clock.h"

#include <chrono>

namespace mz {

UnixSeconds SystemClock::now() const {
  using namespace std::chrono;
  return UnixSeconds(duration_cast<seconds>(system_clock::now().time_since_epoch()).count());
}

}  // namespace mz
