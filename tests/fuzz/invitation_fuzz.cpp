// Invitations and answers as another organization sends them.
#include "ledger/invitation.h"
#include "ledger/network_making.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/test_network.h"

namespace mz::fuzz {

namespace {

struct Example {
  std::string invitation, answer;
};

const Example& example() {
  static const Example made = [] {
    SystemRandom random;
    const Validity validity{UnixSeconds(1'000'000'000), UnixSeconds(2'000'000'000)};
    const PrivateKey key = test::must(PrivateKey::generate(KeyAlgorithm::P256));
    const Authority authority = test::must(createOwnAuthority("finance", key, validity, random));
    const Person people[] = {{Role::Admin, "admin"}};
    const OrgKeys keys = test::must(makeOrgKeys(authority, Suite::International, people, validity, random));
    GenesisBuilder genesis("city.internal", "finance", titleJson("Finance", "财政"), true, UnixSeconds(1'500'000'000),
                           std::string(32, '0'));
    Member member;
    member.org = "finance";
    member.kind = MemberKind::Voting;
    member.title = titleJson("Finance bureau", "财政局");
    enterMember(genesis, "city.internal", member, keys);
    member.authorities = {authority.certificate};

    Invitation invitation;
    invitation.genesis = genesis.build();
    invitation.network = {"City", "江城"};
    invitation.members = {member};
    invitation.nodes = {"node.city.internal:7400"};
    invitation.inviter = keys.at("finance/admin").certificate;
    invitation.issued = UnixSeconds(1'500'000'000);
    invitation.expires = UnixSeconds(1'500'000'100);

    Answer answer;
    answer.domain = "city.internal";
    answer.org = {"finance", {"Finance bureau", "财政局"}, "420100", "city", Suite::International};
    answer.authority = authority.certificate;
    answer.cosigner =
        cosignerItem(keys.at("finance/node-1/log").key, keys.at("finance/node-1/cosigner").key, "city.internal/finance/node-1");
    return Example{test::must(invitation.write(keys.at("finance/admin").key)), test::must(answer.write(key))};
  }();
  return made;
}

}  // namespace

void takeInput(std::string_view input) {
  // Nobody here has the keys, so nothing but the examples is taken.
  if (const auto invitation = Invitation::read(input)) {
    expect(input == example().invitation, "nothing but what was signed is an invitation");
    (void)invitation->info();
    (void)invitation->checkTime(UnixSeconds(1'500'000'000));
  }
  if (Answer::read(input)) expect(input == example().answer, "nothing but what was signed is an answer");
}

std::vector<std::string> seeds() {
  expect(Invitation::read(example().invitation).has_value(), "the example is an invitation");
  expect(Answer::read(example().answer).has_value(), "the example is an answer");
  return {example().invitation, example().answer, "mingzhang/invitation/v1\n{}\n\n", "mingzhang/answer/v1\n{}\n\n"};
}

}  // namespace mz::fuzz
