// Certificates for tests of the window: rows that a test puts there, or generated ones, and a CA for each org of theirs that
// issues, renews and revokes at once on every channel. Any thread.
#pragma once

#include <functional>
#include <mutex>

#include "ledger/certificates.h"

namespace mz::test {

class FakeCertificates final : public Certificates {
 public:
  static constexpr std::int64_t kNow = 1'780'000'000;  // what it takes for now: 2026-05-28

  // Asked before everything else: slowness and failure of the engine that has these.
  explicit FakeCertificates(std::function<Status()> enter);

  // A root, and for each of three orgs a CA with so many people and machines in all states; instead of what was there.
  void generate(std::size_t count);
  void put(CertificateRow row);
  void setSettlement(std::vector<ChannelSettlement> channels);  // of the next time
  void setFindings(std::vector<OrderFinding> findings);         // that check() gives, and issue() and renew() fail with
  void setBatch(BatchReview batch);                             // that a table file has
  std::vector<CertificateOrder> issued() const;                 // what was asked for
  std::vector<RenewalOrder> renewed() const;
  std::vector<RevocationOrder> revoked() const;

  Result<std::vector<AuthorityInfo>> authorities() const override;
  Result<CertificateTable> table(const CertificateFilter& filter, CertificateOrdering ordering, std::uint64_t offset,
                                 std::size_t count) const override;
  Result<CertificateDetail> detail(const Fingerprint& certificate) const override;
  Result<std::vector<CertificateLink>> enrolled(const std::string& channel, const std::string& text,
                                                std::size_t count) const override;
  Result<std::vector<CertificateTemplate>> templates() const override;
  Status saveTemplate(const CertificateTemplate& made) override;
  Status removeTemplate(const std::string& id) override;
  Result<RequestReview> readRequest(const Bytes& file) const override;  // "bad…" is none
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
  // What a test set; a password that is not "right" finds every encrypted object locked.
  Result<ImportReview> reviewImport(const std::vector<ImportSource>& sources, const Secret& password) const override;
  Result<ImportedCertificates> importFiles(const std::vector<ImportSource>& sources, const Secret& password,
                                           const std::vector<std::size_t>& chosen, const Progress& progress) override;
  Result<Bytes> exported(const std::vector<Fingerprint>& certificates, ExportForm form, const Secret& password) const override;
  Result<PathReport> validate(const PathQuestion& question) const override;
  void setImport(ImportReview review);
  void setPath(PathReport report);

 private:
  IssuedCertificate add(const CertificateOrder& order);
  Status refuse(bool adjust) const;  // the first finding that is not mended
  std::vector<const CertificateRow*> chosen(const CertificateFilter& filter, CertificateOrdering ordering,
                                            std::array<std::uint64_t, kCertificateStates>& states) const;

  const std::function<Status()> m_enter;
  mutable std::mutex m_mutex;
  std::vector<CertificateRow> m_rows;
  std::vector<OrderFinding> m_findings;
  std::vector<CertificateTemplate> m_templates;
  std::vector<std::string> m_waiting;
  BatchReview m_batch;
  ImportReview m_import;
  PathReport m_path;
  std::vector<ChannelSettlement> m_settlement;
  std::vector<CertificateOrder> m_issued;
  std::vector<RenewalOrder> m_renewed;
  std::vector<RevocationOrder> m_revoked;
  std::uint64_t m_made = 0, m_listNumber = 0;
};

}  // namespace mz::test
