#include "ledger/identity/certificate_request.h"

#include <openssl/err.h>

#include <algorithm>

#include "ledger/crypto/hash.h"
#include "ledger/crypto/key_description.h"
#include "ledger/identity/certificate_parts.h"
#include "ledger/identity/extension_reading.h"
#include "ledger/identity/extension_writing.h"
#include "ledger/identity/pem.h"
#include "ledger/identity/x509.h"

namespace mz {

namespace {

using X509Request = OpenSslPointer<X509_REQ, X509_REQ_free>;

constexpr std::size_t kRequestBytes = 64 * 1024;

void freeExtensions(STACK_OF(X509_EXTENSION) * extensions) { sk_X509_EXTENSION_pop_free(extensions, X509_EXTENSION_free); }
using Extensions = OpenSslPointer<STACK_OF(X509_EXTENSION), freeExtensions>;

Result<Bytes> derOf(ByteView file) {
  if (file.size() > 2 * kRequestBytes) return fail(ErrorCode::TooLarge, "a request has at most 64 KiB");
  Bytes der(file.begin(), file.end());
  if (looksLikePem(textOf(file))) {
    MZ_TRY(std::vector<PemBlock> blocks, readPem(textOf(file), 8));
    std::erase_if(blocks, [](const PemBlock& block) {
      return block.label != "CERTIFICATE REQUEST" && block.label != "NEW CERTIFICATE REQUEST";
    });
    if (blocks.size() != 1) return fail(ErrorCode::Malformed, "the file does not have one request");
    der = std::move(blocks.front().der);
  }
  if (der.size() > kRequestBytes) return fail(ErrorCode::TooLarge, "a request has at most 64 KiB");
  return der;
}

// The value of the only attribute of this kind.
std::string only(const std::vector<DescribedAttribute>& attributes, std::string_view name) {
  const DescribedAttribute* found = nullptr;
  for (const DescribedAttribute& attribute : attributes) {
    if (attribute.name != name) continue;
    if (found) return {};
    found = &attribute;
  }
  return found ? found->value : std::string();
}

Status checkSignature(const X509Request& request, ByteView der, const PublicKey& key) {
  const ASN1_BIT_STRING* signature = nullptr;
  const X509_ALGOR* algorithm = nullptr;
  X509_REQ_get0_signature(request.get(), &signature, &algorithm);
  bool good = false;
  if (!key.empty()) {
    const auto part = signedPartOf(der, nullptr, algorithm, signature);
    good = part && verifies(*part, key);
  } else {
    auto* foreign = X509_REQ_get0_pubkey(request.get());
    good = foreign && X509_REQ_verify(request.get(), foreign) == 1;
  }
  ERR_clear_error();
  if (!good)
    return fail(ErrorCode::BadSignature,
                "the request's own signature is wrong: who sent it does not have the key, or it was changed");
  return {};
}

}  // namespace

Result<CertificateRequest> readRequest(ByteView file) {
  MZ_TRY(Bytes der, derOf(file));
  const std::uint8_t* at = der.data();
  const X509Request request(d2i_X509_REQ(nullptr, &at, static_cast<long>(der.size())));
  if (!request) return openSslFailure("not a signing request", ErrorCode::Malformed);
  if (at != der.data() + der.size()) return fail(ErrorCode::Malformed, "bytes follow the request");

  CertificateRequest out;
  CertificateDescription& words = out.description;
  words.version = static_cast<int>(X509_REQ_get_version(request.get())) + 1;
  words.subject = attributesOf(X509_REQ_get_subject_name(request.get()));
  const X509_ALGOR* algorithm = nullptr;
  X509_REQ_get0_signature(request.get(), nullptr, &algorithm);
  words.signatureAlgorithm = signatureName(algorithm);
  describeKey(words, X509_REQ_get_X509_PUBKEY(request.get()));
  if (auto key = PublicKey::fromSubjectPublicKeyInfo(words.publicKey)) out.key = std::move(*key);
  MZ_CHECK(checkSignature(request, der, out.key));

  if (const Extensions extensions(X509_REQ_get_extensions(request.get())); extensions)
    for (int i = 0; i < sk_X509_EXTENSION_num(extensions.get()); ++i)
      words.extensions.push_back(describeExtension(sk_X509_EXTENSION_value(extensions.get(), i)));
  words.sha256 = sha256(der);
  out.org = only(words.subject, "O");
  out.role = only(words.subject, "OU");
  out.name = only(words.subject, "CN");
  const auto names = std::ranges::find(words.extensions, "subjectAltName", &DescribedExtension::name);
  if (names != words.extensions.end())
    for (const DescribedItem& item : names->items)
      if (AlternativeName name{item.kind, item.value}; checkAlternativeName(name)) out.names.push_back(std::move(name));
  ERR_clear_error();  // of what could only be described as bytes
  out.der = std::move(der);
  return out;
}

Result<Bytes> makeRequest(const Subject& subject, const PrivateKey& key, std::span<const AlternativeName> names) {
  if (key.empty()) return fail(ErrorCode::Locked, "the key is locked");
  for (const AlternativeName& name : names) MZ_CHECK(checkAlternativeName(name));
  MZ_TRY(const X509Name subjectName, makeName(subject));
  const X509Request request(X509_REQ_new());
  if (!request || X509_REQ_set_version(request.get(), X509_REQ_VERSION_1) != 1 ||
      X509_REQ_set_subject_name(request.get(), subjectName.get()) != 1 ||
      X509_REQ_set_pubkey(request.get(), evpOf(key.publicKey())) != 1)
    return openSslFailure("a request could not be filled in");
  if (!names.empty()) {
    const GeneralNames value = generalNames(names);
    const Extensions extensions(sk_X509_EXTENSION_new_null());
    OpenSslPointer<X509_EXTENSION, X509_EXTENSION_free> extension(value ? X509V3_EXT_i2d(NID_subject_alt_name, 0, value.get())
                                                                        : nullptr);
    if (!extensions || !extension || sk_X509_EXTENSION_push(extensions.get(), extension.get()) <= 0)
      return openSslFailure("a request's names could not be filled in");
    extension.release();
    if (X509_REQ_add_extensions(request.get(), extensions.get()) != 1)
      return openSslFailure("a request's names could not be added");
  }
  MZ_TRY(const auto context, KeyAccess::signingContext(key));
  if (X509_REQ_sign_ctx(request.get(), static_cast<evp_md_ctx_st*>(context.get())) <= 0)
    return openSslFailure("a request could not be signed");
  std::uint8_t* der = nullptr;
  const int size = i2d_X509_REQ(request.get(), &der);
  if (size <= 0) return openSslFailure("a request could not be encoded");
  Bytes out(der, der + size);
  OPENSSL_free(der);
  return out;
}

}  // namespace mz
