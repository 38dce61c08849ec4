// Divides work over columns between two threads. Any thread.
#pragma once

#include <cstddef>
#include <system_error>
#include <thread>

namespace mz {

// work(first, end) over both halves at once when that is worth a thread.
template <class Work>
void inHalves(std::size_t count, std::size_t worthIt, const Work& work) {
  const std::size_t middle = count / 2;
  if (count < worthIt) {
    work(std::size_t{0}, std::size_t{0}, count);
    return;
  }
  std::thread other;
  try {
    other = std::thread([&] { work(std::size_t{1}, middle, count); });
  } catch (const std::system_error&) {
    work(std::size_t{1}, middle, count);
  }
  work(std::size_t{0}, std::size_t{0}, middle);
  if (other.joinable()) other.join();
}

}  // namespace mz
