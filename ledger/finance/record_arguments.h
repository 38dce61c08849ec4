// The arguments of the contract's record_payment and record_budget_line for a draft, as canonical JSON: empty members are left
// out. Values; any thread.
#pragma once

#include <string>

#include "ledger/finance/import.h"

namespace mz {

void appendPaymentArguments(std::string& out, const PaymentDraft& payment);
std::string paymentArguments(const PaymentDraft& payment);
std::string budgetLineArguments(const BudgetLineDraft& line);

}  // namespace mz
