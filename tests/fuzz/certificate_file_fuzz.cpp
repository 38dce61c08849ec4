// Files of certificates, keys and revocation lists of other programs.
#include "ledger/base/file.h"
#include "ledger/identity/certificate_export.h"
#include "ledger/identity/certificate_file.h"
#include "ledger/identity/certificate_reading.h"
#include "ledger/identity/path_validation.h"
#include "ledger/identity/pem.h"
#include "ledger/identity/revocation_list.h"
#include "ledger/store/database.h"
#include "ledger/store/foreign_database.h"
#include "ledger/xca_database.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/test_network.h"

namespace mz::fuzz {

namespace {
constexpr const char* kPassword = "password";

test::TestNetwork& network() {
  static test::TestNetwork made(test::TestNetwork::oneOrg());
  return made;
}
// A database as XCA has it, with one certificate.
std::string database(const Certificate& certificate) {
  QTemporaryDir folder;
  const std::filesystem::path file = folder.filePath(QStringLiteral("seed.xdb")).toStdString();
  {
    Database made = test::must(Database::open(file, OpenMode::Create));
    test::must(
        made.execute("CREATE TABLE items(id INTEGER PRIMARY KEY, name VARCHAR(128), del SMALLINT);"
                     "CREATE TABLE private_keys(item INTEGER, private TEXT);"
                     "CREATE TABLE requests(item INTEGER, request TEXT);"
                     "CREATE TABLE certs(item INTEGER, cert TEXT);"
                     "CREATE TABLE crls(item INTEGER, crl TEXT);"
                     "INSERT INTO items VALUES(1, 'somebody', 0); INSERT INTO certs VALUES(1, '" +
                     toBase64(certificate.der()) + "');"));
    test::must(made.checkpoint());
  }
  return std::string(textOf(test::must(readFile(file, 10'000'000))));
}
}  // namespace

void takeInput(std::string_view input) {
  const ByteView bytes = bytesOf(input);
  const Certificate& authority = network().authority("finance").certificate;
  const auto file = ForeignDatabase::isOne(bytes) ? readXcaDatabase(bytes, kPassword) : readCertificateFile(bytes, kPassword);
  if (file) {
    for (const FileObject& object : file->objects) {
      if (object.kind == FileObjectKind::RevocationList) {
        (void)readRevocationList(object.der);
        (void)isListOf(object.der, authority);
      }
      if (object.kind != FileObjectKind::Certificate) continue;
      expect(describeCertificate(object.der).has_value(), "a certificate of a file can be described");
      PathQuestion question;
      question.certificate = object.der;
      question.anchors = {authority.der()};
      question.at = UnixSeconds(test::kStart);
      const auto report = validatePath(question);
      const bool good = report && report->good && object.der != authority.der();
      // OpenSSL takes some forms that this program's certificates do not have; a path says nothing of channels.
      const auto ours = Certificate::fromDer(object.der);
      expect(!good || !ours || namesIssuer(*ours, authority), "no stranger passes");
    }
  }
}

std::vector<std::string> seeds() {
  std::vector<std::string> out;
  const Identity& officer = network().person("finance/officer");
  const Authority& authority = network().authority("finance");
  const std::vector<Certificate> both = {officer.certificate, authority.certificate};
  const std::vector<RevokedEntry> revoked = {{"abc1", UnixSeconds(test::kStart), 1, UnixSeconds(test::kStart - 5)},
                                             {"abc2", UnixSeconds(test::kStart), 6}};
  const Bytes list = test::must(makeCrl(authority, 7, revoked, test::goodValidity()));
  out.push_back(pemChain(both));
  out.push_back(textOf(officer.certificate.der()));
  out.push_back(textOf(list));
  out.push_back(pemOf("X509 CRL", list));
  out.push_back(textOf(test::must(makePkcs7(both))));
  out.push_back(textOf(test::must(makePkcs12(officer.key, officer.certificate, {}, "officer", kPassword, 1))));
  out.push_back(test::must(sealedKeyPem(officer.key, kPassword, 1)) + officer.certificate.pem());
  out.push_back(textOf(test::must(officer.key.toPkcs8())));
  out.push_back(database(officer.certificate));
  return out;
}

}  // namespace mz::fuzz
