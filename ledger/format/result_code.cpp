#include "ledger/format/result_code.h"

namespace mz {

std::string_view resultName(ResultCode code) {
  switch (code) {
    case ResultCode::Executed: return "executed";
    case ResultCode::Malformed: return "malformed";
    case ResultCode::TooLarge: return "too_large";
    case ResultCode::BadSignature: return "bad_signature";
    case ResultCode::WrongChannel: return "wrong_channel";
    case ResultCode::WrongRules: return "wrong_rules";
    case ResultCode::Expired: return "expired";
    case ResultCode::LifetimeTooLong: return "lifetime_too_long";
    case ResultCode::NotEnrolled: return "not_enrolled";
    case ResultCode::CertificateExpired: return "certificate_expired";
    case ResultCode::CertificateNotYetValid: return "certificate_not_yet_valid";
    case ResultCode::CertificateRevoked: return "certificate_revoked";
    case ResultCode::IssuerNotMember: return "issuer_not_member";
    case ResultCode::CertificateFrozen: return "certificate_frozen";
    case ResultCode::UnknownContract: return "unknown_contract";
    case ResultCode::UnknownFunction: return "unknown_function";
    case ResultCode::RoleNotAllowed: return "role_not_allowed";
    case ResultCode::ArgumentsInvalid: return "arguments_invalid";
    case ResultCode::OrgNotAllowed: return "org_not_allowed";
    case ResultCode::ChannelFrozen: return "channel_frozen";
    case ResultCode::ChannelClosed: return "channel_closed";
    case ResultCode::ScriptError: return "script_error";
    case ResultCode::OutOfInstructions: return "out_of_instructions";
    case ResultCode::OutOfMemory: return "out_of_memory";
    case ResultCode::TooManyWrites: return "too_many_writes";
    case ResultCode::TooManyEvents: return "too_many_events";
    case ResultCode::CallTooDeep: return "call_too_deep";
    case ResultCode::FloatNotAllowed: return "float_not_allowed";
    case ResultCode::ValueNotAllowed: return "value_not_allowed";
    case ResultCode::KeyNotAllowed: return "key_not_allowed";
    case ResultCode::WrongState: return "wrong_state";
    case ResultCode::AlreadyEnrolled: return "already_enrolled";
    case ResultCode::CertificateNotAccepted: return "certificate_not_accepted";
    case ResultCode::CrlNumberNotNext: return "crl_number_not_next";
    case ResultCode::NotTheAuthority: return "not_the_authority";
    case ResultCode::UnknownProposal: return "unknown_proposal";
    case ResultCode::ProposalSettled: return "proposal_settled";
    case ResultCode::ProposalExpired: return "proposal_expired";
    case ResultCode::ProposalLapsed: return "proposal_lapsed";
    case ResultCode::ProposalThere: return "proposal_there";
    case ResultCode::ItemChanged: return "item_changed";
    case ResultCode::ChangeNotAllowed: return "change_not_allowed";
    case ResultCode::NoChange: return "no_change";
    case ResultCode::LastAdministrator: return "last_administrator";
    case ResultCode::LastVotingMember: return "last_voting_member";
    case ResultCode::PolicyUnreachable: return "policy_unreachable";
    case ResultCode::KeyNotProved: return "key_not_proved";
    case ResultCode::KeyInUse: return "key_in_use";
    case ResultCode::DecisionRepeated: return "decision_repeated";
    case ResultCode::DecisionNotNewer: return "decision_not_newer";
    case ResultCode::FromTheFuture: return "from_the_future";
    case ResultCode::SignerNotEnrolled: return "signer_not_enrolled";
    case ResultCode::SignerNotValid: return "signer_not_valid";
    case ResultCode::SignerMayNotDecide: return "signer_may_not_decide";
    case ResultCode::SignerSignatureBad: return "signer_signature_bad";
    case ResultCode::NotTheProposer: return "not_the_proposer";
    case ResultCode::ContractRefusal: return "contract_refusal";
  }
  // Numbers from 1000 up are the contract's own and have no enumerator.
  return code > ResultCode::ContractRefusal ? "contract_refusal" : "unknown";
}

}  // namespace mz
