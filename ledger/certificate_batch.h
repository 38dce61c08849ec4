// A list of people and machines that shall have certificates, as a table file (CSV, in any encoding that payments may have):
// docs/certificates.md says which columns. Any thread. Errors: those of TextSource; InvalidArgument with "heading": the first
// line has no column for names; TooLarge: over 20,000 rows.
#pragma once

#include <filesystem>

#include "ledger/certificate_orders.h"

namespace mz {

// `otherwise`: what rows have that a column does not say.
Result<BatchReview> readBatch(const std::filesystem::path& file, const CertificateOrder& otherwise);

}  // namespace mz
