#include "models/receipt_content.h"

#include <algorithm>

#include "ledger/format/receipt_code.h"
#include "models/format_text.h"

namespace mz {

namespace {

const QString kFigures = QStringLiteral("零壹贰叁肆伍陆柒捌玖");

// Below 10,000; zeros inside are written once.
QString fourFigures(unsigned value) {
  static const QString kUnits[] = {QStringLiteral("仟"), QStringLiteral("佰"), QStringLiteral("拾"), QString()};
  QString out;
  bool zero = false;
  unsigned unit = 1000;
  for (const QString& name : kUnits) {
    const unsigned figure = value / unit % 10;
    if (figure != 0) {
      if (zero) out += kFigures[0];
      out += kFigures[static_cast<int>(figure)] + name;
    }
    zero = figure == 0 && !out.isEmpty();
    unit /= 10;
  }
  return out;
}

}  // namespace

Result<ReceiptContent> readReceipt(Engine& engine, const std::string& channel, TransactionNumber number) {
  ReceiptContent content;
  content.network = engine.network();
  const std::vector<ChannelInfo> channels = engine.channels();
  if (const auto info = std::ranges::find(channels, channel, &ChannelInfo::name); info != channels.end())
    content.channel = *info;
  MZ_TRY(content.transaction, engine.transaction(channel, number));
  MZ_TRY(content.receipt, engine.receipt(channel, number));
  MZ_TRY(BlockDetail block, engine.block(channel, content.transaction.summary.height));
  content.cosignatures = std::move(block.cosignatures);
  if (const auto payment = engine.paymentOfTransaction(channel, number)) content.payment = *payment;
  auto codes = receiptCodes(content.receipt);
  if (codes) {
    content.codes = std::move(*codes);
  } else if (codes.error().code != ErrorCode::TooLarge) {
    return std::unexpected(codes.error());
  }
  return content;
}

QString receiptFileName(const ReceiptContent& content, const QString& ending) {
  return QStringLiteral("receipt-%1.%2").arg(fromText(content.transaction.summary.id.hex()).left(12), ending);
}

QString capitalAmountText(Amount amount, const std::string& currency) {
  constexpr std::uint64_t kMost = 1'000'000'000'000'000'000;  // fen
  const std::uint64_t minor =
      amount.minor < 0 ? 0 - static_cast<std::uint64_t>(amount.minor) : static_cast<std::uint64_t>(amount.minor);
  if (currency != "CNY" || minor >= kMost) return {};
  const std::uint64_t yuan = minor / 100;
  const auto jiao = static_cast<int>(minor / 10 % 10), fen = static_cast<int>(minor % 10);
  QString out = amount.minor < 0 ? QStringLiteral("负") : QString();
  static const QString kGroups[] = {QStringLiteral("兆"), QStringLiteral("亿"), QStringLiteral("万"), QString()};
  std::uint64_t unit = 1'000'000'000'000;
  QString whole;
  bool skipped = false;
  for (const QString& name : kGroups) {
    const auto group = static_cast<unsigned>(yuan / unit % 10'000);
    if (group != 0) {
      if (!whole.isEmpty() && (skipped || group < 1'000)) whole += kFigures[0];
      whole += fourFigures(group) + name;
    }
    skipped = group == 0;
    unit /= 10'000;
  }
  if (!whole.isEmpty()) out += whole + QStringLiteral("元");
  if (jiao == 0 && fen == 0) return out + (whole.isEmpty() ? QStringLiteral("零元整") : QStringLiteral("整"));
  if (jiao != 0) {
    out += kFigures[jiao] + QStringLiteral("角");
  } else if (!whole.isEmpty()) {
    out += kFigures[0];
  }
  out += fen != 0 ? kFigures[fen] + QStringLiteral("分") : QStringLiteral("整");
  return out;
}

}  // namespace mz
