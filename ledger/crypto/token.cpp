#include "ledger/crypto/token.h"

#include <algorithm>

#include "ledger/crypto/key_device.h"
#include "ledger/crypto/pkcs11.h"

namespace mz {

namespace {

constexpr std::size_t kPinBytes = 255;
constexpr CK_ULONG kPairBytes = 64;

std::unexpected<Error> about(const TokenName& token, ErrorCode code, const std::string& sentence) {
  return std::unexpected(
      Error(code, "the token " + tokenText(token) + sentence).with("token", token.label).with("serial", token.serial));
}

std::unexpected<Error> pinLocked(const TokenName& token) {
  return about(token, ErrorCode::PinLocked,
               ": its PIN is locked after too many wrong ones; its security officer has to set a new one");
}

std::unexpected<Error> wrongPin(const TokenInfo& token) {
  const char* tries = token.pinLastTry ? "last" : token.pinTriesFew ? "few" : "";
  std::string sentence = ": the PIN is wrong";
  if (token.pinLastTry) sentence += "; one more wrong PIN locks the token";
  if (!token.pinLastTry && token.pinTriesFew) sentence += "; too many wrong PINs lock the token";
  Error error = about(token.name, ErrorCode::WrongPin, sentence).error();
  return std::unexpected(std::move(error).with("tries", tries));
}

// A key of a token; keeps the token open as long as anyone keeps the key.
class TokenKeyDevice final : public KeyDevice {
 public:
  TokenKeyDevice(std::shared_ptr<Token::Data> token, Bytes id) : m_token(std::move(token)), m_id(std::move(id)) {}

  Result<Bytes> signDigest(ByteView digest) const override {
    const std::lock_guard calling(m_token->library->mutex);
    MZ_TRY(const CK_SESSION_HANDLE session, m_token->opened());
    MZ_TRY(CK_OBJECT_HANDLE key, m_token->privateKey(session, m_id));
    CK_RV answer = begin(session, key);
    if (answer == CKR_KEY_HANDLE_INVALID || answer == CKR_OBJECT_HANDLE_INVALID) {  // another program wrote on the token
      m_token->handles.clear();
      MZ_TRY(key, m_token->privateKey(session, m_id));
      answer = begin(session, key);
    }
    if (answer != CKR_OK) return m_token->failed(answer, "signing");
    Bytes pair(kPairBytes), hashed(digest.begin(), digest.end());
    CK_ULONG size = kPairBytes;
    answer = m_token->functions()->C_Sign(session, hashed.data(), hashed.size(), pair.data(), &size);
    if (answer != CKR_OK) return m_token->failed(answer, "signing");
    if (size != kPairBytes) return about(m_token->name, ErrorCode::CryptoFailure, ": its signature is not one of P-256");
    return pair;
  }

  Status ready() const override {
    const std::lock_guard calling(m_token->library->mutex);
    MZ_CHECK(m_token->opened());
    return {};
  }

  std::string place() const override { return "the token " + tokenText(m_token->name); }

 private:
  CK_RV begin(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE key) const {
    CK_MECHANISM mechanism{CKM_ECDSA, nullptr, 0};
    return m_token->functions()->C_SignInit(session, &mechanism, key);
  }

  const std::shared_ptr<Token::Data> m_token;
  const Bytes m_id;
};

}  // namespace

Token::Data::~Data() {
  const std::lock_guard calling(library->mutex);
  close();
}

void Token::Data::close() {
  if (!session) return;
  functions()->C_Logout(*session);
  functions()->C_CloseSession(*session);
  session.reset();
  handles.clear();
}

bool Token::Data::present() const {
  const auto token = library->tokenIn(slot);
  return token && *token && (*token)->name == name;
}

std::unexpected<Error> Token::Data::failed(CK_RV answer, const std::string& act) {
  switch (answer) {
    case CKR_SESSION_CLOSED:
    case CKR_SESSION_HANDLE_INVALID:
    case CKR_USER_NOT_LOGGED_IN:
    case CKR_DEVICE_REMOVED:
    case CKR_TOKEN_NOT_PRESENT:
    case CKR_TOKEN_NOT_RECOGNIZED:
    case CKR_SLOT_ID_INVALID:
    case CKR_CRYPTOKI_NOT_INITIALIZED: break;
    default:
      if (present()) return pkcs11Failure(answer, act, name);
  }
  const bool isThere = present();
  close();
  if (!isThere) return about(name, ErrorCode::TokenAbsent, " was taken out; put it in again, and log in to it with its PIN");
  return about(name, ErrorCode::PinNeeded, ": its session has ended; log in to it again with its PIN");
}

Result<CK_SESSION_HANDLE> Token::Data::opened() {
  if (!session) {
    MZ_CHECK(library->find(name));
    return about(name, ErrorCode::PinNeeded, " needs its PIN: log in to it first");
  }
  CK_SESSION_INFO info{};
  const CK_RV answer = functions()->C_GetSessionInfo(*session, &info);
  if (answer != CKR_OK) return failed(answer, "asking for its session");
  if (!present()) return failed(CKR_TOKEN_NOT_PRESENT, {});
  // Another part of this program may have logged out; that is so for all of it.
  if (byPin && info.state != CKS_RO_USER_FUNCTIONS && info.state != CKS_RW_USER_FUNCTIONS)
    return failed(CKR_USER_NOT_LOGGED_IN, {});
  return *session;
}

Token::~Token() = default;

const TokenName& Token::name() const { return m_data->name; }

Result<TokenInfo> Token::info() const {
  const std::lock_guard calling(m_data->library->mutex);
  MZ_TRY(const CK_SLOT_ID slot, m_data->library->find(m_data->name));
  MZ_TRY(const std::optional<TokenInfo> info, m_data->library->tokenIn(slot));
  if (!info) return m_data->failed(CKR_TOKEN_NOT_PRESENT, {});
  TokenInfo out = *info;
  out.loggedIn = m_data->opened().has_value();
  return out;
}

bool Token::loggedIn() const {
  const std::lock_guard calling(m_data->library->mutex);
  return m_data->opened().has_value();
}

void Token::logOut() {
  const std::lock_guard calling(m_data->library->mutex);
  m_data->close();
}

Status Token::logIn(const Secret& pin) {
  Data& data = *m_data;
  const std::lock_guard calling(data.library->mutex);
  MZ_TRY(data.slot, data.library->find(data.name));
  MZ_TRY(const std::optional<TokenInfo> info, data.library->tokenIn(data.slot));
  if (!info) return data.failed(CKR_TOKEN_NOT_PRESENT, {});
  if (!info->initialised)
    return about(data.name, ErrorCode::Environment, " is empty: its security officer has to initialise it first");
  if (info->pinLocked) return pinLocked(data.name);
  if (!info->pinSet && info->loginRequired)
    return about(data.name, ErrorCode::Environment, " has no PIN yet: its security officer has to set one");
  if (pin.view().size() > kPinBytes || (pin.empty() && info->loginRequired && !info->pinPad)) return wrongPin(*info);

  data.close();
  CK_SESSION_HANDLE session = 0;
  CK_RV answer = data.functions()->C_OpenSession(data.slot, CKF_SERIAL_SESSION | (info->readOnly ? 0 : CKF_RW_SESSION), nullptr,
                                                 nullptr, &session);
  if (answer != CKR_OK) return data.failed(answer, "opening a session");
  if (info->loginRequired) {
    // A copy that can be given away: the interface takes no constant.
    Secret typed(Bytes(pin.view().begin(), pin.view().end()));
    const auto enter = [&] {
      auto* text = typed.empty() ? nullptr : const_cast<CK_UTF8CHAR*>(typed.view().data());
      return data.functions()->C_Login(session, CKU_USER, text, typed.view().size());
    };
    answer = enter();
    // Somebody else in this program has: then this PIN has not been looked at.
    if (answer == CKR_USER_ALREADY_LOGGED_IN && data.functions()->C_Logout(session) == CKR_OK) answer = enter();
  }
  if (answer == CKR_OK) {
    data.session = session;
    data.byPin = info->loginRequired;
    return {};
  }
  data.functions()->C_CloseSession(session);
  const auto after = data.library->tokenIn(data.slot);
  const TokenInfo now = after && *after ? **after : *info;
  if (answer == CKR_PIN_LOCKED || now.pinLocked) return pinLocked(data.name);
  if (answer == CKR_PIN_INCORRECT || answer == CKR_PIN_INVALID || answer == CKR_PIN_LEN_RANGE) return wrongPin(now);
  if (answer == CKR_PIN_EXPIRED)
    return about(data.name, ErrorCode::Environment, ": its PIN has expired; change it with the token's own program first");
  if (answer == CKR_FUNCTION_CANCELED) return about(data.name, ErrorCode::Cancelled, ": typing the PIN was cancelled");
  return data.failed(answer, "logging in");
}

Result<PrivateKey> Token::privateKey(ByteView id, const PublicKey& publicKey) const {
  {
    const std::lock_guard calling(m_data->library->mutex);
    MZ_TRY(const CK_SESSION_HANDLE session, m_data->opened());
    MZ_TRY(const CK_OBJECT_HANDLE object, m_data->privateKey(session, id));
    const TokenKey key = m_data->describe(session, object);
    const auto refuse = [&](const std::string& why) {
      return about(m_data->name, ErrorCode::InvalidArgument, ": its key " + toHex(id) + why);
    };
    if (key.algorithm != "P-256") return refuse(" is of " + key.algorithm + "; keys on tokens are of P-256 here");
    if (key.eachTime) return refuse(" asks for its PIN at each signature; use one that does not");
    if (!key.usable) return refuse(" may not sign");
  }
  MZ_TRY(PrivateKey key,
         PrivateKey::onDevice(publicKey, std::make_shared<TokenKeyDevice>(m_data, Bytes(id.begin(), id.end()))));
  // What a token says of its keys need not be so, and not all say it.
  Bytes message(bytesOf("mingzhang: is this your key? ").begin(), bytesOf("mingzhang: is this your key? ").end());
  message.resize(message.size() + 32);
  SystemRandom().fill(std::span(message).last(32));
  MZ_TRY(const Bytes signature, key.sign(message));
  if (!publicKey.verify(message, signature))
    return about(m_data->name, ErrorCode::VerificationFailed,
                 ": what its key " + toHex(id) + " signs does not fit the certificate");
  return key;
}

}  // namespace mz
