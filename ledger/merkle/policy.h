// C2SP tlog-policy: which log and which quorum of cosigners ("witnesses") make a checkpoint acceptable. Pure; any thread.
#pragma once

#include <string>
#include <vector>

#include "ledger/merkle/note.h"

namespace mz {

class Policy {
 public:
  static Result<Policy> parse(std::string_view text);  // strict; groups may nest; unknown names, cycles: Malformed
  // log keys, cosigners, and "any k of them" as one group named "final"; cosigners of one org count once (a group per org).
  struct OrgCosigners {
    std::string org;
    std::vector<NoteKey> keys;
  };
  static Result<Policy> make(std::span<const NoteKey> logs, std::span<const OrgCosigners> orgs, std::size_t k);

  std::string format() const;
  struct Verdict {
    bool logSigned = false;
    bool quorum = false;
    std::vector<std::string> cosigners;  // names of the cosigners whose signature is good
  };
  Verdict judge(const SignedNote& checkpoint) const;
  const std::vector<NoteKey>& logs() const { return m_logs; }

 private:
  struct Member {          // witness or group
    std::string name;
    std::optional<NoteKey> witness;
    std::size_t threshold = 0;        // of a group
    std::vector<std::size_t> children;  // indices of members defined before
  };
  std::vector<NoteKey> m_logs;
  std::vector<Member> m_members;
  std::optional<std::size_t> m_quorum;  // nullopt: "quorum none"
};

}  // namespace mz
