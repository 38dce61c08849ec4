#include "ledger/finance/import_preview.h"
#include "ledger/finance_recording.h"
#include "ledger/local_engine.h"

namespace mz {

Result<ImportPreview> LocalEngine::previewImport(const std::string& channel, const ImportOptions& options) const {
  MZ_CHECK(openHost(channel));
  return mz::previewImport(options, mz::importProfiles(m_directory));
}

std::vector<std::string> LocalEngine::importProfiles() const {
  std::vector<std::string> names;
  for (const ImportProfile& profile : mz::importProfiles(m_directory)) names.push_back(profile.name);
  return names;
}

Status LocalEngine::saveImportProfile(const std::string& name, const ImportOptions& options) {
  MZ_TRY(const ImportProfile profile, profileOf(name, options, mz::importProfiles(m_directory)));
  const std::lock_guard lock(m_profilesMutex);
  return saveProfile(m_directory, profile);
}

Result<ImportReport> LocalEngine::importPayments(const std::string& channel, const ImportOptions& options,
                                                 const Progress& progress) {
  MZ_TRY(ChannelHost * found, openHost(channel));
  std::shared_ptr<ChannelRunner> runner;
  std::unique_ptr<BulkRecorder> recorder;
  if (!options.dryRun) {
    MZ_TRY(const SigningIdentity signing, signer(options.identity));
    MZ_TRY(runner, found->taking());
    recorder =
        std::make_unique<BulkRecorder>(found->replica(), found->queries(), *runner, m_pool, m_clock, "public-finance",
                                       std::vector{BulkRecorder::Signer{signing.certificate.fingerprint(), signing.key}});
  }
  auto report = FinanceRecording(found->queries(), std::move(recorder), options, mz::importProfiles(m_directory)).run(progress);
  if (!options.dryRun)
    record({.what = "import", .who = options.identity, .channel = channel, .subject = options.file.filename().string()},
           report ? nullptr : &report.error());
  return report;
}

}  // namespace mz
