#include "models/channel_failure_text.h"

#include <QtCore/QCoreApplication>

#include "models/error_text.h"
#include "models/format_text.h"

namespace mz {

namespace {

struct ChannelFailure {
  Q_DECLARE_TR_FUNCTIONS(mz::ChannelFailure)
};

QString valueOf(const Error& error, const char* name) {
  const std::string_view value = error.parameter(name);
  return QString::fromUtf8(value.data(), static_cast<qsizetype>(value.size()));
}

// Backups and the files of other members are where a sound copy can come from.
QString bringBack() {
  return ChannelFailure::tr(
      "Close the program, put the file of a backup, or of another member's node, in its place, then open the network again. "
      "Keep "
      "the present file: it is evidence.");
}

void describe(ErrorCode code, ChannelFailureText& text) {
  switch (code) {
    case ErrorCode::NotFound:
      text.title = ChannelFailure::tr("The file of this channel is missing");
      text.sentence =
          ChannelFailure::tr("The network names the channel, but its file is not in the folder, or it was never finished.");
      text.nextStep = bringBack();
      return;
    case ErrorCode::UnsupportedVersion:
      text.title = ChannelFailure::tr("A newer version wrote this channel");
      text.sentence =
          ChannelFailure::tr("This version of Mingzhang does not know how its file is laid out, so it does not touch it.");
      text.nextStep = ChannelFailure::tr("Install the newer version on this computer, then open the network again.");
      return;
    case ErrorCode::InUse:
      text.title = ChannelFailure::tr("Another program has this channel open");
      text.sentence = ChannelFailure::tr("Only one program at a time may write a channel's file.");
      text.nextStep = ChannelFailure::tr("Close the other program, then open the network again.");
      return;
    case ErrorCode::ReadOnly:
      text.title = ChannelFailure::tr("The file of this channel cannot be written");
      text.sentence = ChannelFailure::tr(
          "The disk or the file is read-only for you. A channel is opened for writing, so that no block is lost.");
      text.nextStep = ChannelFailure::tr(
          "Give yourself the right to write the file and its folder, or copy the whole network to a "
          "disk that you can write, then open it again.");
      return;
    case ErrorCode::DiskFull:
      text.title = ChannelFailure::tr("The disk is full");
      text.sentence = ChannelFailure::tr("The channel needs a little room to open. Nothing that was acknowledged is lost.");
      text.nextStep = ChannelFailure::tr("Make room on this disk, then open the network again.");
      return;
    case ErrorCode::WrongChannel:
      text.title = ChannelFailure::tr("The file is that of another channel");
      text.sentence = ChannelFailure::tr("Its id is not the one that the network names: files were mixed up.");
      text.nextStep = bringBack();
      return;
    case ErrorCode::Io:
      text.title = ChannelFailure::tr("The file of this channel cannot be read");
      text.sentence = ChannelFailure::tr("Reading it failed: the disk may be failing, or you may not read the file.");
      text.nextStep = ChannelFailure::tr(
          "Check the disk and the rights of the file, then open the network again. If the disk fails, "
          "copy the network to another one first.");
      return;
    default:
      text.title = ChannelFailure::tr("The file of this channel is damaged");
      text.sentence = ChannelFailure::tr(
          "It does not hold together any more. Nothing was repaired or overwritten; the other channels are "
          "not affected.");
      text.nextStep = ChannelFailure::tr("Verify says where the damage is.") + QLatin1Char(' ') + bringBack();
      text.verifying = true;
  }
}

}  // namespace

ChannelFailureText channelFailureText(const EngineClient& client) {
  ChannelFailureText text;
  const auto& status = client.status();
  if (!status) return text;
  const Error error = status->stoppedBy.value_or(Error(ErrorCode::Damaged, status->stopped));
  describe(error.code, text);
  text.facts.emplace_back(ChannelFailure::tr("Channel"), fromText(client.channel()));
  if (const ChannelInfo* info = client.channelInfo())
    text.facts.emplace_back(ChannelFailure::tr("Channel id"), shortDigest(info->id));
  if (const QString path = valueOf(error, "path"); !path.isEmpty()) text.facts.emplace_back(ChannelFailure::tr("File"), path);
  if (status->bytesOnDisk > 0) text.facts.emplace_back(ChannelFailure::tr("Size"), bytesText(status->bytesOnDisk));
  if (status->treeSize > 0) {
    text.facts.emplace_back(ChannelFailure::tr("Newest block that can be read"),
                            ChannelFailure::tr("%1, %2").arg(numberText(status->height.value), timeText(status->time)));
    text.facts.emplace_back(ChannelFailure::tr("Transactions up to it"), numberText(status->transactions));
  } else {
    text.facts.emplace_back(ChannelFailure::tr("Newest block that can be read"), ChannelFailure::tr("none"));
  }
  text.facts.emplace_back(ChannelFailure::tr("For the log"), fromText(error.detail));
  return text;
}

QString stoppedText(const ChannelStatus& status) {
  if (status.stopped.empty()) return {};
  if (status.stoppedBy && status.stoppedBy->code == ErrorCode::Damaged) {
    const QString height = valueOf(*status.stoppedBy, "height");
    const QString where =
        height.isEmpty()
            ? QString()
            : QLatin1Char(' ') + ChannelFailure::tr("The first damage is in block %1.").arg(numberText(height.toULongLong()));
    return ChannelFailure::tr(
               "The last verification found damage: this channel can be read and takes nothing new until a verification "
               "finds none.") +
           where;
  }
  if (status.stoppedBy && status.stoppedBy->code == ErrorCode::Divergence)
    return ChannelFailure::tr(
        "Another node signed a different history: this channel can be read and takes nothing new. Tell the "
        "administrators.");
  return ChannelFailure::tr("This channel is stopped: it can be read and takes nothing new.");
}

}  // namespace mz
