// Files of proposals and decisions as somebody brings them, the arguments that carry them, and the items that they change.
#include "ledger/channel/proposal_rules.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/proposal_maker.h"

namespace mz::fuzz {

namespace {

// A configuration to try changes on, and good files.
struct Example {
  Configuration configuration;
  IdentityBook identities;
  std::vector<std::string> files;

  Example() {
    test::TestNetwork network(test::TestNetwork::oneOrg());
    const Genesis genesis = test::must(Genesis::parse(network.genesis));
    for (const auto& [key, value] : genesis.items) {
      test::must(configuration.apply(key, value.serialize()));
      test::must(identities.apply(key, value.serialize()));
    }
    test::ProposalMaker maker(network);
    const Identity& admin = network.person("finance/admin");
    const Json group = Json::object({{"need", Json("all")}, {"orgs", Json(Json::Array{Json("finance")})}});
    const Json rule =
        Json::object({{"contract", Json("")}, {"orgs", Json(Json::Array{})}, {"roles", Json(Json::Array{Json("officer")})}});
    const std::vector<ItemChange> changes = {
        {"member/finance", 0, memberItem(*configuration.member("finance"))},
        {"policy/finality", 0, Json::object({{"k", Json(1)}})},
        {"policy/changes", 0, Json::object({{"groups", Json(Json::Array{group})}})},
        {"policy/write", 0, Json::object({{"rules", Json(Json::Array{rule})}})},
        {"policy/limits", 0, Json::object({{"clock_tolerance", Json(5)}, {"envelope_lifetime", Json(600)}})},
        {"status", 0, Json::object({{"state", Json("frozen")}})},
        {"cosigner/finance/node-1", 0, std::nullopt}};
    for (const ItemChange& change : changes) files.push_back(signedFile(maker.draft(admin, {change}), admin));
    files.push_back(signedFile(maker.draft(admin, {changes[1], changes[2]}), admin));
    files.push_back(signedFile(maker.decision(admin, Digest{}, Verdict::Against), admin));
    files.push_back(signedFile(maker.decision(admin, Digest{}, Verdict::Withdraw), admin));
  }

  template <class Statement>
  static std::string signedFile(Statement statement, const Identity& by) {
    Bytes signature = test::must(by.key.sign(bytesOf(statement.text())));
    return Signed<Statement>{std::move(statement), std::move(signature)}.file();
  }
};

const Example& example() {
  static const Example made;
  return made;
}

}  // namespace

void takeInput(std::string_view input) {
  if (const auto proposal = readProposalFile(input)) {
    expect(proposal->file() == input, "a proposal is written back byte for byte");
    const auto arguments = proposalOfArguments(test::must(Json::parseCanonical(proposal->arguments())));
    expect(arguments && arguments->statement.digest() == proposal->statement.digest(), "it is the same when it is carried");
    const auto after = configurationAfter(example().configuration, proposal->statement.changes, example().identities,
                                          UnixSeconds(test::kStart));
    if (after)
      expect(!after->votingOrgs().empty() && after->changePolicy().isReachable(after->votingOrgs()) &&
                 after->finalityThreshold() > 0,
             "a change that may be made leaves a way to make another");
  }
  if (const auto decision = readDecisionFile(input)) {
    expect(isDecisionFile(input) && decision->file() == input, "a decision is written back byte for byte");
    expect(decisionOfArguments(test::must(Json::parseCanonical(decision->arguments()))).has_value(), "it can be carried");
  }
}

std::vector<std::string> seeds() { return example().files; }

}  // namespace mz::fuzz
