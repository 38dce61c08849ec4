// What the CAs in this program's keystore have revoked: one line of JSON per act in authorities.jsonl beside the network, only
// ever appended to and durable before a channel hears of it, so that after any crash the channels can be brought to this state.
// network_directory.h. One thread at a time. Errors: Malformed, TooLarge, DiskFull, ReadOnly, Io.
#pragma once

#include <filesystem>
#include <vector>

#include "ledger/base/types.h"
#include "ledger/identity/authority.h"

namespace mz {

// What one CRL number added. At most kRevocationsPerAct entries: as many as one call of the system contract takes.
struct RevocationAct {
  std::string org;
  std::uint64_t number = 0;  // of the org's CRL; rises
  std::vector<RevokedEntry> entries;
};

class AuthorityRegister {
 public:
  static constexpr std::size_t kRevocationsPerAct = 200;

  // Malformed names the line: nothing is passed over here but half a line at the end, which was never acknowledged.
  static Result<AuthorityRegister> open(const std::filesystem::path& directory);

  Status add(RevocationAct act);
  const std::vector<RevocationAct>& acts() const { return m_acts; }  // in the order of doing
  std::uint64_t lastNumber(std::string_view org) const;              // 0: none
  // What a CRL of this org says now: the last word on each serial, without those that were released from hold.
  std::vector<RevokedEntry> revoked(std::string_view org) const;

 private:
  explicit AuthorityRegister(std::filesystem::path file) : m_file(std::move(file)) {}

  std::filesystem::path m_file;
  std::vector<RevocationAct> m_acts;
  bool m_torn = false;  // the file does not end with a line's end
};

}  // namespace mz
