// What lies on a token: finding, making and removing it.
#include <openssl/core_names.h>

#include <algorithm>

#include "ledger/crypto/evp.h"
#include "ledger/crypto/pkcs11.h"

namespace mz {

namespace {

constexpr std::size_t kObjects = 4096;
constexpr std::size_t kAttributeBytes = std::size_t{16} << 10;
constexpr std::size_t kLabelBytes = 256;
constexpr std::size_t kIdBytes = 8;
constexpr std::size_t kScalarBytes = 32;

constexpr std::uint8_t kP256[] = {0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07};  // OID of the named curve, DER
constexpr std::uint8_t kP384[] = {0x06, 0x05, 0x2b, 0x81, 0x04, 0x00, 0x22};
constexpr std::uint8_t kPointHead[] = {0x04, 0x41};  // OCTET STRING of 65 bytes

// Attributes for one call, with the values that they point to.
class Template {
 public:
  Template& with(CK_ATTRIBUTE_TYPE type, ByteView value) {
    m_values.push_back(std::make_unique<Bytes>(value.begin(), value.end()));
    m_attributes.push_back({type, m_values.back()->data(), m_values.back()->size()});
    return *this;
  }
  Template& withFlag(CK_ATTRIBUTE_TYPE type, bool value) {
    const CK_BBOOL flag = value ? CK_TRUE : CK_FALSE;
    return with(type, ByteView(&flag, 1));
  }
  Template& withNumber(CK_ATTRIBUTE_TYPE type, CK_ULONG value) {
    return with(type, ByteView(reinterpret_cast<const std::uint8_t*>(&value), sizeof value));
  }
  Template() = default;
  Template(const Template&) = delete;
  Template& operator=(const Template&) = delete;
  ~Template() {  // one of them may be a private key
    for (const auto& value : m_values) wipe(*value);
  }

  CK_ATTRIBUTE* data() { return m_attributes.data(); }
  CK_ULONG size() const { return m_attributes.size(); }
  const std::vector<CK_ATTRIBUTE>& attributes() const { return m_attributes; }

 private:
  std::vector<std::unique_ptr<Bytes>> m_values;
  std::vector<CK_ATTRIBUTE> m_attributes;
};

void describePublic(Template& out, ByteView id, const std::string& label) {
  out.withFlag(CKA_TOKEN, true)
      .withFlag(CKA_PRIVATE, false)
      .withFlag(CKA_VERIFY, true)
      .with(CKA_EC_PARAMS, kP256)
      .with(CKA_ID, id)
      .with(CKA_LABEL, bytesOf(label));
}

void describePrivate(Template& out, ByteView id, const std::string& label) {
  out.withFlag(CKA_TOKEN, true)
      .withFlag(CKA_PRIVATE, true)
      .withFlag(CKA_SENSITIVE, true)
      .withFlag(CKA_EXTRACTABLE, false)
      .withFlag(CKA_SIGN, true)
      .with(CKA_ID, id)
      .with(CKA_LABEL, bytesOf(label));
}

Bytes newId() {
  Bytes id(kIdBytes);
  SystemRandom().fill(id);
  return id;
}

// Tokens that do not make or take such keys say so in many ways.
bool isRefusal(CK_RV answer) {
  switch (answer) {
    case CKR_FUNCTION_NOT_SUPPORTED:
    case CKR_FUNCTION_REJECTED:
    case CKR_MECHANISM_INVALID:
    case CKR_MECHANISM_PARAM_INVALID:
    case CKR_ATTRIBUTE_READ_ONLY:
    case CKR_ATTRIBUTE_TYPE_INVALID:
    case CKR_ATTRIBUTE_VALUE_INVALID:
    case CKR_TEMPLATE_INCOMPLETE:
    case CKR_TEMPLATE_INCONSISTENT:
    case CKR_SESSION_READ_ONLY:
    case CKR_TOKEN_WRITE_PROTECTED:
    case CKR_DEVICE_MEMORY: return true;
    default: return false;
  }
}

std::unexpected<Error> refused(const TokenName& token, const std::string& what, CK_RV answer) {
  Error error = pkcs11Failure(answer, what, token).error();
  error.code = ErrorCode::Environment;
  error.detail += "; this token does not allow it, or has no room";
  return std::unexpected(std::move(error));
}

Status checkLabel(const std::string& label) {
  if (label.empty() || label.size() > kLabelBytes)
    return fail(ErrorCode::InvalidArgument, "the label of a key on a token has 1 to 256 bytes");
  return {};
}

// 65 bytes as PKCS#11 wants them, in an OCTET STRING, or as some libraries give them, without.
Bytes publicKeyOf(ByteView point) {
  if (point.size() == sizeof kPointHead + 65 && std::ranges::equal(point.first(sizeof kPointHead), kPointHead))
    point = point.subspan(sizeof kPointHead);
  const auto key = PublicKey::fromP256Point(point);
  return key ? key->subjectPublicKeyInfo() : Bytes();
}

Result<Secret> scalarOf(const PrivateKey& key) {
  BIGNUM* number = nullptr;
  if (EVP_PKEY_get_bn_param(static_cast<EVP_PKEY*>(KeyAccess::evpKey(key)), OSSL_PKEY_PARAM_PRIV_KEY, &number) != 1)
    return openSslFailure("a private key could not be read");
  const OpenSslPointer<BIGNUM, BN_clear_free> scalar(number);
  Bytes bytes(kScalarBytes);
  if (BN_bn2binpad(scalar.get(), bytes.data(), static_cast<int>(bytes.size())) != static_cast<int>(bytes.size())) {
    wipe(bytes);
    return openSslFailure("a private key could not be read");
  }
  return Secret(std::move(bytes));
}

}  // namespace

Result<std::vector<CK_OBJECT_HANDLE>> Token::Data::find(CK_SESSION_HANDLE in, std::vector<CK_ATTRIBUTE> like) {
  CK_RV answer = functions()->C_FindObjectsInit(in, like.data(), like.size());
  if (answer != CKR_OK) return failed(answer, "searching it");
  std::vector<CK_OBJECT_HANDLE> out;
  CK_OBJECT_HANDLE part[64];
  CK_ULONG count = 0;
  do {
    answer = functions()->C_FindObjects(in, part, std::size(part), &count);
    count = answer == CKR_OK ? std::min<CK_ULONG>(count, std::size(part)) : 0;
    out.insert(out.end(), part, part + count);
  } while (count > 0 && out.size() < kObjects);
  functions()->C_FindObjectsFinal(in);
  if (answer != CKR_OK) return failed(answer, "searching it");
  return out;
}

std::optional<Bytes> Token::Data::attribute(CK_SESSION_HANDLE in, CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type) const {
  CK_ATTRIBUTE asked{type, nullptr, 0};
  if (functions()->C_GetAttributeValue(in, object, &asked, 1) != CKR_OK || asked.ulValueLen > kAttributeBytes)
    return std::nullopt;
  Bytes value(asked.ulValueLen);
  if (value.empty()) return value;
  asked.pValue = value.data();
  if (functions()->C_GetAttributeValue(in, object, &asked, 1) != CKR_OK || asked.ulValueLen > value.size()) return std::nullopt;
  value.resize(asked.ulValueLen);
  return value;
}

bool Token::Data::flag(CK_SESSION_HANDLE in, CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type) const {
  const auto value = attribute(in, object, type);
  return value && value->size() == sizeof(CK_BBOOL) && value->front() != CK_FALSE;
}

Result<CK_OBJECT_HANDLE> Token::Data::privateKey(CK_SESSION_HANDLE in, ByteView id) {
  if (const auto known = handles.find(toHex(id)); known != handles.end()) return known->second;
  Template like;
  like.withNumber(CKA_CLASS, CKO_PRIVATE_KEY).with(CKA_ID, id);
  MZ_TRY(const std::vector<CK_OBJECT_HANDLE> found, find(in, like.attributes()));
  if (found.empty())
    return std::unexpected(
        Error(ErrorCode::NotFound, "the token " + tokenText(name) + " has no private key with the id " + toHex(id))
            .with("token", name.label)
            .with("key", toHex(id)));
  handles.emplace(toHex(id), found.front());
  return found.front();
}

TokenKey Token::Data::describe(CK_SESSION_HANDLE in, CK_OBJECT_HANDLE object) {
  TokenKey key;
  key.id = attribute(in, object, CKA_ID).value_or(Bytes());
  key.label = textOf(attribute(in, object, CKA_LABEL).value_or(Bytes()));
  key.eachTime = flag(in, object, CKA_ALWAYS_AUTHENTICATE);
  key.canLeave = flag(in, object, CKA_EXTRACTABLE);
  key.madeThere = flag(in, object, CKA_LOCAL);
  CK_KEY_TYPE type = CKK_VENDOR_DEFINED;
  if (const auto value = attribute(in, object, CKA_KEY_TYPE); value && value->size() == sizeof type)
    std::memcpy(&type, value->data(), sizeof type);
  const Bytes curve = type == CKK_EC ? attribute(in, object, CKA_EC_PARAMS).value_or(Bytes()) : Bytes();
  key.algorithm = type == CKK_RSA                    ? "RSA"
                  : type != CKK_EC                   ? "other"
                  : std::ranges::equal(curve, kP256) ? "P-256"
                  : std::ranges::equal(curve, kP384) ? "P-384"
                                                     : "EC";
  // A key without an id cannot be named.
  key.usable = key.algorithm == "P-256" && !key.eachTime && !key.id.empty() && flag(in, object, CKA_SIGN);
  if (key.algorithm != "P-256" || key.id.empty()) return key;
  Template like;
  like.withNumber(CKA_CLASS, CKO_PUBLIC_KEY).with(CKA_ID, key.id);
  if (const auto halves = find(in, like.attributes()); halves && !halves->empty())
    if (const auto point = attribute(in, halves->front(), CKA_EC_POINT)) key.publicKey = publicKeyOf(*point);
  return key;
}

Result<std::vector<TokenKey>> Token::keys() const {
  const std::lock_guard calling(m_data->library->mutex);
  MZ_TRY(const CK_SESSION_HANDLE session, m_data->opened());
  Template like;
  like.withNumber(CKA_CLASS, CKO_PRIVATE_KEY);
  MZ_TRY(const std::vector<CK_OBJECT_HANDLE> objects, m_data->find(session, like.attributes()));
  std::vector<TokenKey> out;
  for (const CK_OBJECT_HANDLE object : objects) out.push_back(m_data->describe(session, object));
  std::ranges::sort(out, {}, [](const TokenKey& key) { return std::pair(key.label, toHex(key.id)); });
  return out;
}

Result<std::vector<TokenCertificate>> Token::certificates() const {
  Data& data = *m_data;
  const std::lock_guard calling(data.library->mutex);
  // Certificates are public; without a login there is no session yet.
  CK_SESSION_HANDLE session = 0;
  const bool own = !data.opened().has_value();
  if (own) {
    MZ_TRY(const CK_SLOT_ID slot, data.library->find(data.name));
    const CK_RV answer = data.functions()->C_OpenSession(slot, CKF_SERIAL_SESSION, nullptr, nullptr, &session);
    if (answer != CKR_OK) return data.failed(answer, "opening a session");
  } else {
    session = *data.session;
  }
  Template like;
  like.withNumber(CKA_CLASS, CKO_CERTIFICATE).withNumber(CKA_CERTIFICATE_TYPE, CKC_X_509);
  auto objects = data.find(session, like.attributes());
  std::vector<TokenCertificate> out;
  if (objects) {
    for (const CK_OBJECT_HANDLE object : *objects)
      if (auto der = data.attribute(session, object, CKA_VALUE); der && !der->empty())
        out.push_back({data.attribute(session, object, CKA_ID).value_or(Bytes()),
                       std::string(textOf(data.attribute(session, object, CKA_LABEL).value_or(Bytes()))), std::move(*der)});
  }
  if (own) data.functions()->C_CloseSession(session);
  if (!objects) return std::unexpected(objects.error());
  std::ranges::sort(out, {}, [](const TokenCertificate& each) { return std::pair(each.label, toHex(each.id)); });
  return out;
}

Result<TokenKey> Token::generate(const std::string& label) const {
  MZ_CHECK(checkLabel(label));
  Data& data = *m_data;
  const std::lock_guard calling(data.library->mutex);
  MZ_TRY(const CK_SESSION_HANDLE session, data.opened());
  const Bytes id = newId();
  Template publicHalf, privateHalf;
  describePublic(publicHalf, id, label);
  describePrivate(privateHalf, id, label);
  CK_MECHANISM mechanism{CKM_EC_KEY_PAIR_GEN, nullptr, 0};
  CK_OBJECT_HANDLE publicKey = 0, privateKey = 0;
  const CK_RV answer = data.functions()->C_GenerateKeyPair(session, &mechanism, publicHalf.data(), publicHalf.size(),
                                                           privateHalf.data(), privateHalf.size(), &publicKey, &privateKey);
  if (isRefusal(answer)) return refused(data.name, "making a key of P-256", answer);
  if (answer != CKR_OK) return data.failed(answer, "making a key of P-256");
  TokenKey key = data.describe(session, privateKey);
  if (!key.publicKey.empty()) return key;
  // Nothing could ever be done with it.
  data.functions()->C_DestroyObject(session, publicKey);
  data.functions()->C_DestroyObject(session, privateKey);
  return refused(data.name, "telling the public half of the new key", CKR_FUNCTION_FAILED);
}

Result<TokenKey> Token::import(const PrivateKey& key, const std::string& label) const {
  MZ_CHECK(checkLabel(label));
  if (key.empty() || key.isOnDevice() || key.algorithm() != KeyAlgorithm::P256)
    return fail(ErrorCode::InvalidArgument, "only keys of P-256 that are not on a token already can be put on one");
  MZ_TRY(const Secret scalar, scalarOf(key));
  const Bytes spki = key.publicKey().subjectPublicKeyInfo();
  Bytes point(std::begin(kPointHead), std::end(kPointHead));
  point.insert(point.end(), spki.end() - 65, spki.end());

  Data& data = *m_data;
  const std::lock_guard calling(data.library->mutex);
  MZ_TRY(const CK_SESSION_HANDLE session, data.opened());
  const Bytes id = newId();
  Template publicHalf, privateHalf;
  publicHalf.withNumber(CKA_CLASS, CKO_PUBLIC_KEY).withNumber(CKA_KEY_TYPE, CKK_EC).with(CKA_EC_POINT, point);
  describePublic(publicHalf, id, label);
  privateHalf.withNumber(CKA_CLASS, CKO_PRIVATE_KEY)
      .withNumber(CKA_KEY_TYPE, CKK_EC)
      .with(CKA_EC_PARAMS, kP256)
      .with(CKA_VALUE, scalar.view());
  describePrivate(privateHalf, id, label);
  CK_OBJECT_HANDLE privateKey = 0, publicKey = 0;
  CK_RV answer = data.functions()->C_CreateObject(session, privateHalf.data(), privateHalf.size(), &privateKey);
  if (isRefusal(answer)) return refused(data.name, "taking a private key from outside", answer);
  if (answer != CKR_OK) return data.failed(answer, "taking a private key from outside");
  answer = data.functions()->C_CreateObject(session, publicHalf.data(), publicHalf.size(), &publicKey);
  if (answer != CKR_OK) {  // all or nothing
    data.functions()->C_DestroyObject(session, privateKey);
    if (isRefusal(answer)) return refused(data.name, "taking a public key from outside", answer);
    return data.failed(answer, "taking a public key from outside");
  }
  return data.describe(session, privateKey);
}

Status Token::storeCertificate(const TokenCertificate& certificate, const CertificateNames& names) const {
  MZ_CHECK(checkLabel(certificate.label));
  if (certificate.der.empty() || certificate.der.size() > kAttributeBytes)
    return fail(ErrorCode::InvalidArgument, "a certificate on a token has 1 to 16,384 bytes");
  Data& data = *m_data;
  const std::lock_guard calling(data.library->mutex);
  MZ_TRY(const CK_SESSION_HANDLE session, data.opened());
  Template same, made;
  same.withNumber(CKA_CLASS, CKO_CERTIFICATE).with(CKA_VALUE, certificate.der);
  MZ_TRY(const std::vector<CK_OBJECT_HANDLE> there, data.find(session, same.attributes()));
  if (!there.empty())
    return std::unexpected(
        Error(ErrorCode::AlreadyThere, "the certificate is on the token " + tokenText(data.name) + " already")
            .with("token", data.name.label));
  made.withNumber(CKA_CLASS, CKO_CERTIFICATE)
      .withNumber(CKA_CERTIFICATE_TYPE, CKC_X_509)
      .withFlag(CKA_TOKEN, true)
      .withFlag(CKA_PRIVATE, false)
      .with(CKA_ID, certificate.id)
      .with(CKA_LABEL, bytesOf(certificate.label))
      .with(CKA_SUBJECT, names.subject)
      .with(CKA_ISSUER, names.issuer)
      .with(CKA_SERIAL_NUMBER, names.serial)
      .with(CKA_VALUE, certificate.der);
  CK_OBJECT_HANDLE object = 0;
  const CK_RV answer = data.functions()->C_CreateObject(session, made.data(), made.size(), &object);
  if (isRefusal(answer)) return refused(data.name, "taking a certificate", answer);
  if (answer != CKR_OK) return data.failed(answer, "taking a certificate");
  return {};
}

Status Token::remove(ByteView id) const {
  Data& data = *m_data;
  const std::lock_guard calling(data.library->mutex);
  MZ_TRY(const CK_SESSION_HANDLE session, data.opened());
  std::vector<CK_OBJECT_HANDLE> objects;
  // The private key last: while it is there, what is left can be found again.
  for (const CK_OBJECT_CLASS kind : {CKO_CERTIFICATE, CKO_PUBLIC_KEY, CKO_PRIVATE_KEY}) {
    Template like;
    like.withNumber(CKA_CLASS, kind).with(CKA_ID, id);
    MZ_TRY(const std::vector<CK_OBJECT_HANDLE> found, data.find(session, like.attributes()));
    objects.insert(objects.end(), found.begin(), found.end());
  }
  if (id.empty() || objects.empty())
    return std::unexpected(
        Error(ErrorCode::NotFound, "the token " + tokenText(data.name) + " has nothing with the id " + toHex(id))
            .with("token", data.name.label)
            .with("key", toHex(id)));
  data.handles.clear();
  for (const CK_OBJECT_HANDLE object : objects) {
    const CK_RV answer = data.functions()->C_DestroyObject(session, object);
    if (isRefusal(answer)) return refused(data.name, "removing a key", answer);
    if (answer != CKR_OK) return data.failed(answer, "removing a key");
  }
  return {};
}

}  // namespace mz
