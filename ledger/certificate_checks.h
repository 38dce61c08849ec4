// What speaks against orders of certificates, and how they would be mended. Pure functions; any thread.
#pragma once

#include <span>
#include <tuple>

#include "ledger/certificate_bureau.h"
#include "ledger/certificate_orders.h"
#include "ledger/certificate_template.h"
#include "ledger/identity/certificate_request.h"

namespace mz {

// What orders are judged by.
struct OrderSurroundings {
  std::span<const Bureau> bureaus;
  const std::vector<CertificateTemplate>& templates;
  UnixSeconds now;
  // Org, role and name of those whose certificates are renewed, so that they do not count as issued already.
  std::set<std::tuple<std::string, std::string, std::string>> renewed = {};
};

// What an order leaves open, filled in from its template.
std::string roleOf(const CertificateOrder& order, const OrderSurroundings& around);
Validity validityOf(const CertificateOrder& order, const OrderSurroundings& around);
CertificateProfile profileOf(const CertificateOrder& order, const OrderSurroundings& around);

// In the order of the orders.
std::vector<OrderFinding> checkOrders(std::span<const CertificateOrder> orders, const OrderSurroundings& around);
// Mends what can be mended, and tells what is left.
std::vector<OrderFinding> mendOrders(std::vector<CertificateOrder>& orders, const OrderSurroundings& around);

}  // namespace mz
