// What an import would do, found out from the first part of its file. Any thread. Errors: those of PaymentImport::open.
#pragma once

#include <span>
#include <string>

#include "ledger/finance/import_profile.h"

namespace mz {

// A dry run over the first 10,000 rows.
Result<ImportPreview> previewImport(const ImportOptions& options, std::span<const ImportProfile> profiles);

// What the options say of their file, as a profile of that name: fields, currency, department, styles; and all headings of the
// file, to recognise others of its kind by.
Result<ImportProfile> profileOf(const std::string& name, const ImportOptions& options, std::span<const ImportProfile> profiles);

}  // namespace mz
