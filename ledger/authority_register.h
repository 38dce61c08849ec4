// What the CAs in this program's keystore have revoked, and what they have issued for keys that lie elsewhere: one line of JSON
// per act in authorities.jsonl beside the network (docs/formats/authorities.md), only ever appended to and durable before a
// channel hears of it, so that after any crash the channels can be brought to this state.
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
  Status addIssued(const std::vector<Certificate>& certificates);    // all or, after a crash, the first of them
  const std::vector<RevocationAct>& acts() const { return m_acts; }  // in the order of doing
  const std::vector<Certificate>& issued() const { return m_issued; }
  std::uint64_t lastNumber(std::string_view org) const;  // 0: none
  // What a CRL of this org says now: the last word on each serial, without those that were released from hold.
  std::vector<RevokedEntry> revoked(std::string_view org) const;
  std::uint64_t revision() const { return m_acts.size() + m_issued.size(); }  // rises with every act

 private:
  Status readLine(std::string_view line);
  Status append(const std::string& lines);

  explicit AuthorityRegister(std::filesystem::path file) : m_file(std::move(file)) {}

  std::filesystem::path m_file;
  std::vector<RevocationAct> m_acts;
  std::vector<Certificate> m_issued;
  bool m_torn = false;  // the file does not end with a line's end
};

}  // namespace mz
