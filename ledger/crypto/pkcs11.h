// PKCS#11 as the .cpp files of tokens need it: a loaded library, a token's session in it, objects and attributes. For this room
// only. What is said to need the library's mutex is called with it held.
#pragma once

#include <p11-kit/pkcs11.h>

#include <filesystem>
#include <map>
#include <mutex>
#include <optional>

#include "ledger/crypto/token.h"

namespace mz {

// "Finance CA (serial 4711)"
std::string tokenText(const TokenName& name);
// What a library answered, as an error of its own kind: `act` is "signing".
std::unexpected<Error> pkcs11Failure(CK_RV answer, const std::string& act, const TokenName& token);

struct TokenLibrary::Data {
  std::filesystem::path file;
  CK_FUNCTION_LIST* functions = nullptr;
  std::mutex mutex;  // of every call of the library, and of what follows
  std::vector<std::pair<TokenName, std::weak_ptr<Token>>> known;

  Data() = default;
  Data(const Data&) = delete;
  Data& operator=(const Data&) = delete;
  ~Data();

  // All need the mutex.
  Result<std::vector<CK_SLOT_ID>> slots() const;
  Result<std::optional<TokenInfo>> tokenIn(CK_SLOT_ID slot) const;  // nullopt: the slot is empty
  Result<CK_SLOT_ID> find(const TokenName& name) const;             // TokenAbsent
};

struct Token::Data {
  std::shared_ptr<TokenLibrary::Data> library;
  TokenName name;
  // Under the library's mutex.
  std::optional<CK_SESSION_HANDLE> session;  // only while logged in
  bool byPin = true;                         // else it asks for none
  CK_SLOT_ID slot = 0;
  std::map<std::string, CK_OBJECT_HANDLE> handles;  // of private keys, by id in hexadecimal; good as long as the session

  Data() = default;
  Data(const Data&) = delete;
  Data& operator=(const Data&) = delete;
  ~Data();

  // All need the mutex.
  CK_FUNCTION_LIST* functions() const { return library->functions; }
  Result<CK_SESSION_HANDLE> opened();  // PinNeeded, TokenAbsent
  void close();
  bool present() const;
  // An answer that was not "good": ends the session where it is over.
  std::unexpected<Error> failed(CK_RV answer, const std::string& act);
  Result<std::vector<CK_OBJECT_HANDLE>> find(CK_SESSION_HANDLE in, std::vector<CK_ATTRIBUTE> like);
  // Nullopt: the object has no such attribute, does not show it, or it is longer than 16 KiB.
  std::optional<Bytes> attribute(CK_SESSION_HANDLE in, CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type) const;
  bool flag(CK_SESSION_HANDLE in, CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type) const;
  TokenKey describe(CK_SESSION_HANDLE in, CK_OBJECT_HANDLE privateKey);
  Result<CK_OBJECT_HANDLE> privateKey(CK_SESSION_HANDLE in, ByteView id);  // NotFound
};

}  // namespace mz
