#include "ledger/merkle/receipt.h"

#include <QtTest>

#include "ledger/base/bounds.h"
#include "ledger/base/random.h"
#include "ledger/crypto/hash.h"
#include "tests/ledger/memory_tiles.h"

using mz::Bytes;
using mz::ErrorCode;
using mz::NoteKey;
using mz::NoteKeyType;
using mz::Policy;
using mz::Receipt;

namespace {

mz::PrivateKey secretOf(std::uint8_t seed) { return *mz::PrivateKey::fromSeed(mz::KeyAlgorithm::Ed25519, Bytes(32, seed)); }

// A ledger of one block with four transactions, one leaf that is not a transaction's, and two cosigners.
class Ledger {
 public:
  Ledger() {
    channel.bytes.fill(0x11);
    for (std::uint8_t i = 0; i < 4; ++i) {
      mz::Call call;
      call.channel = channel;
      call.contract = "public-finance";
      call.function = "pay";
      call.arguments = "{\"amount\":" + std::to_string(i) + "}";
      call.nonce.fill(i);
      envelopes.push_back(mz::encodeEnvelope(mz::encodeCall(call), Bytes(70, 1)));
      leaves.push_back(leafOf(envelopes.back()));
      tree.append(mz::leafHash(mz::bytesOf(leaves.back())));
    }
    mz::BlockRecord record;
    record.channel = channel;
    leaves.push_back(mz::formatLeaf(record));
    tree.append(mz::leafHash(mz::bytesOf(leaves.back())));
    tiles.store(tree.takeChangedTiles());
  }

  static std::string leafOf(const Bytes& envelope) {
    mz::TransactionLeaf leaf;
    leaf.height = mz::Height(1);
    leaf.envelope = mz::sha256(envelope);
    if (const auto decoded = mz::decodeEnvelope(envelope)) leaf.id = decoded->id();
    return mz::formatLeaf(leaf);
  }

  std::string origin() const { return "gov.example/" + channel.hex(); }
  NoteKey log() const { return *NoteKey::make(origin(), NoteKeyType::Log, secretOf(1).publicKey()); }
  NoteKey cosigner(std::uint8_t number) const {
    return *NoteKey::make("gov.example/org/node-" + std::to_string(number), NoteKeyType::Cosigner,
                          secretOf(number).publicKey());
  }
  Policy policy() const {
    const std::array logs = {log()};
    const std::array<Policy::OrgCosigners, 2> orgs = {{{"finance", {cosigner(2)}}, {"audit", {cosigner(3)}}}};
    const auto made = Policy::make(logs, orgs, 2);
    return made.value();
  }

  mz::SignedNote checkpoint() const { return signedBy(mz::Checkpoint{origin(), tree.size(), tree.root()}.format(), log()); }
  mz::SignedNote signedBy(const std::string& text, const NoteKey& logKey) const {
    mz::SignedNote note{.text = text, .signatures = {*mz::signCheckpoint(text, logKey, secretOf(1))}};
    for (const std::uint8_t number : {2, 3})
      note.signatures.push_back(*mz::cosignCheckpoint(text, mz::UnixSeconds(100), cosigner(number), secretOf(number)));
    return note;
  }

  Receipt receipt(std::uint64_t index) const {
    return {.leaf = leaves[index],
            .envelope = index < envelopes.size() ? envelopes[index] : Bytes(),
            .index = mz::LeafIndex(index),
            .proof = *mz::inclusionProof(tiles, tree.size(), mz::LeafIndex(index)),
            .checkpoint = checkpoint()};
  }

  mz::ChannelId channel;
  std::vector<Bytes> envelopes;
  std::vector<std::string> leaves;
  mz::HistoryTree tree;
  mz::test::MemoryTiles tiles;
};

std::string failedStep(const Receipt& receipt, const Policy& policy) {
  const auto verified = mz::verifyReceipt(receipt, policy);
  if (verified) return "none";
  if (verified.error().code != ErrorCode::VerificationFailed) return "other code";
  return std::string(verified.error().parameter("step"));
}

}  // namespace

class ReceiptTest : public QObject {
  Q_OBJECT

  Ledger m_ledger;

 private Q_SLOTS:
  void aReceiptVerifiesByItself() {
    for (std::uint64_t index = 0; index < 4; ++index) {
      const auto receipt = Receipt::parse(m_ledger.receipt(index).format());
      QVERIFY(receipt);
      const auto verified = mz::verifyReceipt(*receipt, m_ledger.policy());
      QVERIFY2(verified, verified ? "" : verified.error().detail.c_str());
      QCOMPARE(verified->envelope.call.arguments, "{\"amount\":" + std::to_string(index) + "}");
      QVERIFY(verified->leaf.id == verified->envelope.id());
      QCOMPARE(verified->checkpoint.size, std::uint64_t{5});
      QCOMPARE(verified->verdict.cosigners.size(), std::size_t{2});
    }
  }

  void theTextIsTheOneOfTlogProof() {
    const Receipt receipt = m_ledger.receipt(2);
    Bytes extra{static_cast<std::uint8_t>(receipt.leaf.size() >> 8), static_cast<std::uint8_t>(receipt.leaf.size() & 0xFF)};
    for (const char c : receipt.leaf) extra.push_back(static_cast<std::uint8_t>(c));
    for (const std::uint8_t byte : receipt.envelope) extra.push_back(byte);
    std::string expected = "c2sp.org/tlog-proof@v1\nextra " + mz::toBase64(extra) + "\nindex 2\n";
    for (const mz::Digest& hash : receipt.proof) expected += mz::toBase64(hash.view()) + "\n";
    expected += "\n" + receipt.checkpoint.format();
    QCOMPARE(receipt.format(), expected);
    QCOMPARE(Receipt::parse(expected)->format(), expected);
  }

  void eachStepIsCheckedAndNamed() {
    const Policy policy = m_ledger.policy();
    const Receipt good = m_ledger.receipt(1);
    QCOMPARE(failedStep(good, policy), std::string("none"));

    Receipt changed = good;
    changed.index = mz::LeafIndex(0);
    QCOMPARE(failedStep(changed, policy), std::string("proof"));
    changed = good;
    changed.proof[0].bytes[0] ^= 1;
    QCOMPARE(failedStep(changed, policy), std::string("proof"));
    changed = good;
    changed.proof.clear();
    QCOMPARE(failedStep(changed, policy), std::string("proof"));
    changed = good;
    changed.leaf = m_ledger.leaves[0];
    QCOMPARE(failedStep(changed, policy), std::string("proof"));

    changed = good;
    changed.checkpoint.signatures.erase(changed.checkpoint.signatures.begin());
    QCOMPARE(failedStep(changed, policy), std::string("checkpoint"));
    changed = good;
    changed.checkpoint.signatures[0].signature[3] ^= 1;
    QCOMPARE(failedStep(changed, policy), std::string("checkpoint"));
    changed = good;
    changed.checkpoint.text = mz::Checkpoint{m_ledger.origin(), 6, m_ledger.tree.root()}.format();
    QCOMPARE(failedStep(changed, policy), std::string("checkpoint"));
    changed = good;
    changed.checkpoint.text += "extension\n";
    QCOMPARE(failedStep(changed, policy), std::string("checkpoint"));

    changed = good;
    changed.checkpoint.signatures.pop_back();
    QCOMPARE(failedStep(changed, policy), std::string("quorum"));

    changed = good;
    changed.envelope = m_ledger.envelopes[0];
    QCOMPARE(failedStep(changed, policy), std::string("envelope"));
    changed.envelope.clear();
    QCOMPARE(failedStep(changed, policy), std::string("envelope"));
    QCOMPARE(failedStep(m_ledger.receipt(4), policy), std::string("envelope"));  // the block record
  }

  void aLeafThatNamesAnotherIdOrNoEnvelopeIsNoProof() {
    for (const Bytes& envelope : {m_ledger.envelopes[0], Bytes{1, 2, 3}}) {
      auto leaf = std::get<mz::TransactionLeaf>(*mz::parseLeaf(Ledger::leafOf(envelope)));
      leaf.id.bytes.fill(9);
      Receipt receipt = m_ledger.receipt(0);
      receipt.leaf = mz::formatLeaf(leaf);
      receipt.envelope = envelope;
      receipt.proof.clear();
      const mz::Digest root = mz::leafHash(mz::bytesOf(receipt.leaf));
      receipt.checkpoint = m_ledger.signedBy(mz::Checkpoint{m_ledger.origin(), 1, root}.format(), m_ledger.log());
      QCOMPARE(failedStep(receipt, m_ledger.policy()), std::string("envelope"));
    }
  }

  void anEnvelopeOfAnotherChannelIsNoProof() {
    mz::ChannelId other;
    other.bytes.fill(0x22);
    for (const std::string& origin :
         {"gov.example/" + other.hex(), "gov.example" + m_ledger.channel.hex(), "/" + m_ledger.channel.hex(),
          m_ledger.channel.hex(), "gov.example/" + m_ledger.channel.hex() + "/x"}) {
      const auto log = NoteKey::make(origin, NoteKeyType::Log, secretOf(1).publicKey());
      Receipt receipt = m_ledger.receipt(0);
      receipt.checkpoint = m_ledger.signedBy(mz::Checkpoint{origin, m_ledger.tree.size(), m_ledger.tree.root()}.format(), *log);
      const std::array logs = {*log};
      QCOMPARE(failedStep(receipt, *Policy::make(logs, {}, 0)), std::string("channel"));
    }
  }

  void noChangedByteOfAReceiptVerifies() {
    const Policy policy = m_ledger.policy();
    const std::string good = m_ledger.receipt(3).format();
    mz::SeededRandom random(11);
    int parsed = 0;
    for (std::size_t i = 0; i < good.size(); ++i) {
      std::string changed = good;
      changed[i] = static_cast<char>(changed[i] ^ (1 << random.below(8)));
      const auto receipt = Receipt::parse(changed);
      if (!receipt) continue;
      ++parsed;
      const auto verified = mz::verifyReceipt(*receipt, policy);
      QVERIFY2(!verified, qPrintable(QStringLiteral("byte %1").arg(i)));
    }
    QVERIFY(parsed > 100);
  }

  void receiptsAreReadStrictly_data() {
    QTest::addColumn<QByteArray>("text");
    const std::string good = m_ledger.receipt(1).format();
    const auto row = [&](const char* name, const std::string& from, const std::string& to) {
      std::string text = good;
      const std::size_t at = text.find(from);
      if (at == std::string::npos) qFatal("not in the text: %s", from.c_str());
      QTest::newRow(name) << QByteArray::fromStdString(text.replace(at, from.size(), to));
    };
    const std::string extra = good.substr(good.find("extra "), good.find("\nindex") + 1 - good.find("extra "));
    row("empty", good, "");
    row("other version", "@v1", "@v2");
    row("no extra", extra, "");
    row("extra twice", extra, extra + extra);
    row("extra empty", extra, "extra \n");
    row("extra of one byte", extra, "extra AA==\n");
    row("extra shorter than its leaf", extra, "extra AP8=\n");
    row("leaf longer than its limit", extra, "extra " + mz::toBase64(Bytes(5000, 0x10)) + "\n");
    row("extra not base64", "extra ", "extra *");
    row("no index", "index 1\n", "");
    row("index with leading zero", "index 1\n", "index 01\n");
    row("negative index", "index 1\n", "index -1\n");
    row("index without number", "index 1\n", "index \n");
    row("index beyond 64 bits", "index 1\n", "index 18446744073709551616\n");
    row("short hash", "index 1\n", "index 1\nAAAA\n");
    row("too many hashes", "index 1\n", [] {
      std::string lines = "index 1\n";
      for (int i = 0; i < 65; ++i) lines += mz::toBase64(mz::Digest().view()) + "\n";
      return lines;
    }());
    row("no blank line", "\n\n", "\n");
    row("carriage return", "@v1\n", "@v1\r\n");
    row("text after", good, good + "x");
    row("no checkpoint", good.substr(good.find("\n\n") + 2), "");
  }
  void receiptsAreReadStrictly() {
    QFETCH(QByteArray, text);
    QVERIFY(!Receipt::parse(text.toStdString()));
  }

  void aReceiptMayHoldTheLargestEnvelopeAndNotMore() {
    Receipt receipt = m_ledger.receipt(0);
    receipt.envelope.assign(mz::bounds::kEnvelopeBytes, 1);
    QVERIFY(Receipt::parse(receipt.format()));
    receipt.envelope.push_back(1);
    QVERIFY(!Receipt::parse(receipt.format()));
    QCOMPARE(Receipt::parse(std::string(1'000'000, 'x')).error().code, ErrorCode::TooLarge);
  }
};

QTEST_GUILESS_MAIN(ReceiptTest)
#include "receipt_test.moc"
