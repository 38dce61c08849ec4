// A long row of equal work on the threads of a pool. Any thread.
#pragma once

#include <algorithm>
#include <cstddef>

#include "ledger/base/work_pool.h"

namespace mz {

// Runs work(begin, end) for pieces of at most `piece` out of 0 … count, and returns when all are done. This thread helps.
template <class Work>
void inPieces(WorkPool& pool, std::size_t count, std::size_t piece, const Work& work) {
  WorkPool::Group group;
  for (std::size_t begin = 0; begin < count; begin += piece)
    pool.post(group, [&work, begin, end = std::min(begin + piece, count)] { work(begin, end); });
  pool.finish(group);
}

}  // namespace mz
