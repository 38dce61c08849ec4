// What a person decides when a network is made or joined, and what of it is good: the same rules for the window while somebody
// types and for the engine before it begins. Values and pure functions; any thread. Errors: InvalidArgument, whose parameter
// "field" names the field.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/base/error.h"
#include "ledger/base/types.h"
#include "ledger/crypto/sealing.h"
#include "ledger/password_strength.h"
#include "ledger/title.h"

namespace mz {

struct OrgPlan {
  std::string id;             // "finance"
  Title title;                // one language is enough
  std::string region, level;  // GB/T 2260 and "city"; both may be empty
  Suite suite = Suite::International;
};

struct PeoplePlan {
  std::string admin = "admin-01", officer = "officer-01";  // staff numbers
};

struct ChannelPlan {
  std::string name = "finance";
  Title title;
  bool isPublic = true;
  bool finance = true;  // with the contract of public finance, ready for payments; else only the system's own
  std::vector<std::string> currencies = {"CNY"};
  std::string fiscalYearStart = "01-01";  // month and day
};

struct NetworkPlan {
  Title title;
  std::string domain;
  OrgPlan org;
  PeoplePlan people;
  ChannelPlan channel;
  std::string password;
};

enum class PlanField : std::uint8_t { Title, Domain, Org, Region, Level, Channel, Person, Password, Currency, FiscalYear };

// One value. A title is tried in one language; empty is good for region and level only.
Status checkPlanField(PlanField field, std::string_view value);
Status checkOrgPlan(const OrgPlan& plan);
Status checkPeoplePlan(const PeoplePlan& plan);
Status checkNetworkPlan(const NetworkPlan& plan);

// An id of an org or channel made from its name, "river-city" of "River City"; empty where it has no ASCII letter to begin
// with.
std::string suggestedId(std::string_view title);
// A domain for a network of this name: "river-city.internal". The name in ASCII letters, or else the org's id.
std::string suggestedDomain(std::string_view title, std::string_view org);

struct JoinPlan {
  OrgPlan org;
  PeoplePlan people;
  std::string password;
};

// The titles of a plan: one in one language stands for both.
Title wholeTitle(const Title& title);

// What was made, so that it can be told.
struct MadeNetwork {
  ChannelId channel;
  std::string channelName;
  Fingerprint root, authority;   // certificates of the network's root (zero where another org has it) and of the own org's CA
  std::filesystem::path answer;  // where the network was joined: to be sent to the inviter
  std::string admin, officer, node;  // labels in the keystore
};

}  // namespace mz
