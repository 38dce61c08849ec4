#include "ledger/chain/audit_report.h"

#include "ledger/format/json.h"

namespace mz {

namespace {

constexpr std::string_view kFormat = "mingzhang/audit";
constexpr std::int64_t kVersion = 1;

// A detail may quote bytes of a damaged file.
Json text(const std::string& detail) {
  if (isValidUtf8(detail)) return Json(detail);
  std::string plain = detail;
  for (char& c : plain)
    if (static_cast<unsigned char>(c) >= 0x80) c = '?';
  return Json(std::move(plain));
}

template <class Number>
Json orNull(const std::optional<Number>& number) {
  return number ? Json(static_cast<std::int64_t>(number->value)) : Json();
}

template <class Number>
std::optional<Number> numberAt(const Json& object, std::string_view name) {
  const Json* member = object.find(name);
  if (!member || !member->isInteger() || member->integer() < 0) return std::nullopt;
  return Number(static_cast<std::uint64_t>(member->integer()));
}

}  // namespace

std::string auditReportText(const AuditReport& report) {
  Json::Array damages;
  for (const Damage& damage : report.damages)
    damages.push_back(Json::object({{"height", orNull(damage.height)},
                                    {"transaction", orNull(damage.transaction)},
                                    {"tx", damage.id ? Json(damage.id->hex()) : Json()},
                                    {"part", text(damage.part)},
                                    {"detail", text(damage.detail)}}));
  return Json::object({{"format", Json(kFormat)},
                       {"version", Json(kVersion)},
                       {"channel", Json(report.channel)},
                       {"height", Json(static_cast<std::int64_t>(report.height.value))},
                       {"transactions", Json(static_cast<std::int64_t>(report.transactions))},
                       {"signatures", Json(static_cast<std::int64_t>(report.signatures))},
                       {"damages", Json(std::move(damages))},
                       {"more", Json(report.more)},
                       {"milliseconds", Json(static_cast<std::int64_t>(report.seconds * 1000))},
                       {"ended", Json(report.ended.value)}})
             .serialize() +
         "\n";
}

Result<AuditReport> parseAuditReport(std::string_view text) {
  MZ_TRY(const Json document, Json::parse(text));
  if (document.stringAt("format") != kFormat) return fail(ErrorCode::Malformed, "this is not the report of an audit");
  if (document.integerAt("version") > kVersion)
    return fail(ErrorCode::UnsupportedVersion, "the report of the audit was written by a newer program");
  AuditReport report;
  report.channel = document.stringAt("channel");
  const auto height = numberAt<Height>(document, "height");
  const Json* damages = document.find("damages");
  if (!height || !damages || !damages->isArray()) return fail(ErrorCode::Malformed, "the report of the audit is incomplete");
  report.height = *height;
  report.transactions = static_cast<std::uint64_t>(document.integerAt("transactions"));
  report.signatures = static_cast<std::uint64_t>(document.integerAt("signatures"));
  report.more = document.booleanAt("more");
  report.seconds = static_cast<double>(document.integerAt("milliseconds")) / 1000;
  report.ended = UnixSeconds(document.integerAt("ended"));
  for (const Json& entry : damages->array()) {
    Damage damage{report.channel, numberAt<Height>(entry, "height"),   numberAt<TransactionNumber>(entry, "transaction"),
                  std::nullopt,   std::string(entry.stringAt("part")), std::string(entry.stringAt("detail"))};
    if (const auto id = TransactionId::fromHex(entry.stringAt("tx"))) damage.id = *id;
    report.damages.push_back(std::move(damage));
  }
  return report;
}

}  // namespace mz
