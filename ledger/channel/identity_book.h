// Certificates that are enrolled on a channel, by fingerprint, parsed once; and what is revoked. Looking up a certificate is
// safe on any thread (signatures are verified ahead of execution); the rest belongs to the executing thread.
#pragma once

#include <memory>
#include <shared_mutex>
#include <set>
#include <unordered_map>

#include "ledger/channel/configuration.h"
#include "ledger/format/result_code.h"

namespace mz {

class IdentityBook {
 public:
  // Any thread. Null where it is not enrolled.
  std::shared_ptr<const Certificate> find(const Fingerprint& fingerprint) const;

  // Applies a write of the system contract; other keys are ignored.
  Status apply(std::string_view key, const std::optional<std::string>& value);

  // May this certificate sign at this block time? Executed, or one of the certificate codes.
  ResultCode judge(const Certificate& certificate, const Configuration& configuration, UnixSeconds at) const;
  std::size_t size() const;

 private:
  // The listed CA that issued it; its signature is checked once and remembered by fingerprint.
  const Certificate* issuerOf(const Certificate& certificate, const Member& owner) const;

  mutable std::shared_mutex m_mutex;
  std::unordered_map<Fingerprint, std::shared_ptr<const Certificate>> m_certificates;
  std::set<std::pair<std::string, std::string>, std::less<>> m_revoked;  // org, serial
  mutable std::unordered_map<Fingerprint, Fingerprint> m_issuers;        // certificate -> CA; executing thread only
};

}  // namespace mz
