// A bureau's certificate authority at work: issues, renews, revokes and makes CRLs. One thread at a time. Errors: Locked,
// NotFound, InvalidArgument, CertificateInvalid, PinNeeded, Cancelled and what files fail with; what goes wrong on one channel
// is in its settlement (certificate_settlement.h).
#pragma once

#include <span>

#include "ledger/authority_register.h"
#include "ledger/base/progress.h"
#include "ledger/certificate_bureau.h"
#include "ledger/certificate_checks.h"
#include "ledger/certificate_orders.h"

namespace mz {

class CertificateOffice {
 public:
  CertificateOffice(LocalEngine& engine, AuthorityRegister& acts, IssuerMemory& memory,
                    const std::vector<CertificateTemplate>& templates)
      : m_engine(engine), m_acts(acts), m_memory(memory), m_templates(templates) {}

  Result<std::vector<OrderFinding>> check(std::span<const CertificateOrder> orders) const;
  // All or none are issued: InvalidArgument with the first finding that is not mended.
  Result<IssueReport> issue(std::vector<CertificateOrder> orders, bool adjust, const Progress& progress);
  Result<IssueReport> renew(std::span<const RenewalOrder> orders, bool adjust, const Progress& progress);
  // Of each serial why it cannot be revoked so; nullopt: it can.
  Result<std::vector<std::optional<Error>>> refusals(const RevocationOrder& order) const;
  // A decision that was made elsewhere: with the next number, and sent by the next settling.
  Status addAct(RevocationAct act);
  Result<RevocationReport> revoke(const RevocationOrder& order, const Progress& progress);
  Result<std::vector<ChannelSettlement>> settle(const Progress& progress);
  // DER, good for so many days.
  Result<Bytes> revocationList(std::string_view org, std::uint32_t days) const;

 private:
  // Whose key and certificate's place a new one takes.
  struct Making {
    CertificateOrder order;
    std::optional<PublicKey> publicKey = {};         // of a key that lies elsewhere: it is not in the keystore
    std::optional<PrivateKey> key = {};              // that is used again
    std::optional<CertificateProfile> profile = {};  // that is taken over
    std::string replaced = {};                       // serial; empty: none
    bool revokeReplaced = false;
  };
  Result<std::vector<Bureau>> bureaus() const;  // Locked
  Result<Bureau> bureau(std::string_view org) const;
  OrderSurroundings around(std::span<const Bureau> bureaus) const;
  Result<PrivateKey> keyFor(const Making& making, const Certificate& authority) const;
  Result<Making> renewal(const RenewalOrder& order, std::span<const Bureau> bureaus) const;
  Result<IssueReport> make(std::vector<Making> makings, bool adjust, std::span<const Bureau> bureaus, const Progress& progress);
  Result<Identity> makeOne(const Making& making, const OrderSurroundings& surroundings) const;
  Status supersede(std::span<const Making> makings);
  Status decide(const RevocationOrder& order);

  LocalEngine& m_engine;
  AuthorityRegister& m_acts;
  IssuerMemory& m_memory;
  const std::vector<CertificateTemplate>& m_templates;
};

}  // namespace mz
