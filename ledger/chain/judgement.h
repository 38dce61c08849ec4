// What every replica, and every audit, does with one envelope before and when it runs it: the order of these checks is part of
// the rules. Executing thread.
//
//   1 judgeForm: form, channel, rules version, expiry      2 a copy of a known transaction id is dropped
//   3 judgeSigner: enrolment, signature, certificate at block time      4 execute: the contract
#pragma once

#include "ledger/chain/call_executor.h"
#include "ledger/chain/prepared_batch.h"

namespace mz {

ResultCode judgeForm(const PreparedEnvelope& envelope, const ChannelId& channel, const Configuration& configuration,
                     UnixSeconds blockTime);
// Looks the certificate up again and verifies where that could not be done ahead.
ResultCode judgeSigner(PreparedEnvelope& envelope, const IdentityBook& identities, const Configuration& configuration,
                       UnixSeconds blockTime);
Result<CallOutcome> execute(CallExecutor& executor, const PreparedEnvelope& envelope, const Configuration& configuration,
                            UnixSeconds blockTime);

}  // namespace mz
