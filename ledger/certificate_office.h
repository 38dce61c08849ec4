// A bureau's certificate authority at work: checks orders, issues, revokes, makes CRLs, and brings every channel that can be
// reached to what was decided. What a channel lacks is found by asking it, so a run that was cut off goes on where it was, and
// a channel that comes back later is settled then. One thread at a time. Errors: Locked, NotFound, InvalidArgument,
// CertificateInvalid, Cancelled and what files fail with; what goes wrong on one channel is in its settlement.
#pragma once

#include <span>

#include "ledger/authority_register.h"
#include "ledger/base/progress.h"
#include "ledger/certificate_orders.h"
#include "ledger/local_engine.h"

namespace mz {

class CertificateOffice {
 public:
  CertificateOffice(LocalEngine& engine, AuthorityRegister& acts) : m_engine(engine), m_acts(acts) {}

  std::vector<OrderFinding> check(std::span<const CertificateOrder> orders) const;
  // All or none are issued: InvalidArgument with the first finding where one is not mended. `shorten`: what would outlive its
  // CA ends with it.
  Result<IssueReport> issue(std::span<const CertificateOrder> orders, bool shorten, const Progress& progress);
  Result<RevocationReport> revoke(const RevocationOrder& order, const Progress& progress);
  Result<std::vector<ChannelSettlement>> settle(const Progress& progress);
  // DER, good for so many days.
  Result<Bytes> revocationList(std::string_view org, std::uint32_t days) const;

 private:
  struct Bureau;  // an org whose CA is in the keystore
  std::vector<Bureau> bureaus() const;
  Result<Bureau> bureau(std::string_view org) const;
  Result<PrivateKey> keyFor(const CertificateOrder& order, const Authority& authority) const;
  Status settleOrg(const Bureau& bureau, ChannelHost& host, ChannelSettlement& settlement, const Progress& progress) const;
  // What the channel's state lacks of the register's last word on each certificate of this org.
  Result<std::vector<RevokedEntry>> lackingRevocations(const ChannelHost& host, std::string_view org) const;
  Result<std::uint64_t> lastNumber(const ChannelHost& host, std::string_view org) const;

  LocalEngine& m_engine;
  AuthorityRegister& m_acts;
};

}  // namespace mz
