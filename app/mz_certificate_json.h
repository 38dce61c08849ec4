// Certificates as the JSON and the lines that `mz cert` and `mz ca` print (docs/certificates.md). Pure; any thread.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "ledger/certificates.h"

namespace mz {

nlohmann::ordered_json toJson(const CertificateRow& row);
nlohmann::ordered_json toJson(const AuthorityInfo& authority);
nlohmann::ordered_json toJson(const CertificateDescription& description);
nlohmann::ordered_json toJson(const CertificateDetail& detail);
nlohmann::ordered_json toJson(const CertificateTemplate& made);
nlohmann::ordered_json toJson(const IssuedCertificate& issued);
nlohmann::ordered_json toJson(const RevocationPreview& preview);
nlohmann::ordered_json toJson(const std::vector<ChannelSettlement>& channels);
nlohmann::ordered_json failureJson(const std::optional<Error>& failure);  // {"error", "detail"}, or null

std::string_view keyPlaceName(KeyPlace place);  // "keystore", "token", "elsewhere"
std::string rowText(const CertificateRow& row);
std::string descriptionText(const CertificateDescription& description);
std::string settlementText(const std::vector<ChannelSettlement>& channels);
// 1 where a channel still lacks something: the answer is "not everywhere yet".
int settledCode(const std::vector<ChannelSettlement>& channels);

}  // namespace mz
