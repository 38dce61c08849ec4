// Envelopes and batches from outside: a decoded one is encoded to the same bytes again.
#include "tests/fuzz/fuzz.h"
#include "tests/support/test_network.h"

namespace mz::fuzz {

void takeInput(std::string_view input) {
  const ByteView bytes = bytesOf(input);
  if (const auto envelope = decodeEnvelope(bytes)) {
    expect(encodeEnvelope(envelope->signedBytes, envelope->signature).size() == bytes.size(), "an envelope has one form");
    expect(envelope->signedBytes.size() + envelope->signature.size() <= bytes.size(), "an envelope holds its parts");
  }
  if (const auto batch = decodeBatch(bytes)) {
    expect(encodeBatch(*batch).size() == bytes.size(), "a batch has one form");
    expect(batch->envelopes.size() <= bounds::kBatchEnvelopes, "a batch is bounded");
  }
}

std::vector<std::string> seeds() {
  test::TestNetwork network(test::TestNetwork::oneOrg());
  const Identity& officer = network.person("finance/officer");
  std::vector<Bytes> envelopes{network.payment(officer, "P-1"), network.payment(officer, "P-2")};
  return {textOf(envelopes[0]), textOf(encodeBatch(network.seal(1, Digest(), envelopes)))};
}

}  // namespace mz::fuzz
