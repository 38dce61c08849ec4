// Invented but realistic spending of a city, in Chinese with English beside it where people would write it so. The same seed
// gives the same data. Values; one thread.
#pragma once

#include <string>
#include <vector>

#include "ledger/base/random.h"
#include "ledger/finance/import.h"

namespace mz {

struct DemoOrg {
  std::string_view id, en, zh;
  bool voting;
};
std::span<const DemoOrg> demoOrgs();  // thirteen; the audit office is an observer

struct DemoCodes {
  std::vector<std::string> departments, entities, classes;
};
DemoCodes demoCodes();

struct DemoBudgetLine {
  BudgetLineDraft line;
  std::string entity;  // to which part of it is released
  Amount released;
  Date releasedOn;
};
// Sized for that many payments, so that most lines are spent to a good part and few of them over.
std::vector<DemoBudgetLine> demoBudget(std::uint64_t payments, SeededRandom& random);

// Payments of 2025 and 2026 up to November, in order of date.
class DemoPayments {
 public:
  DemoPayments(std::uint64_t count, SeededRandom& random);
  bool next(PaymentDraft& out, std::string& orgId);  // false at the end

 private:
  SeededRandom& m_random;
  const std::uint64_t m_count;
  std::uint64_t m_done = 0;
};

}  // namespace mz
