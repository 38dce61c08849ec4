// A host whose disk fails at everything but reading the key "damaged", whose text the test chooses. Include before Qt.
#pragma once

#include <string>

#include "ledger/contract/contract.h"

namespace mz::test {

class FailingHost final : public CallHost {
 public:
  static std::unexpected<CallStop> fatal() {
    return std::unexpected(CallStop{ResultCode::ScriptError, "disk", Error(ErrorCode::Io, "disk")});
  }
  CallResult<std::optional<std::string>> get(std::string_view, std::string_view key) override {
    if (key == "damaged") return std::optional<std::string>(damaged);
    return fatal();
  }
  CallResult<void> put(std::string_view, std::string_view, std::string) override { return fatal(); }
  CallResult<void> erase(std::string_view, std::string_view) override { return fatal(); }
  CallResult<std::vector<std::pair<std::string, std::string>>> range(std::string_view, std::string_view, std::string_view,
                                                                     std::string_view, std::size_t) override {
    return fatal();
  }
  CallResult<void> emit(std::string_view, std::string_view, std::string) override { return fatal(); }
  CallResult<std::string> call(const CallInput&) override { return fatal(); }

  std::string damaged;
};

}  // namespace mz::test
