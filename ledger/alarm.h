// What needs somebody's attention, and when: rules that an administrator may change, and the alarms that came of them. Plain
// values that could be serialised; any thread.
#pragma once

#include <cstdint>
#include <string>

#include "ledger/base/types.h"

namespace mz {

// The stable names of the kinds are in ledger/alarm_watch.cpp's table; docs/mz.md says what each measures.
struct AlarmRule {
  std::string kind;                 // "certificate_ends"
  std::int64_t threshold = 0;       // in `unit`
  std::string unit;                 // "days", "per_hour", "seconds", "megabytes", "count"
  std::uint32_t checkSeconds = 60;  // how often it is measured
  // How long until an alarm that lasts and that nobody has acknowledged is told again.
  std::uint32_t repeatSeconds = 3600;
  bool enabled = true;
};

struct Alarm {
  std::uint64_t number = 0;  // from 1, never used again
  std::string kind;
  std::string subject;     // a channel, a certificate, a directory
  bool urgent = false;     // something is wrong now; else it will be
  std::int64_t value = 0;  // measured last, in the rule's unit
  std::int64_t threshold = 0;
  UnixSeconds raised, measured, told;
  UnixSeconds ended;         // 0: it lasts
  UnixSeconds acknowledged;  // 0: nobody has
  std::string acknowledgedBy, note;

  bool lasts() const { return ended.value == 0; }
  bool isAcknowledged() const { return acknowledged.value != 0; }
};

}  // namespace mz
