// The genesis of a channel: the canonical JSON text whose SHA-256 is the channel's id. It holds the first configuration items
// and the contract packages. Values and pure functions; any thread.
#pragma once

#include <utility>
#include <vector>

#include "ledger/base/types.h"
#include "ledger/channel/configuration.h"
#include "ledger/format/json.h"

namespace mz {

struct Genesis {
  UnixSeconds time;
  std::string nonce;                                // 32 hexadecimal digits, so that two channels never share an id
  std::vector<std::pair<std::string, Json>> items;  // of the contract "system", sorted by key
  std::vector<Bytes> packages;                      // archives, in the order of their names

  static Result<Genesis> parse(std::string_view text);  // strict; TooLarge over bounds::kGenesisBytes
  std::string serialize() const;
};

// What a new channel is made of; makes the items in the one right form.
class GenesisBuilder {
 public:
  // Under the newest rules version unless said otherwise.
  GenesisBuilder(std::string domain, std::string name, Json title, bool isPublic, UnixSeconds time, std::string nonce,
                 std::uint32_t rules = kRulesVersion);
  GenesisBuilder& demonstration();
  GenesisBuilder& item(std::string key, Json value);
  GenesisBuilder& package(const std::string& name, std::string version, Bytes archive, const Digest& digest);
  std::string build();

 private:
  Genesis m_genesis;
  Json m_channel;
};

Json titleJson(std::string_view en, std::string_view zh);

}  // namespace mz
