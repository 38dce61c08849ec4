#include "models/finance_export.h"

#include <QtCore/QSaveFile>

#include "models/finance_table_model.h"
#include "models/finance_text.h"
#include "models/format_text.h"

namespace mz {

namespace {

constexpr std::size_t kRowsPerPage = 4096;

QString fieldOf(const FinanceRow& row, int column, const PaymentExport& what) {
  switch (column) {
    case FinanceTableModel::Date: return fromText(row.date.iso());
    case FinanceTableModel::Department: return csvText(fromText(row.department));
    case FinanceTableModel::Entity: return csvText(fromText(row.entity));
    case FinanceTableModel::Programme: return csvText(fromText(row.programme));
    case FinanceTableModel::Class: return csvText(fromText(row.functionalClass));
    case FinanceTableModel::Payee: return csvText(fromText(row.payee));
    case FinanceTableModel::Amount: return fromText(formatAmount(row.amount, currencyDecimals(row.currency)));
    case FinanceTableModel::Currency: return csvText(fromText(row.currency));
    case FinanceTableModel::Reference: return csvText(fromText(row.reference));
    case FinanceTableModel::Description: return csvText(fromText(row.description));
    case FinanceTableModel::State: return csvField(row.transaction < what.finalBelow ? what.finalWord : what.executedWord);
    default: return {};
  }
}

Status writeAll(QSaveFile& file, const QByteArray& bytes) {
  if (file.write(bytes) != bytes.size()) return fail(ErrorCode::Io, toText(file.errorString()));
  return {};
}

Status writeHeadings(QSaveFile& file, const QStringList& headings) {
  QStringList fields;
  for (const QString& heading : headings) fields.append(csvField(heading));
  return writeAll(file, QByteArray("\xEF\xBB\xBF") + fields.join(QLatin1Char(',')).toUtf8() + "\r\n");
}

// nullopt: the ledger grew between two pages, so positions in this order have moved.
Result<std::optional<std::uint64_t>> writePages(const Engine& engine, const PaymentExport& what, FinanceOrder order,
                                                QSaveFile& file, const Progress& progress) {
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
    QByteArray bytes;
    for (const FinanceRow& row : table.rows) {
      if (written == total) break;
      for (std::size_t i = 0; i < what.columns.size(); ++i) {
        if (i > 0) bytes += ',';
        bytes += fieldOf(row, what.columns[i], what).toUtf8();
      }
      bytes += "\r\n";
      ++written;
    }
    MZ_CHECK(writeAll(file, bytes));
    progress.report(written, total);
  }
  return std::optional<std::uint64_t>(written);
}

Status open(QSaveFile& file) {
  if (!file.open(QIODevice::WriteOnly)) return fail(ErrorCode::Io, toText(file.errorString()));
  return {};
}

Status commit(QSaveFile& file) {
  if (!file.commit()) return fail(ErrorCode::Io, toText(file.errorString()));
  return {};
}

Result<std::optional<std::uint64_t>> tryExport(const Engine& engine, const PaymentExport& what, FinanceOrder order,
                                               const Progress& progress) {
  QSaveFile file(what.file);
  MZ_CHECK(open(file));
  MZ_CHECK(writeHeadings(file, what.headings));
  MZ_TRY(const auto written, writePages(engine, what, order, file, progress));
  if (written) MZ_CHECK(commit(file));
  return written;
}

}  // namespace

QString csvField(const QString& text) {
  const bool quote = text.contains(QLatin1Char(',')) || text.contains(QLatin1Char('"')) || text.contains(QLatin1Char('\n')) ||
                     text.contains(QLatin1Char('\r'));
  if (!quote) return text;
  QString out = text;
  out.replace(QLatin1Char('"'), QLatin1String("\"\""));
  return QLatin1Char('"') + out + QLatin1Char('"');
}

QString csvText(const QString& text) {
  static const QString kFormulaStarts = QStringLiteral("=+-@\t\r");
  const bool formula = !text.isEmpty() && kFormulaStarts.contains(text.front());
  return csvField(formula ? QLatin1Char('\'') + text : text);
}

Result<std::uint64_t> exportPayments(const Engine& engine, const PaymentExport& what, const Progress& progress) {
  MZ_TRY(const auto written, tryExport(engine, what, what.order, progress));
  if (written) return *written;
  MZ_TRY(const auto again, tryExport(engine, what, FinanceOrder::Recorded, progress));
  return again.value_or(0);
}

Result<std::uint64_t> exportProblems(const std::vector<ImportProblem>& problems, const QStringList& headings,
                                     const QString& path) {
  QSaveFile file(path);
  MZ_CHECK(open(file));
  MZ_CHECK(writeHeadings(file, headings));
  for (const ImportProblem& problem : problems) {
    const QStringList fields{QString::number(problem.line), csvText(fromText(problem.column)), csvText(fromText(problem.value)),
                             csvText(fromText(problem.reason)), csvText(fromText(problem.detail))};
    MZ_CHECK(writeAll(file, fields.join(QLatin1Char(',')).toUtf8() + "\r\n"));
  }
  MZ_CHECK(commit(file));
  return problems.size();
}

}  // namespace mz
