// Certificates that are enrolled on a channel, by fingerprint, parsed once; and what is revoked. Looking up and judging are
// safe on any thread (signatures are verified ahead of execution, cutters ask before they take a call); apply() belongs to the
// executing thread.
#pragma once

#include <functional>
#include <memory>
#include <set>
#include <shared_mutex>
#include <unordered_map>
#include <vector>

#include "ledger/channel/configuration.h"
#include "ledger/format/result_code.h"

namespace mz {

class IdentityBook {
 public:
  // Any thread. Null where it is not enrolled.
  std::shared_ptr<const Certificate> find(const Fingerprint& fingerprint) const;

  // Applies a write of the system contract; other keys are ignored.
  Status apply(std::string_view key, const std::optional<std::string>& value);

  // May this certificate sign at this block time? Executed, or one of the certificate codes. Any thread. A function of what has
  // been applied alone: what was asked before changes no answer.
  ResultCode judge(const Certificate& certificate, const Configuration& configuration, UnixSeconds at) const;
  std::size_t size() const;
  // Every enrolled certificate and listed authority, in no order. Any thread; nothing is enrolled meanwhile.
  void forEach(const std::function<void(const std::shared_ptr<const Certificate>&)>& visit) const;

 private:
  // Whether this CA issued it; for enrolled certificates the signature is checked once for each pair and remembered.
  bool isIssuer(const Certificate& authority, const Certificate& certificate) const;

  mutable std::shared_mutex m_mutex;
  std::unordered_map<Fingerprint, std::shared_ptr<const Certificate>> m_certificates;
  std::set<std::pair<std::string, std::string>, std::less<>> m_revoked;                          // org, serial
  mutable std::unordered_map<Fingerprint, std::vector<std::pair<Fingerprint, bool>>> m_issuers;  // certificate -> CAs asked for
};

}  // namespace mz
