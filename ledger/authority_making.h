// Makes a certificate authority in the keystore: an org's under the network's root, or one that takes the place of another. One
// thread at a time. Errors as Certificates::makeAuthority.
#pragma once

#include "ledger/certificate_orders.h"
#include "ledger/local_engine.h"

namespace mz {

Result<IssuedCertificate> makeAuthority(LocalEngine& engine, const AuthorityOrder& order);

}  // namespace mz
