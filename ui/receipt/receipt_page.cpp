#include "ui/receipt/receipt_page.h"

#include <QtCore/QDateTime>
#include <QtGui/QPageSize>
#include <QtGui/QPagedPaintDevice>
#include <QtGui/QPainter>
#include <algorithm>
#include <cmath>

#include "models/finance_text.h"
#include "models/format_text.h"
#include "models/text_table_model.h"
#include "ui/theme/theme.h"

namespace mz {

namespace {

// Tenths of a millimetre.
constexpr double kWidth = 2100, kHeight = 2970, kMargin = 180;
constexpr double kInner = kWidth - 2 * kMargin;
constexpr double kLabelWidth = 330;
constexpr double kGap = 44;
constexpr double kFootHeight = 150;
constexpr double kMostCode = 640;
constexpr std::size_t kCodesBesideText = 3;
constexpr std::size_t kMostArguments = 12;
constexpr int kSmall = 28, kBody = 34, kHeading = 40, kLarge = 56, kFigure = 84;

const QColor kInk(0x1a, 0x22, 0x33), kMuted(0x5b, 0x66, 0x78), kLine(0xc9, 0xd0, 0xda), kWarning(0x9a, 0x3b, 0x00);

QFont sized(int size, bool bold = false) {
  QFont font = Theme::font(TextSize::Body, bold);
  font.setPixelSize(size);
  font.setHintingPreference(QFont::PreferNoHinting);
  return font;
}

QFont monospaced(int size) {
  QFont font = Theme::monospace();
  font.setPixelSize(size);
  font.setHintingPreference(QFont::PreferNoHinting);
  return font;
}

// Draws wrapped text; the y below it.
double write(QPainter& painter, const QFont& font, const QColor& ink, const QRectF& where, const QString& text,
             int flags = Qt::AlignLeft) {
  painter.setFont(font);
  painter.setPen(ink);
  QRectF used;
  const QRectF room(where.left(), where.top(), where.width(), kHeight - where.top());
  painter.drawText(room, flags | Qt::AlignTop | Qt::TextWordWrap, text, &used);
  return used.bottom();
}

double writeRow(QPainter& painter, double left, double width, double top, const QString& label, const QString& value,
                const QFont& font, double labelWidth = kLabelWidth) {
  const double first = write(painter, sized(kSmall), kMuted, {left, top + 4, labelWidth - 20, 0}, label);
  const double second = write(painter, font, kInk, {left + labelWidth, top, width - labelWidth, 0}, value);
  return std::max(first, second) + 10;
}

double writeHeading(QPainter& painter, double top, const QString& text) {
  painter.setPen(QPen(kLine, 2));
  painter.drawLine(QPointF(kMargin, top), QPointF(kWidth - kMargin, top));
  return write(painter, sized(kHeading, true), kInk, {kMargin, top + 22, kInner, 0}, text) + 12;
}

}  // namespace

ReceiptPage::ReceiptPage(ReceiptContent content) : m_content(std::move(content)) {
  for (const std::string& text : m_content.codes) {
    if (auto code = QrCode::of(text)) m_codes.push_back(std::move(*code));
  }
}

QString ReceiptPage::title() const { return m_content.payment ? tr("Receipt of a payment") : tr("Receipt of a transaction"); }

int ReceiptPage::pages() const { return m_codes.size() > kCodesBesideText ? 2 : 1; }

QSizeF ReceiptPage::pageSize() { return {kWidth, kHeight}; }

QString ReceiptPage::orgName(const std::string& org) const {
  const auto& members = m_content.channel.members;
  const auto found = std::ranges::find(members, org, &OrgInfo::id);
  return found == members.end() ? fromText(org) : titleText(found->title, found->id);
}

void ReceiptPage::paint(QPainter& painter, int page) const {
  painter.save();
  painter.fillRect(QRectF(0, 0, kWidth, kHeight), Qt::white);
  double top = paintHead(painter);
  if (page == 0) {
    top = m_content.payment ? paintPayment(painter, top) : paintCall(painter, top);
    top = paintLedger(painter, top + kGap);
    top = paintCosigners(painter, top + kGap);
    top = paintCheck(painter, top + kGap);
  }
  if (page == pages() - 1) paintCodes(painter, top + 14, kHeight - kFootHeight - top - 14);
  paintFoot(painter, page);
  painter.restore();
}

bool ReceiptPage::print(QPagedPaintDevice& device) const {
  device.setPageSize(QPageSize(QPageSize::A4));
  device.setPageMargins(QMarginsF());
  QPainter painter;
  if (!painter.begin(&device)) return false;
  const double scale = device.width() / kWidth;
  for (int page = 0; page < pages(); ++page) {
    if (page > 0 && !device.newPage()) return false;
    painter.save();
    painter.scale(scale, scale);
    paint(painter, page);
    painter.restore();
  }
  return painter.end();
}

double ReceiptPage::paintHead(QPainter& painter) const {
  const NetworkInfo& network = m_content.network;
  double top =
      write(painter, sized(kBody), kMuted, {kMargin, kMargin - 30, kInner, 0}, titleText(network.title, network.domain));
  top = write(painter, sized(kLarge, true), kInk, {kMargin, top + 6, kInner, 0}, title());
  if (network.demonstration) {
    painter.setPen(QPen(kWarning, 4));
    const QRectF band(kMargin, top + 18, kInner, 64);
    painter.drawRect(band);
    write(painter, sized(kBody, true), kWarning, {band.left(), band.top() + 9, band.width(), 0},
          tr("Demonstration: this is not a real network, and no money was paid."), Qt::AlignHCenter);
    top = band.bottom();
  }
  return top + kGap;
}

double ReceiptPage::paintPayment(QPainter& painter, double top) const {
  const FinanceRow& payment = *m_content.payment;
  top = write(painter, sized(kFigure, true), kInk, {kMargin, top, kInner, 0}, moneyText(payment.amount, payment.currency));
  if (QLocale().language() == QLocale::Chinese) {
    if (const QString capitals = capitalAmountText(payment.amount, payment.currency); !capitals.isEmpty())
      top = write(painter, sized(kBody), kInk, {kMargin, top + 2, kInner, 0}, capitals);
  }
  top += 26;
  const double half = (kInner - 40) / 2;
  const double right = kMargin + half + 40;
  const QString payer = payment.entity.empty() || payment.entity == payment.department
                            ? nameText(payment.department)
                            : tr("%1, %2").arg(nameText(payment.department), nameText(payment.entity));
  const double labels = write(painter, sized(kSmall), kMuted, {kMargin, top, half, 0}, tr("Paid by"));
  write(painter, sized(kSmall), kMuted, {right, top, half, 0}, tr("Paid to"));
  const double one = write(painter, sized(kHeading, true), kInk, {kMargin, labels + 2, half, 0}, payer);
  const double other = write(painter, sized(kHeading, true), kInk, {right, labels + 2, half, 0}, nameText(payment.payee));
  top = std::max(one, other) + 24;

  std::vector<std::pair<QString, QString>> facts;
  const auto add = [&](const QString& label, const QString& value) {
    if (!value.isEmpty()) facts.emplace_back(label, value);
  };
  add(tr("Date"), dateText(payment.date));
  add(tr("Payment id"), fromText(payment.id));
  add(tr("Programme"), fromText(payment.programme));
  add(tr("Reference"), fromText(payment.reference));
  add(tr("Class"), fromText(payment.functionalClass));
  add(tr("Allocation"), fromText(payment.allocation));
  constexpr double kShort = 210;
  for (std::size_t i = 0; i < facts.size(); i += 2) {
    double bottom = writeRow(painter, kMargin, half, top, facts[i].first, facts[i].second, sized(kBody), kShort);
    if (i + 1 < facts.size())
      bottom =
          std::max(bottom, writeRow(painter, right, half, top, facts[i + 1].first, facts[i + 1].second, sized(kBody), kShort));
    top = bottom;
  }
  if (!payment.description.empty())
    top = writeRow(painter, kMargin, kInner, top, tr("Description"), fromText(payment.description), sized(kBody), kShort);
  return top;
}

double ReceiptPage::paintCall(QPainter& painter, double top) const {
  const TransactionSummary& summary = m_content.transaction.summary;
  top =
      write(painter, sized(kLarge, true), kInk, {kMargin, top, kInner, 0}, titleText(summary.functionTitle, summary.function)) +
      20;
  const auto leaves = jsonLeaves(m_content.transaction.arguments);
  for (std::size_t i = 0; i < std::min(leaves.size(), kMostArguments); ++i) {
    constexpr qsizetype kMostCharacters = 160;
    const QString value = leaves[i].second.size() > kMostCharacters
                              ? leaves[i].second.left(kMostCharacters) + QStringLiteral("…")
                              : leaves[i].second;
    top = writeRow(painter, kMargin, kInner, top, leaves[i].first, value, sized(kBody));
  }
  if (leaves.size() > kMostArguments)
    top = write(
        painter, sized(kSmall), kMuted, {kMargin, top, kInner, 0},
        tr("And %Ln more value(s), which the receipt itself has.", nullptr, static_cast<int>(leaves.size() - kMostArguments)));
  return top;
}

double ReceiptPage::paintLedger(QPainter& painter, double top) const {
  const TransactionDetail& detail = m_content.transaction;
  const TransactionSummary& summary = detail.summary;
  const ChannelInfo& channel = m_content.channel;
  top = writeHeading(painter, top, tr("On the ledger"));
  const auto row = [&](const QString& label, const QString& value, bool digits = false) {
    top = writeRow(painter, kMargin, kInner, top, label, value, digits ? monospaced(kSmall) : sized(kBody));
  };
  row(tr("Transaction id"), fromText(summary.id.hex()), true);
  row(tr("Result"), resultText(summary.result, summary.resultTitle));
  row(tr("Signed by"), tr("%1, %2 %3").arg(orgName(summary.org), roleText(detail.role), fromText(summary.signer)));
  row(tr("Certificate"), fromText(detail.certificate.hex()), true);
  row(tr("Channel"), titleText(channel.title, channel.name));
  row(tr("Channel id"), fromText(channel.id.hex()), true);
  row(tr("Block"), tr("%1, %2").arg(numberText(summary.height.value), timeExactText(summary.time)));
  row(tr("Root"), fromText(detail.root.hex()), true);
  row(tr("Tree"), tr("Leaf %1 of %2").arg(numberText(detail.leafIndex.value), numberText(detail.treeSize)));
  return top - 10;
}

double ReceiptPage::paintCosigners(QPainter& painter, double top) const {
  const TransactionDetail& detail = m_content.transaction;
  top = writeHeading(painter, top,
                     tr("Final: %1 of %2 organizations executed this block and signed the same root; %3 are needed")
                         .arg(detail.cosigned)
                         .arg(detail.cosigners)
                         .arg(detail.threshold));
  QStringList names;
  for (const Cosignature& cosignature : m_content.cosignatures) {
    if (cosignature.valid) names << orgName(cosignature.org);
  }
  names.removeDuplicates();
  return write(painter, sized(kBody), kInk, {kMargin, top, kInner, 0}, names.join(tr(", ")));
}

double ReceiptPage::paintCheck(QPainter& painter, double top) const {
  top = writeHeading(painter, top, tr("Check it yourself"));
  if (m_codes.empty()) {
    return write(painter, sized(kBody), kInk, {kMargin, top, kInner, 0},
                 tr("This receipt is too large for QR codes. Ask for it as a file, and for the channel's policy from somebody "
                    "whom you trust; then run: mz verify receipt.tlog-proof --policy %1.policy")
                     .arg(fromText(m_content.channel.name)));
  }
  const QString codes = m_codes.size() == 1 ? tr("Read the code with any reader and save its text as receipt.txt.")
                                            : tr("Read the %1 codes with any reader, in any order, and save their texts as "
                                                 "lines of receipt.txt.")
                                                  .arg(m_codes.size());
  return write(painter, sized(kSmall + 2), kInk, {kMargin, top, kInner, 0},
               tr("%1 Take the channel's policy, %2.policy, from somebody whom you trust. Then run, without any network: "
                  "mz verify receipt.txt --policy %2.policy")
                   .arg(codes, fromText(m_content.channel.name)));
}

void ReceiptPage::paintCodes(QPainter& painter, double top, double most) const {
  if (m_codes.empty()) return;
  const auto columns = static_cast<double>(std::min(m_codes.size(), kCodesBesideText));
  const double rows = (static_cast<double>(m_codes.size()) + columns - 1) / columns;
  const double side = std::min({kMostCode, kInner / columns, most / std::max(1.0, std::floor(rows)) - 30});
  const double gap = columns > 1 ? std::min(40.0, (kInner - side * columns) / (columns - 1)) : 0;
  const double left = kMargin + (kInner - side * columns - gap * (columns - 1)) / 2;
  for (std::size_t i = 0; i < m_codes.size(); ++i) {
    const auto column = static_cast<double>(i % kCodesBesideText), row = static_cast<double>(i / kCodesBesideText);
    const QRectF square(left + column * (side + gap), top + row * (side + 34), side, side);
    m_codes[i].paint(painter, square);
    if (m_codes.size() > 1)
      write(painter, sized(kSmall), kMuted, {square.left(), square.bottom() - 8, side, 0},
            tr("%1 of %2").arg(i + 1).arg(m_codes.size()), Qt::AlignHCenter);
  }
}

void ReceiptPage::paintFoot(QPainter& painter, int page) const {
  const double top = kHeight - 120;
  const QString when = timeText(UnixSeconds(QDateTime::currentSecsSinceEpoch()));
  write(painter, sized(kSmall), kMuted, {kMargin, top, kInner, 0},
        tr("Printed by Mingzhang, %1. What is printed here proves nothing by itself: the codes do.").arg(when));
  if (pages() > 1)
    write(painter, sized(kSmall), kMuted, {kMargin, top, kInner, 0}, tr("Page %1 of %2").arg(page + 1).arg(pages()),
          Qt::AlignRight);
}

}  // namespace mz
