#include "ledger/format/leaf.h"

#include <QtTest>

#include "ledger/base/bounds.h"
#include "ledger/crypto/hash.h"
#include "ledger/format/write.h"

using mz::Leaf;
using mz::ResultCode;

namespace {

const std::string kA(64, 'a');
const std::string kB(64, 'b');
const std::string kC(64, 'c');
const std::string kD(64, 'd');

template <class Hash>
Hash hash(const std::string& hex) {
  return *Hash::fromHex(hex);
}

mz::TransactionLeaf transaction() {
  return {.height = mz::Height(12),
          .time = mz::UnixSeconds(1'763'712'000),
          .id = hash<mz::TransactionId>(kA),
          .envelope = hash<mz::Digest>(kB),
          .result = ResultCode::Executed,
          .writes = hash<mz::Digest>(kC),
          .events = hash<mz::Digest>(kD)};
}
const std::string kTransaction = "mingzhang/transaction/v1\nheight 12\ntime 1763712000\nid " + kA + "\nenvelope " + kB +
                                 "\nresult 0\nwrites " + kC + "\nevents " + kD + "\n";

mz::RejectedLeaf rejected() {
  return {.height = mz::Height(12),
          .time = mz::UnixSeconds(1'763'712'000),
          .envelope = hash<mz::Digest>(kA),
          .result = ResultCode::BadSignature,
          .cutter = hash<mz::Fingerprint>(kB)};
}
const std::string kRejected =
    "mingzhang/rejected/v1\nheight 12\ntime 1763712000\nenvelope " + kA + "\nresult 3\ncutter " + kB + "\n";

mz::GenesisLeaf genesis() {
  return {.time = mz::UnixSeconds(1'763'712'000), .genesis = hash<mz::Digest>(kA), .writes = hash<mz::Digest>(kB)};
}
const std::string kGenesis = "mingzhang/genesis/v1\ntime 1763712000\ngenesis " + kA + "\nwrites " + kB + "\n";

mz::BlockRecord block() {
  return {.channel = hash<mz::ChannelId>(kA),
          .epoch = 1,
          .height = mz::Height(12),
          .batch = mz::BatchNumber(12),
          .batchDigest = hash<mz::Digest>(kB),
          .previous = hash<mz::Digest>(kC),
          .time = mz::UnixSeconds(1'763'712'000),
          .configuration = 3,
          .rules = 1,
          .transactions = 2000,
          .writes = hash<mz::Digest>(kD)};
}
const std::string kBlock = "mingzhang/block/v1\nchannel " + kA + "\nepoch 1\nheight 12\nbatch 12 " + kB + "\nprevious " + kC +
                           "\ntime 1763712000\nconfiguration 3\nrules 1\ntransactions 2000\nwrites " + kD + "\n";

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  if (at == std::string::npos) qFatal("not in the text: %s", from.c_str());
  return text.replace(at, from.size(), to);
}

}  // namespace

class LeafTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void leavesAreTheseTextsAndComeBack() {
    const std::array<std::pair<Leaf, std::string>, 4> cases = {
        {{transaction(), kTransaction}, {rejected(), kRejected}, {genesis(), kGenesis}, {block(), kBlock}}};
    for (const auto& [leaf, text] : cases) {
      QCOMPARE(mz::formatLeaf(leaf), text);
      const auto back = mz::parseLeaf(text);
      QVERIFY2(back, back ? "" : back.error().detail.c_str());
      QVERIFY(*back == leaf);
    }
  }

  void theExampleOfTheDocumentationHolds() {
    const std::vector<mz::Write> writes = {{"c", "k", R"({"a":1})"}, {"c", "k2", std::nullopt}};
    mz::TransactionLeaf leaf = transaction();
    leaf.id = hash<mz::TransactionId>("92d97faee753836982b326c964e17dcd73df442e12f73331da0d2059ca73e777");
    leaf.envelope = hash<mz::Digest>("0771abc291dc3c050999d86dc52dfd536f25cc0c4dfacda93b99343fdc7bfcdc");
    leaf.writes = mz::writesDigest(writes);
    leaf.events = mz::eventsDigest({});
    QCOMPARE(leaf.writes.hex(), std::string("99c22dd6fa45378a0b167a6bc471708cd1b14551a7e7d45bb543b12ac4321f67"));
    QCOMPARE(leaf.events.hex(), std::string("4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945"));
    QCOMPARE(mz::sha256Of(mz::bytesOf(std::string(1, '\0')), mz::bytesOf(mz::formatLeaf(leaf))).hex(),
             std::string("25628836bc7342519b8fa8d1c81ca845b042c1bcfad7afeca5c3ccbdd7c0bb99"));
  }

  void theLongestLeafIsUnderItsLimit() {
    mz::BlockRecord record = block();
    record.epoch = record.configuration = record.transactions = ~std::uint64_t{0};
    record.height = mz::Height(~std::uint64_t{0});
    record.batch = mz::BatchNumber(~std::uint64_t{0});
    record.time = mz::UnixSeconds(std::numeric_limits<std::int64_t>::min());
    record.rules = ~std::uint32_t{0};
    const std::string text = mz::formatLeaf(record);
    QVERIFY(text.size() < mz::bounds::kLeafBytes);
    QVERIFY(*mz::parseLeaf(text) == Leaf(record));
  }

  void anyOtherTextIsRefused_data() {
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char* name, const std::string& text) { QTest::newRow(name) << QByteArray::fromStdString(text); };
    row("empty", "");
    row("unknown type", replaced(kGenesis, "genesis/v1", "genesis/v2"));
    row("type alone", "mingzhang/genesis/v1\n");
    row("no newline at the end", kGenesis.substr(0, kGenesis.size() - 1));
    row("extra newline", kGenesis + "\n");
    row("extra line", kGenesis + "rules 1\n");
    row("line left out", replaced(kGenesis, "time 1763712000\n", ""));
    row("lines in other order",
        replaced(replaced(kTransaction, "height 12\n", ""), "time 1763712000\n", "time 1763712000\nheight 12\n"));
    row("line twice", replaced(kGenesis, "time 1763712000\n", "time 1763712000\ntime 1763712000\n"));
    row("carriage return", replaced(kGenesis, "time 1763712000\n", "time 1763712000\r\n"));
    row("two spaces", replaced(kGenesis, "time 1", "time  1"));
    row("space at the end", replaced(kGenesis, "2000\n", "2000 \n"));
    row("leading zero", replaced(kTransaction, "height 12", "height 012"));
    row("plus sign", replaced(kTransaction, "height 12", "height +12"));
    row("minus zero", replaced(kGenesis, "time 1763712000", "time -0"));
    row("negative height", replaced(kTransaction, "height 12", "height -12"));
    row("no number", replaced(kTransaction, "height 12", "height "));
    row("hexadecimal number", replaced(kTransaction, "height 12", "height 0x12"));
    row("number beyond 64 bits", replaced(kTransaction, "height 12", "height 18446744073709551616"));
    row("rules beyond 32 bits", replaced(kBlock, "rules 1", "rules 4294967296"));
    row("upper-case digest", replaced(kGenesis, kA, std::string(64, 'A')));
    row("short digest", replaced(kGenesis, kA, kA.substr(2)));
    row("long digest", replaced(kGenesis, kA, kA + "aa"));
    row("batch without digest", replaced(kBlock, "batch 12 " + kB, "batch 12"));
    row("batch without number", replaced(kBlock, "batch 12 " + kB, "batch " + kB));
    row("a cutter's fault in a transaction", replaced(kTransaction, "result 0", "result 3"));
    row("a transaction's result in a rejection", replaced(kRejected, "result 3", "result 0"));
    row("a contract's refusal in a rejection", replaced(kRejected, "result 3", "result 1001"));
    row("too long", kGenesis + std::string(2000, 'x'));
  }
  void anyOtherTextIsRefused() {
    QFETCH(QByteArray, text);
    QVERIFY(!mz::parseLeaf(text.toStdString()));
  }

  void resultsOfContractsStayNumbers() {
    const auto leaf = mz::parseLeaf(replaced(kTransaction, "result 0", "result 1042"));
    QVERIFY(leaf);
    QCOMPARE(static_cast<std::uint32_t>(std::get<mz::TransactionLeaf>(*leaf).result), 1042U);
    QCOMPARE(mz::resultName(static_cast<ResultCode>(1042)), std::string_view("contract_refusal"));
    QCOMPARE(mz::resultName(ResultCode::BadSignature), std::string_view("bad_signature"));
    QCOMPARE(mz::resultName(static_cast<ResultCode>(999)), std::string_view("unknown"));
  }

  void writesAndEventsAreDigestedAsTheseTexts() {
    const std::vector<mz::Write> writes = {{"c", "k\"1", R"({"a":1})"}, {"c", "k2", std::nullopt}};
    const std::string writesText = "[[\"c\",\"k\\\"1\",{\"a\":1}],[\"c\",\"k2\",null]]";
    QCOMPARE(mz::serializeWrites(writes), writesText);
    QVERIFY(mz::writesDigest(writes) == mz::sha256(mz::bytesOf(writesText)));
    QCOMPARE(mz::serializeWrites({}), std::string("[]"));

    const std::vector<mz::Event> events = {{"c", "paid", R"({"amount":5})"}, {"c", "note", "null"}};
    const std::string eventsText = R"([["c","paid",{"amount":5}],["c","note",null]])";
    QCOMPARE(mz::serializeEvents(events), eventsText);
    QVERIFY(mz::eventsDigest(events) == mz::sha256(mz::bytesOf(eventsText)));
    const auto back = mz::parseEvents(eventsText);
    QVERIFY(back);
    QVERIFY(*back == events);
    QVERIFY(mz::parseEvents("[]")->empty());
  }

  void thePayloadOfAnEventMayBeAsDeepAsAnyValue() {
    const std::string payload = std::string(32, '[') + std::string(32, ']');
    const std::vector<mz::Event> events = {{"c", "e", payload}};
    const auto back = mz::parseEvents(mz::serializeEvents(events));
    QVERIFY(back);
    QCOMPARE(back->at(0).payload, payload);
    QVERIFY(!mz::parseEvents("[[\"c\",\"e\",[" + payload + "]]]"));
  }

  void otherTextsOfEventsAreRefused() {
    for (const char* text : {"", "{}", "[1]", "[[]]", R"([["c","e"]])", R"([["c","e",1,2]])", R"([[1,"e",1]])", R"([ ])"})
      QVERIFY2(!mz::parseEvents(text), text);
  }
};

QTEST_GUILESS_MAIN(LeafTest)
#include "leaf_test.moc"
