#include "ledger/finance/finance_export.h"

#include "ledger/format/csv.h"
#include "ledger/format/json.h"

namespace mz {
namespace {

constexpr std::size_t kPieceBytes = 64 * 1024;
constexpr std::string_view kHeadings =
    "id,date,department,entity,programme,class,payee,amount,currency,reference,description,transaction\r\n";

void appendCsvRow(std::string& out, const FinanceRow& row) {
  const std::string date = row.date.iso();
  const std::string amount = formatAmount(row.amount, currencyDigits(row.currency).value_or(2));
  const std::string transaction = std::to_string(row.transaction.value);
  const std::string_view values[] = {row.id,    date,   row.department, row.entity,    row.programme,   row.functionalClass,
                                     row.payee, amount, row.currency,   row.reference, row.description, transaction};
  bool first = true;
  for (const std::string_view value : values) {
    if (!first) out.push_back(',');
    first = false;
    appendCsvField(out, value);
  }
  out += "\r\n";
}

void appendJsonRow(std::string& out, const FinanceRow& row) {
  Json object = Json::object();
  object.set("amount", row.amount.minor);
  object.set("class", row.functionalClass);
  object.set("currency", row.currency);
  object.set("date", row.date.iso());
  object.set("department", row.department);
  object.set("description", row.description);
  object.set("entity", row.entity);
  object.set("id", row.id);
  object.set("payee", row.payee);
  object.set("programme", row.programme);
  object.set("reference", row.reference);
  object.set("transaction", static_cast<std::int64_t>(row.transaction.value));
  object.serializeTo(out);
}

}  // namespace

Status exportPayments(const FinanceQuery& query, const FinanceFilter& filter, FinanceOrder order, ExportFormat format,
                      const std::function<Status(std::string_view text)>& sink, const Progress& progress) {
  std::string piece(format == ExportFormat::Csv ? kHeadings : "[");
  std::uint64_t done = 0;
  MZ_TRY(const FinanceTable counted, query.table(filter, order, 0, 0));
  MZ_CHECK(query.forEach(filter, order, [&](const FinanceRow& row) -> Status {
    if (format == ExportFormat::Csv) {
      appendCsvRow(piece, row);
    } else {
      piece += done == 0 ? "\n" : ",\n";
      appendJsonRow(piece, row);
    }
    ++done;
    if (piece.size() < kPieceBytes) return {};
    if (progress.cancelled()) return fail(ErrorCode::Cancelled, "the export was cancelled");
    progress.report(done, counted.totals.count);
    const Status written = sink(piece);
    piece.clear();
    return written;
  }));
  if (format == ExportFormat::Json) piece += done == 0 ? "]\n" : "\n]\n";
  return sink(piece);
}

}  // namespace mz
