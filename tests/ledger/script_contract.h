// A contract made of a few lines of Lua, for tests: the body of its function `run`, or a whole chunk.
#pragma once

#include <map>
#include <memory>
#include <string>

// Before Qt, which makes the name of CallHost::emit a keyword.
#include "ledger/contract/archive.h"
#include "ledger/contract/memory_host.h"
#include "ledger/contract/package.h"

#include <QtTest>

namespace mz::test {

inline std::string scriptManifest(const std::string& name, const std::string& more = "") {
  return R"({"name":")" + name + R"(","version":"1.0.0","public":false,"title":{"en":"Test"},"description":{"en":"Test"},)" +
         R"("functions":[{"name":"run","roles":["officer"],"title":{"en":"Run"}}],)" +
         R"("refusals":[{"name":"not_so","number":7,"title":{"en":"Not so"}}],"ordered":["row/"])" + more + "}";
}

inline constexpr const char* kAnyArguments =
    R"({"type":"object","additionalProperties":false,"properties":{"list":{"type":"array","items":{"type":"integer"}},)"
    R"("text":{"type":"string"},"number":{"type":"integer"},"inner":{"type":"object","additionalProperties":false,"properties":{}}}})";

inline PackageFiles scriptFiles(const std::string& chunk, const std::string& name = "script") {
  return {{"manifest.json", scriptManifest(name)}, {"contract.lua", chunk}, {"schemas/run.json", kAnyArguments}};
}

inline std::string functionChunk(const std::string& body) { return "return {run = function(args)\n" + body + "\nend}"; }

struct Outcome {
  ResultCode code = ResultCode::Executed;
  std::string text;  // the answer, or the stop's log
  bool operator==(const Outcome&) const = default;
};

// One contract from a chunk, with the state that its calls leave behind.
class Script {
 public:
  explicit Script(const std::string& chunk, const std::string& name = "script") : Script(scriptFiles(chunk, name)) {}
  explicit Script(const PackageFiles& files) {
    auto package = Package::fromArchive(packArchive(files));
    if (!package) qFatal("%s", package.error().detail.c_str());
    auto contract = package->load();
    if (!contract) qFatal("%s", contract.error().detail.c_str());
    m_contract = std::move(*contract);
    host.add(*m_contract);
  }

  Outcome call(const std::string& arguments = "{}", std::uint64_t* instructions = nullptr) {
    CallInput input;
    input.contract = m_contract->name();
    input.function = "run";
    input.arguments = arguments;
    input.creator.subject = {"finance", Role::Officer, "1001"};
    input.time = UnixSeconds(1'763'712'000);
    input.instructions = instructions;
    auto answer = host.run(input);
    if (answer) return {ResultCode::Executed, *answer};
    return {answer.error().code, answer.error().log};
  }

  const Contract& contract() const { return *m_contract; }
  MemoryHost host;

 private:
  std::unique_ptr<Contract> m_contract;
};

// Calls a function with this body once.
inline Outcome runBody(const std::string& body, const std::string& arguments = "{}") {
  return Script(functionChunk(body)).call(arguments);
}

}  // namespace mz::test

// The body executes and answers this canonical JSON.
#define MZ_ANSWERS(body, expected)                                                 \
  do {                                                                             \
    const mz::test::Outcome mzOutcome = mz::test::runBody(body);                   \
    QVERIFY2(mzOutcome.code == mz::ResultCode::Executed, mzOutcome.text.c_str());  \
    QCOMPARE(QString::fromStdString(mzOutcome.text), QString::fromUtf8(expected)); \
  } while (false)

#define MZ_STOPS(body, expected)                                                             \
  do {                                                                                       \
    const mz::test::Outcome mzOutcome = mz::test::runBody(body);                             \
    QVERIFY2(mzOutcome.code == mz::ResultCode::expected,                                     \
             (std::string(mz::resultName(mzOutcome.code)) + ": " + mzOutcome.text).c_str()); \
  } while (false)
