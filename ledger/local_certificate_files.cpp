// Files of the certificates' face: import, export, validation.
#include <algorithm>

#include "ledger/certificate_calendar.h"
#include "ledger/certificate_import.h"
#include "ledger/identity/certificate_export.h"
#include "ledger/identity/path_validation.h"
#include "ledger/local_certificates.h"
#include "ledger/local_engine.h"

namespace mz {

namespace {

constexpr int kMostAbove = 8;  // authorities over a certificate
constexpr std::size_t kMostExported = 10'000;

// The key of the identity with this certificate.
Result<PrivateKey> keyOf(const LocalEngine& engine, const Certificate& certificate) {
  if (engine.isLocked()) return fail(ErrorCode::Locked, "the identities are locked; unlock them with their password");
  for (const Identity& identity : engine.keptIdentities())
    if (!identity.certificate.empty() && identity.certificate.fingerprint() == certificate.fingerprint()) {
      if (identity.token)
        return fail(ErrorCode::InvalidArgument,
                    "the key lies on the token " + identity.token->token.label + ", which gives it to nobody");
      return identity.key;
    }
  return fail(ErrorCode::NotFound, "the keystore has no key for this certificate");
}

std::vector<Certificate> chainOf(const CertificateCatalogue& catalogue, std::uint32_t place) {
  std::vector<Certificate> out;
  auto above = catalogue.authorityOf(place);
  for (int i = 0; above && i < kMostAbove; ++i) {
    out.push_back(catalogue.certificate(*above));
    above = catalogue.authorityOf(*above);
  }
  return out;
}

Bytes bytes(std::string_view text) { return Bytes(text.begin(), text.end()); }

}  // namespace

Result<ImportReview> LocalCertificates::reviewImport(const std::vector<ImportSource>& sources, const Secret& password) const {
  const std::lock_guard working(m_office);
  if (m_engine.isLocked()) return fail(ErrorCode::Locked, "the identities are locked; unlock them with their password");
  MZ_CHECK(openRegister());
  const std::vector<Bureau> bureaus = bureausOf(m_engine, *m_acts, m_memory);
  MZ_TRY(const CertificateImport files, CertificateImport::read(sources, password.text(), m_engine, *m_acts, bureaus));
  return files.review();
}

Result<ImportedCertificates> LocalCertificates::importFiles(const std::vector<ImportSource>& sources, const Secret& password,
                                                            const std::vector<std::size_t>& chosen, const Progress& progress) {
  const std::lock_guard working(m_office);
  auto imported = takeOver(sources, password, chosen, progress);
  JournalEntry entry{.what = "import_certificates", .subject = std::to_string(sources.size()) + " files"};
  if (sources.size() == 1) entry.subject = sources.front().name;
  m_engine.record(std::move(entry), imported ? nullptr : &imported.error());
  return imported;
}

Result<ImportedCertificates> LocalCertificates::takeOver(const std::vector<ImportSource>& sources, const Secret& password,
                                                         const std::vector<std::size_t>& chosen, const Progress& progress) {
  if (m_engine.isLocked()) return fail(ErrorCode::Locked, "the identities are locked; unlock them with their password");
  MZ_TRY(CertificateOffice office, revokingOffice());
  const std::vector<Bureau> bureaus = bureausOf(m_engine, *m_acts, m_memory);
  MZ_TRY(const CertificateImport files, CertificateImport::read(sources, password.text(), m_engine, *m_acts, bureaus));
  for (const std::size_t place : chosen)
    if (place >= files.review().findings.size() || files.review().findings[place].standing != ImportStanding::CanBeTaken)
      return fail(ErrorCode::InvalidArgument, "finding " + std::to_string(place) + " cannot be taken over");
  ImportedCertificates out;
  std::vector<Identity> identities = files.identities(m_engine, chosen);
  for (const Identity& identity : identities) out.labels.push_back(identity.label);
  const std::vector<Certificate> issued = files.issued(chosen);
  out.issued = issued.size();
  MZ_CHECK(m_engine.keep(std::move(identities)));
  MZ_CHECK(m_acts->addIssued(issued));
  for (RevocationAct& act : files.revocations(chosen)) {
    out.revoked += act.entries.size();
    MZ_CHECK(office.addAct(std::move(act)));
  }
  MZ_TRY(out.channels, office.settle(progress));
  return out;
}

Result<Bytes> LocalCertificates::exported(const std::vector<Fingerprint>& certificates, ExportForm form,
                                          const Secret& password) const {
  if (certificates.empty() || certificates.size() > kMostExported)
    return fail(ErrorCode::InvalidArgument, "between 1 and 10,000 certificates are exported at once");
  MZ_TRY(const auto known, catalogue());
  std::vector<std::uint32_t> places;
  std::vector<Certificate> chosen;
  for (const Fingerprint& fingerprint : certificates) {
    const auto place = known->find(fingerprint);
    if (!place) return fail(ErrorCode::NotFound, "no certificate " + fingerprint.hex() + " is known here");
    places.push_back(*place);
    chosen.push_back(known->certificate(*place));
  }
  const bool forOne =
      form == ExportForm::Der || form == ExportForm::Chain || form == ExportForm::Pkcs12 || form == ExportForm::Bundle;
  if (forOne && chosen.size() > 1) return fail(ErrorCode::InvalidArgument, "this form holds one certificate");
  std::vector<Certificate> chain = chainOf(*known, places.front());
  switch (form) {
    case ExportForm::Pem: return bytes(pemChain(chosen));
    case ExportForm::Der: return chosen.front().der();
    case ExportForm::Chain: return bytes(chosen.front().pem() + pemChain(chain));
    case ExportForm::Pkcs7: {
      if (chosen.size() == 1) chosen.insert(chosen.end(), chain.begin(), chain.end());
      return makePkcs7(chosen);
    }
    case ExportForm::Pkcs12:
    case ExportForm::Bundle: {
      MZ_TRY(const PrivateKey key, keyOf(m_engine, chosen.front()));
      const Subject& subject = chosen.front().subject();
      auto made = [&]() -> Result<Bytes> {
        if (form == ExportForm::Pkcs12)
          return makePkcs12(key, chosen.front(), chain, subject.org + "/" + subject.name, password.text());
        MZ_TRY(const std::string pem, sealedKeyPem(key, password.text()));
        return bytes(pem + chosen.front().pem() + pemChain(chain));
      }();
      m_engine.record({.what = "export_key", .subject = subject.org + "/" + subject.name}, made ? nullptr : &made.error());
      return made;
    }
    case ExportForm::Calendar: {
      std::vector<CertificateRow> rows;
      const UnixSeconds now = m_engine.clock().now();
      for (const std::uint32_t place : places) rows.push_back(known->row(place, now));
      MZ_TRY(const std::vector<CertificateTemplate> all, templates());
      return bytes(expiryCalendar(rows, all, now));
    }
  }
  return fail(ErrorCode::InvalidArgument, "there is no such form");
}

Result<PathReport> LocalCertificates::validate(const PathQuestion& question) const { return validatePath(question); }

}  // namespace mz
