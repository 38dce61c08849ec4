// Invented but realistic spending of a city, in Chinese with English beside it where people would write it so. The same seed
// gives the same data. Values; one thread.
#pragma once

#include <map>
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

struct DemoAdjustment {
  std::string id, line, reason;
  Amount amount;
  Date date;
};
// Some lines get more in summer, some give back in autumn what was not released. In order of date.
std::vector<DemoAdjustment> demoAdjustments(std::span<const DemoBudgetLine> budget);

std::string demoAllocationId(const DemoBudgetLine& budget);
// What is left of each allocation, so that payments draw on theirs as far as it reaches.
class DemoAllocations {
 public:
  explicit DemoAllocations(std::span<const DemoBudgetLine> budget);
  // Names the payment's allocation where it is released by then and has enough left.
  void draw(PaymentDraft& payment);

 private:
  struct Rest {
    std::string id;
    Amount amount;
    Date from;
  };
  std::map<std::string, Rest> m_rests;  // by year, department and title of the budget line
};

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
