// The ends of certificates as a calendar that other programs can take over (iCalendar, RFC 5545). Pure; any thread.
#pragma once

#include "ledger/certificates.h"

namespace mz {

// One event for each that is neither over nor revoked, on the day of its end, with a reminder as its template has it.
std::string expiryCalendar(const std::vector<CertificateRow>& rows, const std::vector<CertificateTemplate>& templates,
                           UnixSeconds now);

}  // namespace mz
