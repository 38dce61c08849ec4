// What speaks against orders of certificates, and how they would be mended. Pure functions; any thread.
#pragma once

#include <span>
#include <tuple>

#include "ledger/certificate_bureau.h"
#include "ledger/certificate_orders.h"

namespace mz {

using RenewedSubjects = std::set<std::tuple<std::string, std::string, std::string>>;

// From and until, with what the order leaves open filled in.
Validity validityOf(const CertificateOrder& order, UnixSeconds now);

// In the order of the orders. `renewed`: org, role and name of those whose certificates are renewed, so that they do not count
// as issued already.
std::vector<OrderFinding> checkOrders(std::span<const CertificateOrder> orders, std::span<const Bureau> bureaus,
                                      UnixSeconds now, const RenewedSubjects& renewed = {});

// Mends what can be mended, and tells what is left.
std::vector<OrderFinding> mendOrders(std::vector<CertificateOrder>& orders, std::span<const Bureau> bureaus, UnixSeconds now,
                                     const RenewedSubjects& renewed = {});

}  // namespace mz
