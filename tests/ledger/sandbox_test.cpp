// What a contract can do: the host interface, values between Lua and JSON, the library.
#include "ledger/contract/lua_arena.h"
#include "tests/ledger/script_contract.h"

using namespace mz;
using namespace mz::test;

class SandboxTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void stateIsReadWrittenAndDeleted() {
    Script script(functionChunk(R"(
      if args.text == "put" then put("a", {amount = args.number, note = "\u{5e73}"}) end
      if args.text == "delete" then delete("a") end
      return get("a"))"));
    QCOMPARE(script.call().text, std::string("null"));
    QCOMPARE(script.call(R"({"number":5,"text":"put"})").text, std::string(R"({"amount":5,"note":"平"})"));
    QCOMPARE(script.call().text, std::string(R"({"amount":5,"note":"平"})"));
    QCOMPARE(*script.host.find("script", "a"), std::string(R"({"amount":5,"note":"平"})"));
    QCOMPARE(script.call(R"({"text":"delete"})").text, std::string("null"));
    QVERIFY(!script.host.find("script", "a"));
  }

  void argumentsArriveAsTables() {
    Script script(functionChunk("return args"));
    const std::string arguments = "{\"inner\":{},\"list\":[],\"number\":-9007199254740991,\"text\":\"\\\"\\\\\\n\\u0001é\"}";
    QCOMPARE(script.call(arguments).text, arguments);
    QCOMPARE(script.call(R"({"list":[3,1,2]})").text, std::string(R"({"list":[3,1,2]})"));
  }

  void valuesRoundTripThroughState_data() {
    QTest::addColumn<QString>("lua");
    QTest::addColumn<QString>("json");
    const auto row = [](const char* lua, const char* json) { QTest::newRow(lua) << lua << json; };
    row("{}", "{}");
    row("array{}", "[]");
    row("array()", "[]");
    row("{1,2,3}", "[1,2,3]");
    row("array{\"a\", {}, array{}}", R"(["a",{},[]])");
    row("{b=1, a=2, aB=3, a1=4}", R"({"a":2,"a1":4,"aB":3,"b":1})");
    row("{x=null}", R"({"x":null})");
    row("{null, true, false}", "[null,true,false]");
    row("\"\"", "\"\"");
    row("-9007199254740991", "-9007199254740991");
    row("\"\\n\\\"\\\\\\1\\127\\u{1F600}\"", "\"\\n\\\"\\\\\\u0001\x7f\xF0\x9F\x98\x80\"");
    row("{a={b={c=array{array{1}}}}}", R"({"a":{"b":{"c":[[1]]}}})");
    row("true", "true");
  }
  void valuesRoundTripThroughState() {
    QFETCH(QString, lua);
    QFETCH(QString, json);
    Script script(functionChunk("put('k', " + lua.toStdString() + ") local v = get('k') put('k', v) return get('k')"));
    const Outcome outcome = script.call();
    QVERIFY2(outcome.code == ResultCode::Executed, outcome.text.c_str());
    QCOMPARE(outcome.text, json.toStdString());
    QCOMPARE(*script.host.find("script", "k"), json.toStdString());
  }

  void whatIsNoValueIsRefused_data() {
    QTest::addColumn<QString>("lua");
    for (const char* lua : {"nil", "null", "print", "get", "{1,2,nil,4}", "{1, a=2}", "{[0]=1}", "{[2]=1}", "{['A']=1}",
                            "{['']=1}", "{['a-b']=1}", "{a=get}", "9007199254740992", "-9007199254740992", "math.maxinteger",
                            "'\\xff'", "'\\xed\\xa0\\x80'", "string.rep('a', 65535)", "{[-1]=2}"}) {
      QTest::newRow(lua) << lua;
    }
  }
  void whatIsNoValueIsRefused() {
    QFETCH(QString, lua);
    MZ_STOPS("put('k', " + lua.toStdString() + ")", ValueNotAllowed);
  }

  void aValueThatContainsItselfIsRefused() { MZ_STOPS("local t = {} t.t = t put('k', t)", ValueNotAllowed); }
  void aValueOfManySharedPartsIsRefusedBeforeItFillsTheMemory() {
    MZ_STOPS("local t = {a='x'} for i = 1, 30 do t = {a=t, b=t} end put('k', t)", ValueNotAllowed);
  }
  void tableKeysOfOtherKindsAreErrors() {
    MZ_STOPS("put('k', {[true]=1})", ScriptError);
    MZ_STOPS("put('k', {[{}]=1})", ScriptError);
  }

  void keysHaveOneTo256Bytes() {
    MZ_STOPS("put('', {})", KeyNotAllowed);
    MZ_STOPS("get(string.rep('a', 257))", KeyNotAllowed);
    MZ_ANSWERS("put(string.rep('a', 256), {}) return true", "true");
  }

  void rangeReadsDeclaredPrefixesInOrder() {
    const std::string body = R"(
      for _, k in ipairs{"row/b", "row/a", "row/c", "other"} do put(k, {k = k}) end
      delete("row/c")
      put("row/d", 1)
      return range("row/", args.text, nil, args.number))";
    QCOMPARE(runBody(body).text,
             std::string(
                 R"([{"key":"row/a","value":{"k":"row/a"}},{"key":"row/b","value":{"k":"row/b"}},{"key":"row/d","value":1}])"));
    QCOMPARE(runBody(body, R"({"number":1,"text":"row/b"})").text, std::string(R"([{"key":"row/b","value":{"k":"row/b"}}])"));
    QCOMPARE(runBody(body, R"({"number":0})").text, std::string("[]"));
    MZ_STOPS("range('other/')", KeyNotAllowed);
    MZ_STOPS("range('row/', nil, nil, 1001)", ScriptError);
  }

  void theCallerTimeAndTransactionAreKnown() {
    MZ_ANSWERS(
        "return creator()",
        R"({"certificate":"0000000000000000000000000000000000000000000000000000000000000000","name":"1001","org":"finance","role":"officer"})");
    MZ_ANSWERS("return array{time(), txid()}",
               R"([1763712000,"0000000000000000000000000000000000000000000000000000000000000000"])");
  }

  void eventsCarryAPayload() {
    Script script(functionChunk("emit('paid', {amount = 3}) emit('empty')"));
    QCOMPARE(script.call().code, ResultCode::Executed);
    QCOMPARE(script.host.events().size(), std::size_t(2));
    QCOMPARE(script.host.events()[0], (Event{"script", "paid", R"({"amount":3})"}));
    QCOMPARE(script.host.events()[1], (Event{"script", "empty", "{}"}));
  }

  void writesAndEventsAreBounded() {
    MZ_STOPS("for i = 1, 257 do put('k' .. i, i) end", TooManyWrites);
    MZ_ANSWERS("for i = 1, 256 do put('k' .. i, i) end", "null");
    MZ_STOPS("for i = 1, 65 do emit('e', {}) end", TooManyEvents);
  }

  void aRefusalHasTheManifestsNumberAndUndoesTheWrites() {
    Script script(functionChunk("put('a', 1) require(args.number == 1, 'not_so')"));
    QCOMPARE(static_cast<int>(script.call().code), 1007);
    QVERIFY(!script.host.find("script", "a"));
    QCOMPARE(script.call(R"({"number":1})").code, ResultCode::Executed);
    MZ_STOPS("require(false, 'unheard_of')", ScriptError);
    MZ_STOPS("require(false)", ScriptError);
  }

  void contractsCallEachOther() {
    Script outer(functionChunk("put('mine', 1) return {answer = call('inner', 'run', {number = 4})}"), "outer");
    Script inner(functionChunk("put('mine', args.number) return args.number + 1"), "inner");
    outer.host.add(inner.contract());
    QCOMPARE(outer.call().text, std::string(R"({"answer":5})"));
    QCOMPARE(*outer.host.find("inner", "mine"), std::string("4"));
    QCOMPARE(*outer.host.find("outer", "mine"), std::string("1"));
  }

  void aRefusalOfTheOtherContractEndsTheWholeCall() {
    Script outer(functionChunk("pcall(call, 'inner', 'run', {})"), "outer");
    Script inner(functionChunk("require(false, 'not_so')"), "inner");
    outer.host.add(inner.contract());
    QCOMPARE(static_cast<int>(outer.call().code), 1007);
  }

  void aContractCallsItselfToALimitedDepth() {
    Script script(
        functionChunk("local n = args.number if n == 0 then return 0 end return 1 + call('script', 'run', {number = n - 1})"));
    QCOMPARE(script.call(R"({"number":7})").text, std::string("7"));
    QCOMPARE(script.call(R"({"number":8})").code, ResultCode::CallTooDeep);
    QCOMPARE(script.call(R"({"number":3})").text, std::string("3"));
  }

  void functionRoleAndArgumentsAreCheckedFirst() {
    Script script(functionChunk("return 1"));
    QCOMPARE(script.call(R"({"other":1})").code, ResultCode::ArgumentsInvalid);
    QCOMPARE(script.call(R"({ })").code, ResultCode::ArgumentsInvalid);
    QCOMPARE(script.call("").code, ResultCode::ArgumentsInvalid);
    QCOMPARE(script.call("[]").code, ResultCode::ArgumentsInvalid);
    CallInput input;
    input.contract = "script";
    input.function = "toString";
    input.arguments = "{}";
    input.creator.subject.role = Role::Officer;
    QCOMPARE(script.host.run(input).error().code, ResultCode::UnknownFunction);
    input.function = "run";
    input.creator.subject.role = Role::Kiosk;
    QCOMPARE(script.host.run(input).error().code, ResultCode::RoleNotAllowed);
  }

  void casesMoveAlongTheirStateMachine() {
    PackageFiles files;
    files["manifest.json"] = R"({"name":"script","version":"1.0.0","public":false,"title":{"en":"T"},"description":{"en":"T"},
      "functions":[{"name":"run","roles":["officer"],"title":{"en":"R"}},{"name":"open","roles":["officer"],"title":{"en":"O"}}],
      "machines":[{"name":"permit","states":["draft","granted","ended"],"transitions":[
        {"function":"open","from":[],"to":"draft"},{"function":"run","from":["draft"],"to":"granted"},
        {"function":"run","from":["granted"],"to":"ended"}]}]})";
    files["schemas/run.json"] = kAnyArguments;
    files["schemas/open.json"] = kAnyArguments;
    files["contract.lua"] = R"(return {
      open = function(args) return transition("permit", "7") end,
      run = function(args)
        if args.text == "force" then put("case/permit/7", "granted") end
        if args.text == "state" then return state("permit", "7") end
        return transition("permit", "7")
      end})";
    Script script(files);
    QCOMPARE(script.call(R"({"text":"state"})").text, std::string("null"));
    QCOMPARE(script.call().code, ResultCode::WrongState);
    CallInput open;
    open.contract = "script";
    open.function = "open";
    open.arguments = "{}";
    open.creator.subject.role = Role::Officer;
    QCOMPARE(*script.host.run(open), std::string("\"draft\""));
    QCOMPARE(script.host.run(open).error().code, ResultCode::WrongState);
    QCOMPARE(script.call(R"({"text":"force"})").code, ResultCode::KeyNotAllowed);
    QCOMPARE(script.call().text, std::string("\"granted\""));
    QCOMPARE(script.call(R"({"text":"state"})").text, std::string("\"granted\""));
    QCOMPARE(script.call().text, std::string("\"ended\""));
    QCOMPARE(script.call().code, ResultCode::WrongState);
  }

  void theTextLibrary() {
    MZ_ANSWERS("return array{('abc'):len(), #'abc', ('abc'):upper(), ('ÄBC'):lower(), ('abc'):reverse()}",
               R"([3,3,"ABC","Äbc","cba"])");
    MZ_ANSWERS("return array{('abc'):sub(2), ('abc'):sub(-2, -2), ('abc'):sub(0, 9), ('abc'):sub(3, 2), ('abc'):sub(-9, 1)}",
               R"(["bc","b","abc","","a"])");
    MZ_ANSWERS("return array{('abc'):byte(2), string.char(97, 98), ('ab'):rep(3), ('ab'):rep(0), ('ab'):rep(-1)}",
               R"([98,"ab","ababab","",""])");
    MZ_ANSWERS("return array{('a,b,,c'):split(','), (''):split(','), ('a--b'):split('--')}",
               R"([["a","b","","c"],[""],["a","b"]])");
    MZ_ANSWERS("return array{('abc'):starts_with('ab'), ('abc'):ends_with('bc'), ('abc'):starts_with('abcd')}",
               "[true,true,false]");
    MZ_ANSWERS(
        "return array{('a.b.c'):find_plain('.'), ('a.b.c'):find_plain('.', 3), ('abc'):find_plain('x') == nil, "
        "(''):find_plain('')}",
        "[2,4,true,1,0]");
    MZ_ANSWERS("return array{('  a b\\n'):trim(), ('  '):trim()}", R"(["a b",""])");
    MZ_ANSWERS("return string.format('%d|%5d|%05d|%-5d|%x|%s|%3s|%-3s|%%|%s', 7, -7, -7, 7, 255, 'a', 'b', 'c', true)",
               R"("7|   -7|-0007|7    |ff|a|  b|c  |%|true")");
    MZ_STOPS("return string.format('%s')", ScriptError);
    MZ_STOPS("return string.format('%q', 'a')", ScriptError);
    MZ_STOPS("return string.format('%100d', 1)", ScriptError);
  }

  void theTableLibrary() {
    MZ_ANSWERS("local t = {1,2} table.insert(t, 3) table.insert(t, 1, 0) return t", "[0,1,2,3]");
    MZ_ANSWERS("local t = {1,2,3} local a = table.remove(t, 1) local b = table.remove(t) return array{a, b, t}", "[1,3,[2]]");
    MZ_ANSWERS("return array{table.concat({1,'b',true}, ', '), table.concat{}}", R"(["1, b, true",""])");
    MZ_ANSWERS("return array{table.unpack{1,2,3}}", "[1,2,3]");
    MZ_ANSWERS("return table.pack(1, 2).n", "2");
    MZ_ANSWERS("local t = {3,1,2,5,4} table.sort(t) return t", "[1,2,3,4,5]");
    MZ_ANSWERS("local t = {'b','B','a','é','ab'} table.sort(t) return t", R"(["B","a","ab","b","é"])");
    MZ_ANSWERS(
        "local t = {{k=1,v='a'},{k=0,v='b'},{k=1,v='c'},{k=0,v='d'}} table.sort(t, function(a, b) return a.k > b.k end) "
        "local out = array{} for i, e in ipairs(t) do out[i] = e.v end return out",
        R"(["a","c","b","d"])");
    MZ_STOPS("table.sort{1,'a'}", ScriptError);
    MZ_STOPS("table.insert({1}, 5, 1)", ScriptError);
  }

  void sortingAgreesWithAnIndependentSort() {
    std::string list = "[";
    std::vector<int> numbers;
    unsigned state = 12345;
    for (int i = 0; i < 500; ++i) {
      state = state * 1103515245 + 12345;
      numbers.push_back(static_cast<int>(state >> 16) % 300);
      list += (i ? "," : "") + std::to_string(numbers.back());
    }
    Script script(functionChunk("table.sort(args.list, function(a, b) return a < b end) return args.list"));
    const Outcome outcome = script.call(R"({"list":)" + list + "]}");
    std::sort(numbers.begin(), numbers.end());
    std::string expected = "[";
    for (std::size_t i = 0; i < numbers.size(); ++i) expected += (i ? "," : "") + std::to_string(numbers[i]);
    QCOMPARE(outcome.text, expected + "]");
  }

  void iterationHasOneOrder() {
    MZ_ANSWERS("local out = array{} for k in pairs{z=1, [3]=1, a=1, [-5]=1, B=1, [1]=1} do out[#out + 1] = k end return out",
               R"([-5,1,3,"B","a","z"])");
    MZ_ANSWERS(
        "local out, t = array{}, {z=1, [3]=1, a=1, [1]=1} local k = next(t) "
        "while k ~= nil do out[#out + 1] = k k = next(t, k) end return out",
        R"([1,3,"a","z"])");
    MZ_ANSWERS("return array{next({}) == nil, next({7})}", "[true,1,7]");
    MZ_ANSWERS("local n = 0 local t = {a=1, b=2, c=3} for k in pairs(t) do t.c = nil t.b = nil n = n + 1 end return n", "1");
    MZ_ANSWERS("local out = array{} for i, v in ipairs{5, 6, nil, 8} do out[i] = v end return out", "[5,6]");
    MZ_STOPS("for k in pairs{[true]=1} do end", ScriptError);
  }

  void numbersAreIntegers() {
    MZ_ANSWERS(
        "return array{tonumber('12'), tonumber('-5'), tonumber('1.5') == nil, tonumber('0x10') == nil, tonumber('1e3') == nil, "
        "tonumber(' 1') == nil, tonumber('') == nil, tonumber('9223372036854775808') == nil, tonumber(7)}",
        "[12,-5,true,true,true,true,true,true,7]");
    MZ_ANSWERS("return array{7 // 2, -7 // 2, 7 % 3, -7 % 3, math.abs(-3), math.min(2, 1), math.max(2, 3)}",
               "[3,-4,1,2,3,1,3]");
    MZ_STOPS("return 1 // 0", ScriptError);
    MZ_STOPS("return 1 % 0", ScriptError);
  }

  void checkedSumsDoNotWrap() {
    MZ_ANSWERS("return array{checked.add(1, 2), checked.sub(1, 2), checked.mul(3, -4)}", "[3,-1,-12]");
    MZ_ANSWERS("return checked.add(9007199254740990, 1)", "9007199254740991");
    MZ_STOPS("return checked.add(9007199254740991, 1)", ScriptError);
    MZ_STOPS("return checked.add(math.maxinteger, math.maxinteger)", ScriptError);
    MZ_STOPS("return checked.sub(math.mininteger, 1)", ScriptError);
    MZ_STOPS("return checked.mul(4611686018427387904, 4)", ScriptError);
    MZ_STOPS("return checked.add('1', 1)", ScriptError);
  }

  void datesAreChecked() {
    MZ_ANSWERS(
        "return array{date.days('1970-01-02'), date.days('2024-02-29') ~= nil, date.days('2023-02-29') == nil, date.days('x') "
        "== nil}",
        "[1,true,true,true]");
  }

  void ownErrorsAreCaughtWithTheirValue() {
    MZ_ANSWERS("local ok, e = pcall(error, {code = 5}) return array{ok, e}", R"([false,{"code":5}])");
    MZ_ANSWERS("return array{pcall(function(a, b) return a + b, 'x' end, 1, 2)}", R"([true,3,"x"])");
    MZ_ANSWERS("local ok, e = pcall(assert, false, 'why') return array{ok, e}", R"([false,"why"])");
    MZ_ANSWERS("local ok, e = pcall(assert, nil) return array{ok, e}", R"([false,"assertion failed"])");
    MZ_ANSWERS("return array{assert(1, 2)}", "[1,2]");
    MZ_STOPS("error('x')", ScriptError);
  }

  void everyArenaLiesOnTheSameLowAddress() {
    const auto first = LuaArena::reserve(1 << 20);
    const auto second = LuaArena::reserve(1 << 20);
    QVERIFY(first && second);
    const auto low = [](LuaArena& arena) {
      return reinterpret_cast<std::uintptr_t>(LuaArena::allocate(&arena, nullptr, 0, 16)) & 0xffffffffu;
    };
    // Address hashes look at the low 32 bits.
    QCOMPARE(low(**first), std::uintptr_t(0));
    QCOMPARE(low(**second), std::uintptr_t(0));
  }

  void aRestoredArenaIsTheFrozenOne() {
    const auto arena = LuaArena::reserve(1 << 20);
    QVERIFY(arena.has_value());
    auto* first = static_cast<char*>(LuaArena::allocate(arena->get(), nullptr, 0, 64));
    auto* text = static_cast<char*>(LuaArena::allocate(arena->get(), nullptr, 0, 64));
    std::memset(text, 'a', 64);
    (*arena)->freeze();
    const std::size_t used = (*arena)->usedBytes();
    std::memset(first, 'x', 64);
    void* later = LuaArena::allocate(arena->get(), nullptr, 0, 1000);
    QVERIFY(later);
    QVERIFY(!LuaArena::allocate(arena->get(), nullptr, 0, 2 << 20));
    QVERIFY((*arena)->exhausted());
    (*arena)->restore();
    QVERIFY(!(*arena)->exhausted());
    QCOMPARE((*arena)->usedBytes(), used);
    QCOMPARE(text[63], 'a');
    QVERIFY(first[0] != 'x');
    QCOMPARE(LuaArena::allocate(arena->get(), nullptr, 0, 1000), later);
  }
};

QTEST_GUILESS_MAIN(SandboxTest)
#include "sandbox_test.moc"
