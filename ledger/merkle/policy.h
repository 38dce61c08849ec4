// C2SP tlog-policy: which log and which quorum of cosigners ("witnesses") make a checkpoint acceptable. A witness may be given
// by a key of type 0x01, as older policies do: its cosignatures are of type 0x04 all the same. URLs are checked for form and
// not kept. Pure; any thread.
#pragma once

#include <string>
#include <vector>

#include "ledger/merkle/note.h"

namespace mz {

inline constexpr std::size_t kPolicyBytes = 1024 * 1024;

class Policy {
 public:
  // Strict, at most kPolicyBytes; groups may nest; unknown names, cycles: Malformed.
  static Result<Policy> parse(std::string_view text);
  // log keys, cosigners, and "any k of them" as one group named "final"; cosigners of one org count once (a group per org).
  struct OrgCosigners {
    std::string org;
    std::vector<NoteKey> keys;
  };
  // InvalidArgument: k is 0 or more than the orgs, a key of the wrong type or twice, an org's name with spaces. Without orgs, k
  // is 0 and no cosigner is asked for.
  static Result<Policy> make(std::span<const NoteKey> logs, std::span<const OrgCosigners> orgs, std::size_t k);

  std::string format() const;
  struct Verdict {
    bool logSigned = false;
    bool quorum = false;
    std::vector<std::string> cosigners;  // key names of the cosigners whose signature is good
    // Key names of known keys whose signature is wrong. One of these spoils the note (C2SP signed-note), whatever else is on
    // it.
    std::vector<std::string> wrong;
  };
  // A log's signature counts where its key name is the checkpoint's origin; signatures of unknown keys are ignored.
  Verdict judge(const SignedNote& checkpoint) const;
  const std::vector<NoteKey>& logs() const { return m_logs; }

 private:
  friend class PolicyParser;
  struct Member {  // witness or group
    std::string name;
    std::optional<NoteKey> witness;
    std::size_t threshold = 0;          // of a group
    std::vector<std::size_t> children;  // indices of members defined before
  };
  std::vector<NoteKey> m_logs;
  std::vector<Member> m_members;
  std::optional<std::size_t> m_quorum;  // nullopt: "quorum none"
};

}  // namespace mz
