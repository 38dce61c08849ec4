// The fields that a row of a file can fill: their names in a mapping, their limits, and where they go in a draft. Constants.
#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "ledger/finance/import.h"

namespace mz {

// Limits of the contract public-finance, in bytes of UTF-8.
namespace import_limits {
inline constexpr std::size_t kId = 100;
inline constexpr std::size_t kText = 200;
inline constexpr std::size_t kDescription = 500;
}  // namespace import_limits

enum class RowField : std::uint8_t {
  Id,
  Date,
  Department,
  Entity,
  Programme,
  Class,
  Payee,
  Amount,
  Currency,
  Reference,
  Description,
  Allocation,
  Year,
  EconomicClass,
  Project,
  Title,
  Source,
};
inline constexpr std::array<std::string_view, 17> kRowFieldNames = {
    "id",        "date",        "department", "entity", "programme",      "class",   "payee", "amount", "currency",
    "reference", "description", "allocation", "year",   "economic_class", "project", "title", "source"};

// The fields of each kind of record that are texts as they stand in the file, a payment's id aside.
inline constexpr std::array kPaymentTexts = {
    std::pair{RowField::Department, &PaymentDraft::department},
    std::pair{RowField::Entity, &PaymentDraft::entity},
    std::pair{RowField::Programme, &PaymentDraft::programme},
    std::pair{RowField::Class, &PaymentDraft::functionalClass},
    std::pair{RowField::Payee, &PaymentDraft::payee},
    std::pair{RowField::Reference, &PaymentDraft::reference},
    std::pair{RowField::Description, &PaymentDraft::description},
    std::pair{RowField::Allocation, &PaymentDraft::allocation},
};
inline constexpr std::array kBudgetTexts = {
    std::pair{RowField::Id, &BudgetLineDraft::id},
    std::pair{RowField::Department, &BudgetLineDraft::department},
    std::pair{RowField::Class, &BudgetLineDraft::functionalClass},
    std::pair{RowField::EconomicClass, &BudgetLineDraft::economicClass},
    std::pair{RowField::Project, &BudgetLineDraft::project},
    std::pair{RowField::Title, &BudgetLineDraft::title},
    std::pair{RowField::Source, &BudgetLineDraft::source},
};

constexpr std::size_t indexOf(RowField field) { return static_cast<std::size_t>(field); }
constexpr std::string_view nameOf(RowField field) { return kRowFieldNames[indexOf(field)]; }
inline std::optional<RowField> rowFieldNamed(std::string_view name) {
  const auto found = std::ranges::find(kRowFieldNames, name);
  if (found == kRowFieldNames.end()) return std::nullopt;
  return static_cast<RowField>(found - kRowFieldNames.begin());
}
constexpr std::size_t limitOf(RowField field) {
  if (field == RowField::Id || field == RowField::Allocation) return import_limits::kId;
  return field == RowField::Description ? import_limits::kDescription : import_limits::kText;
}

}  // namespace mz
