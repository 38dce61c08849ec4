// What lies in a network directory, and the file that says so (network.json, docs/formats/channel-file.md). Values and pure
// file functions; any thread.
//
//   network.json            name, titles, channels           keystore.mzk   identities of this program
//   answer.mza              the answer to an invitation
//   channels/<name>.mzc     one SQLite file per channel      profiles/      saved import profiles
//   audits/<name>.json      what the channel's last audit found
//   tokens.json             token libraries that were chosen
//   authorities.jsonl       what the keystore's CAs have done, one act a line
//   certificate-templates.json   own templates
#pragma once

#include <filesystem>
#include <vector>

#include "ledger/engine.h"
#include "ledger/identity/certificate.h"
#include "ledger/order/submission_quota.h"

namespace mz {

struct NetworkFile {
  struct Channel {
    std::string name;
    ChannelId id;
  };
  std::string domain;
  Title title;
  bool demonstration = false;
  std::string node;  // label of the node identity that cuts batches: "<org>/<node>"
  Certificate root;  // the network's; empty where it is not known here. For showing chains: it decides nothing
  std::vector<Channel> channels;
  std::vector<AwaitedChannel> awaited;  // invited to, and not admitted yet
  SubmissionQuota quota;                // of each creator certificate, on each channel

  // NotFound (with what to do), Malformed, UnsupportedVersion.
  static Result<NetworkFile> read(const std::filesystem::path& directory);
  Status write(const std::filesystem::path& directory) const;
};

std::filesystem::path channelFile(const std::filesystem::path& directory, const std::string& channel);
std::filesystem::path keystoreFile(const std::filesystem::path& directory);
std::filesystem::path answerFile(const std::filesystem::path& directory);  // to be sent to who has invited

Status keepAudit(const std::filesystem::path& directory, const AuditReport& report);
Result<std::optional<AuditReport>> keptAudit(const std::filesystem::path& directory, const std::string& channel);

}  // namespace mz
