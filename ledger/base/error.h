// What can go wrong, as a value: a stable code, English detail for the log, and parameters from which the window makes a
// translated sentence. Values only; safe on any thread.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mz {

// The hundreds give the kind, and with it the exit code of `mz` (exitCode below). Numbers are stable: append, never reuse.
enum class ErrorCode : std::uint16_t {
  // 1xx: the caller asked for something that is not so
  NotFound = 100,
  Refused = 101,  // by a contract or policy; parameter "result" has the result code
  NotFinal = 102,
  Cancelled = 103,
  VerificationFailed = 104,
  AlreadyThere = 105,
  // 2xx: the call itself is wrong
  InvalidArgument = 200,
  UnknownField = 201,
  WrongPassword = 202,
  Locked = 203,     // the identity's key is locked
  WrongPin = 204,   // of a token; parameter "tries": "few" or "last" where the token says that so many are left
  PinNeeded = 205,  // a token has not been logged in to, or its session has ended; parameters "token", "serial", "library"
  PinLocked = 206,  // too many wrong PINs; the token's security officer has to set a new one
  // 3xx: bytes from outside are wrong
  Malformed = 300,
  TooLarge = 301,
  BadSignature = 302,
  WrongChannel = 303,
  Expired = 304,
  Replayed = 305,
  NotEnrolled = 306,
  CertificateInvalid = 307,
  Damaged = 308,
  Divergence = 309,
  UnsupportedVersion = 310,
  // 4xx: the surroundings
  InUse = 400,  // another program has the directory open
  DiskFull = 401,
  ReadOnly = 402,
  Io = 403,
  OutOfMemory = 404,
  CryptoFailure = 405,
  Environment = 406,
  QuotaExceeded = 407,  // too much of one signer is waiting; parameters "quota", "limit", "certificate"
  TokenAbsent = 408,    // no reader holds the token; parameters "token", "serial", "library"
};

std::string_view errorName(ErrorCode code);  // stable identifier such as "in_use", used in JSON and the log

struct Error {
  ErrorCode code = ErrorCode::InvalidArgument;
  std::string detail;                                           // English: what, where, why, what to do
  std::vector<std::pair<std::string, std::string>> parameters;  // name, value; for the translated sentence

  Error() = default;
  Error(ErrorCode c, std::string d) : code(c), detail(std::move(d)) {}
  Error&& with(std::string name, std::string value) &&;
  std::string_view parameter(std::string_view name) const;  // empty when absent
};

template <class T>
using Result = std::expected<T, Error>;
using Status = std::expected<void, Error>;

inline std::unexpected<Error> fail(ErrorCode code, std::string detail) {
  return std::unexpected(Error(code, std::move(detail)));
}

// 1 the answer is no, 2 usage, 3 damaged or refused data, 4 environment
int exitCode(ErrorCode code);

}  // namespace mz

// Evaluates a Result; returns its error from the enclosing function, or binds its value to `declaration`.
#define MZ_CONCAT_(a, b) a##b
#define MZ_CONCAT(a, b) MZ_CONCAT_(a, b)
#define MZ_TRY_IMPL(temporary, declaration, ...)                        \
  auto temporary = (__VA_ARGS__);                                       \
  if (!temporary) return std::unexpected(std::move(temporary).error()); \
  declaration = std::move(*temporary)
#define MZ_TRY(declaration, ...) MZ_TRY_IMPL(MZ_CONCAT(mzTry, __LINE__), declaration, __VA_ARGS__)
// The same for a Status.
#define MZ_CHECK(...)                                                                                  \
  do {                                                                                                 \
    if (auto mzStatus = (__VA_ARGS__); !mzStatus) return std::unexpected(std::move(mzStatus).error()); \
  } while (false)
