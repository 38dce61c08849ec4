// What travels between organizations before one joins: the invitation that a member's administrator signs, and the answer of
// the invited one with its authority. Texts of three lines: name and version, canonical JSON, base64 of the signature over both
// (docs/formats/invitation.md). Nothing in them is believed before it is checked; whoever reads one compares the channel's id
// and the fingerprints with the sender by another way. Values and pure functions; any thread. Errors of reading: Malformed,
// TooLarge, UnsupportedVersion, BadSignature, CertificateInvalid.
#pragma once

#include <string>
#include <vector>

#include "ledger/channel/configuration.h"
#include "ledger/engine.h"

namespace mz {

inline constexpr std::size_t kInvitationBytes = std::size_t{18} << 20;  // a genesis as a JSON string, and the rest
inline constexpr std::size_t kAnswerBytes = std::size_t{256} << 10;
inline constexpr std::int64_t kLongestInvitation = std::int64_t{90} * 24 * 3600;  // seconds

struct Invitation {
  std::string genesis;  // its SHA-256 is the channel's id
  Title network;
  std::vector<Member> members;     // now; sorted by org
  std::vector<std::string> nodes;  // addresses of nodes, "host:port"; may be empty
  Certificate inviter;             // an administrator of a voting member
  UnixSeconds issued, expires;

  // Signed by the inviter's key.
  Result<std::string> write(const PrivateKey& key) const;

  // What reading finds in it besides.
  ChannelId channel;
  Digest digest;                // of the whole text: answers name it
  Configuration configuration;  // of the genesis

  // Everything that can be checked without the network; the time is not judged.
  static Result<Invitation> read(std::string_view text);
  // Expired; also where it comes from the future, by more than a day.
  Status checkTime(UnixSeconds now) const;
  InvitationInfo info() const;
};

struct Answer {
  Digest invitation;
  std::string domain;
  ChannelId channel;
  OrgPlan org;
  Certificate authority;
  Json cosigner;  // the item cosigner/<org>/<node>, with its proofs of possession
  UnixSeconds made;

  // Signed by the authority's key.
  Result<std::string> write(const PrivateKey& key) const;
  static Result<Answer> read(std::string_view text);
};

}  // namespace mz
