// The certificates of one network directory (certificates.h): the office over the keystore's CAs and its register, and a
// catalogue that is made anew when something has changed. Safe on any thread.
#pragma once

#include <memory>
#include <mutex>

#include "ledger/certificate_bureau.h"
#include "ledger/certificate_catalogue.h"
#include "ledger/certificate_office.h"
#include "ledger/certificate_template_book.h"
#include "ledger/certificates.h"

namespace mz {

class LocalEngine;

class LocalCertificates final : public Certificates {
 public:
  explicit LocalCertificates(LocalEngine& engine) : m_engine(engine) {}

  Result<std::vector<AuthorityInfo>> authorities() const override;
  Result<CertificateTable> table(const CertificateFilter& filter, CertificateOrdering ordering, std::uint64_t offset,
                                 std::size_t count) const override;
  Result<CertificateDetail> detail(const Fingerprint& certificate) const override;
  Result<std::vector<CertificateLink>> enrolled(const std::string& channel, const std::string& text,
                                                std::size_t count) const override;
  Result<std::vector<CertificateTemplate>> templates() const override;
  Status saveTemplate(const CertificateTemplate& made) override;
  Status removeTemplate(const std::string& id) override;
  Result<RequestReview> readRequest(const Bytes& file) const override;
  Result<BatchReview> readBatch(const std::string& file, const CertificateOrder& otherwise) const override;
  Result<MadeRequest> request(const RequestOrder& order) override;
  std::vector<std::string> waiting() const override;
  Result<std::string> accept(const Bytes& certificate) override;
  Result<std::vector<OrderFinding>> check(const std::vector<CertificateOrder>& orders) const override;
  Result<IssueReport> issue(const std::vector<CertificateOrder>& orders, bool adjust, const Progress& progress) override;
  Result<IssueReport> renew(const std::vector<RenewalOrder>& orders, bool adjust, const Progress& progress) override;
  Result<IssuedCertificate> makeAuthority(const AuthorityOrder& order) override;
  Result<RevocationPreview> preview(const RevocationOrder& order) const override;
  Result<RevocationReport> revoke(const RevocationOrder& order, const Progress& progress) override;
  Result<std::vector<ChannelSettlement>> settle(const Progress& progress) override;
  Result<Bytes> revocationList(const std::string& org, std::uint32_t days) override;
  Result<ImportReview> reviewImport(const std::vector<ImportSource>& sources, const Secret& password) const override;
  Result<ImportedCertificates> importFiles(const std::vector<ImportSource>& sources, const Secret& password,
                                           const std::vector<std::size_t>& chosen, const Progress& progress) override;
  Result<Bytes> exported(const std::vector<Fingerprint>& certificates, ExportForm form, const Secret& password) const override;
  Result<PathReport> validate(const PathQuestion& question) const override;

 private:
  // What a catalogue was made of; another one where something has changed.
  using Revision = std::vector<std::uint64_t>;
  struct Selected {
    CertificateFilter filter;
    CertificateOrdering ordering;
    CertificateCatalogue::Selection selection;
    UnixSeconds since;
  };
  Result<ImportedCertificates> takeOver(const std::vector<ImportSource>& sources, const Secret& password,
                                        const std::vector<std::size_t>& chosen, const Progress& progress);
  Status openRegister() const;                       // under the office's lock
  Result<CertificateOffice> office() const;          // the same
  Result<CertificateOffice> revokingOffice() const;  // without templates: damaged ones must hold up no revocation
  Revision revision() const;
  Result<std::shared_ptr<const CertificateCatalogue>> catalogue() const;
  Result<std::shared_ptr<const CertificateCatalogue>> newest() const;  // under the office's lock

  LocalEngine& m_engine;
  mutable std::mutex m_office;                      // one thread at a time issues and revokes
  mutable std::optional<AuthorityRegister> m_acts;  // read when it is first needed
  mutable IssuerMemory m_memory;
  mutable std::optional<CertificateTemplateBook> m_templates;  // the same

  mutable std::mutex m_reading;  // of what follows
  mutable std::shared_ptr<const CertificateCatalogue> m_catalogue;
  mutable Revision m_revision;
  mutable std::optional<Selected> m_selected;  // the newest question: pages of one table are asked for one after the other
};

}  // namespace mz
