#include "ledger/order/orderer.h"

namespace mz {

Error lockedChannel() { return {ErrorCode::Locked, "the channel takes no calls while the identities are locked"}; }

}  // namespace mz
