#include "app/mz_json.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace mz {

using Object = nlohmann::ordered_json;

namespace {

Object titleObject(const Title& title) { return {{"en", title.en}, {"zh", title.zh}}; }

template <class Tag>
Object hexList(const std::vector<Hash32<Tag>>& hashes) {
  Object list = Object::array();
  for (const auto& hash : hashes) list.push_back(hash.hex());
  return list;
}

template <class Value>
Object list(const std::vector<Value>& values) {
  Object out = Object::array();
  for (const Value& value : values) out.push_back(toJson(value));
  return out;
}

Object optionalText(const std::optional<std::string>& text) { return text ? embedded(*text) : Object(nullptr); }

Object sumOf(const FinanceTotals& totals) {
  if (totals.sums.empty()) return 0;
  const FinanceTotals::Sum& only = totals.sums.front();
  return totals.sums.size() == 1 && !only.overflowed ? Object(only.sum.minor) : Object(nullptr);
}

Object toJson(const ImportStyles& styles) {
  return {{"encoding", styles.encoding},
          {"delimiter", styles.delimiter},
          {"decimalStyle", styles.decimalStyle},
          {"dateStyle", styles.dateStyle}};
}

}  // namespace

const char* standingName(CertificateStanding standing) {
  switch (standing) {
    case CertificateStanding::Valid: return "valid";
    case CertificateStanding::NotYetValid: return "not_yet_valid";
    case CertificateStanding::Expired: return "expired";
    case CertificateStanding::Revoked: return "revoked";
    case CertificateStanding::NotIssued: return "not_issued";
    case CertificateStanding::NotListed: return "not_listed";
    case CertificateStanding::NotKept: return "not_kept";
  }
  return "";
}

Object embedded(const std::string& text) {
  Object parsed = Object::parse(text, nullptr, false);
  return parsed.is_discarded() ? Object(text) : parsed;
}

std::string moneyText(Amount amount, const std::string& currency) {
  const std::optional<int> digits = currencyDigits(currency);
  return digits ? fmt::format("{} {}", formatAmount(amount, *digits), currency)
                : fmt::format("{} minor units of {}", amount.minor, currency);
}

Object toJson(const NetworkInfo& network) {
  return {{"domain", network.domain},
          {"title", titleObject(network.title)},
          {"demonstration", network.demonstration},
          {"directory", network.directory.string()}};
}

Object toJson(const ChannelInfo& channel, const ChannelStatus& status) {
  Object members = Object::array();
  for (const OrgInfo& org : channel.members)
    members.push_back({{"id", org.id},
                       {"title", titleObject(org.title)},
                       {"region", org.region},
                       {"level", org.level},
                       {"voting", org.voting},
                       {"cosigns", org.cosigns}});
  return {{"name", channel.name},
          {"id", channel.id.hex()},
          {"title", titleObject(channel.title)},
          {"public", channel.isPublic},
          {"height", status.height.value},
          {"finalHeight", status.finalHeight.value},
          {"transactions", status.transactions},
          {"refused", status.refused},
          {"treeSize", status.treeSize},
          {"root", status.root.hex()},
          {"time", formatTime(status.time)},
          {"cosigned", status.cosigned},
          {"cosigners", status.cosigners},
          {"threshold", status.threshold},
          {"bytesOnDisk", status.bytesOnDisk},
          {"open", status.open},
          {"stopped", status.stopped.empty() ? Object(nullptr) : Object(status.stopped)},
          {"stoppedBy", status.stoppedBy ? Object(errorName(status.stoppedBy->code)) : Object(nullptr)},
          {"divergence",
           status.divergence ? Object{{"height", status.divergence->value}, {"orgs", status.dissenters}} : Object(nullptr)},
          {"financeReady", status.financeReady},
          {"contracts", channel.contracts},
          {"members", std::move(members)}};
}

Object toJson(const BlockDetail& block) {
  Object cosignatures = Object::array();
  for (const Cosignature& one : block.cosignatures)
    cosignatures.push_back({{"name", one.name}, {"org", one.org}, {"time", formatTime(one.time)}, {"valid", one.valid}});
  return {{"height", block.summary.height.value},
          {"time", formatTime(block.summary.time)},
          {"transactions", block.summary.transactions},
          {"refused", block.summary.refused},
          {"final", block.summary.isFinal},
          {"cosigned", block.summary.cosigned},
          {"channel", block.channel.hex()},
          {"epoch", block.epoch},
          {"batch", block.batch.value},
          {"batchDigest", block.batchDigest.hex()},
          {"previous", block.previous.hex()},
          {"writes", block.writes.hex()},
          {"configuration", block.configuration},
          {"rules", block.rules},
          {"recordDigest", block.summary.record.hex()},
          {"record", block.record},
          {"checkpoint", block.checkpoint},
          {"firstLeaf", block.firstLeaf.value},
          {"firstTransaction", block.firstTransaction.value},
          {"cutter", block.cutter},
          {"cosignatures", std::move(cosignatures)}};
}

Object toJson(const TransactionSummary& transaction) {
  return {{"tx", transaction.id.hex()},
          {"transaction", transaction.number.value},
          {"height", transaction.height.value},
          {"time", formatTime(transaction.time)},
          {"contract", transaction.contract},
          {"function", transaction.function},
          {"org", transaction.org},
          {"signer", transaction.signer},
          {"result", static_cast<std::uint32_t>(transaction.result)},
          {"resultName", transaction.resultName},
          {"hasEnvelope", transaction.hasEnvelope}};
}

Object toJson(const CertificateLink& link) {
  const CertificateInfo& certificate = link.certificate;
  const bool known = link.standing != CertificateStanding::NotKept;
  const auto text = [&](std::string value) { return known ? Object(std::move(value)) : Object(nullptr); };
  return {{"org", certificate.org},
          {"role", certificate.role},
          {"name", certificate.name},
          {"fingerprint", text(certificate.fingerprint.hex())},
          {"issuer", text(certificate.issuer)},
          {"serial", text(certificate.serial)},
          {"from", text(formatTime(certificate.from))},
          {"until", text(formatTime(certificate.until))},
          {"standing", standingName(link.standing)},
          {"since", link.since ? Object(link.since->value) : Object(nullptr)},
          {"transaction", link.transaction ? Object(link.transaction->value) : Object(nullptr)},
          {"revoked", link.revoked ? Object(link.revoked->value) : Object(nullptr)}};
}

Object toJson(const TransactionDetail& transaction) {
  Object writes = Object::array();
  for (const WriteDetail& write : transaction.writes)
    writes.push_back({{"contract", write.contract},
                      {"key", write.key},
                      {"before", optionalText(write.before)},
                      {"after", optionalText(write.after)}});
  Object events = Object::array();
  for (const auto& [name, payload] : transaction.events) events.push_back({{"name", name}, {"payload", embedded(payload)}});
  Object out = toJson(transaction.summary);
  out["final"] = transaction.isFinal;
  out["cosigned"] = transaction.cosigned;
  out["cosigners"] = transaction.cosigners;
  out["threshold"] = transaction.threshold;
  out["arguments"] = embedded(transaction.arguments);
  out["functionTitle"] = titleObject(transaction.summary.functionTitle);
  out["resultTitle"] = titleObject(transaction.summary.resultTitle);
  out["role"] = transaction.role;
  out["certificate"] = {{"fingerprint", transaction.certificate.hex()},    {"subject", transaction.certificateSubject},
                        {"issuer", transaction.certificateIssuer},         {"serial", transaction.certificateSerial},
                        {"from", formatTime(transaction.certificateFrom)}, {"until", formatTime(transaction.certificateUntil)}};
  out["chain"] = list(transaction.chain);
  out["expiry"] = formatTime(transaction.expiry);
  out["envelopeBytes"] = transaction.envelopeBytes;
  out["writes"] = std::move(writes);
  out["events"] = std::move(events);
  out["leaf"] = transaction.leaf;
  out["leafHash"] = transaction.leafHash.hex();
  out["leafIndex"] = transaction.leafIndex.value;
  out["treeSize"] = transaction.treeSize;
  out["proof"] = hexList(transaction.proof);
  out["root"] = transaction.root.hex();
  return out;
}

Object toJson(const Damage& damage) {
  return {{"channel", damage.channel},
          {"height", damage.height ? Object(damage.height->value) : Object(nullptr)},
          {"transaction", damage.transaction ? Object(damage.transaction->value) : Object(nullptr)},
          {"tx", damage.id ? Object(damage.id->hex()) : Object(nullptr)},
          {"part", damage.part},
          {"detail", damage.detail}};
}

Object toJson(const AuditReport& report) {
  return {{"channel", report.channel},           {"height", report.height.value},
          {"transactions", report.transactions}, {"signatures", report.signatures},
          {"seconds", report.seconds},           {"ended", formatTime(report.ended)},
          {"damages", list(report.damages)},     {"more", report.more}};
}

Object toJson(const ActivityRow& row) {
  Object out = toJson(row.transaction);
  out["channel"] = row.channel;
  return out;
}

Object toJson(const JournalEntry& entry) {
  return {{"number", entry.number},   {"time", formatTime(entry.time)}, {"what", entry.what},     {"who", entry.who},
          {"channel", entry.channel}, {"subject", entry.subject},       {"result", entry.result}, {"device", entry.device}};
}

Object toJson(const Alarm& alarm) {
  const auto orNull = [](UnixSeconds time) { return time.value == 0 ? Object(nullptr) : Object(formatTime(time)); };
  return {{"number", alarm.number},
          {"kind", alarm.kind},
          {"subject", alarm.subject},
          {"urgent", alarm.urgent},
          {"value", alarm.value},
          {"threshold", alarm.threshold},
          {"raised", orNull(alarm.raised)},
          {"measured", orNull(alarm.measured)},
          {"ended", orNull(alarm.ended)},
          {"acknowledged", orNull(alarm.acknowledged)},
          {"acknowledgedBy", alarm.acknowledgedBy},
          {"note", alarm.note}};
}

Object toJson(const AlarmRule& rule) {
  return {{"kind", rule.kind},          {"threshold", rule.threshold},  {"unit", rule.unit},
          {"check", rule.checkSeconds}, {"repeat", rule.repeatSeconds}, {"enabled", rule.enabled}};
}

Object toJson(const FinanceTotals& totals) {
  Object sums = Object::array();
  for (const FinanceTotals::Sum& one : totals.sums)
    sums.push_back({{"currency", one.currency},
                    {"count", one.count},
                    {"sum", one.overflowed ? Object(nullptr) : Object(one.sum.minor)},
                    {"overflowed", one.overflowed}});
  return {{"count", totals.count}, {"sum", sumOf(totals)}, {"sums", std::move(sums)}};
}

Object toJson(const FinanceGroup& group) {
  return {{"key", group.key}, {"currency", group.currency}, {"count", group.count}, {"sum", group.sum.minor}};
}

Object toJson(const FinanceRow& row, const TransactionId& transaction) {
  return {{"tx", transaction.hex()},      {"transaction", row.transaction.value},
          {"payment", row.payment},       {"id", row.id},
          {"date", row.date.iso()},       {"department", row.department},
          {"entity", row.entity},         {"programme", row.programme},
          {"class", row.functionalClass}, {"payee", row.payee},
          {"amount", row.amount.minor},   {"currency", row.currency},
          {"reference", row.reference},   {"description", row.description},
          {"allocation", row.allocation}, {"readable", row.readable}};
}

Object toJson(const BudgetLineRow& line) {
  return {{"id", line.id},
          {"year", line.year},
          {"department", line.department},
          {"class", line.functionalClass},
          {"project", line.project},
          {"title", line.title},
          {"currency", line.currency},
          {"amount", line.amount.minor},
          {"adjusted", line.adjusted.minor},
          {"allocated", line.allocated.minor},
          {"transaction", line.transaction.value}};
}

std::string_view kindName(FinanceRecord::Kind kind) {
  switch (kind) {
    case FinanceRecord::Kind::Line: return "budget_line";
    case FinanceRecord::Kind::Adjustment: return "adjustment";
    case FinanceRecord::Kind::Allocation: return "allocation";
    case FinanceRecord::Kind::Payment: break;
  }
  return "payment";
}

Object toJson(const TrailStep& step) {
  const FinanceRecord& record = step.record;
  Object out = {{"kind", kindName(record.kind)},
                {"id", record.id},
                {"line", record.line.empty() ? Object(nullptr) : Object(record.line)},
                {"year", record.year == 0 ? Object(nullptr) : Object(record.year)},
                {"date", record.date ? Object(record.date->iso()) : Object(nullptr)},
                {"text", record.text},
                {"currency", record.currency},
                {"amount", record.amount.minor},
                {"drawn", step.drawn ? Object(step.drawn->minor) : Object(nullptr)}};
  out.update(toJson(step.transaction));
  out["final"] = step.isFinal;
  out["cosigned"] = step.cosigned;
  out["cosigners"] = step.cosigners;
  out["threshold"] = step.threshold;
  return out;
}

Object toJson(const ImportReport& report) {
  Object mapping = Object::array();
  for (const ImportMapping& one : report.mapping) mapping.push_back({{"field", one.field}, {"column", one.column}});
  Object problems = Object::array();
  for (const ImportProblem& one : report.problems)
    problems.push_back(
        {{"line", one.line}, {"column", one.column}, {"value", one.value}, {"reason", one.reason}, {"detail", one.detail}});
  Object totals = toJson(report.totals);
  return {{"profile", report.profile},
          {"kind", report.kind},
          {"styles", toJson(report.styles)},
          {"detected", toJson(report.detected)},
          {"rows", report.rows},
          {"recorded", report.recorded},
          {"alreadyThere", report.alreadyThere},
          {"refused", report.refused},
          {"sum", totals["sum"]},
          {"sums", totals["sums"]},
          {"refusedSums", toJson(report.refusedTotals)["sums"]},
          {"seconds", report.seconds},
          {"mapping", std::move(mapping)},
          {"headings", report.headings},
          {"problems", std::move(problems)}};
}

}  // namespace mz
