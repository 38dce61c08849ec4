// Runs a fuzz target without a fuzzer: its seeds, and some thousand changes of them drawn from one fixed number.
#include <algorithm>
#include <cstring>

#include "ledger/base/random.h"
#include "tests/fuzz/fuzz.h"

namespace {

std::string changed(std::string text, const std::vector<std::string>& seeds, mz::SeededRandom& random) {
  const auto below = [&](std::size_t limit) { return static_cast<std::size_t>(random.below(std::max<std::size_t>(limit, 1))); };
  for (std::size_t rounds = 1 + below(4); rounds > 0; --rounds) {
    const std::size_t at = below(text.size());
    const std::size_t span = std::min(text.size() - at, 1 + below(16));
    switch (random.below(6)) {
      case 0:
        if (!text.empty()) text[at] = static_cast<char>(text[at] ^ (1 << random.below(8)));
        break;
      case 1: text.erase(at, span); break;
      case 2: text.insert(at, text.substr(at, span)); break;
      case 3: text.insert(at, 1, static_cast<char>(random.below(256))); break;
      case 4: text.resize(at); break;
      default: {
        const std::string& other = seeds[below(seeds.size())];
        text += other.substr(below(other.size()));
      }
    }
  }
  return text;
}

}  // namespace

int main(int argc, char** argv) {
  int changes = 4000;
  if (const char* scale = std::getenv("MZ_TEST_SCALE"); scale && std::strcmp(scale, "small") == 0) changes = 800;
  if (argc > 1) changes = std::atoi(argv[1]);

  const std::vector<std::string> seeds = mz::fuzz::seeds();
  mz::fuzz::expect(!seeds.empty(), "there are seeds");
  mz::fuzz::takeInput({});
  for (const std::string& seed : seeds) mz::fuzz::takeInput(seed);
  mz::SeededRandom random(20'261'121);
  for (int i = 0; i < changes; ++i)
    mz::fuzz::takeInput(changed(seeds[static_cast<std::size_t>(i) % seeds.size()], seeds, random));
  return 0;
}
