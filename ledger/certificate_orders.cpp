#include "ledger/certificate_orders.h"

#include <algorithm>
#include <array>
#include <utility>

namespace mz {

namespace {
constexpr std::array<std::pair<OrderProblem, std::string_view>, 19> kProblems = {
    {{OrderProblem::NoAuthority, "no_authority"},
     {OrderProblem::AuthorityExpired, "authority_expired"},
     {OrderProblem::NoSuchRole, "no_such_role"},
     {OrderProblem::BadName, "bad_name"},
     {OrderProblem::AlreadyIssued, "already_issued"},
     {OrderProblem::OutlivesAuthority, "outlives_authority"},
     {OrderProblem::TwiceInThisList, "twice_in_this_list"},
     {OrderProblem::AuthorityNeedsPin, "authority_needs_pin"},
     {OrderProblem::BeginsBeforeAuthority, "begins_before_authority"},
     {OrderProblem::EndsBeforeItBegins, "ends_before_it_begins"},
     {OrderProblem::AlreadyOver, "already_over"},
     {OrderProblem::NoSuchTemplate, "no_such_template"},
     {OrderProblem::RoleNotOfTemplate, "role_not_of_template"},
     {OrderProblem::BadAlternativeName, "bad_alternative_name"},
     {OrderProblem::NameMissing, "name_missing"},
     {OrderProblem::BadRequest, "bad_request"},
     {OrderProblem::WeakKey, "weak_key"},
     {OrderProblem::ForeignKey, "foreign_key"},
     {OrderProblem::KeyAlreadyCertified, "key_already_certified"}}};

constexpr std::array<std::pair<RevocationReason, std::string_view>, 10> kReasons = {
    {{RevocationReason::Unspecified, "unspecified"},
     {RevocationReason::KeyCompromise, "key_compromise"},
     {RevocationReason::CaCompromise, "ca_compromise"},
     {RevocationReason::AffiliationChanged, "affiliation_changed"},
     {RevocationReason::Superseded, "superseded"},
     {RevocationReason::CessationOfOperation, "cessation_of_operation"},
     {RevocationReason::CertificateHold, "certificate_hold"},
     {RevocationReason::RemoveFromCrl, "remove_from_crl"},
     {RevocationReason::PrivilegeWithdrawn, "privilege_withdrawn"},
     {RevocationReason::AaCompromise, "aa_compromise"}}};

template <class Table, class Value>
std::string_view nameIn(const Table& table, Value value) {
  const auto found = std::ranges::find(table, value, [](const auto& entry) { return entry.first; });
  return found == table.end() ? std::string_view() : found->second;
}
}  // namespace

std::string_view orderProblemName(OrderProblem problem) { return nameIn(kProblems, problem); }
std::string_view revocationReasonName(RevocationReason reason) { return nameIn(kReasons, reason); }

std::optional<RevocationReason> revocationReasonFromName(std::string_view name) {
  const auto found = std::ranges::find(kReasons, name, [](const auto& entry) { return entry.second; });
  if (found == kReasons.end()) return std::nullopt;
  return found->first;
}

}  // namespace mz
