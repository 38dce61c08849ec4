#include "models/link.h"

#include <QtCore/QStringList>
#include <algorithm>

#include "ledger/base/bounds.h"

namespace mz {

namespace {

const QLatin1StringView kScheme("mingzhang:");

bool consistsOf(const QString& text, QLatin1StringView extra) {
  return std::ranges::all_of(text, [&](QChar c) {
    return (c >= QLatin1Char('a') && c <= QLatin1Char('z')) || (c >= QLatin1Char('0') && c <= QLatin1Char('9')) ||
           (c.unicode() < 128 && extra.contains(c));
  });
}

std::optional<std::uint64_t> numberOf(const QString& text) {
  bool good = false;
  const std::uint64_t number = text.toULongLong(&good);
  if (!good || QString::number(number) != text) return std::nullopt;
  return number;
}

bool isChannel(const QString& text) {
  return !text.isEmpty() && text.size() <= static_cast<qsizetype>(bounds::kNameBytes) && !text.startsWith(QLatin1Char('.')) &&
         consistsOf(text, QLatin1StringView("-_."));
}

}  // namespace

std::optional<Link> parseLink(const QString& text) {
  if (text.size() > kMostLinkLength || !text.startsWith(kScheme)) return std::nullopt;
  const QStringList parts = text.mid(kScheme.size()).split(QLatin1Char('/'));
  Link link;
  if (parts.front() == QLatin1StringView("tx") && parts.size() == 2) {
    link.kind = Link::Kind::Transaction;
    const auto id = TransactionId::fromHex(parts[1].toStdString());
    if (!id || !consistsOf(parts[1], {})) return std::nullopt;
    link.transaction = *id;
  } else if (parts.front() == QLatin1StringView("page") && parts.size() == 2) {
    link.kind = Link::Kind::Page;
    link.page = parts[1];
    if (link.page.isEmpty() || !consistsOf(link.page, {})) return std::nullopt;
  } else if (parts.size() == 3 &&
             (parts.front() == QLatin1StringView("block") || parts.front() == QLatin1StringView("payment"))) {
    link.kind = parts.front() == QLatin1StringView("block") ? Link::Kind::Block : Link::Kind::Payment;
    const auto number = numberOf(parts[2]);
    if (!isChannel(parts[1]) || !number) return std::nullopt;
    link.channel = parts[1].toStdString();
    link.number = *number;
  } else if (parts.size() == 4 && parts.front() == QLatin1StringView("compare")) {
    link.kind = Link::Kind::Comparison;
    const auto left = numberOf(parts[2]), right = numberOf(parts[3]);
    if (!isChannel(parts[1]) || !left || !right) return std::nullopt;
    link.channel = parts[1].toStdString();
    link.number = *left;
    link.other = *right;
  } else {
    return std::nullopt;
  }
  return link;
}

QString linkText(const Link& link) {
  switch (link.kind) {
    case Link::Kind::Transaction: return kScheme + QStringLiteral("tx/") + QString::fromStdString(link.transaction.hex());
    case Link::Kind::Block:
      return kScheme + QStringLiteral("block/%1/%2").arg(QString::fromStdString(link.channel)).arg(link.number);
    case Link::Kind::Payment:
      return kScheme + QStringLiteral("payment/%1/%2").arg(QString::fromStdString(link.channel)).arg(link.number);
    case Link::Kind::Comparison:
      return kScheme +
             QStringLiteral("compare/%1/%2/%3").arg(QString::fromStdString(link.channel)).arg(link.number).arg(link.other);
    case Link::Kind::Page: return kScheme + QStringLiteral("page/") + link.page;
  }
  return {};
}

}  // namespace mz
