// Tokens made of software (SoftHSM) in a directory of their own, for tests of what lies on tokens; and the same tokens behind a
// library that fails in the ways of real ones. One of it at a time in a process: SoftHSM is told of it by the environment.
#pragma once

#include <QTemporaryDir>
#include <string>
#include <vector>

#include "ledger/crypto/token_info.h"

namespace mz::test {

inline constexpr const char* kPin = "4711-and-a-half";

class SoftToken {
 public:
  // SoftHSM is on this machine.
  static bool available();

  // One token for each label; the PIN is kPin.
  explicit SoftToken(const std::vector<std::string>& labels);
  ~SoftToken();
  SoftToken(const SoftToken&) = delete;
  SoftToken& operator=(const SoftToken&) = delete;

  static std::string library();  // SoftHSM's
  static std::string faulty();   // fails as setFault() says
  void setFault(const char* word) const;
  // By its label, as it calls itself in one of the two libraries.
  TokenName name(const std::string& label, const std::string& library = faulty()) const;

 private:
  QTemporaryDir m_directory;
};

}  // namespace mz::test

#define MZ_REQUIRE_SOFT_TOKEN() \
  if (!mz::test::SoftToken::available()) QSKIP("softhsm2 is not on this machine")
