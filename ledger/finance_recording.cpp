#include "ledger/finance_recording.h"
#include "ledger/finance/finance_totals.h"
#include "ledger/finance/record_arguments.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>

namespace mz {

namespace {

constexpr std::string_view kContract = "public-finance";
constexpr std::size_t kRowsAtOnce = 256;
constexpr std::size_t kCodesPerCall = 200;

std::string codeKey(const std::string& kind, const std::string& code) { return "code/" + kind + "/" + code; }

std::unexpected<Error> cannotWrite(const std::filesystem::path& file) {
  const ErrorCode code = errno == ENOSPC                     ? ErrorCode::DiskFull
                         : errno == EACCES || errno == EROFS ? ErrorCode::ReadOnly
                                                             : ErrorCode::Io;
  return std::unexpected(
      Error(code, file.string() + " cannot be written: " + std::strerror(errno)).with("path", file.string()));
}

}  // namespace

FinanceRecording::FinanceRecording(const ChannelQueries& queries, std::unique_ptr<BulkRecorder> recorder, ImportOptions options,
                                   std::vector<ImportProfile> profiles)
    : m_queries(queries), m_recorder(std::move(recorder)), m_options(std::move(options)), m_profiles(std::move(profiles)) {}

Status FinanceRecording::openFile() {
  MZ_TRY(m_import, PaymentImport::open(m_options, m_profiles));
  return {};
}

Result<bool> FinanceRecording::looksClean() {
  ImportBatch batch;
  for (bool more = true; more;) {
    if (m_progress->cancelled()) return fail(ErrorCode::Cancelled, "cancelled; nothing was recorded");
    MZ_TRY(more, m_import->next(kRowsAtOnce, batch));
    std::ranges::move(batch.problems, std::back_inserter(m_result.problems));
  }
  return m_result.problems.empty();
}

Status FinanceRecording::defineCodes(const ImportBatch& batch, std::vector<PendingCall>& calls) {
  std::vector<std::pair<std::string, std::string>> unseen;  // in the order of the file
  const auto look = [&](const char* kind, const std::string& code) {
    if (!code.empty() && m_known.emplace(kind, code).second) unseen.emplace_back(kind, code);
  };
  for (const PaymentDraft& draft : batch.payments) {
    look("department", draft.department);
    look("entity", draft.entity);
    look("class", draft.functionalClass);
  }
  for (const BudgetLineDraft& draft : batch.budgetLines) {
    look("department", draft.department);
    look("class", draft.functionalClass);
  }
  if (unseen.empty()) return {};
  std::vector<std::string> keys;
  for (const auto& [kind, code] : unseen) keys.push_back(codeKey(kind, code));
  MZ_TRY(const std::vector<bool> known, m_queries.known(kContract, keys));
  for (const std::string kind : {"department", "entity", "class"}) {
    Json::Array codes;
    const auto flush = [&] {
      if (codes.empty()) return;
      PendingCall call;
      call.function = "define_codes";
      call.arguments = Json::object({{"codes", Json(std::exchange(codes, {}))}, {"kind", Json(kind)}}).serialize();
      calls.push_back(std::move(call));
      m_underWay.emplace_back();
    };
    for (std::size_t i = 0; i < unseen.size(); ++i) {
      if (known[i] || unseen[i].first != kind) continue;
      codes.emplace_back(unseen[i].second);
      if (codes.size() == kCodesPerCall) flush();
    }
    flush();
  }
  return {};
}

Result<std::vector<PendingCall>> FinanceRecording::nextCalls() {
  std::vector<PendingCall> calls;
  ImportBatch batch;
  while (calls.empty()) {
    MZ_TRY(const bool more, m_import->next(kRowsAtOnce, batch));
    std::ranges::move(batch.problems, std::back_inserter(m_result.problems));
    if (m_recorder) MZ_CHECK(defineCodes(batch, calls));
    std::size_t line = 0;
    for (const PaymentDraft& draft : batch.payments) {
      calls.push_back({"record_payment", paymentArguments(draft), "payment/" + draft.id});
      m_underWay.push_back({batch.lines[line++], draft.id, draft.currency, draft.amount});
    }
    for (const BudgetLineDraft& draft : batch.budgetLines) {
      calls.push_back({"record_budget_line", budgetLineArguments(draft), "line/" + draft.id});
      m_underWay.push_back({batch.lines[line++], draft.id, draft.currency, draft.amount});
    }
    if (!more) break;
  }
  return calls;
}

Status FinanceRecording::acknowledge(std::string_view lines) {
  if (m_options.acknowledge.empty() || lines.empty()) return {};
  const int file = open(m_options.acknowledge.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  if (file < 0) return cannotWrite(m_options.acknowledge);
  while (!lines.empty()) {
    const ssize_t written = write(file, lines.data(), lines.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) {
      const auto error = cannotWrite(m_options.acknowledge);
      close(file);
      return error;
    }
    lines.remove_prefix(static_cast<std::size_t>(written));
  }
  close(file);
  return {};
}

Status FinanceRecording::take(std::span<const RecordedCall> answers) {
  std::string lines;
  for (const RecordedCall& answer : answers) {
    const Row row = std::move(m_underWay.front());
    m_underWay.pop_front();
    if (row.line == 0) {
      if (answer.result != ResultCode::Executed)
        return std::unexpected(
            Error(ErrorCode::Refused,
                  "new departments, entities or classes of the file could not be defined: " + answer.resultName)
                .with("result", answer.resultName));
      continue;
    }
    if (answer.alreadyThere) {
      ++m_result.alreadyThere;
    } else if (answer.result == ResultCode::Executed) {
      ++m_result.recorded;
      addToTotals(m_result.totals, row.currency, row.amount);
      lines.append(row.id)
          .append(1, ' ')
          .append(answer.id.hex())
          .append(1, ' ')
          .append(std::to_string(answer.height.value))
          .append(1, '\n');
    } else {
      ++m_result.refused;
      addToTotals(m_result.refusedTotals, row.currency, row.amount);
      m_result.problems.push_back({row.line, {}, row.id, answer.resultName, "the ledger refused it: " + answer.resultName});
    }
  }
  m_progress->report(m_result.recorded + m_result.alreadyThere + m_result.refused, m_import->report().rows);
  return acknowledge(lines);
}

Status FinanceRecording::dryRun(const Progress& progress) {
  for (;;) {
    if (progress.cancelled()) return fail(ErrorCode::Cancelled, "cancelled; nothing was recorded");
    MZ_TRY(const auto calls, nextCalls());
    if (calls.empty()) return {};
    std::vector<std::string> keys;
    for (const PendingCall& call : calls) keys.push_back(call.knownKey);
    MZ_TRY(const std::vector<bool> known, m_queries.known(kContract, keys));
    for (const bool there : known) {
      const Row row = std::move(m_underWay.front());
      m_underWay.pop_front();
      ++(there ? m_result.alreadyThere : m_result.recorded);
      if (!there) addToTotals(m_result.totals, row.currency, row.amount);
    }
  }
}

Result<ImportReport> FinanceRecording::run(const Progress& progress) {
  const auto begun = std::chrono::steady_clock::now();
  m_progress = &progress;
  MZ_CHECK(openFile());
  bool clean = true;
  if (m_options.strict) {
    MZ_TRY(clean, looksClean());
    if (clean) MZ_CHECK(openFile());
  }
  if (clean && m_recorder) {
    MZ_CHECK(m_recorder->run([this] { return nextCalls(); },
                             [this](std::span<const RecordedCall> answers) { return take(answers); }, progress));
  } else if (clean) {
    MZ_CHECK(dryRun(progress));
  }
  ImportReport report = m_import->report();
  report.recorded = m_result.recorded;
  report.alreadyThere += m_result.alreadyThere;
  report.refused += m_result.refused;
  report.totals = m_result.totals;
  for (const FinanceTotals::Sum& sum : m_result.refusedTotals.sums) {
    // The ledger's refusals join those of reading.
    addToTotals(report.refusedTotals, sum.currency, sum.sum);
  }
  std::ranges::stable_sort(m_result.problems, {}, &ImportProblem::line);
  report.problems = std::move(m_result.problems);
  report.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  return report;
}

}  // namespace mz
