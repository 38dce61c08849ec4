// Lua sources as somebody would propose them: what is taken as a package runs within its caps, and twice to the same end.
#include "tests/fuzz/fuzz.h"
#include "tests/ledger/script_contract.h"

namespace mz::fuzz {

void takeInput(std::string_view input) {
  const auto package = Package::fromArchive(packArchive(test::scriptFiles(std::string(input))));
  if (!package) return;
  if (!package->load()) return;
  std::uint64_t charged = 0, chargedAgain = 0;
  const auto run = [&](std::uint64_t& instructions) {
    return test::Script(test::scriptFiles(std::string(input))).call(R"({"list":[3,1,2],"text":"a,b"})", &instructions);
  };
  const test::Outcome first = run(charged), second = run(chargedAgain);
  expect(first == second && charged == chargedAgain, "two replicas end the same way");
}

std::vector<std::string> seeds() {
  return {test::functionChunk(R"(put("a/" .. args.text, {n = #args.list}) local r = get("a/a,b") emit("done", r) return r)"),
          test::functionChunk(R"(table.sort(args.list, function(a, b) return a > b end) return args.list)"),
          test::functionChunk(R"(local ok, why = pcall(error, {1}) local t = {} for k, v in pairs(args) do t[#t + 1] = k end
                                 return {ok = ok, t = t, s = ("x"):rep(3), u = utf8.char(25945)})"),
          test::functionChunk(R"(local t = setmetatable({}, {__index = function(t, k) return k .. k end}) return t.ab)"),
          test::functionChunk(R"(while true do end)")};
}

}  // namespace mz::fuzz
