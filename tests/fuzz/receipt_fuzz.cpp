// Receipts, notes, checkpoints, policies and keys as somebody hands them to `mz verify`.
#include "ledger/crypto/hash.h"
#include "ledger/merkle/history_tree.h"
#include "ledger/merkle/receipt.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/test_network.h"

namespace mz::fuzz {

namespace {

struct Example {
  std::string receipt, policy, key;
};

// A receipt that verifies, made without a replica: a tree of one leaf, and a policy of one log.
const Example& example() {
  static const Example made = [] {
    test::TestNetwork network(test::TestNetwork::oneOrg());
    const Bytes envelope = network.payment(network.person("finance/officer"), "P-1");
    const auto secret = test::must(PrivateKey::fromSeed(KeyAlgorithm::Ed25519, Bytes(32, 7)));
    const std::string origin = "test.example/" + network.channel.hex();
    const NoteKey key = test::must(NoteKey::make(origin, NoteKeyType::Log, secret.publicKey()));
    TransactionLeaf leaf;
    leaf.id = test::must(decodeEnvelope(envelope)).id();
    leaf.envelope = sha256(envelope);
    Receipt receipt;
    receipt.leaf = formatLeaf(leaf);
    receipt.envelope = envelope;
    HistoryTree tree;
    tree.append(leafHash(bytesOf(receipt.leaf)));
    receipt.checkpoint.text = Checkpoint{origin, 1, tree.root()}.format();
    receipt.checkpoint.signatures = {test::must(signCheckpoint(receipt.checkpoint.text, key, secret))};
    return Example{receipt.format(), test::must(Policy::make(std::vector{key}, {}, 0)).format(), key.format()};
  }();
  return made;
}

const Policy& policy() {
  static const Policy parsed = test::must(Policy::parse(example().policy));
  return parsed;
}

}  // namespace

void takeInput(std::string_view input) {
  if (const auto receipt = Receipt::parse(input)) {
    expect(receipt->format() == input, "a receipt is written back byte for byte");
    if (verifyReceipt(*receipt, policy())) {
      const Receipt good = test::must(Receipt::parse(example().receipt));
      expect(receipt->leaf == good.leaf && receipt->envelope == good.envelope, "nothing but the signed leaf verifies");
    }
  }
  if (const auto note = SignedNote::parse(input)) {
    expect(note->format() == input, "a note is written back byte for byte");
    (void)policy().judge(*note);
  }
  if (const auto checkpoint = Checkpoint::parse(input)) expect(checkpoint->format() == input, "a checkpoint has one form");
  if (const auto key = NoteKey::parse(input))
    expect(NoteKey::parse(key->format()).has_value(), "a key that is written is read");
  if (const auto other = Policy::parse(input))
    expect(Policy::parse(other->format()).has_value(), "a policy that is written is read");
}

std::vector<std::string> seeds() {
  const Receipt receipt = test::must(Receipt::parse(example().receipt));
  expect(verifyReceipt(receipt, policy()).has_value(), "the example verifies");
  return {example().receipt,       receipt.checkpoint.format(),
          receipt.checkpoint.text, example().key,
          example().policy,        "log " + example().key + "\nwitness a " + example().key + "\ngroup g any a\nquorum g\n"};
}

}  // namespace mz::fuzz
