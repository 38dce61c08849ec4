// Certificates that are enrolled on a channel, by fingerprint, parsed once; and what is revoked. Looking up and judging are
// safe on any thread (signatures are verified ahead of execution, cutters ask before they take a call); apply() belongs to the
// executing thread.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <shared_mutex>
#include <unordered_map>
#include <vector>

#include "ledger/channel/configuration.h"
#include "ledger/format/result_code.h"

namespace mz {

class IdentityBook {
 public:
  // Any thread. Null where it is neither enrolled nor an authority that the configuration lists now.
  std::shared_ptr<const Certificate> find(const Fingerprint& fingerprint) const;

  // Applies a write of the system contract; other keys are ignored.
  Status apply(std::string_view key, const std::optional<std::string>& value);

  // May this certificate sign at this block time? Executed, or one of the certificate codes. Any thread. A function of what has
  // been applied alone: what was asked before changes no answer.
  ResultCode judge(const Certificate& certificate, const Configuration& configuration, UnixSeconds at) const;
  std::size_t size() const;
  // Every enrolled certificate and listed authority, in no order. Any thread; nothing is enrolled meanwhile.
  void forEach(const std::function<void(const std::shared_ptr<const Certificate>&)>& visit) const;

  struct Revocation {
    UnixSeconds date;
    int reason = 0;  // RFC 5280 CRLReason
  };
  // Any thread; of one certificate, and of all, by org and serial number.
  std::optional<Revocation> revocation(std::string_view org, std::string_view serial) const;
  void forEachRevocation(
      const std::function<void(const std::string& org, const std::string& serial, const Revocation&)>& visit) const;
  // Another one after each enrolment, listing, revocation and release. Any thread.
  std::uint64_t revision() const { return m_revision; }

 private:
  // Whether this CA issued it; for enrolled certificates the signature is checked once for each pair and remembered.
  bool isIssuer(const Certificate& authority, const Certificate& certificate) const;

  using Kept = std::shared_ptr<const Certificate>;
  Status setAuthorities(const std::string& org, const Json& item);

  mutable std::shared_mutex m_mutex;
  std::atomic<std::uint64_t> m_revision{0};
  std::unordered_map<Fingerprint, Kept> m_certificates;                                          // enrolled
  std::map<std::string, std::vector<Kept>, std::less<>> m_authorities;                           // by org
  std::map<std::pair<std::string, std::string>, Revocation> m_revoked;                           // by org and serial
  mutable std::unordered_map<Fingerprint, std::vector<std::pair<Fingerprint, bool>>> m_issuers;  // certificate -> CAs asked for
};

}  // namespace mz
