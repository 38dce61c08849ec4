// Takes any X.509 certificate apart for people, also one that this network would not accept. Safe on any thread.
#pragma once

#include "ledger/identity/certificate_description.h"

namespace mz {

// DER with nothing behind it, or the first one in PEM, at most 64 KiB. Malformed, TooLarge. What is odd inside (a time that is
// none, a damaged extension) is described as far as it goes.
Result<CertificateDescription> describeCertificate(ByteView file);

}  // namespace mz
