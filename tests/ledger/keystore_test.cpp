#include "ledger/identity/keystore.h"

#include <sys/stat.h>

#include <QTemporaryDir>
#include <QtTest>
#include <fstream>
#include <set>

#include "ledger/base/file.h"
#include "ledger/crypto/hash.h"
#include "ledger/crypto/key_device.h"
#include "ledger/identity/keystore_file.h"
#include "tests/support/shared_files.h"
#include "tests/support/test_network.h"

using namespace mz;
using namespace mz::test;

namespace {

constexpr ScryptCost kCheap{16, 1, 1};
constexpr Validity kValidity{UnixSeconds(1'750'000'000), UnixSeconds(1'900'000'000)};
const ByteView kMessage = bytesOf("message");

Identity bareIdentity(const char* label) { return {Certificate(), PrivateKey::generate(KeyAlgorithm::Ed25519).value(), label}; }

// A directory with a keystore of three identities, one of each algorithm; the password is "first".
class Fixture {
 public:
  Fixture() {
    SystemRandom random;
    auto keystore = Keystore::create(path(), "first", random, kCheap).value();
    const auto rootKey = PrivateKey::generate(KeyAlgorithm::P256).value();
    const Authority root = createRoot("d.example", rootKey, kValidity, random).value();
    const Authority org =
        createOrgAuthority(root, "finance", PrivateKey::generate(KeyAlgorithm::P256).value(), kValidity, random).value();
    const auto key = PrivateKey::generate(KeyAlgorithm::Sm2).value();
    const auto officer = issue(org, {"finance", Role::Officer, "0412"}, key.publicKey(), kValidity, random).value();
    for (const Identity& identity : {Identity{org.certificate, org.key, "finance/ca"}, Identity{officer, key, "finance/0412"},
                                     bareIdentity("finance/node-1/cosigner")})
      if (!keystore.add(identity)) qFatal("an identity could not be added");
    if (!keystore.save()) qFatal("the keystore could not be saved");
  }

  std::filesystem::path path() const { return std::filesystem::path(m_directory.path().toStdString()) / "keystore"; }
  Bytes bytes(std::size_t limit = 1 << 20) const { return readFile(path(), limit).value(); }
  Keystore open() const { return Keystore::open(path()).value(); }
  // A new file, not made durable: both would take most of the test's time.
  void overwrite(const Bytes& bytes) const {
    std::filesystem::remove(path());
    std::ofstream out(path(), std::ios::binary | std::ios::trunc);
    out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    if (!out.flush()) qFatal("cannot write");
  }
  ErrorCode openedWith(const Bytes& bytes) const {
    overwrite(bytes);
    const auto opened = Keystore::open(path());
    return opened ? ErrorCode::NotFound : opened.error().code;
  }

 private:
  QTemporaryDir m_directory;
};

void renewCheckSum(Bytes& bytes) {
  const Digest digest = sha256(ByteView(bytes).first(bytes.size() - 32));
  std::ranges::copy(digest.bytes, bytes.end() - 32);
}

bool contains(const Bytes& bytes, const Bytes& part) {
  return std::search(bytes.begin(), bytes.end(), part.begin(), part.end()) != bytes.end();
}

const TokenReference kReference{{"/usr/lib/a token library.so", "Finance CA", "4711"}, {1, 2, 3, 4}};

// A token that signs whatever it is given with the same two numbers.
class FakeDevice final : public KeyDevice {
 public:
  Result<Bytes> signDigest(ByteView) const override { return Bytes(64, 1); }
  Status ready() const override { return {}; }
  std::string place() const override { return "a token"; }
};
PrivateKey onDevice(const PrivateKey& key) {
  return PrivateKey::onDevice(key.publicKey(), std::make_shared<FakeDevice>()).value();
}

ErrorCode codeOf(const Status& status) { return status ? ErrorCode::NotFound : status.error().code; }

}  // namespace

class KeystoreTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void identitiesComeBackWithTheirKeys() {
    const Fixture fixture;
    Keystore keystore = fixture.open();
    QVERIFY(keystore.locked());
    QCOMPARE(keystore.identities().size(), 3u);
    for (const Identity& identity : keystore.identities()) QVERIFY(identity.key.empty());
    const Identity* officer = keystore.find("finance/0412");
    QVERIFY(officer);
    QCOMPARE(officer->certificate.subject().name, std::string("0412"));
    QVERIFY(keystore.find("finance/node-1/cosigner")->certificate.empty());
    QVERIFY(!keystore.find("finance/0413"));

    QVERIFY(keystore.unlock("first"));
    QVERIFY(!keystore.locked());
    for (const Identity& identity : keystore.identities()) {
      const auto signature = identity.key.sign(kMessage);
      QVERIFY(signature);
      const PublicKey key = identity.certificate.empty() ? identity.key.publicKey() : identity.certificate.publicKey();
      QVERIFY(key.verify(kMessage, *signature));
    }
  }

  void onlyThePasswordOpens() {
    const Fixture fixture;
    Keystore keystore = fixture.open();
    for (const std::string& wrong : {std::string(), std::string("First"), std::string("first "), std::string(2000, 'x')})
      QCOMPARE(codeOf(keystore.unlock(wrong)), ErrorCode::WrongPassword);
    QVERIFY(keystore.locked());
    QVERIFY(keystore.unlock("first"));
    QCOMPARE(codeOf(keystore.unlock("second")), ErrorCode::WrongPassword);
    QVERIFY(!keystore.locked());
  }

  void lockingForgetsTheKeys() {
    const Fixture fixture;
    Keystore keystore = fixture.open();
    QVERIFY(keystore.unlock("first"));
    const PrivateKey taken = keystore.find("finance/0412")->key;
    keystore.lock();
    QVERIFY(keystore.locked());
    for (const Identity& identity : keystore.identities()) QVERIFY(identity.key.empty());
    QCOMPARE(codeOf(keystore.add(bareIdentity("x"))), ErrorCode::Locked);
    QVERIFY(taken.sign(kMessage));
    QVERIFY(keystore.unlock("first"));
    QVERIFY(!keystore.find("finance/0412")->key.empty());
  }

  void noKeyLiesInTheFileInTheClear() {
    const Fixture fixture;
    Keystore keystore = fixture.open();
    QVERIFY(keystore.unlock("first"));
    for (const Identity& identity : keystore.identities()) {
      const Bytes pkcs8 = identity.key.toPkcs8().value();
      const std::size_t at = identity.key.algorithm() == KeyAlgorithm::Ed25519 ? 16 : 36;  // the 32 secret bytes
      QVERIFY(!contains(fixture.bytes(), Bytes(pkcs8.begin() + at, pkcs8.begin() + at + 32)));
      if (!identity.certificate.empty()) QVERIFY(contains(fixture.bytes(), identity.certificate.der()));
    }
    struct stat state{};
    QCOMPARE(::stat(fixture.path().c_str(), &state), 0);
    QCOMPARE(state.st_mode & 0777, 0600u);
  }

  void whatIsAddedIsThereAfterSaving() {
    const Fixture fixture;
    Keystore keystore = fixture.open();
    QVERIFY(keystore.unlock("first"));
    QVERIFY(keystore.add(bareIdentity("finance/node-1/log")));
    QCOMPARE(fixture.open().identities().size(), 3u);
    keystore.lock();  // saving needs no password
    QVERIFY(keystore.save());
    Keystore again = fixture.open();
    QCOMPARE(again.identities().size(), 4u);
    QVERIFY(again.unlock("first"));
    QVERIFY(again.find("finance/node-1/log")->key.sign(kMessage));
  }

  void oddIdentitiesAreNotAdded() {
    const Fixture fixture;
    Keystore keystore = fixture.open();
    QVERIFY(keystore.unlock("first"));
    const Identity officer = *keystore.find("finance/0412");
    QCOMPARE(codeOf(keystore.add(officer)), ErrorCode::AlreadyThere);
    QCOMPARE(codeOf(keystore.add(bareIdentity(""))), ErrorCode::InvalidArgument);
    QCOMPARE(codeOf(keystore.add(bareIdentity(std::string(257, 'x').c_str()))), ErrorCode::InvalidArgument);
    QCOMPARE(codeOf(keystore.add({officer.certificate, PrivateKey(), "no key"})), ErrorCode::InvalidArgument);
    QCOMPARE(codeOf(keystore.add({officer.certificate, PrivateKey::generate(KeyAlgorithm::Sm2).value(), "other key"})),
             ErrorCode::InvalidArgument);
    QCOMPARE(keystore.identities().size(), 3u);
    // A key that waits for its certificate.
    QVERIFY(keystore.add({Certificate(), PrivateKey::generate(KeyAlgorithm::P256).value(), "request/finance/0413"}));
    QCOMPARE(keystore.identities().size(), 4u);
  }

  void aNewPasswordReplacesTheOld() {
    const Fixture fixture;
    for (const bool unlocked : {false, true}) {
      Keystore keystore = fixture.open();
      const char* from = unlocked ? "second" : "first";
      const char* to = unlocked ? "third" : "second";
      if (unlocked) QVERIFY(keystore.unlock(from));
      const Bytes before = fixture.bytes();
      QCOMPARE(codeOf(keystore.changePassword("wrong", to)), ErrorCode::WrongPassword);
      QCOMPARE(codeOf(keystore.changePassword(from, "")), ErrorCode::InvalidArgument);
      QCOMPARE(fixture.bytes(), before);
      QVERIFY(keystore.changePassword(from, to));
      QCOMPARE(keystore.locked(), !unlocked);
      Keystore again = fixture.open();
      QCOMPARE(codeOf(again.unlock(from)), ErrorCode::WrongPassword);
      QVERIFY(again.unlock(to));
      QVERIFY(again.find("finance/0412")->key.sign(kMessage));
      if (unlocked) QVERIFY(keystore.add(bareIdentity("after the change")));
    }
  }

  void anExistingFileIsNotOverwritten() {
    const Fixture fixture;
    SystemRandom random;
    const Bytes before = fixture.bytes();
    QCOMPARE(Keystore::create(fixture.path(), "x", random, kCheap).error().code, ErrorCode::AlreadyThere);
    QCOMPARE(fixture.bytes(), before);
    const auto beside = fixture.path().string() + "2";
    QCOMPARE(Keystore::create(beside, "", random, kCheap).error().code, ErrorCode::InvalidArgument);
    QCOMPARE(Keystore::create(beside, "x", random, {3, 1, 1}).error().code, ErrorCode::InvalidArgument);
    QCOMPARE(Keystore::create(fixture.path() / "below" / "a file", "x", random, kCheap).error().code, ErrorCode::Io);
    QVERIFY(!std::filesystem::exists(beside));
    QCOMPARE(Keystore::open(beside).error().code, ErrorCode::NotFound);
  }

  void anyChangedBitIsNoticedWhenOpening() {
    const Fixture fixture;
    const Bytes bytes = fixture.bytes();
    for (std::size_t bit = 0; bit < bytes.size() * 8; bit += 5) {
      Bytes changed = bytes;
      changed[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
      const ErrorCode code = fixture.openedWith(changed);
      if (bit / 8 < 8) QCOMPARE(code, ErrorCode::Malformed);
      if (bit / 8 == 8 || bit / 8 == 9) QVERIFY(code == ErrorCode::UnsupportedVersion || code == ErrorCode::Malformed);
      if (bit / 8 >= 10) QCOMPARE(code, ErrorCode::Damaged);
    }
    for (std::size_t size = 0; size < bytes.size(); size += size < 200 ? 1 : 37) {
      const ErrorCode code = fixture.openedWith(Bytes(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size)));
      QVERIFY(code == ErrorCode::Malformed || code == ErrorCode::Damaged);
    }
    QCOMPARE(fixture.openedWith(Bytes(kKeystoreFileBytes + 1)), ErrorCode::TooLarge);
  }

  // Somebody who knows the format, but not the password, also renews the check sum.
  void changesWithARenewedCheckSumAreNoticedWhenUnlocking() {
    const Fixture fixture;
    const Bytes bytes = fixture.bytes();
    int opened = 0;
    for (std::size_t at = 10; at + 32 < bytes.size(); at += at < 120 ? 1 : 11) {
      Bytes changed = bytes;
      changed[at] ^= 1;
      renewCheckSum(changed);
      fixture.overwrite(changed);
      auto keystore = Keystore::open(fixture.path());
      if (!keystore) {
        QVERIFY(keystore.error().code == ErrorCode::Malformed);
        continue;
      }
      ++opened;
      const ErrorCode code = codeOf(keystore->unlock("first"));
      QVERIFY(code == ErrorCode::Damaged || (at < 90 && code == ErrorCode::WrongPassword));
      QVERIFY(keystore->locked());
      for (const Identity& identity : keystore->identities()) QVERIFY(identity.key.empty());
    }
    QVERIFY(opened > 50);
  }

  void aNewerVersionIsSaidToBeOne() {
    const Fixture fixture;
    Bytes bytes = fixture.bytes();
    bytes[9] = 3;
    QCOMPARE(fixture.openedWith(bytes), ErrorCode::UnsupportedVersion);
    renewCheckSum(bytes);
    QCOMPARE(fixture.openedWith(bytes), ErrorCode::UnsupportedVersion);
    bytes[9] = 0;
    QCOMPARE(fixture.openedWith(bytes), ErrorCode::Malformed);
    // Nothing in it needs version 2.
    bytes[9] = 2;
    renewCheckSum(bytes);
    QCOMPARE(fixture.openedWith(bytes), ErrorCode::Malformed);
  }

  void sizesInTheFileAreBounded() {
    const Fixture fixture;
    const Bytes bytes = fixture.bytes();
    const auto with = [&](std::size_t at, std::initializer_list<std::uint8_t> values) {
      Bytes changed = bytes;
      std::ranges::copy(values, changed.begin() + static_cast<std::ptrdiff_t>(at));
      renewCheckSum(changed);
      return fixture.openedWith(changed);
    };
    QCOMPARE(with(10, {0, 0, 0, 0, 0x80, 0, 0, 0}), ErrorCode::Malformed);  // n
    QCOMPARE(with(18, {0xff, 0xff, 0xff, 0xff}), ErrorCode::Malformed);     // r
    QCOMPARE(with(22, {0, 0, 0, 0}), ErrorCode::Malformed);                 // p
    QCOMPARE(with(90, {0xff, 0xff, 0xff, 0xff}), ErrorCode::Malformed);     // entries
    QCOMPARE(with(90, {0, 0, 0, 4}), ErrorCode::Malformed);                 // one more than there are
    QCOMPARE(with(90, {0, 0, 0, 2}), ErrorCode::Malformed);                 // one fewer
    QCOMPARE(with(94, {0, 0}), ErrorCode::Malformed);                       // the first label
    QCOMPARE(with(94, {0xff, 0xff}), ErrorCode::Malformed);
    QCOMPARE(with(106, {0xff, 0xff, 0xff, 0xff}), ErrorCode::Malformed);  // the first certificate
  }

  // A file that a program of version 1 wrote: the password is "first", and every byte is as it was.
  void aFileOfVersion1IsReadAndStaysOne() {
    const Fixture fixture;
    const Bytes recorded = readFile(sourceDirectory() / "tests/ledger/data/keystore_v1.mzk", 1 << 20).value();
    QCOMPARE(recorded[9], std::uint8_t{1});
    fixture.overwrite(recorded);
    Keystore keystore = fixture.open();
    QCOMPARE(keystore.identities().size(), 3u);
    QVERIFY(keystore.unlock("first"));
    for (const Identity& identity : keystore.identities()) QVERIFY(!identity.token && identity.key.sign(kMessage));
    QVERIFY(keystore.save());
    QCOMPARE(fixture.bytes(), recorded);
    QVERIFY(keystore.addAll({bareIdentity("finance/node-1/log")}));
    QCOMPARE(fixture.bytes()[9], std::uint8_t{1});
  }

  void aKeyOnATokenMakesAFileOfVersion2() {
    const Fixture fixture;
    Keystore keystore = fixture.open();
    QVERIFY(keystore.unlock("first"));
    const Identity authority = *keystore.find("finance/ca");
    const PrivateKey there = onDevice(authority.key);

    QCOMPARE(codeOf(keystore.moveToToken("nobody", kReference, there)), ErrorCode::NotFound);
    QCOMPARE(codeOf(keystore.moveToToken("finance/0412", kReference, there)), ErrorCode::InvalidArgument);  // SM2
    QCOMPARE(codeOf(keystore.moveToToken("finance/ca", kReference, authority.key)), ErrorCode::InvalidArgument);
    for (const TokenReference& bad :
         {TokenReference{{"relative.so", "first", "1"}, {1}}, TokenReference{{"/a.so", "", ""}, {1}},
          TokenReference{{"/a.so", "first", "1"}, {}}, TokenReference{{"/a.so", std::string(33, 'x'), "1"}, {1}},
          TokenReference{{"/a.so", "first", std::string(17, '1')}, {1}}, TokenReference{{"/a.so", "first", "1"}, Bytes(256, 1)},
          TokenReference{{"/" + std::string(4096, 'x'), "first", "1"}, {1}}})
      QCOMPARE(codeOf(keystore.moveToToken("finance/ca", bad, there)), ErrorCode::InvalidArgument);
    QCOMPARE(fixture.bytes()[9], std::uint8_t{1});

    QVERIFY(keystore.moveToToken("finance/ca", kReference, there));
    QCOMPARE(fixture.bytes()[9], std::uint8_t{2});
    QCOMPARE(codeOf(keystore.moveToToken("finance/ca", kReference, there)), ErrorCode::InvalidArgument);
    QVERIFY(keystore.find("finance/ca")->key.isOnDevice());
    keystore.lock();
    QVERIFY(keystore.find("finance/ca")->key.empty());

    Keystore again = fixture.open();
    QVERIFY(again.find("finance/ca")->token == kReference);
    QVERIFY(!again.find("finance/0412")->token);
    QCOMPARE(codeOf(again.attach("finance/ca", there)), ErrorCode::Locked);
    QVERIFY(again.unlock("first"));
    QVERIFY(again.find("finance/ca")->key.empty());  // until its token is there
    QVERIFY(!again.find("finance/0412")->key.empty());
    QCOMPARE(codeOf(again.attach("finance/0412", there)), ErrorCode::InvalidArgument);
    QCOMPARE(codeOf(again.attach("finance/ca", authority.key)), ErrorCode::InvalidArgument);
    QCOMPARE(codeOf(again.attach("finance/ca", onDevice(PrivateKey::generate(KeyAlgorithm::P256).value()))),
             ErrorCode::InvalidArgument);
    QVERIFY(again.attach("finance/ca", there));
    QVERIFY(again.find("finance/ca")->key.sign(kMessage));
    QVERIFY(again.attach("finance/ca", PrivateKey()));
    QVERIFY(again.find("finance/ca")->key.empty());

    QVERIFY(again.changePassword("first", "second"));
    Keystore changed = fixture.open();
    QVERIFY(changed.unlock("second"));
    QVERIFY(changed.find("finance/ca")->token == kReference);
    QVERIFY(changed.find("finance/0412")->key.sign(kMessage));
    QVERIFY(changed.addAll({{authority.certificate, PrivateKey(), "finance/ca/token", kReference}}));
    QCOMPARE(fixture.open().identities().size(), 4u);
  }

  // Whoever could make a keystore name another library would run it in this program.
  void aReferenceThatWasChangedIsNoticed() {
    const Fixture fixture;
    Keystore keystore = fixture.open();
    QVERIFY(keystore.unlock("first"));
    QVERIFY(keystore.moveToToken("finance/ca", kReference, onDevice(keystore.find("finance/ca")->key)));
    Bytes bytes = fixture.bytes();
    const auto at = std::ranges::search(bytes, bytesOf(kReference.token.library));
    QVERIFY(!at.empty());
    at.begin()[5] ^= 1;
    QCOMPARE(fixture.openedWith(bytes), ErrorCode::Damaged);
    renewCheckSum(bytes);
    fixture.overwrite(bytes);
    QCOMPARE(codeOf(fixture.open().unlock("first")), ErrorCode::Damaged);
    at.begin()[5] ^= 1;
    at.begin()[0] = 'x';  // no absolute path
    renewCheckSum(bytes);
    QCOMPARE(fixture.openedWith(bytes), ErrorCode::Malformed);
  }

  void whatCouldNotBeSavedIsNotSavedLater() {
    const Fixture fixture;
    Keystore keystore = fixture.open();
    QVERIFY(keystore.unlock("first"));
    const Bytes before = fixture.bytes();
    std::filesystem::remove(fixture.path());
    std::filesystem::create_directories(fixture.path() / "in the way");
    QVERIFY(!keystore.addAll({bareIdentity("finance/node-1/log")}));
    QVERIFY(!keystore.find("finance/node-1/log"));
    QVERIFY(!keystore.moveToToken("finance/ca", kReference, onDevice(keystore.find("finance/ca")->key)));
    QVERIFY(!keystore.find("finance/ca")->token);
    QVERIFY(!keystore.changePassword("first", "second"));
    QVERIFY(keystore.unlock("first"));
    std::filesystem::remove_all(fixture.path());
    QVERIFY(keystore.save());
    QCOMPARE(fixture.bytes(), before);
  }

  // A bureau issues for all its people in one go.
  void manyIdentitiesFitAndAreSavedAtOnce() {
    const Fixture fixture;
    Keystore keystore = fixture.open();
    QVERIFY(keystore.unlock("first"));
    const std::size_t count = smallScale() ? 300 : 5000;
    const Identity one = *keystore.find("finance/ca");
    std::vector<Identity> many;
    for (std::size_t i = 0; i < count; ++i) many.push_back({one.certificate, one.key, "finance/" + std::to_string(i)});
    QVERIFY(keystore.addAll(std::move(many)));
    QCOMPARE(int{fixture.bytes(std::size_t{4} << 20)[9]}, count > 4000 ? 2 : 1);
    Keystore again = fixture.open();
    QCOMPARE(again.identities().size(), count + 3);
    QVERIFY(again.unlock("first"));
    QVERIFY(again.find("finance/" + std::to_string(count - 1))->key.sign(kMessage));
    QCOMPARE(codeOf(again.add(bareIdentity("finance/7"))), ErrorCode::AlreadyThere);
  }

  void filesAreReplacedAsAWhole() {
    const QTemporaryDir directory;
    const std::filesystem::path folder = directory.path().toStdString();
    const auto file = folder / "file";
    QVERIFY(writeFileAtomically(file, bytesOf("one")));
    QVERIFY(writeFileAtomically(file, bytesOf("other")));
    QCOMPARE(textOf(readFile(file, 5).value()), std::string_view("other"));
    QCOMPARE(readFile(file, 4).error().code, ErrorCode::TooLarge);
    QVERIFY(writeFileAtomically(folder / "empty", {}));
    QVERIFY(readFile(folder / "empty", 0).value().empty());
    struct stat state{};
    QCOMPARE(::stat(file.c_str(), &state), 0);
    QCOMPARE(state.st_mode & 0777, 0644u);
    QCOMPARE(readFile(folder / "none", 5).error().code, ErrorCode::NotFound);
    QCOMPARE(readFile(folder, 5).error().code, ErrorCode::Io);
    QCOMPARE(writeFileAtomically(folder / "none" / "file", {}).error().code, ErrorCode::NotFound);

    // A failed replacement leaves nothing behind.
    std::filesystem::create_directories(folder / "full" / "inside");
    QVERIFY(!writeFileAtomically(folder / "full", bytesOf("x")));
    std::set<std::string> names;
    for (const auto& each : std::filesystem::directory_iterator(folder)) names.insert(each.path().filename().string());
    QCOMPARE(names, (std::set<std::string>{"empty", "file", "full"}));

    // A device is no file: it would never end.
    if (std::filesystem::exists("/dev/zero")) QCOMPARE(readFile("/dev/zero", 5).error().code, ErrorCode::Io);
  }
};

QTEST_GUILESS_MAIN(KeystoreTest)
#include "keystore_test.moc"
