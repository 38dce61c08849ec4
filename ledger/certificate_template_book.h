// The templates of a network directory: those that are shipped, and own ones in certificate-templates.json, written atomically
// (docs/formats/authorities.md). One thread at a time. Errors: Malformed, UnsupportedVersion, TooLarge, and what files fail
// with.
#pragma once

#include <filesystem>

#include "ledger/base/error.h"
#include "ledger/certificate_template.h"

namespace mz {

class CertificateTemplateBook {
 public:
  static Result<CertificateTemplateBook> open(const std::filesystem::path& directory);

  const std::vector<CertificateTemplate>& all() const { return m_all; }  // shipped ones first, then by id
  // Replaces an own one of its id. AlreadyThere: a shipped one has it. InvalidArgument with "field". TooLarge: over 200.
  Status save(CertificateTemplate made);
  Status remove(const std::string& id);  // NotFound; InvalidArgument: it is shipped

 private:
  Status write(std::vector<CertificateTemplate> all);

  std::filesystem::path m_file;
  std::vector<CertificateTemplate> m_all;
};

// By id; of an empty id the shipped one of the role. Null: there is none.
const CertificateTemplate* findTemplate(const std::vector<CertificateTemplate>& all, std::string_view id,
                                        std::string_view role);

}  // namespace mz
