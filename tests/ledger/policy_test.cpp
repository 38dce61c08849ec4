#include "ledger/merkle/policy.h"

#include <QtTest>
#include <nlohmann/json.hpp>

#include "tests/support/shared_files.h"

using mz::NoteKey;
using mz::NoteKeyType;
using mz::Policy;

namespace {

const std::string kOrigin = "gov.example/channel";
const std::string kText = kOrigin + "\n5\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";

mz::PrivateKey secretOf(std::uint8_t seed) { return *mz::PrivateKey::fromSeed(mz::KeyAlgorithm::Ed25519, mz::Bytes(32, seed)); }

// Number 0 is the log; the others are cosigners w1, w2, …
NoteKey keyOf(std::uint8_t number) {
  return number == 0 ? *NoteKey::make(kOrigin, NoteKeyType::Log, secretOf(0).publicKey())
                     : *NoteKey::make("w" + std::to_string(number), NoteKeyType::Cosigner, secretOf(number).publicKey());
}

mz::SignedNote noteSignedBy(std::initializer_list<std::uint8_t> numbers) {
  mz::SignedNote note{.text = kText, .signatures = {}};
  for (const std::uint8_t number : numbers)
    note.signatures.push_back(
        number == 0 ? *mz::signCheckpoint(kText, keyOf(0), secretOf(0))
                    : *mz::cosignCheckpoint(kText, mz::UnixSeconds(1000 + number), keyOf(number), secretOf(number)));
  return note;
}

std::string witnesses(std::uint8_t count) {
  std::string out = "log " + keyOf(0).format() + "\n";
  for (std::uint8_t i = 1; i <= count; ++i) out += "witness X" + std::to_string(i) + " " + keyOf(i).format() + "\n";
  return out;
}

Policy policyOf(const std::string& text) {
  auto policy = Policy::parse(text);
  if (!policy) qFatal("%s", policy.error().detail.c_str());
  return *policy;
}

bool quorum(const Policy& policy, std::initializer_list<std::uint8_t> numbers) {
  return policy.judge(noteSignedBy(numbers)).quorum;
}

}  // namespace

class PolicyTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void goodExamplesAreRead() {
    MZ_REQUIRE_SHARED(file, "vectors/tlog/tlog_vectors.json");
    const auto vectors = nlohmann::json::parse(mz::test::readText(file));
    for (const auto& text : vectors["policy_examples_ok"]) {
      const auto policy = Policy::parse(text.get<std::string>());
      QVERIFY2(policy, policy ? "" : policy.error().detail.c_str());
      QVERIFY(policy->logs().empty());
      const auto again = Policy::parse(policy->format());
      QVERIFY(again);
      QCOMPARE(again->format(), policy->format());
    }
  }

  void aLogOfAPolicySignsForItsOriginOnly() {
    MZ_REQUIRE_SHARED(file, "vectors/tlog/tlog_vectors.json");
    const auto vectors = nlohmann::json::parse(mz::test::readText(file));
    const Policy policy = policyOf("log " + vectors["log_vkey"].get<std::string>() + " https://example.com/\nquorum none\n");
    auto note = *mz::SignedNote::parse(mz::test::readText(file.parent_path() / "log" / "checkpoint.15"));
    QVERIFY(policy.judge(note).logSigned);
    QVERIFY(policy.judge(note).quorum);
    note.text[0] = 'E';
    QVERIFY(!policy.judge(note).logSigned);
    QVERIFY(policy.judge(note).wrong.empty());
  }

  void theNestedExampleOfTheSpecificationIsJudged() {
    const Policy policy = policyOf(witnesses(6) +
                                   "# two of ours and any of theirs\n"
                                   "group X-witnesses 2 X1 X2 X3\n"
                                   "\t group  Y-witnesses any\tX4 X5 X6  \n"
                                   "\n"
                                   "group X-and-Y all X-witnesses Y-witnesses\n"
                                   "quorum X-and-Y\n");
    QVERIFY(quorum(policy, {0, 1, 3, 5}));
    QVERIFY(quorum(policy, {1, 2, 3, 4, 5, 6}));
    QVERIFY(!quorum(policy, {0, 1, 4, 5, 6}));
    QVERIFY(!quorum(policy, {0, 1, 2, 3}));
    QVERIFY(!quorum(policy, {0}));
    const auto verdict = policy.judge(noteSignedBy({0, 5, 1}));
    QVERIFY(verdict.logSigned);
    QVERIFY(!verdict.quorum);
    QCOMPARE(verdict.cosigners, (std::vector<std::string>{"w1", "w5"}));
    QVERIFY(!policy.judge(noteSignedBy({1, 2, 4})).logSigned);
    QCOMPARE(policy.format(), witnesses(6) +
                                  "group X-witnesses 2 X1 X2 X3\ngroup Y-witnesses any X4 X5 X6\n"
                                  "group X-and-Y all X-witnesses Y-witnesses\nquorum X-and-Y\n");
  }

  void oneCosignerCountsOnceHoweverOftenItSigns() {
    const Policy policy = policyOf(witnesses(3) + "group g 2 X1 X2 X3\nquorum g\n");
    QVERIFY(!quorum(policy, {0, 1, 1, 1}));
    QVERIFY(quorum(policy, {0, 1, 1, 2}));
    QCOMPARE(policy.judge(noteSignedBy({0, 1, 1})).cosigners.size(), std::size_t{1});
  }

  void aWrongSignatureOfAKnownKeySpoilsTheNote() {
    const Policy policy = policyOf(witnesses(2) + "quorum X1\n");
    auto note = noteSignedBy({0, 1, 2});
    QVERIFY(policy.judge(note).quorum);
    note.signatures[2].signature[20] ^= 1;
    const auto verdict = policy.judge(note);
    QVERIFY(!verdict.quorum);
    QVERIFY(!verdict.logSigned);
    QCOMPARE(verdict.wrong, std::vector<std::string>{"w2"});
  }

  void signaturesOfUnknownKeysAreIgnored() {
    const Policy policy = policyOf(witnesses(1) + "quorum X1\n");
    auto note = noteSignedBy({0, 1, 9});
    note.signatures.push_back({.name = "w1", .id = 5, .signature = mz::Bytes(3, 1)});
    note.signatures.push_back({.name = "other", .id = keyOf(1).id(), .signature = mz::Bytes(3, 1)});
    const auto verdict = policy.judge(note);
    QVERIFY(verdict.quorum);
    QVERIFY(verdict.logSigned);
    QCOMPARE(verdict.cosigners, std::vector<std::string>{"w1"});
  }

  void aWitnessGivenByAKeyOfTypeOneCosignsAllTheSame() {
    const auto typeOne = NoteKey::make("w1", NoteKeyType::Log, secretOf(1).publicKey());
    const Policy policy = policyOf("witness a " + typeOne->format() + "\nquorum a\n");
    QVERIFY(quorum(policy, {1}));
  }

  void whatIsNoPolicyIsRefused_data() {
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char* name, const std::string& text) { QTest::newRow(name) << QByteArray::fromStdString(text); };
    const std::string w = witnesses(3);
    const std::string key = keyOf(1).format();
    row("empty", "");
    row("no quorum", w);
    row("quorum unknown", w + "quorum X9\n");
    row("quorum before its definition", "quorum X1\n" + w);
    row("two quorums", w + "quorum X1\nquorum X1\n");
    row("quorum of two names", w + "quorum X1 X2\n");
    row("quorum of no name", w + "quorum\n");
    row("duplicate name", w + "witness X1 " + keyOf(4).format() + "\nquorum none\n");
    row("group with a witness's name", w + "group X1 any X2\nquorum none\n");
    row("negative threshold", w + "group g -1 X1\nquorum g\n");
    row("threshold 0", w + "group g 0 X1\nquorum g\n");
    row("threshold above the members", w + "group g 3 X1 X2\nquorum g\n");
    row("threshold with leading zero", w + "group g 01 X1 X2\nquorum g\n");
    row("threshold that is a word", w + "group g most X1 X2\nquorum g\n");
    row("huge threshold", w + "group g 99999999999999999999999 X1\nquorum g\n");
    row("group without members", w + "group g any\nquorum g\n");
    row("unknown member", w + "group g any X9\nquorum g\n");
    row("member none", w + "group g any none\nquorum g\n");
    row("member twice", w + "group g any X1 X1\nquorum g\n");
    row("member of two groups", w + "group g any X1\ngroup h any X1\nquorum g\n");
    row("group of itself", w + "group g any g\nquorum g\n");
    for (const char* name : {"all", "any", "none"}) {
      row((std::string("witness named ") + name).c_str(), std::string("witness ") + name + " " + key + "\nquorum none\n");
      row((std::string("group named ") + name).c_str(), w + "group " + name + " any X1\nquorum none\n");
    }
    row("log twice", "log " + keyOf(0).format() + "\nlog " + keyOf(0).format() + "\nquorum none\n");
    row("witness key twice", w + "witness other " + key + "\nquorum none\n");
    row("witness key twice under another name",
        w + "witness other " + NoteKey::make("other", NoteKeyType::Cosigner, secretOf(1).publicKey())->format() +
            "\nquorum none\n");
    row("cosigner as log", "log " + key + "\nquorum none\n");
    row("log without key", "log\nquorum none\n");
    row("log with too much", "log " + keyOf(0).format() + " a b\nquorum none\n");
    row("witness without key", "witness a\nquorum none\n");
    row("bad key", "witness a w1+00000000+AAAA\nquorum none\n");
    row("unknown keyword", "logs x\nquorum none\n");
    row("carriage return", "quorum none\r\n");
    row("NUL", std::string("quorum none\0\n", 13));
  }
  void whatIsNoPolicyIsRefused() {
    QFETCH(QByteArray, text);
    const auto policy = Policy::parse(text.toStdString());
    QVERIFY(!policy);
    QCOMPARE(policy.error().code, mz::ErrorCode::Malformed);
  }

  void finalMeansKOfTheOrgs() {
    const std::array logs = {keyOf(0)};
    const std::array<Policy::OrgCosigners, 3> orgs = {
        {{"finance", {keyOf(1), keyOf(2)}}, {"audit", {keyOf(3)}}, {"tax", {keyOf(4)}}}};
    const auto policy = Policy::make(logs, orgs, 2);
    QVERIFY(policy);
    QVERIFY(!quorum(*policy, {0, 1, 2}));
    QVERIFY(quorum(*policy, {0, 1, 3}));
    QVERIFY(quorum(*policy, {0, 3, 4}));
    QVERIFY(!quorum(*policy, {0, 4}));
    QVERIFY(policy->format().find("quorum final\n") != std::string::npos);
    const auto again = Policy::parse(policy->format());
    QVERIFY(again);
    QCOMPARE(again->format(), policy->format());
    QCOMPARE(again->logs().size(), std::size_t{1});
  }

  void whatMakesNoPolicyIsRefused() {
    const std::array logs = {keyOf(0)};
    using Orgs = std::vector<Policy::OrgCosigners>;
    const auto code = [&](const Orgs& orgs, std::size_t k) { return Policy::make(logs, orgs, k).error().code; };
    const Orgs good = {{"finance", {keyOf(1)}}, {"audit", {keyOf(2)}}};
    QVERIFY(Policy::make(logs, good, 2));
    QVERIFY(Policy::make(logs, {}, 0));
    QCOMPARE(code(good, 0), mz::ErrorCode::InvalidArgument);
    QCOMPARE(code(good, 3), mz::ErrorCode::InvalidArgument);
    QCOMPARE(code({}, 1), mz::ErrorCode::InvalidArgument);
    QCOMPARE(code({{"finance", {}}}, 1), mz::ErrorCode::InvalidArgument);
    QCOMPARE(code({{"finance", {keyOf(0)}}}, 1), mz::ErrorCode::InvalidArgument);
    QCOMPARE(code({{"a b", {keyOf(1)}}}, 1), mz::ErrorCode::InvalidArgument);
    QCOMPARE(code({{"a", {keyOf(1)}}, {"b", {keyOf(1)}}}, 1), mz::ErrorCode::InvalidArgument);
    QCOMPARE(code({{"a", {keyOf(1)}}, {"a", {keyOf(2)}}}, 1), mz::ErrorCode::InvalidArgument);
  }

  void aRenewedKeyOfOneNodeStandsBesideTheOld() {
    const auto renewed = *NoteKey::make("w1", NoteKeyType::Cosigner, secretOf(50).publicKey());
    const std::vector<Policy::OrgCosigners> orgs = {{"finance", {keyOf(1), renewed}}, {"tax", {keyOf(2)}}};
    const auto policy = Policy::make({}, orgs, 2);
    QVERIFY(policy);
    QVERIFY(quorum(*policy, {1, 2}));
    auto note = noteSignedBy({2});
    note.signatures.push_back(*mz::cosignCheckpoint(kText, mz::UnixSeconds(1), renewed, secretOf(50)));
    QVERIFY(policy->judge(note).quorum);
  }
};

QTEST_GUILESS_MAIN(PolicyTest)
#include "policy_test.moc"
