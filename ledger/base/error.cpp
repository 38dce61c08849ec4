#include "ledger/base/error.h"

namespace mz {

std::string_view errorName(ErrorCode code) {
  switch (code) {
    case ErrorCode::NotFound: return "not_found";
    case ErrorCode::Refused: return "refused";
    case ErrorCode::NotFinal: return "not_final";
    case ErrorCode::Cancelled: return "cancelled";
    case ErrorCode::VerificationFailed: return "verification_failed";
    case ErrorCode::AlreadyThere: return "already_there";
    case ErrorCode::InvalidArgument: return "invalid_argument";
    case ErrorCode::UnknownField: return "unknown_field";
    case ErrorCode::WrongPassword: return "wrong_password";
    case ErrorCode::Locked: return "locked";
    case ErrorCode::WrongPin: return "wrong_pin";
    case ErrorCode::PinNeeded: return "pin_needed";
    case ErrorCode::PinLocked: return "pin_locked";
    case ErrorCode::Malformed: return "malformed";
    case ErrorCode::TooLarge: return "too_large";
    case ErrorCode::BadSignature: return "bad_signature";
    case ErrorCode::WrongChannel: return "wrong_channel";
    case ErrorCode::Expired: return "expired";
    case ErrorCode::Replayed: return "replayed";
    case ErrorCode::NotEnrolled: return "not_enrolled";
    case ErrorCode::CertificateInvalid: return "certificate_invalid";
    case ErrorCode::Damaged: return "damaged";
    case ErrorCode::Divergence: return "divergence";
    case ErrorCode::UnsupportedVersion: return "unsupported_version";
    case ErrorCode::InUse: return "in_use";
    case ErrorCode::DiskFull: return "disk_full";
    case ErrorCode::ReadOnly: return "read_only";
    case ErrorCode::Io: return "io";
    case ErrorCode::OutOfMemory: return "out_of_memory";
    case ErrorCode::CryptoFailure: return "crypto_failure";
    case ErrorCode::Environment: return "environment";
    case ErrorCode::QuotaExceeded: return "quota_exceeded";
    case ErrorCode::TokenAbsent: return "token_absent";
  }
  return "unknown";
}

Error&& Error::with(std::string name, std::string value) && {
  parameters.emplace_back(std::move(name), std::move(value));
  return std::move(*this);
}

std::string_view Error::parameter(std::string_view name) const {
  for (const auto& [key, value] : parameters)
    if (key == name) return value;
  return {};
}

int exitCode(ErrorCode code) { return static_cast<int>(code) / 100; }

}  // namespace mz
