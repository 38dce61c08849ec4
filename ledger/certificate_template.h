// What certificates of one kind have in common: how long they are good, what they may be used for. Plain values; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ledger/identity/certificate_profile.h"

namespace mz {

struct CertificateTemplate {
  std::string id;                 // 1 to 64 of a-z, 0-9, '-', '_'
  std::string title;              // of an own one, up to 128 bytes; a shipped one is known by its id
  bool shipped = false;           // cannot be changed
  std::string role;               // "officer"
  std::uint32_t days = 1095;      // unless the order says otherwise; 1 to 36,500
  std::uint32_t remindDays = 30;  // so many days before the end somebody should be reminded
  bool needsNames = false;        // at least one host name or address, as servers have
  CertificateProfile profile;     // its `names` are those of each order
  bool operator==(const CertificateTemplate&) const = default;
};

}  // namespace mz
