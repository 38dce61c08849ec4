// What became of an envelope, as a number that stands in its leaf. Stable for ever: part of rules version 1.
#pragma once

#include <cstdint>
#include <string_view>

namespace mz {

enum class ResultCode : std::uint32_t {
  Executed = 0,
  // 1-99: fails a check that the cutter should have made; recorded as digest, code and cutter, without its bytes
  Malformed = 1,
  TooLarge = 2,
  BadSignature = 3,
  WrongChannel = 4,
  WrongRules = 5,
  Expired = 6,
  LifetimeTooLong = 7,
  NotEnrolled = 8,
  CertificateExpired = 9,
  CertificateNotYetValid = 10,
  CertificateRevoked = 11,
  IssuerNotMember = 12,
  // 100-999: refused by policy or by the machine that runs contracts; the envelope is kept
  UnknownContract = 100,
  UnknownFunction = 101,
  RoleNotAllowed = 102,
  ArgumentsInvalid = 103,
  OrgNotAllowed = 104,
  ScriptError = 110,
  OutOfInstructions = 111,
  OutOfMemory = 112,
  TooManyWrites = 113,
  TooManyEvents = 114,
  CallTooDeep = 115,
  FloatNotAllowed = 116,
  ValueNotAllowed = 117,
  KeyNotAllowed = 118,
  WrongState = 119,
  AlreadyEnrolled = 130,
  CertificateNotAccepted = 131,
  CrlNumberNotNext = 132,
  NotTheAuthority = 133,
  // 1000 and up: refused by the contract, 1000 + the number its manifest gives that reason
  ContractRefusal = 1000,
};

inline bool isCutterFault(ResultCode code) {
  const auto number = static_cast<std::uint32_t>(code);
  return number >= 1 && number < 100;
}

std::string_view resultName(ResultCode code);  // "executed", "bad_signature", …; "contract_refusal" from 1000 up

}  // namespace mz
