// Certificates, keys and keystore files from outside.
#include "ledger/identity/certificate_reading.h"
#include "ledger/identity/certificate_request.h"
#include "ledger/identity/keystore_file.h"
#include "ledger/identity/pem.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/test_network.h"

namespace mz::fuzz {

namespace {
test::TestNetwork& network() {
  static test::TestNetwork made(test::TestNetwork::fiveOrgs());
  return made;
}
}  // namespace

void takeInput(std::string_view input) {
  const ByteView bytes = bytesOf(input);
  if (const auto certificate = Certificate::fromDer(bytes)) {
    const Authority& authority = network().authority("finance");
    expect(textOf(certificate->der()) == input, "a certificate is kept as it came");
    const bool ours = issuedBy(*certificate, authority.certificate).has_value();
    expect(!ours || textOf(certificate->der()) == textOf(network().person("finance/officer").certificate.der()) ||
               textOf(certificate->der()) == textOf(network().person("finance/admin").certificate.der()),
           "nothing changed passes for issued");
  }
  (void)Certificate::fromPem(input);
  (void)describeCertificate(bytes);
  if (const auto request = readRequest(bytes)) {
    const auto again = readRequest(request->der);
    expect(again && again->der == request->der, "a request that was read can be read again");
  }
  (void)PublicKey::fromSubjectPublicKeyInfo(bytes);
  (void)PrivateKey::fromPkcs8(bytes);
  if (const auto keystore = decodeKeystore(bytes))
    expect(textOf(finishKeystore(encodeKeystoreBody(*keystore), keystoreParts(bytes).code)) == input,
           "a keystore's file has one form");
}

std::vector<std::string> seeds() {
  std::vector<std::string> out;
  for (const char* label : {"finance/officer", "finance/admin"}) {
    const Certificate& certificate = network().person(label).certificate;
    out.push_back(textOf(certificate.der()));
    out.push_back(certificate.pem());
  }
  KeystoreFile file;
  file.entries.push_back({"finance/officer", network().person("finance/officer").certificate, Bytes(60, 1)});
  out.push_back(textOf(finishKeystore(encodeKeystoreBody(file), Bytes(32, 2))));
  file.entries.push_back({"finance/admin",
                          network().person("finance/admin").certificate,
                          {},
                          TokenReference{{"/usr/lib/softhsm/libsofthsm2.so", "first", "4711"}, Bytes(8, 1)}});
  out.push_back(textOf(finishKeystore(encodeKeystoreBody(file), Bytes(32, 2))));
  const auto key = test::must(PrivateKey::fromSeed(KeyAlgorithm::P256, Bytes(32, 3)));
  const std::vector<AlternativeName> names = {{"dns", "web.example"}, {"ip", "10.0.0.1"}};
  const Bytes request = test::must(makeRequest({"finance", Role::Service, "web-1"}, key, names));
  out.push_back(textOf(request));
  out.push_back(pemOf("CERTIFICATE REQUEST", request));
  out.push_back(textOf(test::must(key.toPkcs8())));
  out.push_back(textOf(key.publicKey().subjectPublicKeyInfo()));
  return out;
}

}  // namespace mz::fuzz
