#include "ledger/finance/import_preview.h"

#include <algorithm>
#include <iterator>

#include "ledger/finance/finance_totals.h"
#include "ledger/finance/payment_import.h"

namespace mz {
namespace {

constexpr std::size_t kPreviewRows = 10000;
constexpr std::size_t kPreviewDrafts = 100;
constexpr std::uint64_t kPreviewBytes = 32 * 1024 * 1024;

}  // namespace

Result<ImportPreview> previewImport(const ImportOptions& options, std::span<const ImportProfile> profiles) {
  MZ_TRY(const auto import, PaymentImport::open(options, profiles, kPreviewBytes));
  ImportPreview preview;
  std::vector<ImportProblem> problems;
  FinanceTotals totals;
  std::uint64_t drafts = 0;
  ImportBatch batch;
  while (import->report().rows < kPreviewRows) {
    MZ_TRY(const bool more, import->next(1000, batch));
    for (const PaymentDraft& draft : batch.payments) {
      addToTotals(totals, draft.currency, draft.amount);
      if (preview.first.size() < kPreviewDrafts) preview.first.push_back(draft);
    }
    for (const BudgetLineDraft& draft : batch.budgetLines) {
      addToTotals(totals, draft.currency, draft.amount);
      if (preview.firstBudgetLines.size() < kPreviewDrafts) preview.firstBudgetLines.push_back(draft);
    }
    drafts += batch.lines.size();
    std::move(batch.problems.begin(), batch.problems.end(), std::back_inserter(problems));
    if (!more) break;
  }
  preview.report = import->report();
  preview.report.recorded = drafts;
  preview.report.totals = std::move(totals);
  preview.report.problems = std::move(problems);
  preview.raw = import->raw();
  return preview;
}

Result<ImportProfile> profileOf(const std::string& name, const ImportOptions& options,
                                std::span<const ImportProfile> profiles) {
  MZ_TRY(const auto import, PaymentImport::open(options, profiles, kPreviewBytes));
  ImportProfile profile = import->profile();
  profile.name = name;
  profile.shipped = false;
  profile.titleEn.clear();
  profile.titleZh.clear();
  const auto fix = [&](std::string_view field) {
    std::erase_if(profile.mapping, [&](const ImportMapping& line) { return line.field == field; });
  };
  if (!options.department.empty()) {
    fix("department");
    profile.mapping.push_back({"department", "=" + options.department});
  }
  if (!options.currency.empty()) {
    fix("currency");
    profile.currency = options.currency;
  }
  profile.recognise.clear();
  for (const std::string& heading : import->report().headings) {
    const bool known = std::ranges::find(profile.recognise, heading) != profile.recognise.end();
    if (!heading.empty() && !known) profile.recognise.push_back(heading);
  }
  return profile;
}

}  // namespace mz
