// Which token a command means, and logging in to it.
#pragma once

#include <string>

#include "ledger/engine.h"

namespace CLI {
class App;
}

namespace mz {

struct TokenChoice {
  std::string library;  // empty: those that the network's directory remembers
  std::string token;    // label or serial number; empty where there is only one
  std::string pinFile;
  bool lastTry = false;  // log in although one more wrong PIN locks the token
};

void addTokenOptions(CLI::App& command, TokenChoice& choice);
// NotFound, TokenAbsent; InvalidArgument where several would do.
Result<TokenInfo> chooseToken(Engine& engine, const TokenChoice& choice);
struct OpenedToken {
  TokenName name;
  TokenLogin login;
};
// The same, logged in to. Errors also as Tokens::logIn; InvalidArgument on the last try, unless it was asked for.
Result<OpenedToken> openToken(Engine& engine, const TokenChoice& choice);

}  // namespace mz
