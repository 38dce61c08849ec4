// Taking over certificates, keys and revocation lists from files of other programs. What a file has is compared with what is
// here; nothing is taken over but what was looked at so. One thread at a time. Errors: Locked, and those of
// readCertificateFile(); what cannot be used is a finding.
#pragma once

#include "ledger/certificate_bureau.h"
#include "ledger/certificates.h"
#include "ledger/identity/certificate_file.h"

namespace mz {

class CertificateImport {
 public:
  // Reads all sources; the password is tried on whatever is encrypted.
  static Result<CertificateImport> read(const std::vector<ImportSource>& sources, std::string_view password,
                                        const LocalEngine& engine, const AuthorityRegister& acts,
                                        std::span<const Bureau> bureaus);

  const ImportReview& review() const { return m_review; }
  // Of the findings at these places that can be taken over.
  std::vector<Identity> identities(const LocalEngine& engine, const std::vector<std::size_t>& chosen) const;
  std::vector<Certificate> issued(const std::vector<std::size_t>& chosen) const;
  // By org; at most as many entries in each act as an act takes. Numbers are to be given.
  std::vector<RevocationAct> revocations(const std::vector<std::size_t>& chosen) const;

 private:
  struct Item {
    Certificate certificate;  // that can be taken over
    PrivateKey key;           // with it; empty: it is elsewhere
    std::string org;          // of a list: whose
    std::vector<RevokedEntry> entries;
  };
  struct Known;
  void addCertificate(const FileObject& object, std::size_t source, const Known& known);
  void addKey(const FileObject& object, std::size_t source, const Known& known);
  void addRequest(const FileObject& object, std::size_t source);
  void addList(const FileObject& object, std::size_t source, const Known& known);
  void add(ImportFinding finding, Item item = {});

  ImportReview m_review;
  std::vector<Item> m_items;  // of the findings
};

}  // namespace mz
