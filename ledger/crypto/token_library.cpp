#include <p11-kit/p11-kit.h>

#include <algorithm>

#include "ledger/crypto/pkcs11.h"

namespace mz {

namespace {

constexpr CK_ULONG kSlots = 256;
constexpr std::size_t kPathBytes = 4096;

// PKCS#11 fills its texts up with spaces. Whatever else a token writes there, it is shown, so it has to be text.
template <std::size_t size>
std::string padded(const unsigned char (&text)[size]) {
  std::size_t length = size;
  while (length > 0 && (text[length - 1] == ' ' || text[length - 1] == '\0')) --length;
  return {reinterpret_cast<const char*>(text), length};
}

std::string versionText(const CK_VERSION& version) {
  return std::to_string(version.major) + "." + std::to_string(version.minor);
}

std::unexpected<Error> libraryFailure(ErrorCode code, const std::filesystem::path& file, const std::string& why) {
  return std::unexpected(Error(code, file.string() + why).with("path", file.string()));
}

std::unexpected<Error> unanswered(CK_RV answer, const std::string& act, const std::filesystem::path& file) {
  return pkcs11Failure(answer, act, {file.string(), file.filename().string(), {}});
}

}  // namespace

std::string tokenText(const TokenName& name) {
  return (name.label.empty() ? std::string("without a label") : name.label) +
         (name.serial.empty() ? std::string() : " (serial " + name.serial + ")");
}

std::unexpected<Error> pkcs11Failure(CK_RV answer, const std::string& act, const TokenName& token) {
  Bytes number;
  for (int shift = 24; shift >= 0; shift -= 8) number.push_back(static_cast<std::uint8_t>(answer >> shift));
  return std::unexpected(
      Error(ErrorCode::CryptoFailure, "the token " + tokenText(token) + ": " + act + " failed: " + p11_kit_strerror(answer))
          .with("pkcs11", toHex(number))
          .with("token", token.label)
          .with("serial", token.serial));
}

TokenLibrary::Data::~Data() {
  if (!functions) return;
  p11_kit_module_finalize(functions);
  p11_kit_module_release(functions);
}

TokenLibrary::~TokenLibrary() = default;

Result<std::shared_ptr<TokenLibrary>> TokenLibrary::load(const std::filesystem::path& file) {
  // A relative one would be looked for in the system's folder of PKCS#11 modules.
  if (!file.is_absolute() || file.native().size() > kPathBytes)
    return libraryFailure(ErrorCode::InvalidArgument, file, " is not the absolute path of a token library");
  std::error_code error;
  if (!std::filesystem::is_regular_file(file, error))
    return libraryFailure(ErrorCode::NotFound, file, " is not there, or is no file; choose the token's PKCS#11 library");
  auto data = std::make_shared<Data>();
  data->file = file;
  CK_FUNCTION_LIST* functions = p11_kit_module_load(file.c_str(), 0);
  if (!functions) {
    const char* why = p11_kit_message();
    return libraryFailure(ErrorCode::Malformed, file,
                          std::string(" is no PKCS#11 library: ") + (why ? why : "it cannot be loaded"));
  }
  if (const CK_RV answer = p11_kit_module_initialize(functions); answer != CKR_OK) {
    p11_kit_module_release(functions);
    return libraryFailure(ErrorCode::Environment, file, std::string(" did not start: ") + p11_kit_strerror(answer));
  }
  data->functions = functions;
  return std::shared_ptr<TokenLibrary>(new TokenLibrary(std::move(data)));
}

Result<std::vector<CK_SLOT_ID>> TokenLibrary::Data::slots() const {
  CK_ULONG count = 0;
  CK_RV answer = functions->C_GetSlotList(CK_FALSE, nullptr, &count);
  if (answer != CKR_OK) return unanswered(answer, "listing its readers", file);
  count = std::min(count + 8, kSlots);  // one may be plugged in meanwhile
  std::vector<CK_SLOT_ID> out(count);
  answer = functions->C_GetSlotList(CK_FALSE, out.data(), &count);
  if (answer != CKR_OK) return unanswered(answer, "listing its readers", file);
  out.resize(std::min<std::size_t>(count, out.size()));
  return out;
}

Result<std::optional<TokenInfo>> TokenLibrary::Data::tokenIn(CK_SLOT_ID slot) const {
  CK_SLOT_INFO reader{};
  CK_TOKEN_INFO token{};
  if (functions->C_GetSlotInfo(slot, &reader) != CKR_OK || (reader.flags & CKF_TOKEN_PRESENT) == 0) return std::nullopt;
  const CK_RV answer = functions->C_GetTokenInfo(slot, &token);
  if (answer == CKR_TOKEN_NOT_PRESENT || answer == CKR_TOKEN_NOT_RECOGNIZED || answer == CKR_DEVICE_REMOVED)
    return std::nullopt;
  if (answer != CKR_OK) return unanswered(answer, "reading the token in " + padded(reader.slotDescription), file);
  const auto has = [&](CK_FLAGS flag) { return (token.flags & flag) != 0; };
  TokenInfo info;
  info.name = {file.string(), padded(token.label), padded(token.serialNumber)};
  info.manufacturer = padded(token.manufacturerID);
  info.model = padded(token.model);
  info.reader = padded(reader.slotDescription);
  info.initialised = has(CKF_TOKEN_INITIALIZED);
  info.pinSet = has(CKF_USER_PIN_INITIALIZED);
  info.loginRequired = has(CKF_LOGIN_REQUIRED);
  info.pinPad = has(CKF_PROTECTED_AUTHENTICATION_PATH);
  info.readOnly = has(CKF_WRITE_PROTECTED);
  info.pinTriesFew = has(CKF_USER_PIN_COUNT_LOW);
  info.pinLastTry = has(CKF_USER_PIN_FINAL_TRY);
  info.pinLocked = has(CKF_USER_PIN_LOCKED);
  return info;
}

Result<CK_SLOT_ID> TokenLibrary::Data::find(const TokenName& name) const {
  MZ_TRY(const std::vector<CK_SLOT_ID> all, slots());
  for (const CK_SLOT_ID slot : all) {
    const auto token = tokenIn(slot);
    if (token && *token && (*token)->name.label == name.label && (*token)->name.serial == name.serial) return slot;
  }
  return std::unexpected(
      Error(ErrorCode::TokenAbsent, "no reader holds the token " + tokenText(name) + "; put it in, and then try again")
          .with("token", name.label)
          .with("serial", name.serial)
          .with("library", file.string()));
}

Result<TokenLibraryInfo> TokenLibrary::info() const {
  const std::lock_guard calling(m_data->mutex);
  CK_INFO info{};
  const CK_RV answer = m_data->functions->C_GetInfo(&info);
  if (answer != CKR_OK) return unanswered(answer, "asking what it is", m_data->file);
  MZ_TRY(const std::vector<CK_SLOT_ID> slots, m_data->slots());
  return TokenLibraryInfo{m_data->file.string(), padded(info.manufacturerID), padded(info.libraryDescription),
                          versionText(info.libraryVersion), static_cast<std::uint32_t>(slots.size())};
}

Result<std::vector<TokenInfo>> TokenLibrary::tokens() const {
  std::vector<std::shared_ptr<Token>> opened;  // goes after the mutex, which a token's end takes
  const std::lock_guard calling(m_data->mutex);
  for (const auto& [name, known] : m_data->known)
    if (auto token = known.lock()) opened.push_back(std::move(token));
  MZ_TRY(const std::vector<CK_SLOT_ID> slots, m_data->slots());
  std::vector<TokenInfo> out;
  std::optional<Error> failure;
  for (const CK_SLOT_ID slot : slots) {
    auto token = m_data->tokenIn(slot);
    if (!token) {
      failure = token.error();
    } else if (*token) {
      for (const auto& one : opened)
        if (one->name() == (*token)->name) (*token)->loggedIn = one->m_data->opened().has_value();
      out.push_back(std::move(**token));
    }
  }
  if (out.empty() && failure) return std::unexpected(std::move(*failure));  // else a bad reader does not hide the good ones
  return out;
}

Result<std::shared_ptr<Token>> TokenLibrary::token(const TokenName& name) {
  // Destroyed last: where it was the only owner of a token, the token's end takes the mutex too.
  std::shared_ptr<Token> opened;
  const std::lock_guard calling(m_data->mutex);
  MZ_CHECK(m_data->find(name));
  std::erase_if(m_data->known, [](const auto& each) { return each.second.expired(); });
  for (const auto& [known, token] : m_data->known)
    if (known == name) opened = token.lock();
  if (opened) return opened;
  auto data = std::make_shared<Token::Data>();
  data->library = m_data;
  data->name = {m_data->file.string(), name.label, name.serial};
  opened.reset(new Token(std::move(data)));
  m_data->known.emplace_back(opened->m_data->name, opened);
  return opened;
}

}  // namespace mz
