#include "models/error_text.h"

#include <QtCore/QCoreApplication>

namespace mz {

namespace {
struct ErrorText {
  Q_DECLARE_TR_FUNCTIONS(mz::ErrorText)
};

QString what(ErrorCode code) {
  switch (code) {
    case ErrorCode::NotFound: return ErrorText::tr("There is nothing here by that name or number. Check what was entered.");
    case ErrorCode::Refused: return ErrorText::tr("The ledger refused this.");
    case ErrorCode::NotFinal:
      return ErrorText::tr(
          "This is not final yet: more organizations have to cosign its block. Receipts are given for final blocks.");
    case ErrorCode::Cancelled: return ErrorText::tr("Cancelled. Nothing was left half done.");
    case ErrorCode::VerificationFailed: return ErrorText::tr("The check failed: what is stored does not agree with its proof.");
    case ErrorCode::AlreadyThere: return ErrorText::tr("This is there already. Nothing was changed.");
    case ErrorCode::InvalidArgument: return ErrorText::tr("Something that was entered cannot be used.");
    case ErrorCode::UnknownField: return ErrorText::tr("A field that was named is not known.");
    case ErrorCode::WrongPassword: return ErrorText::tr("The password is wrong. Try again.");
    case ErrorCode::Locked: return ErrorText::tr("The identity is locked. Unlock it first.");
    case ErrorCode::WrongPin: return ErrorText::tr("The PIN is wrong. Too many wrong PINs in a row lock the token.");
    case ErrorCode::PinNeeded: return ErrorText::tr("This key lies on a token. Log in to the token with its PIN first.");
    case ErrorCode::PinLocked:
      return ErrorText::tr(
          "The PIN of the token is locked after too many wrong ones. The security officer of the token has to set a new one.");
    case ErrorCode::Malformed: return ErrorText::tr("The data are not in the expected form.");
    case ErrorCode::TooLarge: return ErrorText::tr("This is larger than the ledger allows.");
    case ErrorCode::BadSignature: return ErrorText::tr("The signature does not fit what was signed.");
    case ErrorCode::WrongChannel: return ErrorText::tr("This was meant for another channel.");
    case ErrorCode::Expired: return ErrorText::tr("The time within which this was valid is over.");
    case ErrorCode::Replayed: return ErrorText::tr("This was sent before.");
    case ErrorCode::NotEnrolled:
      return ErrorText::tr("The certificate is not enrolled on this channel. Ask an administrator to enrol it.");
    case ErrorCode::CertificateInvalid: return ErrorText::tr("The certificate is not valid.");
    case ErrorCode::Damaged:
      return ErrorText::tr("Stored data are damaged. Nothing was repaired or overwritten; verify the channel to see where.");
    case ErrorCode::Divergence:
      return ErrorText::tr("Two nodes reached different results for one block. Tell the administrators.");
    case ErrorCode::UnsupportedVersion:
      return ErrorText::tr("This was made by a newer version of Mingzhang. Install that version to open it.");
    case ErrorCode::InUse: return ErrorText::tr("Another program has this network open. Close it there, then try again.");
    case ErrorCode::DiskFull:
      return ErrorText::tr("The disk is full. Make room, then try again; nothing acknowledged was lost.");
    case ErrorCode::ReadOnly: return ErrorText::tr("The folder cannot be written. Check its permissions.");
    case ErrorCode::Io: return ErrorText::tr("Reading or writing a file failed. Check the disk and the permissions.");
    case ErrorCode::OutOfMemory: return ErrorText::tr("There is not enough memory. Close other programs, then try again.");
    case ErrorCode::CryptoFailure: return ErrorText::tr("A cryptographic operation failed.");
    case ErrorCode::Environment: return ErrorText::tr("Something that the program needs is missing on this computer.");
    case ErrorCode::QuotaExceeded:
      return ErrorText::tr("Too much of this signer is waiting to be recorded. Wait a moment, then try again.");
    case ErrorCode::TokenAbsent:
      return ErrorText::tr("The token with this key is not connected. Connect it, then log in to it with its PIN.");
  }
  return ErrorText::tr("Something went wrong.");
}

}  // namespace

QString errorText(const Error& error) {
  const auto value = [&](const char* name) {
    return QString::fromUtf8(error.parameter(name).data(), static_cast<qsizetype>(error.parameter(name).size()));
  };
  QString text = what(error.code);
  // Where it was, when the engine says so; the order is from the large to the small.
  QStringList places;
  if (const QString channel = value("channel"); !channel.isEmpty()) places << ErrorText::tr("channel %1").arg(channel);
  if (const QString height = value("height"); !height.isEmpty()) places << ErrorText::tr("block %1").arg(height);
  if (const QString transaction = value("transaction"); !transaction.isEmpty())
    places << ErrorText::tr("transaction %1").arg(transaction);
  for (const char* name : {"path", "file", "directory"}) {
    if (const QString path = value(name); !path.isEmpty()) places << path;
  }
  if (!places.isEmpty()) text = ErrorText::tr("%1 Where: %2.").arg(text, places.join(ErrorText::tr(", ")));
  return text;
}

}  // namespace mz
