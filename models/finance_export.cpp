#include "models/finance_export.h"

#include "ledger/format/csv.h"
#include "models/csv_file.h"
#include "models/finance_table_model.h"
#include "models/finance_text.h"
#include "models/format_text.h"

namespace mz {

namespace {

constexpr std::size_t kRowsPerPage = 4096;

void appendField(std::string& line, const FinanceRow& row, int column, const PaymentExport& what) {
  switch (column) {
    case FinanceTableModel::Date: return appendCsvField(line, row.date.iso());
    case FinanceTableModel::Department: return appendCsvText(line, row.department);
    case FinanceTableModel::Entity: return appendCsvText(line, row.entity);
    case FinanceTableModel::Programme: return appendCsvText(line, row.programme);
    case FinanceTableModel::Class: return appendCsvText(line, row.functionalClass);
    case FinanceTableModel::Payee: return appendCsvText(line, row.payee);
    case FinanceTableModel::Amount: return appendCsvField(line, formatAmount(row.amount, currencyDecimals(row.currency)));
    case FinanceTableModel::Currency: return appendCsvText(line, row.currency);
    case FinanceTableModel::Reference: return appendCsvText(line, row.reference);
    case FinanceTableModel::Description: return appendCsvText(line, row.description);
    case FinanceTableModel::State:
      return appendCsvField(line, toText(row.transaction < what.finalBelow ? what.finalWord : what.executedWord));
    default: return;
  }
}

// nullopt: the ledger grew between two pages, so positions in this order have moved.
Result<std::optional<std::uint64_t>> writePages(const Engine& engine, const PaymentExport& what, FinanceOrder order,
                                                CsvFile& file, const Progress& progress) {
  std::uint64_t written = 0;
  std::uint64_t total = 0;
  std::uint64_t revision = 0;
  for (bool first = true; first || written < total; first = false) {
    if (progress.cancelled()) return fail(ErrorCode::Cancelled, "the export was cancelled");
    MZ_TRY(const FinanceTable table, engine.financeTable(what.channel, what.filter, order, written, kRowsPerPage));
    if (first) {
      total = table.totals.count;
      revision = table.revision;
    } else if (table.revision != revision && order != FinanceOrder::Recorded) {
      return std::optional<std::uint64_t>();
    }
    if (table.rows.empty() && written < total)
      return fail(ErrorCode::Damaged, "the read model answered fewer rows than it counted");
    std::string lines;
    for (const FinanceRow& row : table.rows) {
      if (written == total) break;
      for (std::size_t i = 0; i < what.columns.size(); ++i) {
        if (i > 0) lines += ',';
        appendField(lines, row, what.columns[i], what);
      }
      lines += "\r\n";
      ++written;
    }
    MZ_CHECK(file.write(lines));
    progress.report(written, total);
  }
  return std::optional<std::uint64_t>(written);
}

Result<std::optional<std::uint64_t>> tryExport(const Engine& engine, const PaymentExport& what, FinanceOrder order,
                                               const Progress& progress) {
  CsvFile file(what.file);
  MZ_CHECK(file.open(what.headings));
  MZ_TRY(const auto written, writePages(engine, what, order, file, progress));
  if (written) MZ_CHECK(file.commit());
  return written;
}

}  // namespace

Result<std::uint64_t> exportPayments(const Engine& engine, const PaymentExport& what, const Progress& progress) {
  MZ_TRY(const auto written, tryExport(engine, what, what.order, progress));
  if (written) return *written;
  MZ_TRY(const auto again, tryExport(engine, what, FinanceOrder::Recorded, progress));
  return again.value_or(0);
}

Result<std::uint64_t> exportProblems(const std::vector<ImportProblem>& problems, const QStringList& headings,
                                     const QString& path) {
  CsvFile file(path);
  MZ_CHECK(file.open(headings));
  for (const ImportProblem& problem : problems) {
    std::string line = std::to_string(problem.line);
    for (const std::string* text : {&problem.column, &problem.value, &problem.reason, &problem.detail}) {
      line += ',';
      appendCsvText(line, *text);
    }
    MZ_CHECK(file.write(line + "\r\n"));
  }
  MZ_CHECK(file.commit());
  return problems.size();
}

}  // namespace mz
