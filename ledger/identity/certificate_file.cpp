#include "ledger/identity/certificate_file.h"

#include <openssl/err.h>
#include <openssl/objects.h>
#include <openssl/pkcs12.h>
#include <openssl/pkcs7.h>

#include <algorithm>

#include "ledger/identity/encrypted_key.h"
#include "ledger/identity/pem.h"
#include "ledger/identity/x509.h"

namespace mz {

namespace {

constexpr int kBagDepth = 4;

using Pkcs12 = OpenSslPointer<PKCS12, PKCS12_free>;
using Pkcs7 = OpenSslPointer<PKCS7, PKCS7_free>;
using SealedKey = OpenSslPointer<X509_SIG, X509_SIG_free>;

void freeBags(STACK_OF(PKCS12_SAFEBAG) * bags) { sk_PKCS12_SAFEBAG_pop_free(bags, PKCS12_SAFEBAG_free); }
void freeSafes(STACK_OF(PKCS7) * safes) { sk_PKCS7_pop_free(safes, PKCS7_free); }
using Bags = OpenSslPointer<STACK_OF(PKCS12_SAFEBAG), freeBags>;
using Safes = OpenSslPointer<STACK_OF(PKCS7), freeSafes>;

template <class T, auto parse, auto free>
OpenSslPointer<T, free> whole(ByteView der) {
  const std::uint8_t* at = der.data();
  OpenSslPointer<T, free> out(parse(nullptr, &at, static_cast<long>(der.size())));
  ERR_clear_error();
  if (out && at != der.data() + der.size()) out.reset();
  return out;
}

template <auto encode, class T>
Bytes encoded(const T* object) {
  std::uint8_t* der = nullptr;
  const int size = encode(object, &der);
  if (size <= 0) return {};
  Bytes out(der, der + size);
  OPENSSL_free(der);
  return out;
}

class Reader {
 public:
  explicit Reader(std::string_view password) : m_password(password) {}

  Status readDer(ByteView der) {
    if (whole<X509, d2i_X509, X509_free>(der)) return add(FileObjectKind::Certificate, "DER", der);
    if (const auto sealed = whole<X509_SIG, d2i_X509_SIG, X509_SIG_free>(der)) return addSealed(sealed.get(), "PKCS#8", {});
    if (whole<X509_CRL, d2i_X509_CRL, X509_CRL_free>(der)) return add(FileObjectKind::RevocationList, "DER", der);
    if (whole<X509_REQ, d2i_X509_REQ, X509_REQ_free>(der)) return add(FileObjectKind::Request, "DER", der);
    if (const auto signedData = whole<PKCS7, d2i_PKCS7, PKCS7_free>(der)) return readPkcs7(signedData.get());
    if (const auto store = whole<PKCS12, d2i_PKCS12, PKCS12_free>(der)) return readPkcs12(store.get());
    auto key = readPrivateKey(der);
    ERR_clear_error();
    if (key) return addKey(std::move(*key), "PKCS#8", {});
    return fail(ErrorCode::Malformed, "it is neither a certificate, key, request or list nor a file that has such");
  }

  Status readBlock(const PemBlock& block) {
    const auto is = [&](std::initializer_list<std::string_view> labels) {
      return std::ranges::find(labels, std::string_view(block.label)) != labels.end();
    };
    if (!block.headers.empty() && block.headers.find("ENCRYPTED") != std::string::npos)
      return problem(Error(ErrorCode::UnsupportedVersion,
                           "a private key is encrypted in the way of older programs; convert it with openssl pkcs8 -topk8"));
    if (is({"CERTIFICATE", "X509 CERTIFICATE"}))
      return addChecked<X509, d2i_X509, X509_free>(FileObjectKind::Certificate, block);
    if (is({"CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST"}))
      return addChecked<X509_REQ, d2i_X509_REQ, X509_REQ_free>(FileObjectKind::Request, block);
    if (is({"X509 CRL"})) return addChecked<X509_CRL, d2i_X509_CRL, X509_CRL_free>(FileObjectKind::RevocationList, block);
    if (is({"PRIVATE KEY", "EC PRIVATE KEY", "RSA PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "PKCS7", "CMS", "PKCS12"}))
      if (const Status read = readDer(block.der); !read) return problem(read.error());
    return {};  // parameters of curves, and what else programs put there
  }

  Status problem(Error error) {
    m_file.problems.push_back(std::move(error));
    return {};
  }
  CertificateFile take() { return std::move(m_file); }

 private:
  Status add(FileObjectKind kind, std::string container, ByteView der, std::string name = {}) {
    if (m_file.objects.size() >= kCertificateFileObjects) return fail(ErrorCode::TooLarge, "the file has over 20,000 objects");
    FileObject& object = m_file.objects.emplace_back();
    object.kind = kind;
    object.container = std::move(container);
    object.name = std::move(name);
    object.der.assign(der.begin(), der.end());
    return {};
  }
  template <class T, auto parse, auto free>
  Status addChecked(FileObjectKind kind, const PemBlock& block) {
    if (!whole<T, parse, free>(block.der))
      return problem(Error(ErrorCode::Malformed, "what is called " + block.label + " is none"));
    return add(kind, "PEM", block.der);
  }
  Status addKey(ReadPrivateKey key, std::string container, std::string name) {
    if (m_file.objects.size() >= kCertificateFileObjects) return fail(ErrorCode::TooLarge, "the file has over 20,000 objects");
    FileObject& object = m_file.objects.emplace_back();
    object.kind = FileObjectKind::PrivateKey;
    object.container = std::move(container);
    object.name = std::move(name);
    object.key = std::move(key);
    return {};
  }
  Status addSealed(const X509_SIG* sealed, std::string container, std::string name) {
    auto key = openKey(sealed, m_password);
    if (!key) return problem(key.error());
    return addKey(std::move(*key), std::move(container), std::move(name));
  }

  Status readPkcs7(const PKCS7* store) {
    const STACK_OF(X509)* certificates = nullptr;
    const STACK_OF(X509_CRL)* lists = nullptr;
    if (PKCS7_type_is_signed(store) && store->d.sign) {
      certificates = store->d.sign->cert;
      lists = store->d.sign->crl;
    }
    if (sk_X509_num(certificates) <= 0 && sk_X509_CRL_num(lists) <= 0)
      return fail(ErrorCode::Malformed, "it is PKCS#7 without certificates and lists");
    for (int i = 0; i < sk_X509_num(certificates); ++i)
      MZ_CHECK(add(FileObjectKind::Certificate, "PKCS#7", encoded<i2d_X509>(sk_X509_value(certificates, i))));
    for (int i = 0; i < sk_X509_CRL_num(lists); ++i)
      MZ_CHECK(add(FileObjectKind::RevocationList, "PKCS#7", encoded<i2d_X509_CRL>(sk_X509_CRL_value(lists, i))));
    return {};
  }

  Status readPkcs12(PKCS12* store) {
    const char* password = m_password.data();
    int size = static_cast<int>(m_password.size());
    if (PKCS12_mac_present(store)) {
      const ASN1_INTEGER* rounds = nullptr;
      PKCS12_get0_mac(nullptr, nullptr, nullptr, &rounds, store);
      MZ_CHECK(checkRounds(rounds));
      const bool opens = PKCS12_verify_mac(store, password, size) == 1;
      // Without a password there are two ways to say so.
      const bool opensBare = !opens && m_password.empty() && PKCS12_verify_mac(store, nullptr, 0) == 1;
      ERR_clear_error();
      if (!opens && !opensBare)
        return problem(m_password.empty() ? Error(ErrorCode::Locked, "the PKCS#12 file needs its password")
                                          : Error(ErrorCode::WrongPassword, "the password does not open the PKCS#12 file"));
      if (opensBare) password = nullptr;
    }
    const Safes safes(PKCS12_unpack_authsafes(store));
    if (!safes) return openSslFailure("the PKCS#12 file cannot be taken apart", ErrorCode::Malformed);
    for (int i = 0; i < sk_PKCS7_num(safes.get()); ++i) {
      PKCS7* safe = sk_PKCS7_value(safes.get(), i);
      Bags bags;
      if (PKCS7_type_is_data(safe)) {
        bags.reset(PKCS12_unpack_p7data(safe));
      } else if (PKCS7_type_is_encrypted(safe) && safe->d.encrypted && safe->d.encrypted->enc_data) {
        MZ_CHECK(checkPasswordCost(safe->d.encrypted->enc_data->algorithm));
        bags.reset(PKCS12_unpack_p7encdata(safe, password, size));
      } else {
        MZ_CHECK(problem(Error(ErrorCode::UnsupportedVersion, "a part of the PKCS#12 file is encrypted for certificates")));
        continue;
      }
      if (bags) {
        MZ_CHECK(readBags(bags.get(), 0));
        continue;
      }
      ERR_clear_error();
      MZ_CHECK(problem(Error(ErrorCode::UnsupportedVersion,
                             "a part of the PKCS#12 file cannot be opened: it is damaged, or encrypted in an outdated way")));
    }
    return {};
  }

  Status readBags(const STACK_OF(PKCS12_SAFEBAG) * bags, int depth) {
    if (depth > kBagDepth) return fail(ErrorCode::Malformed, "the PKCS#12 file is nested too deeply");
    for (int i = 0; i < sk_PKCS12_SAFEBAG_num(bags); ++i) {
      PKCS12_SAFEBAG* bag = sk_PKCS12_SAFEBAG_value(bags, i);
      char* friendly = PKCS12_get_friendlyname(bag);
      std::string name = friendly ? friendly : "";
      OPENSSL_free(friendly);
      MZ_CHECK(readBag(bag, std::move(name), depth));
    }
    return {};
  }

  Status readBag(const PKCS12_SAFEBAG* bag, std::string name, int depth) {
    switch (PKCS12_SAFEBAG_get_nid(bag)) {
      case NID_certBag:
        if (const X509Certificate certificate(PKCS12_SAFEBAG_get1_cert(bag)); certificate)
          return add(FileObjectKind::Certificate, "PKCS#12", encoded<i2d_X509>(certificate.get()), std::move(name));
        break;
      case NID_crlBag:
        if (const X509Crl list(PKCS12_SAFEBAG_get1_crl(bag)); list)
          return add(FileObjectKind::RevocationList, "PKCS#12", encoded<i2d_X509_CRL>(list.get()), std::move(name));
        break;
      case NID_pkcs8ShroudedKeyBag: return addSealed(PKCS12_SAFEBAG_get0_pkcs8(bag), "PKCS#12", std::move(name));
      case NID_keyBag:
        if (auto key = readPrivateKey(encoded<i2d_PKCS8_PRIV_KEY_INFO>(PKCS12_SAFEBAG_get0_p8inf(bag))); key)
          return addKey(std::move(*key), "PKCS#12", std::move(name));
        break;
      case NID_safeContentsBag: return readBags(PKCS12_SAFEBAG_get0_safes(bag), depth + 1);
      default: return {};  // secrets of other kinds
    }
    ERR_clear_error();
    return problem(Error(ErrorCode::Malformed, "an object of the PKCS#12 file cannot be read"));
  }

  std::string_view m_password;
  CertificateFile m_file;
};

}  // namespace

Result<CertificateFile> readCertificateFile(ByteView file, std::string_view password) {
  if (file.size() > kCertificateFileBytes) return fail(ErrorCode::TooLarge, "a file of certificates has at most 64 MiB");
  if (password.size() > 1024) return fail(ErrorCode::WrongPassword, "a password has at most 1024 bytes");
  Reader reader(password);
  const std::string_view text = textOf(file);
  if (looksLikePem(text)) {
    MZ_TRY(const std::vector<PemBlock> blocks, readPem(text, kCertificateFileObjects));
    for (const PemBlock& block : blocks) MZ_CHECK(reader.readBlock(block));
  } else {
    MZ_CHECK(reader.readDer(file));
  }
  CertificateFile out = reader.take();
  if (out.objects.empty() && out.problems.empty())
    return fail(ErrorCode::Malformed, "the file has no certificate, key, request or list");
  return out;
}

}  // namespace mz
