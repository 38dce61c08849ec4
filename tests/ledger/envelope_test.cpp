#include "ledger/format/envelope.h"

#include <QtTest>

#include "ledger/crypto/hash.h"
#include "ledger/format/batch.h"

using mz::Bytes;
using mz::ErrorCode;

namespace {

mz::Call sampleCall() {
  mz::Call call;
  for (std::size_t i = 0; i < 32; ++i) {
    call.channel.bytes[i] = static_cast<std::uint8_t>(i);
    call.creator.bytes[i] = static_cast<std::uint8_t>(0xFF - i);
  }
  call.contract = "public-finance";
  call.function = "pay";
  call.arguments = R"({"amount":1})";
  call.nonce.fill(0xAB);
  call.expiry = mz::UnixSeconds(1'763'712'000);
  return call;
}

Bytes sampleSignature() { return Bytes(70, 0x30); }

Bytes join(std::initializer_list<Bytes> parts) {
  Bytes out;
  for (const Bytes& part : parts)
    for (const std::uint8_t byte : part) out.push_back(byte);
  return out;
}

// A protobuf field of bytes, in its shortest form.
Bytes field(std::uint8_t number, const Bytes& content) {
  Bytes out{static_cast<std::uint8_t>(number << 3 | 2)};
  std::size_t length = content.size();
  for (; length >= 0x80; length >>= 7) out.push_back(static_cast<std::uint8_t>(length | 0x80));
  out.push_back(static_cast<std::uint8_t>(length));
  return join({out, content});
}

Bytes envelopeOf(const Bytes& call) { return mz::encodeEnvelope(call, sampleSignature()); }

void expectRefusal(const Bytes& envelope, ErrorCode code = ErrorCode::Malformed) {
  const auto result = mz::decodeEnvelope(envelope);
  QVERIFY(!result);
  QCOMPARE(result.error().code, code);
}

mz::Batch sampleBatch() {
  mz::Batch batch;
  batch.envelopes = {envelopeOf(mz::encodeCall(sampleCall())), Bytes{}, Bytes{1, 2, 3}};
  std::vector<mz::Digest> digests;
  for (const Bytes& envelope : batch.envelopes) digests.push_back(mz::sha256(envelope));
  batch.header.number = mz::BatchNumber(7);
  batch.header.clock = mz::UnixSeconds(1'763'712'000);
  batch.header.count = 3;
  batch.header.content = mz::contentDigest(digests);
  batch.header.clocks = {{"gov.example/finance/node-1", mz::Height(6), mz::UnixSeconds(1'763'711'999), Bytes(64, 9)}};
  batch.headerBytes = mz::encodeBatchHeader(batch.header);
  batch.signature = sampleSignature();
  return batch;
}

}  // namespace

class EnvelopeTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void anEnvelopeComesBackAsItWas() {
    const mz::Call call = sampleCall();
    const Bytes callBytes = mz::encodeCall(call);
    const auto envelope = mz::decodeEnvelope(envelopeOf(callBytes));
    QVERIFY2(envelope, envelope ? "" : envelope.error().detail.c_str());
    QVERIFY(envelope->signedBytes == callBytes);
    QVERIFY(envelope->signature == sampleSignature());
    QVERIFY(envelope->call.channel == call.channel);
    QVERIFY(envelope->call.creator == call.creator);
    QVERIFY(envelope->call.nonce == call.nonce);
    QCOMPARE(envelope->call.contract, call.contract);
    QCOMPARE(envelope->call.function, call.function);
    QCOMPARE(envelope->call.arguments, call.arguments);
    QCOMPARE(envelope->call.rules, 1U);
    QCOMPARE(envelope->call.expiry.value, call.expiry.value);
    QVERIFY(envelope->id().bytes == mz::sha256(callBytes).bytes);
  }

  // Recorded bytes: whoever changes the encoding changes every transaction id.
  void theEncodingIsTheOneOfRulesVersionOne() {
    const Bytes call = mz::encodeCall(sampleCall());
    QCOMPARE(mz::toHex(call), std::string("0a20000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
                                          "120e7075626c69632d66696e616e6365"
                                          "1a03706179"
                                          "220c7b22616d6f756e74223a317d"
                                          "2a10abababababababababababababababab"
                                          "3001"
                                          "3880b880c906"
                                          "4220fffefdfcfbfaf9f8f7f6f5f4f3f2f1f0efeeedecebeae9e8e7e6e5e4e3e2e1e0"));
    QVERIFY(envelopeOf(call) == join({field(1, call), field(2, sampleSignature())}));
    // docs/formats/envelope.md
    QCOMPARE(mz::decodeEnvelope(envelopeOf(call))->id().hex(),
             std::string("92d97faee753836982b326c964e17dcd73df442e12f73331da0d2059ca73e777"));
    QCOMPARE(mz::sha256(envelopeOf(call)).hex(),
             std::string("0771abc291dc3c050999d86dc52dfd536f25cc0c4dfacda93b99343fdc7bfcdc"));
  }

  void anyOtherEncodingOfTheSameIsRefused() {
    const Bytes call = mz::encodeCall(sampleCall());
    const Bytes signature = sampleSignature();
    QVERIFY(mz::decodeEnvelope(join({field(1, call), field(2, signature)})));
    expectRefusal(join({field(2, signature), field(1, call)}));                  // order
    expectRefusal(join({field(1, call), field(1, call), field(2, signature)}));  // twice
    expectRefusal(join({field(1, call), field(2, signature), field(3, {1})}));   // unknown
    expectRefusal(join({field(1, call), field(2, signature), Bytes{0}}));        // trailing
    expectRefusal(join({field(1, call), Bytes{0x12, 0xC6, 0x00}, signature}));   // length not shortest
    expectRefusal(join({field(1, call), Bytes{0x92, 0x00, 70}, signature}));     // tag not shortest
    expectRefusal(envelopeOf(join({call, field(9, {1})})));                      // unknown in the call
    expectRefusal(envelopeOf(join({call, Bytes{0x30, 0x01}})));                  // rules given twice
    mz::Call zero = sampleCall();
    zero.rules = 0;
    QVERIFY(mz::decodeEnvelope(envelopeOf(mz::encodeCall(zero))));
    expectRefusal(envelopeOf(join({mz::encodeCall(zero), Bytes{0x30, 0x00}})));  // default value written out
  }

  void everyCutAndEveryFlippedByteIsRefusedOrTheOneEncoding() {
    const Bytes good = envelopeOf(mz::encodeCall(sampleCall()));
    for (std::size_t size = 0; size < good.size(); ++size) QVERIFY(!mz::decodeEnvelope(mz::ByteView(good).first(size)));
    for (std::size_t i = 0; i < good.size(); ++i) {
      for (int bit = 0; bit < 8; ++bit) {
        Bytes changed = good;
        changed[i] ^= static_cast<std::uint8_t>(1 << bit);
        if (const auto envelope = mz::decodeEnvelope(changed)) {
          QVERIFY(mz::encodeEnvelope(envelope->signedBytes, envelope->signature) == changed);
          QVERIFY(mz::encodeCall(envelope->call) == envelope->signedBytes);
        }
      }
    }
  }

  void wrongLengthsAreRefused() {
    const Bytes call = mz::encodeCall(sampleCall());
    const auto withChannel = [&](std::size_t size) {
      return envelopeOf(join({field(1, Bytes(size, 1)), Bytes(call.begin() + 34, call.end())}));
    };
    QVERIFY(mz::decodeEnvelope(withChannel(32)));
    for (const std::size_t size : {1, 31, 33}) expectRefusal(withChannel(size));
    const auto withCreator = [&](std::size_t size) {
      return envelopeOf(join({Bytes(call.begin(), call.end() - 34), field(8, Bytes(size, 1))}));
    };
    QVERIFY(mz::decodeEnvelope(withCreator(32)));
    for (const std::size_t size : {1, 31, 33}) expectRefusal(withCreator(size));
    expectRefusal(envelopeOf(Bytes(call.begin(), call.end() - 34)));  // no creator
    expectRefusal(mz::encodeEnvelope(call, {}));
    QVERIFY(mz::decodeEnvelope(mz::encodeEnvelope(call, Bytes(256, 1))));
    expectRefusal(mz::encodeEnvelope(call, Bytes(257, 1)));
    expectRefusal({});
  }

  void namesAreShortUtf8() {
    const auto withNames = [](std::string contract, std::string function) {
      mz::Call call = sampleCall();
      call.contract = std::move(contract);
      call.function = std::move(function);
      return envelopeOf(mz::encodeCall(call));
    };
    QVERIFY(mz::decodeEnvelope(withNames(std::string(64, 'a'), "付款")));
    expectRefusal(withNames("", "pay"));
    expectRefusal(withNames("c", ""));
    expectRefusal(withNames(std::string(65, 'a'), "pay"));
    expectRefusal(withNames("c", std::string(65, 'a')));
    expectRefusal(withNames("\xFF", "pay"));
    expectRefusal(withNames("c", "\xC0\xAF"));
  }

  void anEnvelopeHasAtMostItsLimit() {
    mz::Call call = sampleCall();
    call.arguments.clear();
    const std::size_t rest = envelopeOf(mz::encodeCall(call)).size();
    call.arguments = std::string(mz::bounds::kEnvelopeBytes - rest - 8, 'x');
    while (envelopeOf(mz::encodeCall(call)).size() < mz::bounds::kEnvelopeBytes) call.arguments.push_back('x');
    QVERIFY(mz::decodeEnvelope(envelopeOf(mz::encodeCall(call))));
    call.arguments.push_back('x');
    expectRefusal(envelopeOf(mz::encodeCall(call)), ErrorCode::TooLarge);
  }

  void aBatchComesBackAsItWas() {
    const mz::Batch batch = sampleBatch();
    const auto back = mz::decodeBatch(mz::encodeBatch(batch));
    QVERIFY2(back, back ? "" : back.error().detail.c_str());
    QVERIFY(back->headerBytes == batch.headerBytes);
    QVERIFY(back->signature == batch.signature);
    QVERIFY(back->envelopes == batch.envelopes);
    QVERIFY(back->header.clocks == batch.header.clocks);
    QVERIFY(back->header.content == batch.header.content);
    QCOMPARE(back->header.number.value, std::uint64_t{7});
    QCOMPARE(back->header.epoch, std::uint64_t{1});
    QCOMPARE(back->header.clock.value, std::int64_t{1'763'712'000});
    QVERIFY(back->digest() == mz::sha256(batch.headerBytes));
    QVERIFY(mz::encodeBatchHeader(back->header) == batch.headerBytes);
  }

  void contentIsTheDigestOfTheDigests() {
    const mz::Digest one = mz::sha256(mz::bytesOf("one"));
    const mz::Digest two = mz::sha256(mz::bytesOf("two"));
    Bytes joined;
    for (const mz::Digest& digest : {one, two})
      for (const std::uint8_t byte : digest.bytes) joined.push_back(byte);
    const std::array both = {one, two};
    QVERIFY(mz::contentDigest(both) == mz::sha256(joined));
    QVERIFY(mz::contentDigest({}) == mz::sha256({}));
  }

  void everyCutOfABatchIsRefused() {
    const Bytes good = mz::encodeBatch(sampleBatch());
    for (std::size_t size = 0; size < good.size(); ++size) QVERIFY(!mz::decodeBatch(mz::ByteView(good).first(size)));
    QVERIFY(!mz::decodeBatch(join({good, Bytes{0}})));
    QVERIFY(!mz::decodeBatch(join({good, field(4, {1})})));
  }

  void aBatchThatIsNotAsItsHeaderSaysIsRefused() {
    const auto encode = [](auto change) {
      mz::Batch batch = sampleBatch();
      change(batch);
      batch.headerBytes = mz::encodeBatchHeader(batch.header);
      return mz::decodeBatch(mz::encodeBatch(batch));
    };
    QVERIFY(encode([](mz::Batch&) {}));
    QVERIFY(!encode([](mz::Batch& b) { b.header.count = 2; }));
    QVERIFY(!encode([](mz::Batch& b) { b.envelopes.pop_back(); }));
    QVERIFY(!encode([](mz::Batch& b) { b.header.number = mz::BatchNumber(0); }));
    QVERIFY(!encode([](mz::Batch& b) { b.header.epoch = 0; }));
    QVERIFY(!encode([](mz::Batch& b) { b.signature.clear(); }));
    QVERIFY(!encode([](mz::Batch& b) { b.header.clocks[0].signature.pop_back(); }));
    QVERIFY(!encode([](mz::Batch& b) { b.header.clocks[0].cosigner.clear(); }));
    QVERIFY(!encode([](mz::Batch& b) { b.header.clocks[0].cosigner = "\xFF"; }));
  }

  void aBatchHasAtMostItsLimits() {
    const auto sized = [](std::size_t count, std::size_t each) {
      mz::Batch batch = sampleBatch();
      batch.envelopes.assign(count, Bytes(each, 1));
      batch.header.count = static_cast<std::uint32_t>(count);
      batch.headerBytes = mz::encodeBatchHeader(batch.header);
      return mz::decodeBatch(mz::encodeBatch(batch));
    };
    QVERIFY(sized(0, 0));
    QVERIFY(sized(mz::bounds::kBatchEnvelopes, 200));
    QCOMPARE(sized(mz::bounds::kBatchEnvelopes + 1, 1).error().code, ErrorCode::TooLarge);
    QVERIFY(sized(1, mz::bounds::kBatchBytes));
    QCOMPARE(sized(1, mz::bounds::kBatchBytes + 1).error().code, ErrorCode::TooLarge);
    QCOMPARE(mz::decodeBatch(Bytes(4 * mz::bounds::kBatchBytes)).error().code, ErrorCode::TooLarge);
    mz::Batch batch = sampleBatch();
    batch.header.clocks.assign(mz::bounds::kMembers, batch.header.clocks[0]);
    QVERIFY(mz::decodeBatchHeader(mz::encodeBatchHeader(batch.header)));
    batch.header.clocks.push_back(batch.header.clocks[0]);
    QCOMPARE(mz::decodeBatchHeader(mz::encodeBatchHeader(batch.header)).error().code, ErrorCode::TooLarge);
  }
};

QTEST_GUILESS_MAIN(EnvelopeTest)
#include "envelope_test.moc"
