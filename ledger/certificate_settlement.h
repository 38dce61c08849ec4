// Brings every channel that can be reached to what the CAs of the keystore have decided. What a channel lacks is found by
// asking it, so a run that was cut off goes on where it was, and a channel that comes back later is settled then. One thread at
// a time.
#pragma once

#include <span>

#include "ledger/base/progress.h"
#include "ledger/certificate_bureau.h"
#include "ledger/certificate_orders.h"

namespace mz {

class ChannelHost;

class CertificateSettlement {
 public:
  CertificateSettlement(const LocalEngine& engine, const AuthorityRegister& acts, std::span<const Bureau> bureaus)
      : m_engine(engine), m_acts(acts), m_bureaus(bureaus) {}

  // What goes wrong on one channel is in its settlement; Cancelled.
  Result<std::vector<ChannelSettlement>> settle(const Progress& progress) const;
  // Of the org's CRL, as the channel has it; 0: none.
  static Result<std::uint64_t> listNumber(const ChannelHost& host, std::string_view org);

 private:
  struct Act;
  Status settleOrg(const Bureau& bureau, ChannelHost& host, ChannelSettlement& settlement, const Progress& progress) const;
  // Both add acts to be sent; what cannot be signed now is counted as missing, and the first reason is returned.
  Status addRevocations(const Bureau& bureau, const ChannelHost& host, std::vector<Act>& acts, std::uint64_t& missing) const;
  Status addEnrolments(const Bureau& bureau, const ChannelHost& host, std::vector<Act>& acts, std::uint64_t& missing) const;
  struct Sending;
  // Signs them and hands them in; what cannot be signed is left out.
  Result<Sending> send(ChannelHost& host, std::span<const Act> acts) const;
  // What became of them.
  static Status collect(const Bureau& bureau, const Sending& sending, ChannelSettlement& settlement);
  // What the channel's state lacks of the register's last word on each certificate of this org.
  std::vector<RevokedEntry> lackingRevocations(const ChannelHost& host, std::string_view org) const;

  const LocalEngine& m_engine;
  const AuthorityRegister& m_acts;
  std::span<const Bureau> m_bureaus;
};

}  // namespace mz
