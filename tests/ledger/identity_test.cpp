#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

#include "ledger/base/bounds.h"
#include "ledger/base/file.h"
#include "ledger/crypto/hash.h"
#include "ledger/identity/authority.h"

using namespace mz;

namespace {

constexpr UnixSeconds kFrom{1'750'000'000}, kUntil{1'900'000'000}, kDuring{1'800'000'000};
constexpr Validity kValidity{kFrom, kUntil};

PrivateKey newKey(KeyAlgorithm algorithm = KeyAlgorithm::P256) { return PrivateKey::generate(algorithm).value(); }

struct Network {
  SystemRandom random;
  Authority root, org;
  PrivateKey leafKey;
  Certificate leaf;

  explicit Network(KeyAlgorithm algorithm = KeyAlgorithm::P256, const std::string& orgName = "finance")
      : root(createRoot("jiangcheng.example", newKey(algorithm), kValidity, random).value()),
        org(createOrgAuthority(root, orgName, newKey(algorithm), kValidity, random).value()),
        leafKey(newKey(algorithm)),
        leaf(issue(org, {orgName, Role::Officer, "0412"}, leafKey.publicKey(), kValidity, random).value()) {}
};

std::string reasonOf(const Status& status) {
  if (status) return "valid";
  if (status.error().code != ErrorCode::CertificateInvalid) return std::string(errorName(status.error().code));
  return std::string(status.error().parameter("reason"));
}

std::string judged(const Certificate& leaf, std::vector<Certificate> between, std::vector<Certificate> anchors,
                   std::vector<Bytes> crls = {}, UnixSeconds at = kDuring) {
  return reasonOf(validateChain(leaf, between, anchors, crls, at));
}

// What no authority of ours would sign: made with OpenSSL directly.
struct Forgery {
  Subject subject{"finance", Role::Officer, "0412"};
  Subject issuer{"finance", Role::Ca, "ca"};
  bool authority = false;
  bool keyCertSign = false;
  long version = X509_VERSION_3;
  int extraCritical = 0;  // NID of an extension that is added, critical and empty
  int extraNameEntry = 0;
  const EVP_MD* digest = EVP_sha256();

  Bytes der(const PrivateKey& signer, const PublicKey& key) const {
    X509* x509 = X509_new();
    X509_set_version(x509, version);
    ASN1_INTEGER_set(X509_get_serialNumber(x509), 77);
    ASN1_TIME_set(X509_getm_notBefore(x509), kFrom.value);
    ASN1_TIME_set(X509_getm_notAfter(x509), kUntil.value);
    fill(X509_get_subject_name(x509), subject);
    fill(X509_get_issuer_name(x509), issuer);
    if (extraNameEntry != 0)
      X509_NAME_add_entry_by_NID(X509_get_subject_name(x509), extraNameEntry, MBSTRING_UTF8,
                                 reinterpret_cast<const unsigned char*>("x"), 1, -1, 0);
    X509_set_pubkey(x509, static_cast<EVP_PKEY*>(KeyAccess::evpKey(key)));
    add(x509, NID_basic_constraints, authority ? "critical,CA:TRUE" : "critical,CA:FALSE");
    add(x509, NID_key_usage, keyCertSign ? "critical,keyCertSign" : "critical,digitalSignature");
    if (extraCritical != 0) add(x509, extraCritical, "critical,DER:0500");
    X509_sign(x509, static_cast<EVP_PKEY*>(KeyAccess::evpKey(signer)), digest);
    unsigned char* out = nullptr;
    const int size = i2d_X509(x509, &out);
    Bytes bytes(out, out + std::max(size, 0));
    OPENSSL_free(out);
    X509_free(x509);
    return bytes;
  }
  Certificate make(const PrivateKey& signer, const PublicKey& key) const {
    return Certificate::fromDer(der(signer, key)).value();
  }

 private:
  static void fill(X509_NAME* name, const Subject& subject) {
    const std::string role(roleName(subject.role));
    for (const auto& [nid, text] :
         {std::pair{NID_organizationName, subject.org}, {NID_organizationalUnitName, role}, {NID_commonName, subject.name}})
      X509_NAME_add_entry_by_NID(name, nid, V_ASN1_UTF8STRING, reinterpret_cast<const unsigned char*>(text.data()),
                                 static_cast<int>(text.size()), -1, 0);
  }
  static void add(X509* x509, int nid, const char* value) {
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, nullptr, nid, value);
    X509_add_ext(x509, extension, -1);
    X509_EXTENSION_free(extension);
  }
};

}  // namespace

class IdentityTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void aCertificateSaysWhatWasAskedFor() {
    for (const KeyAlgorithm algorithm : {KeyAlgorithm::P256, KeyAlgorithm::Sm2, KeyAlgorithm::Ed25519}) {
      const Network network(algorithm, "市财政局");
      const Certificate& leaf = network.leaf;
      QVERIFY(leaf.subject() == (Subject{"市财政局", Role::Officer, "0412"}));
      QVERIFY(leaf.issuer() == network.org.certificate.subject());
      QVERIFY(network.org.certificate.subject() == (Subject{"市财政局", Role::Ca, "ca"}));
      QVERIFY(network.root.certificate.subject() == (Subject{"jiangcheng.example", Role::Ca, "root"}));
      QVERIFY(leaf.notBefore() == kFrom);
      QVERIFY(leaf.notAfter() == kUntil);
      QVERIFY(!leaf.isAuthority());
      QVERIFY(network.org.certificate.isAuthority());
      QVERIFY(network.root.certificate.isAuthority());
      QCOMPARE(leaf.publicKey().subjectPublicKeyInfo(), network.leafKey.publicKey().subjectPublicKeyInfo());
      QCOMPARE(leaf.fingerprint().hex(), sha256(leaf.der()).hex());
      QVERIFY(leaf.serial().size() > 20 && leaf.serial().size() <= 32);
      QVERIFY(leaf.serial() != network.org.certificate.serial());
      QVERIFY(leaf.serial().front() != '0');
    }
  }

  void certificatesComeBackFromDerAndPem() {
    const Network network;
    const auto der = Certificate::fromDer(network.leaf.der());
    QVERIFY(der);
    QVERIFY(der->fingerprint() == network.leaf.fingerprint());
    const auto pem = Certificate::fromPem("Somebody's certificate\n" + network.leaf.pem());
    QVERIFY(pem);
    QCOMPARE(pem->der(), network.leaf.der());
    QVERIFY(!Certificate::fromPem(network.leaf.pem() + network.leaf.pem()));
    QVERIFY(!Certificate::fromPem(""));
    QVERIFY(!Certificate::fromPem("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"));
  }

  void timesBeyond2049AndTheirEndsAreKept() {
    Network network;
    for (const Validity validity : {Validity{UnixSeconds(0), UnixSeconds(0)}, Validity{kFrom, UnixSeconds(2'524'607'999)},
                                    Validity{kFrom, UnixSeconds(2'524'608'000)}, Validity{kFrom, UnixSeconds(253402300799)}}) {
      const auto made =
          issue(network.org, {"finance", Role::Clerk, "31"}, network.leafKey.publicKey(), validity, network.random);
      QVERIFY(made);
      QVERIFY(made->notBefore() == validity.from);
      QVERIFY(made->notAfter() == validity.until);
    }
  }

  void everyRoleHasItsName() {
    for (int role = static_cast<int>(Role::Admin); role <= static_cast<int>(Role::Ca); ++role) {
      const auto name = roleName(static_cast<Role>(role));
      QVERIFY(!name.empty());
      QVERIFY(roleFromName(name) == static_cast<Role>(role));
    }
    QVERIFY(!roleFromName("king"));
    QVERIFY(!roleFromName(""));
    QVERIFY(!roleFromName("Admin"));
  }

  void damagedCertificatesAreRefused() {
    const Network network;
    const Bytes& der = network.leaf.der();
    for (std::size_t size = 0; size < der.size(); ++size) QVERIFY(!Certificate::fromDer(ByteView(der).first(size)));
    Bytes longer = der;
    longer.push_back(0);
    QCOMPARE(Certificate::fromDer(longer).error().code, ErrorCode::Malformed);
    QCOMPARE(Certificate::fromDer(Bytes(bounds::kCertificateBytes + 1)).error().code, ErrorCode::TooLarge);
    // No changed bit gives a certificate that the authority vouches for.
    for (std::size_t bit = 0; bit < der.size() * 8; ++bit) {
      Bytes changed = der;
      changed[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
      const auto read = Certificate::fromDer(changed);
      if (read) QVERIFY(!issuedBy(*read, network.org.certificate));
    }
  }

  // A signature's last bits may be declared unused where they are zero: other bytes, and so another fingerprint, for the same
  // certificate.
  void unusedSignatureBitsAreRefused() {
    Network network;
    for (;;) {
      const Certificate leaf =
          issue(network.org, {"finance", Role::Clerk, "31"}, network.leafKey.publicKey(), kValidity, network.random).value();
      Bytes der = leaf.der();
      if (der.size() < 100 || der[der.size() - 1] & 1) continue;
      // Back to where the signature's SEQUENCE follows the number of unused bits.
      for (std::size_t at = der.size() - 8; at > 0; --at)
        if (der[at] == 0x30 && der[at - 1] == 0 && std::size_t{der[at + 1]} + 2 == der.size() - at) {
          der[at - 1] = 1;
          break;
        }
      QCOMPARE(Certificate::fromDer(der).error().code, ErrorCode::Malformed);
      return;
    }
  }

  void unusualCertificatesAreRefused() {
    const PrivateKey key = newKey();
    const auto refused = [&](const Forgery& forgery) {
      const auto read = Certificate::fromDer(forgery.der(key, key.publicKey()));
      return !read && read.error().code == ErrorCode::Malformed;
    };
    QVERIFY(Certificate::fromDer(Forgery().der(key, key.publicKey())));
    Forgery versionOne;
    versionOne.version = X509_VERSION_1;
    QVERIFY(refused(versionOne));
    Forgery critical;
    critical.extraCritical = NID_info_access;
    QVERIFY(refused(critical));
    Forgery fourNames;
    fourNames.extraNameEntry = NID_localityName;
    QVERIFY(refused(fourNames));
    Forgery otherDigest;
    otherDigest.digest = EVP_sha384();
    QVERIFY(refused(otherDigest));
    for (const std::string& name : {std::string("line\nbreak"), std::string("nul\0byte", 8)}) {
      Forgery odd;
      odd.subject.name = name;
      QVERIFY(refused(odd));
    }
    Forgery notUtf8;
    notUtf8.subject.name = "\xff\xfe";
    QVERIFY(refused(notUtf8));
  }

  void issuingRefusesWhatNobodyWouldAccept() {
    Network network;
    const PublicKey key = network.leafKey.publicKey();
    const auto code = [&](const Authority& issuer, const Subject& subject, Validity validity = kValidity) {
      const auto made = issue(issuer, subject, key, validity, network.random);
      return made ? ErrorCode::NotFound : made.error().code;
    };
    const Subject good{"finance", Role::Clerk, "31"};
    QCOMPARE(code(network.org, {"education", Role::Clerk, "31"}), ErrorCode::InvalidArgument);
    QCOMPARE(code(network.org, {"finance", Role::Ca, "31"}), ErrorCode::InvalidArgument);
    QCOMPARE(code(network.org, {"finance", Role::Clerk, ""}), ErrorCode::InvalidArgument);
    QCOMPARE(code(network.org, {"finance", Role::Clerk, std::string(65, 'x')}), ErrorCode::InvalidArgument);
    QCOMPARE(code(network.org, {"finance", Role::Clerk, "a\nb"}), ErrorCode::InvalidArgument);
    QCOMPARE(code(network.org, good, {kUntil, kFrom}), ErrorCode::InvalidArgument);
    QCOMPARE(code(network.org, good, {kFrom, UnixSeconds(253402300800)}), ErrorCode::InvalidArgument);
    QCOMPARE(code({network.leaf, network.leafKey}, good), ErrorCode::InvalidArgument);
    QCOMPARE(code({network.org.certificate, network.leafKey}, good), ErrorCode::InvalidArgument);
    QCOMPARE(code({network.org.certificate, PrivateKey()}, good), ErrorCode::Locked);
    QVERIFY(!createOrgAuthority(network.org, "finance", newKey(), kValidity, network.random));
    QVERIFY(!issue(network.org, good, PublicKey(), kValidity, network.random));
  }

  void aChainOfItsNetworkIsValid() {
    for (const KeyAlgorithm algorithm : {KeyAlgorithm::P256, KeyAlgorithm::Sm2, KeyAlgorithm::Ed25519}) {
      Network network(algorithm);
      const Certificate& root = network.root.certificate;
      const Certificate& org = network.org.certificate;
      QCOMPARE(judged(network.leaf, {org}, {root}), "valid");
      QCOMPARE(judged(network.leaf, {}, {org}), "valid");  // the org CA itself is the anchor
      QCOMPARE(judged(network.leaf, {}, {root, org}), "valid");
      QCOMPARE(judged(org, {}, {root}), "valid");
      QCOMPARE(judged(network.leaf, {}, {network.leaf}), "valid");
      QCOMPARE(reasonOf(issuedBy(network.leaf, org)), "valid");
      const Bytes crl = makeCrl(network.org, 1, {}, kValidity).value();
      QCOMPARE(judged(network.leaf, {org}, {root}, {crl}), "valid");
    }
  }

  void suitesMayDifferAlongAChain() {
    SystemRandom random;
    const Authority root = createRoot("d.example", newKey(KeyAlgorithm::P256), kValidity, random).value();
    const Authority org = createOrgAuthority(root, "finance", newKey(KeyAlgorithm::Sm2), kValidity, random).value();
    const Certificate leaf =
        issue(org, {"finance", Role::Node, "node-1"}, newKey(KeyAlgorithm::P256).publicKey(), kValidity, random).value();
    QCOMPARE(judged(leaf, {org.certificate}, {root.certificate}), "valid");
  }

  void timeIsJudgedAlongTheWholeChain() {
    Network network;
    const Certificate& root = network.root.certificate;
    const Certificate& org = network.org.certificate;
    const auto at = [&](std::int64_t seconds) { return judged(network.leaf, {org}, {root}, {}, UnixSeconds(seconds)); };
    QCOMPARE(at(kFrom.value - 1), "not_yet_valid");
    QCOMPARE(at(kFrom.value), "valid");
    QCOMPARE(at(kUntil.value), "valid");
    QCOMPARE(at(kUntil.value + 1), "expired");

    // Only the authority's time is over.
    const Authority brief =
        createOrgAuthority(network.root, "finance", newKey(), {kFrom, UnixSeconds(kDuring.value - 1)}, network.random).value();
    const Certificate leaf =
        issue(brief, network.leaf.subject(), network.leafKey.publicKey(), kValidity, network.random).value();
    QCOMPARE(judged(leaf, {brief.certificate}, {root}), "expired");
    QCOMPARE(judged(leaf, {}, {brief.certificate}), "expired");
    const auto refused = validateChain(leaf, std::vector{brief.certificate}, std::vector{root}, {}, kDuring);
    QCOMPARE(std::string(refused.error().parameter("subject")), "finance/ca");
  }

  void theWrongAuthorityDoesNotVouch() {
    Network network, other(KeyAlgorithm::P256, "education"), sameName;
    const Certificate& root = network.root.certificate;
    const Certificate& org = network.org.certificate;
    QCOMPARE(judged(network.leaf, {}, {root}), "unknown_issuer");
    QCOMPARE(judged(network.leaf, {other.org.certificate}, {root}), "unknown_issuer");
    QCOMPARE(judged(network.leaf, {}, {}), "unknown_issuer");
    QCOMPARE(judged(Certificate(), {org}, {root}), "unknown_issuer");
    // The same names, but other keys.
    QCOMPARE(judged(network.leaf, {sameName.org.certificate}, {sameName.root.certificate}), "bad_signature");
    QCOMPARE(judged(network.leaf, {org}, {sameName.root.certificate}), "bad_signature");
    // A namesake beside the right one does no harm, in either order.
    QCOMPARE(judged(network.leaf, {sameName.org.certificate, org}, {root}), "valid");
    QCOMPARE(judged(network.leaf, {org, sameName.org.certificate}, {sameName.root.certificate, root}), "valid");
    QCOMPARE(reasonOf(issuedBy(network.leaf, other.org.certificate)), "unknown_issuer");
    QCOMPARE(reasonOf(issuedBy(network.leaf, sameName.org.certificate)), "bad_signature");
    QCOMPARE(reasonOf(issuedBy(network.leaf, Certificate())), "unknown_issuer");
    QCOMPARE(reasonOf(issuedBy(Certificate(), org)), "unknown_issuer");
  }

  void anAuthoritySpeaksForItsOrgAlone() {
    Network network;
    Forgery forgery;
    forgery.subject.org = "education";
    const Certificate leaf = forgery.make(network.org.key, network.leafKey.publicKey());
    QCOMPARE(judged(leaf, {network.org.certificate}, {network.root.certificate}), "org_differs");
    QCOMPARE(reasonOf(issuedBy(leaf, network.org.certificate)), "org_differs");
    // Nor does the root speak for anybody's staff.
    Forgery byRoot;
    byRoot.issuer = network.root.certificate.subject();
    QCOMPARE(judged(byRoot.make(network.root.key, network.leafKey.publicKey()), {}, {network.root.certificate}), "org_differs");
  }

  void onlyAuthoritiesIssue() {
    Network network;
    Forgery forgery;
    forgery.issuer = network.leaf.subject();
    forgery.subject.name = "0413";
    const Certificate leaf = forgery.make(network.leafKey, newKey().publicKey());
    QCOMPARE(judged(leaf, {network.leaf, network.org.certificate}, {network.root.certificate}), "not_an_authority");
    QCOMPARE(judged(leaf, {}, {network.leaf}), "not_an_authority");
    QCOMPARE(reasonOf(issuedBy(leaf, network.leaf)), "not_an_authority");

    // "CA" without the right to sign certificates is none.
    Forgery noUsage;
    noUsage.issuer = network.root.certificate.subject();
    noUsage.subject = {"finance", Role::Ca, "ca"};
    noUsage.authority = true;
    const PrivateKey key = newKey();
    const Certificate half = noUsage.make(network.root.key, key.publicKey());
    QVERIFY(!half.isAuthority());
    QCOMPARE(judged(Forgery().make(key, newKey().publicKey()), {half}, {network.root.certificate}), "not_an_authority");
  }

  void anOrgAuthorityMakesNoFurtherAuthorities() {
    Network network;
    Forgery forgery;
    forgery.subject = {"finance", Role::Ca, "second"};
    forgery.authority = forgery.keyCertSign = true;
    const PrivateKey key = newKey();
    const Certificate second = forgery.make(network.org.key, key.publicKey());
    QVERIFY(second.isAuthority());
    Forgery below;
    below.issuer = second.subject();
    const Certificate leaf = below.make(key, newKey().publicKey());
    QCOMPARE(judged(leaf, {second, network.org.certificate}, {network.root.certificate}), "not_an_authority");
    QCOMPARE(reasonOf(issuedBy(second, network.org.certificate)), "not_an_authority");
  }

  void aLoopOfAuthoritiesEnds() {
    Network network, sameName;
    const PrivateKey keyA = newKey(), keyB = newKey();
    Forgery a, b, leaf;
    a.authority = a.keyCertSign = b.authority = b.keyCertSign = true;
    a.subject = b.issuer = {"finance", Role::Ca, "a"};
    b.subject = a.issuer = {"finance", Role::Ca, "b"};
    leaf.issuer = a.subject;
    const Certificate certificateA = a.make(keyB, keyA.publicKey()), certificateB = b.make(keyA, keyB.publicKey());
    QCOMPARE(judged(leaf.make(keyA, newKey().publicKey()), {certificateA, certificateB}, {network.root.certificate}),
             "unknown_issuer");
  }

  void theRevokedAreRefusedFromTheirDayOn() {
    for (const KeyAlgorithm algorithm : {KeyAlgorithm::P256, KeyAlgorithm::Sm2}) {
      Network network(algorithm);
      const std::vector<Certificate> between = {network.org.certificate}, anchors = {network.root.certificate};
      const UnixSeconds day(kDuring.value);
      const auto crl = makeCrl(network.org, 7, std::vector<RevokedEntry>{{network.leaf.serial(), day, 1}}, kValidity);
      QVERIFY(crl);
      QCOMPARE(judged(network.leaf, between, anchors, {*crl}, day), "revoked");
      QCOMPARE(judged(network.leaf, between, anchors, {*crl}, UnixSeconds(day.value - 1)), "valid");
      const Certificate other =
          issue(network.org, {"finance", Role::Clerk, "31"}, network.leafKey.publicKey(), kValidity, network.random).value();
      QCOMPARE(judged(other, between, anchors, {*crl}, day), "valid");

      const auto rootCrl =
          makeCrl(network.root, 1, std::vector<RevokedEntry>{{network.org.certificate.serial(), day, 0}}, kValidity);
      QCOMPARE(judged(network.leaf, between, anchors, {*rootCrl}, day), "revoked");
      QCOMPARE(judged(network.leaf, {}, between, {*rootCrl}, day), "valid");  // an anchor ends the chain
    }
  }

  void theNewestRevocationListCounts() {
    Network network;
    const std::vector<Certificate> between = {network.org.certificate}, anchors = {network.root.certificate};
    const std::vector<RevokedEntry> listed = {{network.leaf.serial(), kFrom, 6}};
    const Bytes old = makeCrl(network.org, 255, listed, kValidity).value();
    const Bytes newer = makeCrl(network.org, 256, {}, kValidity).value();
    QCOMPARE(judged(network.leaf, between, anchors, {old}), "revoked");
    QCOMPARE(judged(network.leaf, between, anchors, {old, newer}), "valid");
    QCOMPARE(judged(network.leaf, between, anchors, {newer, old}), "valid");
  }

  void anOldRevocationListDoesNotClear() {
    Network network;
    const std::vector<Certificate> between = {network.org.certificate}, anchors = {network.root.certificate};
    const Validity past{kFrom, UnixSeconds(kDuring.value - 1)};
    const Bytes old = makeCrl(network.org, 1, {}, past).value();
    QCOMPARE(judged(network.leaf, between, anchors, {old}), "crl_expired");
    QCOMPARE(judged(network.leaf, between, anchors, {old}, UnixSeconds(kDuring.value - 1)), "valid");
    const Bytes oldListing =
        makeCrl(network.org, 1, std::vector<RevokedEntry>{{network.leaf.serial(), kFrom, 0}}, past).value();
    QCOMPARE(judged(network.leaf, between, anchors, {oldListing}), "revoked");
  }

  void revocationListsOfOthersAreNotHeard() {
    Network network, other(KeyAlgorithm::P256, "education"), sameName;
    const std::vector<Certificate> between = {network.org.certificate}, anchors = {network.root.certificate};
    const std::vector<RevokedEntry> listed = {{network.leaf.serial(), kFrom, 0}};
    QCOMPARE(judged(network.leaf, between, anchors, {makeCrl(other.org, 1, listed, kValidity).value()}), "valid");
    // Another key of the same name: a renewed authority, or a forger; its list is about its own certificates.
    QCOMPARE(judged(network.leaf, between, anchors, {makeCrl(sameName.org, 1, listed, kValidity).value()}), "valid");
    // A list in the authority's own name that somebody has changed.
    Bytes changed = makeCrl(network.org, 1, {}, kValidity).value();
    changed.back() ^= 1;
    QCOMPARE(judged(network.leaf, between, anchors, {changed}), "bad_signature");
    QCOMPARE(judged(network.leaf, between, anchors, {Bytes{1, 2, 3}}), "malformed");
    changed.back() ^= 1;
    changed.push_back(0);
    QCOMPARE(judged(network.leaf, between, anchors, {changed}), "malformed");
  }

  void revocationListsRefuseNonsense() {
    Network network;
    const auto code = [&](RevokedEntry entry) {
      const auto made = makeCrl(network.org, 1, std::vector{entry}, kValidity);
      return made ? ErrorCode::NotFound : made.error().code;
    };
    for (const char* serial : {"", "0", "0a", "xyz", "AB", "-1", "123456789012345678901234567890123456789012"})
      QCOMPARE(code({serial, kFrom, 0}), ErrorCode::InvalidArgument);
    for (const int reason : {-1, 7, 8, 11}) QCOMPARE(code({"ab", kFrom, reason}), ErrorCode::InvalidArgument);
    QCOMPARE(code({"ab", UnixSeconds(-1), 0}), ErrorCode::InvalidArgument);
    QVERIFY(!makeCrl({network.leaf, network.leafKey}, 1, {}, kValidity));
  }

  void otherToolsAcceptTheCertificates() {
    const QString openssl = QStandardPaths::findExecutable(QStringLiteral("openssl"));
    if (openssl.isEmpty()) QSKIP("no openssl command on this machine");
    for (const KeyAlgorithm algorithm : {KeyAlgorithm::P256, KeyAlgorithm::Sm2, KeyAlgorithm::Ed25519}) {
      Network network(algorithm, "市财政局");
      const QTemporaryDir directory;
      const auto write = [&](const char* name, const std::string& text) {
        const std::filesystem::path file = std::filesystem::path(directory.path().toStdString()) / name;
        if (!writeFileAtomically(file, bytesOf(text))) qFatal("cannot write %s", file.c_str());
        return QString::fromStdString(file.string());
      };
      const QString root = write("root.pem", network.root.certificate.pem());
      const QString org = write("org.pem", network.org.certificate.pem());
      const QString leaf = write("leaf.pem", network.leaf.pem());
      const auto verify = [&](const QStringList& arguments) {
        QProcess process;
        process.start(openssl, QStringList{QStringLiteral("verify"), QStringLiteral("-x509_strict"), QStringLiteral("-attime"),
                                           QString::number(kDuring.value)} +
                                   arguments);
        process.waitForFinished();
        return process.readAllStandardOutput() + process.readAllStandardError();
      };
      if (algorithm == KeyAlgorithm::Sm2) {  // the command gives the identifier to the last certificate only, to CRLs never
        const QStringList identifier = {QStringLiteral("-vfyopt"), QStringLiteral("distid:1234567812345678"),
                                        QStringLiteral("-partial_chain"), QStringLiteral("-CAfile")};
        for (const auto& [upper, lower] : {std::pair{root, org}, {org, leaf}}) {
          const QByteArray answer = verify(identifier + QStringList{upper, lower});
          QVERIFY2(answer.endsWith(": OK\n"), answer.constData());
        }
        continue;
      }
      const QStringList chain = {QStringLiteral("-CAfile"), root, QStringLiteral("-untrusted"), org, leaf};
      const QByteArray answer = verify(chain);
      QVERIFY2(answer.endsWith(": OK\n"), answer.constData());
      const auto withCrl = [&](const std::vector<RevokedEntry>& revoked) {
        const Bytes crl = makeCrl(network.org, 3, revoked, kValidity).value();
        const std::string base64 = toBase64(crl);
        std::string pem = "-----BEGIN X509 CRL-----\n";
        for (std::size_t i = 0; i < base64.size(); i += 64) pem += base64.substr(i, 64) + "\n";
        const QString file = write("crl.pem", pem + "-----END X509 CRL-----\n");
        return verify(QStringList{QStringLiteral("-crl_check"), QStringLiteral("-CRLfile"), file} + chain);
      };
      const QByteArray clear = withCrl({});
      QVERIFY2(clear.endsWith(": OK\n"), clear.constData());
      const QByteArray revoked = withCrl({{network.leaf.serial(), kFrom, 1}});
      QVERIFY2(revoked.contains("certificate revoked"), revoked.constData());
    }
  }
};

QTEST_GUILESS_MAIN(IdentityTest)
#include "identity_test.moc"
