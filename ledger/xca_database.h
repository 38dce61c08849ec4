// The database of XCA, a general certificate manager: its certificates, keys, requests and revocation lists, with their names.
// Safe on any thread.
#pragma once

#include "ledger/identity/certificate_file.h"

namespace mz {

// The password of the database is tried on its keys, until ten in a row do not open. Malformed: another program's SQLite file;
// TooLarge.
Result<CertificateFile> readXcaDatabase(ByteView content, std::string_view password);

}  // namespace mz
