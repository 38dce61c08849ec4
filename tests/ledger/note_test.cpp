#include "ledger/merkle/note.h"

#include <QtTest>
#include <nlohmann/json.hpp>

#include "ledger/base/bounds.h"
#include "ledger/crypto/hash.h"
#include "tests/support/shared_files.h"

using mz::Bytes;
using mz::Checkpoint;
using mz::ErrorCode;
using mz::NoteKey;
using mz::NoteKeyType;
using mz::SignedNote;

namespace {

mz::PrivateKey secretOf(std::uint8_t seed) { return *mz::PrivateKey::fromSeed(mz::KeyAlgorithm::Ed25519, Bytes(32, seed)); }

NoteKey keyOf(const std::string& name, NoteKeyType type, std::uint8_t seed) {
  return *NoteKey::make(name, type, secretOf(seed).publicKey());
}

nlohmann::json tlogVectors(const std::filesystem::path& file) { return nlohmann::json::parse(mz::test::readText(file)); }

const std::string kCheckpoint = "gov.example/abc\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";

}  // namespace

class NoteTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void theExampleOfTheSpecificationVerifies() {
    MZ_REQUIRE_SHARED(file, "vectors/tlog/tlog_vectors.json");
    const auto example = tlogVectors(file)["spec_signed_note_example"];
    const auto key = NoteKey::parse(example["vkey"].get<std::string>());
    QVERIFY(key);
    QCOMPARE(key->format(), example["vkey"].get<std::string>());
    const auto note = SignedNote::parse(example["note"].get<std::string>());
    QVERIFY(note);
    QCOMPARE(note->format(), example["note"].get<std::string>());
    QCOMPARE(note->signatures.size(), std::size_t{1});
    QVERIFY(mz::verifyNoteSignature(note->text, note->signatures[0], *key));
    QVERIFY(!mz::verifyNoteSignature(note->text + "x", note->signatures[0], *key));
  }

  void theCheckpointsOfARealLogVerify() {
    MZ_REQUIRE_SHARED(file, "vectors/tlog/tlog_vectors.json");
    const auto vector = tlogVectors(file);
    const auto key = NoteKey::parse(vector["log_vkey"].get<std::string>());
    QVERIFY(key);
    for (const auto& expected : vector["checkpoints"]) {
      const auto size = expected["size"].get<std::uint64_t>();
      const std::string text = mz::test::readText(file.parent_path() / "log" / ("checkpoint." + std::to_string(size)));
      const auto note = SignedNote::parse(text);
      QVERIFY(note);
      QCOMPARE(note->format(), text);
      QVERIFY(mz::verifyNoteSignature(note->text, note->signatures.at(0), *key));
      const auto checkpoint = Checkpoint::parse(note->text);
      QVERIFY(checkpoint);
      QCOMPARE(checkpoint->origin, std::string("example.com/log/testdata"));
      QCOMPARE(checkpoint->size, size);
      QCOMPARE(mz::toBase64(checkpoint->root.view()), expected["root"].get<std::string>());
      QCOMPARE(checkpoint->format(), note->text);
    }
  }

  void theCosignatureExampleOfTheSpecificationHasItsTime() {
    const auto note = SignedNote::parse(
        "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
        "\u2014 example.com/behind-the-sofa "
        "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
        "\u2014 witness.example.com/w1 "
        "jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n");
    QVERIFY(note);
    QCOMPARE(note->signatures.size(), std::size_t{2});
    QVERIFY(!mz::cosignatureTime(note->signatures[0]));
    QCOMPARE(mz::cosignatureTime(note->signatures[1])->value, std::int64_t{1'679'315'147});
  }

  void aLogSignatureHoldsForItsTextAndKeyOnly() {
    const NoteKey key = keyOf("gov.example/abc", NoteKeyType::Log, 1);
    const auto signature = mz::signCheckpoint(kCheckpoint, key, secretOf(1));
    QVERIFY(signature);
    QCOMPARE(signature->signature.size(), std::size_t{64});
    QVERIFY(mz::verifyNoteSignature(kCheckpoint, *signature, key));
    QVERIFY(secretOf(1).publicKey().verify(mz::bytesOf(kCheckpoint), signature->signature));
    std::string other = kCheckpoint;
    other[17] = '3';
    QVERIFY(!mz::verifyNoteSignature(other, *signature, key));
    QVERIFY(!mz::verifyNoteSignature(kCheckpoint, *signature, keyOf("gov.example/abc", NoteKeyType::Log, 2)));
    QVERIFY(!mz::verifyNoteSignature(kCheckpoint, *signature, keyOf("gov.example/abd", NoteKeyType::Log, 1)));
    QVERIFY(!mz::verifyNoteSignature(kCheckpoint, *signature, keyOf("gov.example/abc", NoteKeyType::Cosigner, 1)));
    for (std::size_t i = 0; i < 64; ++i) {
      auto changed = *signature;
      changed.signature[i] ^= 1;
      QVERIFY(!mz::verifyNoteSignature(kCheckpoint, changed, key));
    }
    auto cut = *signature;
    cut.signature.pop_back();
    QVERIFY(!mz::verifyNoteSignature(kCheckpoint, cut, key));
    auto renumbered = *signature;
    renumbered.id ^= 1;
    QVERIFY(!mz::verifyNoteSignature(kCheckpoint, renumbered, key));
  }

  void aCosignatureSignsTimeAndCheckpoint() {
    const NoteKey key = keyOf("gov.example/finance/node-1", NoteKeyType::Cosigner, 1);
    const auto signature = mz::cosignCheckpoint(kCheckpoint, mz::UnixSeconds(1'679'315'147), key, secretOf(1));
    QVERIFY(signature);
    QCOMPARE(signature->signature.size(), std::size_t{72});
    QCOMPARE(mz::toHex(mz::ByteView(signature->signature).first(8)), std::string("00000000641850cb"));
    QCOMPARE(mz::cosignatureTime(*signature)->value, std::int64_t{1'679'315'147});
    QVERIFY(mz::verifyNoteSignature(kCheckpoint, *signature, key));
    const std::string message = "cosignature/v1\ntime 1679315147\n" + kCheckpoint;
    QVERIFY(secretOf(1).publicKey().verify(mz::bytesOf(message), mz::ByteView(signature->signature).subspan(8)));
    for (std::size_t i = 0; i < 72; ++i) {
      auto changed = *signature;
      changed.signature[i] ^= 0x80;
      QVERIFY(!mz::verifyNoteSignature(kCheckpoint, changed, key));
    }
    auto future = *signature;
    future.signature[0] = 0x80;
    QVERIFY(!mz::cosignatureTime(future));
  }

  void aKeySignsOnlyAsWhatItIs() {
    const NoteKey log = keyOf("gov.example/abc", NoteKeyType::Log, 1);
    const NoteKey cosigner = keyOf("gov.example/finance/node-1", NoteKeyType::Cosigner, 1);
    const mz::UnixSeconds now(1);
    const auto code = [](const auto& result) { return result ? ErrorCode::NotFound : result.error().code; };
    QCOMPARE(code(mz::signCheckpoint(kCheckpoint, cosigner, secretOf(1))), ErrorCode::InvalidArgument);
    QCOMPARE(code(mz::cosignCheckpoint(kCheckpoint, now, log, secretOf(1))), ErrorCode::InvalidArgument);
    QCOMPARE(code(mz::signCheckpoint(kCheckpoint, log, secretOf(2))), ErrorCode::InvalidArgument);
    QCOMPARE(code(mz::signCheckpoint(kCheckpoint, log, mz::PrivateKey())), ErrorCode::InvalidArgument);
    QCOMPARE(code(mz::signCheckpoint(kCheckpoint, keyOf("other", NoteKeyType::Log, 1), secretOf(1))),
             ErrorCode::InvalidArgument);
    QCOMPARE(code(mz::cosignCheckpoint(kCheckpoint, mz::UnixSeconds(-1), cosigner, secretOf(1))), ErrorCode::InvalidArgument);
    QCOMPARE(code(mz::signCheckpoint("no checkpoint\n", log, secretOf(1))), ErrorCode::Malformed);
  }

  void verifierKeysAreReadStrictly() {
    const NoteKey key = keyOf("gov.example/abc", NoteKeyType::Cosigner, 1);
    const std::string text = key.format();
    QVERIFY(text.starts_with("gov.example/abc+"));
    const auto back = NoteKey::parse(text);
    QVERIFY(back);
    QCOMPARE(back->name, key.name);
    QCOMPARE(back->type, NoteKeyType::Cosigner);
    QCOMPARE(back->id(), key.id());
    Bytes material{0x04};
    for (const std::uint8_t byte : key.key.rawEd25519()) material.push_back(byte);
    QVERIFY(mz::toHex(mz::sha256Of(mz::bytesOf("gov.example/abc\n"), material).view()).starts_with(text.substr(16, 8)));

    const auto wrong = [&](std::size_t at, char c) {
      std::string changed = text;
      changed[at] = c;
      return changed;
    };
    for (const std::string& bad : {std::string(), std::string("a"), std::string("a+b"), text.substr(0, 24), text + "=",
                                   text + "A", text.substr(0, text.size() - 1), wrong(0, 'x'), wrong(3, ' '),
                                   wrong(16, text[16] == '0' ? '1' : '0'), wrong(25, 'A'), wrong(40, '*'), text.substr(15)})
      QVERIFY2(!NoteKey::parse(bad), bad.c_str());
  }

  void namesHaveNoSpacesAndNoPlus() {
    for (const char* name : {"", "a b", "a+b", "a\nb", "a\tb", "a\u00A0b", "a\u2003b", "a\u3000b", "\xFF"})
      QVERIFY2(!NoteKey::make(name, NoteKeyType::Log, secretOf(1).publicKey()), name);
    QVERIFY(NoteKey::make("政府.example/账", NoteKeyType::Log, secretOf(1).publicKey()));
    QVERIFY(!NoteKey::make("a", NoteKeyType::Log, mz::PublicKey()));
    QVERIFY(!NoteKey::make("a", NoteKeyType::Log, mz::PrivateKey::generate(mz::KeyAlgorithm::P256)->publicKey()));
  }

  void signaturesOfUnknownTypesAreKeptAsTheyAre() {
    const std::string note = kCheckpoint + "\n\u2014 strange " + mz::toBase64(Bytes(2500, 7)) + "\n\u2014 tiny BwcHBwc=\n";
    const auto parsed = SignedNote::parse(note);
    QVERIFY(parsed);
    QCOMPARE(parsed->signatures[0].signature.size(), std::size_t{2496});
    QCOMPARE(parsed->signatures[1].id, 0x07070707U);
    QCOMPARE(parsed->signatures[1].signature.size(), std::size_t{1});
    QCOMPARE(parsed->format(), note);
  }

  void notesAreReadStrictly_data() {
    QTest::addColumn<QByteArray>("note");
    QTest::addColumn<bool>("good");
    const auto row = [](const char* name, const std::string& note, bool good = false) {
      QTest::newRow(name) << QByteArray::fromStdString(note) << good;
    };
    const std::string line = "\u2014 a BwcHBwc=\n";
    row("as it must be", "text\n\n" + line, true);
    row("empty lines in the text", "text\n\nmore\n\n\n" + line, true);
    row(
        "sixteen signatures",
        "text\n\n" +
            [&] {
              std::string all;
              for (int i = 0; i < 16; ++i) all += line;
              return all;
            }(),
        true);
    row("empty", "");
    row("text alone", "text\n");
    row("no signature", "text\n\n");
    row("no blank line", "text\n" + line);
    row("no newline at the end", "text\n\n" + line.substr(0, line.size() - 1));
    row("hyphen", "text\n\n- a BwcHBwc=\n");
    row("en dash", "text\n\n\u2013 a BwcHBwc=\n");
    row("two spaces", "text\n\n\u2014  a BwcHBwc=\n");
    row("no name", "text\n\n\u2014 BwcHBwc=\n");
    row("empty name", "text\n\n\u2014  BwcHBwc=\n");
    row("plus in the name", "text\n\n\u2014 a+b BwcHBwc=\n");
    row("ideographic space in the name", "text\n\n\u2014 a\u3000b BwcHBwc=\n");
    row("space after", "text\n\n\u2014 a BwcHBwc= \n");
    row("id alone", "text\n\n\u2014 a BwcHBw==\n");
    row("no padding", "text\n\n\u2014 a BwcHBwc\n");
    row("trailing bits", "text\n\n\u2014 a BwcHBwd=\n");
    row("carriage return", "text\r\n\n" + line);
    row("tab", "te\txt\n\n" + line);
    row("NUL", std::string("te\0xt\n\n", 7) + line);
    row("not UTF-8", "te\xFFxt\n\n" + line);
    row("too long", std::string(mz::bounds::kNoteBytes, 'x') + "\n\n" + line);
  }
  void notesAreReadStrictly() {
    QFETCH(QByteArray, note);
    QFETCH(bool, good);
    const auto parsed = SignedNote::parse(note.toStdString());
    QCOMPARE(parsed.has_value(), good);
    if (good) QCOMPARE(QByteArray::fromStdString(parsed->format()), note);
  }

  void checkpointsHaveThreeLines() {
    const std::string root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
    QVERIFY(Checkpoint::parse("o\n0\n" + root));
    QVERIFY(Checkpoint::parse("o\n18446744073709551615\n" + root));
    for (const std::string& bad :
         {std::string(), std::string("o\n1\n"), "o\n1\n" + root + "extension\n", "o\n1\n" + root + "\n", "\n1\n" + root,
          "o\n\n" + root, "o\n01\n" + root, "o\n-1\n" + root, "o\n+1\n" + root, "o\n1 \n" + root,
          "o\n18446744073709551616\n" + root, std::string("o\n1\nAAAA\n"), "o\n1\n" + root.substr(0, root.size() - 1),
          "o\n1\n" + root.substr(1), std::string("o\x01\n1\n") + root})
      QVERIFY2(!Checkpoint::parse(bad), bad.c_str());
  }
};

QTEST_GUILESS_MAIN(NoteTest)
#include "note_test.moc"
