// What became of an envelope, as a number that stands in its leaf. Stable for ever: part of rules version 1; those marked 2
// come with rules version 2.
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
  CertificateFrozen = 13,  // 2
  // 100-999: refused by policy or by the machine that runs contracts; the envelope is kept
  UnknownContract = 100,
  UnknownFunction = 101,
  RoleNotAllowed = 102,
  ArgumentsInvalid = 103,
  OrgNotAllowed = 104,
  ChannelFrozen = 105,  // 2
  ChannelClosed = 106,  // 2
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
  // 140-169: of proposals (2)
  UnknownProposal = 140,
  ProposalSettled = 141,  // accepted or withdrawn
  ProposalExpired = 142,
  ProposalLapsed = 143,  // an item that it lists was changed by another proposal
  ProposalThere = 144,
  ItemChanged = 145,       // it was drafted when an item that it lists had another version
  ChangeNotAllowed = 146,  // no proposal may make this change
  NoChange = 147,          // an item has this value already
  LastAdministrator = 148,
  LastVotingMember = 149,
  PolicyUnreachable = 150,
  KeyNotProved = 151,
  KeyInUse = 152,
  DecisionRepeated = 153,
  DecisionNotNewer = 154,
  FromTheFuture = 155,
  SignerNotEnrolled = 156,
  SignerNotValid = 157,  // its certificate is revoked, frozen, out of its time, or of no member
  SignerMayNotDecide = 158,
  SignerSignatureBad = 159,
  NotTheProposer = 160,
  // 1000 and up: refused by the contract, 1000 + the number its manifest gives that reason
  ContractRefusal = 1000,
};

inline bool isCutterFault(ResultCode code) {
  const auto number = static_cast<std::uint32_t>(code);
  return number >= 1 && number < 100;
}

std::string_view resultName(ResultCode code);  // "executed", "bad_signature", …; "contract_refusal" from 1000 up

}  // namespace mz
