// One title in the languages of the interface. A value.
#pragma once

#include <string>

namespace mz {

struct Title {
  std::string en, zh;
};

}  // namespace mz
