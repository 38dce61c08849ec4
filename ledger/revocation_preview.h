// What a revocation would do on every channel, before it is done: who could sign no longer, and who would be left. Reads only;
// any thread.
#pragma once

#include "ledger/certificate_catalogue.h"

namespace mz {

class LocalEngine;

// `refusals`: of each serial, why it cannot be revoked so.
RevocationPreview previewOf(const RevocationOrder& order, const std::vector<std::optional<Error>>& refusals,
                            const LocalEngine& engine, const CertificateCatalogue& catalogue);

}  // namespace mz
