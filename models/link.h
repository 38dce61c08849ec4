// Deep links, as they come from outside: mingzhang:tx/<transaction id>, mingzhang:block/<channel>/<height>,
// mingzhang:payment/<channel>/<number>, mingzhang:compare/<channel>/<height>/<height>, mingzhang:page/<page>. They name things
// in the open network; a channel is named as in the network, or by its id. Nothing else is a link: no second spelling, escapes,
// queries or leading zeros. Values; any thread.
#pragma once

#include <QtCore/QString>
#include <optional>
#include <string>

#include "ledger/base/types.h"

namespace mz {

struct Link {
  enum class Kind { Transaction, Block, Payment, Comparison, Page };
  Kind kind = Kind::Page;
  TransactionId transaction;  // Transaction
  std::string channel;        // Block, Payment, Comparison: its name or the 64 digits of its id
  std::uint64_t number = 0;   // Block, Comparison: height; Payment: its number on the channel
  std::uint64_t other = 0;    // Comparison: height of the block on the right
  QString page;               // Page

  bool operator==(const Link&) const = default;
};

inline constexpr qsizetype kMostLinkLength = 200;

std::optional<Link> parseLink(const QString& text);  // empty: it is no link of ours
QString linkText(const Link& link);

}  // namespace mz
