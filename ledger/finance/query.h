// Questions to the finance read model and their answers. Plain values that could be serialised; any thread.
#pragma once

#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "ledger/base/types.h"
#include "ledger/format/date.h"
#include "ledger/format/money.h"

namespace mz {

// All given conditions hold together; an empty list or optional does not restrict.
struct FinanceFilter {
  std::optional<Date> from;              // inclusive
  std::optional<Date> until;             // inclusive
  std::vector<std::string> departments;  // exact names; any of them
  std::vector<std::string> entities;
  std::vector<std::string> programmes;
  std::vector<std::string> classes;
  std::vector<std::string> payees;
  std::optional<Amount> least;  // inclusive, minor units
  std::optional<Amount> most;
  std::string currency;  // empty: any
  std::string text;      // words, all of which occur (as substrings, case-folded, any script) in payee, description, programme,
                         // class, entity or department; exact id or reference also matches
  bool operator==(const FinanceFilter&) const = default;
};

enum class FinanceOrder : std::uint8_t { DateDescending, DateAscending, AmountDescending, AmountAscending, Recorded };
enum class FinanceGrouping : std::uint8_t { Department, Entity, Programme, Class, Payee, Month, Year };

struct FinanceTotals {
  std::uint64_t count = 0;
  // One entry per currency, sorted by code: sums of different currencies are never added.
  struct Sum {
    std::string currency;
    Amount sum;
    std::uint64_t count = 0;
    bool overflowed = false;
    bool operator==(const Sum&) const = default;
  };
  std::vector<Sum> sums;
};

struct FinanceGroup {
  std::string key;  // name; "2022-03" for months, "2022" for years
  std::string currency;
  std::uint64_t count = 0;
  Amount sum;  // the largest or smallest there is where `overflowed`
  bool overflowed = false;
};

inline constexpr std::size_t kEveryGroup = std::numeric_limits<std::size_t>::max();
// As many groups as were asked for, and what the rest amounts to: names are what costs most where there are very many.
struct FinanceGroups {
  struct Others {  // of one currency; an amount is the largest or smallest there is where it overflowed
    std::string currency;
    std::uint64_t groups = 0;
    std::uint64_t count = 0;  // payments
    Amount sum;
    Amount magnitude;  // of the groups' sums without their signs
  };
  std::vector<FinanceGroup> groups;
  std::vector<Others> others;  // sorted by code; empty: these are all
};

struct FinanceRow {
  std::uint64_t payment = 0;  // dense number in the read model, from 0
  TransactionNumber transaction;
  std::string id;
  Date date;
  std::string department, entity, programme, functionalClass, payee, currency, reference, description;
  std::string allocation;  // that it draws on; empty: none
  Amount amount;
  bool readable =
      true;  // false: its envelope is damaged, and what only that says (id, reference, description, allocation) is empty
};

struct BudgetLineRow {
  std::string id;
  int year = 0;
  std::string department, functionalClass, project, title, currency;
  Amount amount;    // original
  Amount adjusted;  // with adjustments
  Amount allocated;
  TransactionNumber transaction;
};

// One record on the way of public money: a budget line, a change of its amount, a part of it that was released, a payment.
struct FinanceRecord {
  enum class Kind : std::uint8_t { Line, Adjustment, Allocation, Payment };
  Kind kind = Kind::Line;
  std::string id;
  std::string line;          // id of the budget line that it belongs to; empty: a payment without allocation
  int year = 0;              // of the budget line
  std::optional<Date> date;  // a budget line has none
  std::string text;          // title of a line, reason of an adjustment, entity of an allocation, payee of a payment
  std::string currency;
  Amount amount;
  TransactionNumber transaction;
};

struct FinanceNames {  // the distinct names that filters offer, each with its number of payments, most first
  struct Entry {
    std::string name;
    std::uint64_t count = 0;
  };
  std::vector<Entry> departments, entities, programmes, classes, currencies;
  std::optional<Date> first, last;
};

struct FinanceTable {
  std::uint64_t revision = 0;  // counts committed blocks of the read model; a later answer has a higher one
  FinanceTotals totals;        // of everything that the filter leaves
  std::uint64_t offset = 0;
  std::vector<FinanceRow> rows;
};

struct PaymentDraft {  // one payment to be recorded: the fields of `mz finance import`
  std::string id, department, entity, programme, functionalClass, payee, currency, reference, description, allocation;
  Date date;
  Amount amount;
};

}  // namespace mz
