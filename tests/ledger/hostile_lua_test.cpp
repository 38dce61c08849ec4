// Contracts that try to break out, to run for ever, to see what differs between nodes, or to leave something behind.
#include "tests/ledger/failing_host.h"
#include "tests/ledger/script_contract.h"

#include <chrono>
#include <clocale>

using namespace mz;
using namespace mz::test;

namespace {

// What a script cost, to the instruction, and how it ended. Equal numbers in every process are what two replicas rest on.
struct Measured {
  Outcome outcome;
  std::uint64_t instructions = 0;
  bool operator==(const Measured&) const = default;
};

Measured measure(Script& script, const std::string& arguments = "{}") {
  Measured measured;
  measured.outcome = script.call(arguments, &measured.instructions);
  return measured;
}

CallStop runOn(CallHost& host, const std::string& body) {
  Script script(functionChunk(body));
  CallInput input;
  input.contract = "script";
  input.function = "run";
  input.arguments = "{}";
  input.creator.subject.role = Role::Officer;
  auto answer = script.contract().call(input, host);
  return answer ? CallStop{ResultCode::Executed, *answer, std::nullopt} : answer.error();
}

// Each must end within a time that a replica can bear, many times over what it takes here.
constexpr auto kPatience = std::chrono::seconds(60);

}  // namespace

class HostileLuaTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void whatIsDangerousIsNotThere_data() {
    QTest::addColumn<QString>("name");
    for (const char* name : {"os",
                             "io",
                             "debug",
                             "coroutine",
                             "package",
                             "utf8",
                             "_G",
                             "_VERSION",
                             "load",
                             "loadstring",
                             "loadfile",
                             "dofile",
                             "print",
                             "warn",
                             "collectgarbage",
                             "setmetatable",
                             "getmetatable",
                             "rawset",
                             "rawget",
                             "rawequal",
                             "rawlen",
                             "xpcall",
                             "string.find",
                             "string.match",
                             "string.gmatch",
                             "string.gsub",
                             "string.dump",
                             "string.pack",
                             "string.unpack",
                             "string.packsize",
                             "math.random",
                             "math.randomseed",
                             "math.floor",
                             "math.sqrt",
                             "math.pi",
                             "math.huge",
                             "math.tointeger",
                             "math.fmod",
                             "math.ult",
                             "table.move"}) {
      QTest::newRow(name) << name;
    }
  }
  void whatIsDangerousIsNotThere() {
    QFETCH(QString, name);
    MZ_ANSWERS("return " + name.toStdString() + " == nil", "true");
  }

  void theGlobalsAreExactlyTheDocumentedOnes() {
    MZ_ANSWERS(
        "local out = array{} for k in pairs(_ENV) do out[#out + 1] = k end return out",
        R"(["array","assert","call","checked","creator","date","delete","emit","error","get","ipairs","math","next","null",)"
        R"("pairs","pcall","put","range","require","select","state","string","table","time","tonumber","tostring",)"
        R"("transition","txid","type"])");
  }

  void loopsEndAtTheBudget_data() {
    QTest::addColumn<QString>("body");
    QTest::newRow("while") << "while true do end";
    QTest::newRow("repeat") << "repeat until false";
    QTest::newRow("goto") << "::again:: goto again";
    QTest::newRow("for") << "for i = 1, math.maxinteger do end";
    QTest::newRow("tail call") << "local function f() return f() end f()";
    QTest::newRow("recursion") << "local function f(n) return 1 + f(n + 1) end return f(0)";
    QTest::newRow("pcall") << "while true do pcall(error) end";
    QTest::newRow("pcall around the stop") << "while true do pcall(function() while true do end end) end";
    QTest::newRow("two-way pcall recursion") << "local function f() pcall(f) pcall(f) end f()";
    QTest::newRow("comparator") << "table.sort({3, 2, 1}, function() while true do end end)";
    QTest::newRow("iterator") << "for _ in function() return 1 end do end";
    QTest::newRow("state") << "while true do get('a') end";
    QTest::newRow("range") << "while true do range('row/') end";
    QTest::newRow("other contract") << "while true do pcall(call, 'script', 'nothing') end";
  }
  void loopsEndAtTheBudget() {
    QFETCH(QString, body);
    if (qstrcmp(QTest::currentDataTag(), "other contract") == 0) {
      MZ_STOPS(body.toStdString(), UnknownFunction);  // a stop of the other contract is not caught
      return;
    }
    MZ_STOPS(body.toStdString(), OutOfInstructions);
  }

  // One instruction, or one call of a library function, whose work no hook sees.
  void workBetweenInstructionsIsCharged_data() {
    QTest::addColumn<QString>("body");
    QTest::newRow("equal long texts")
        << "local a = ('x'):rep(1000000) local b = ('x'):rep(1000000) while true do local c = a == b end";
    QTest::newRow("ordered long texts")
        << "local a = ('\\0'):rep(1000000) local b = ('\\0'):rep(1000000) while true do local c = a < b end";
    QTest::newRow("long keys")
        << "local t = {[('x'):rep(100000)] = 1} local k = ('x'):rep(100000) while true do local c = t[k] end";
    QTest::newRow("varargs")
        << "local function g(...) while true do local a = select('#', ...) end end "
           "local function f(n, ...) if n == 0 then return g(...) end "
           "return f(n - 1, 1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1, ...) end f(1000)";
    QTest::newRow("next over an emptied table") << "local t = {} for i = 1, 100000 do t['k' .. i] = 1 end "
                                                   "for i = 1, 100000 do t['k' .. i] = nil end while true do next(t) end";
    QTest::newRow("put of an emptied table") << "local t = {} for i = 1, 100000 do t['k' .. i] = 1 end "
                                                "for i = 1, 100000 do t['k' .. i] = nil end while true do put('a', t) end";
    QTest::newRow("pairs") << "local t = {} for i = 1, 20000 do t[i] = i end while true do next(t) end";
    QTest::newRow("insert in front")
        << "local t = {} for i = 1, 20000 do t[i] = i end while true do table.insert(t, 1, 0) table.remove(t, 1) end";
    QTest::newRow("find") << "local a, b = ('a'):rep(500000), ('a'):rep(250000) .. 'b' while true do a:find_plain(b) end";
    QTest::newRow("sort")
        << "local t = {} for i = 1, 20000 do t[i] = -i end while true do table.sort(t, function(a, b) return true end) end";
    QTest::newRow("reverse") << "local a = ('a'):rep(200) while true do a:reverse() end";
    QTest::newRow("format") << "while true do string.format('%99d', 1) end";
  }
  void workBetweenInstructionsIsCharged() {
    QFETCH(QString, body);
    const auto start = std::chrono::steady_clock::now();
    const Outcome outcome = runBody(body.toStdString());
    QVERIFY(std::chrono::steady_clock::now() - start < kPatience);
    QVERIFY2(outcome.code == ResultCode::OutOfInstructions || outcome.code == ResultCode::OutOfMemory, outcome.text.c_str());
  }

  void memoryEndsAtItsCap_data() {
    QTest::addColumn<QString>("body");
    QTest::newRow("doubling text") << "local s = 'x' while true do s = s .. s end";
    QTest::newRow("table") << "local t = {} for i = 1, 10000000 do t[i] = i end";
    QTest::newRow("tables") << "local t for i = 1, 10000000 do t = {t} end";
    QTest::newRow("closures") << "local t for i = 1, 10000000 do local u = t t = function() return u end end";
    QTest::newRow("caught") << "while true do pcall(function() local s = 'x' while true do s = s .. s end end) end";
    QTest::newRow("rep") << "local t = {} for i = 1, 100 do t[i] = ('x'):rep(1000000) end";
    QTest::newRow("split") << "local t = {} local s = (','):rep(900000) for i = 1, 100 do t[i] = s:split(',') end";
  }
  void memoryEndsAtItsCap() {
    QFETCH(QString, body);
    const auto start = std::chrono::steady_clock::now();
    MZ_STOPS(body.toStdString(), OutOfMemory);
    QVERIFY(std::chrono::steady_clock::now() - start < kPatience);
  }

  void textsOverAMebibyteAreNotMade() {
    MZ_STOPS("('x'):rep(1048577)", ScriptError);
    MZ_STOPS("('x'):rep(math.maxinteger)", ScriptError);
    MZ_ANSWERS("return (''):rep(math.maxinteger)", "\"\"");
    MZ_STOPS("local t = {} for i = 1, 100 do t[i] = ('x'):rep(20000) end table.concat(t)", ScriptError);
  }

  void deepCallsThroughCEndTheSameWay() {
    MZ_ANSWERS("local n = 0 local function f() n = n + 1 pcall(f) end f() return n", "198");
    MZ_STOPS("local function f() table.sort({1, 2}, f) end f()", ScriptError);
  }

  void stopsAreNotCaught() {
    MZ_STOPS("pcall(function() while true do end end) return 1", OutOfInstructions);
    MZ_STOPS("pcall(pcall, function() local s = 'x' while true do s = s .. s end end) return 1", OutOfMemory);
    MZ_STOPS("pcall(put, '', 1) return 1", KeyNotAllowed);
    MZ_STOPS("pcall(put, 'a', print) return 1", ValueNotAllowed);
    MZ_STOPS("pcall(function() for i = '1', 2 do put('a', i) end end) return 1", FloatNotAllowed);
    QCOMPARE(static_cast<int>(runBody("pcall(require, false, 'not_so') return 1").code), 1007);
  }

  void aFatalFailureOfTheHostComesOut() {
    FailingHost host;
    for (const char* body : {"pcall(get, 'a')", "pcall(put, 'a', 1)", "pcall(delete, 'a')", "pcall(range, 'row/')",
                             "pcall(emit, 'a')", "pcall(call, 'a', 'b')"}) {
      const CallStop stop = runOn(host, std::string(body) + " return 1");
      QVERIFY2(stop.fatal.has_value(), body);
      QCOMPARE(stop.fatal->code, ErrorCode::Io);
    }
  }

  void aDamagedStateValueIsFatal() {
    for (const char* text :
         {"", "{", "{\"a\"}", "{\"a\":1", "[1,]", "[1 ,2]", "tru", "\"a", "\"\\x\"", "\"\\u00\"", "1x", "{}{}", "-"}) {
      FailingHost host;
      host.damaged = text;
      const CallStop stop = runOn(host, "return get('damaged')");
      QVERIFY2(stop.fatal.has_value(), text);
      QCOMPARE(stop.fatal->code, ErrorCode::Damaged);
    }
    FailingHost host;
    host.damaged = std::string(1000, '[');
    QVERIFY(runOn(host, "return get('damaged')").fatal.has_value());
  }

  void theMachinesOwnWordsAreNotSeen() {
    MZ_ANSWERS("local ok, e = pcall(function() local a = nil return a.b end) return e", "\"script error\"");
    MZ_ANSWERS("local ok, e = pcall(function() return 1 // 0 end) return e", "\"script error\"");
    MZ_ANSWERS("local ok, e = pcall(table.concat, 1) return e", "\"script error\"");
    MZ_ANSWERS("pcall(error, 'x') local ok, e = pcall(function() return {} + 1 end) return e", "\"script error\"");
  }

  void addressesAreNotSeen() {
    MZ_STOPS("return tostring({})", ScriptError);
    MZ_STOPS("return tostring(get)", ScriptError);
    MZ_STOPS("return string.format('%p', {})", ScriptError);
    MZ_STOPS("return string.format('%s', {})", ScriptError);
    MZ_STOPS("return 'a' .. {}", ScriptError);
    MZ_STOPS("return table.concat{{}}", ScriptError);
    MZ_STOPS("error({})", ScriptError);
  }

  void textsAreNotNumbers() {
    MZ_STOPS("return '1' + 1", ScriptError);
    MZ_STOPS("return -'1'", ScriptError);
    MZ_STOPS("return '1' | 1", ScriptError);
    MZ_STOPS("return '3' // 1", ScriptError);
    MZ_STOPS("return ('x'):rep('3')", ScriptError);
    MZ_STOPS("return 1 < '2'", ScriptError);
  }

  // Lua's for loop reads its limits as floats when they are texts: the one way to a float that no token shows.
  void aFloatThatWasMadeAnywayStopsAtEveryDoor() {
    for (const char* use : {"put('a', i)", "put('a', {i})", "emit('a', {x = i})", "tostring(i)", "string.format('%d', i)",
                            "string.format('%s', i)", "math.abs(i)", "checked.add(i, 1)", "tonumber(i)", "('x'):rep(i)",
                            "table.concat{i}", "call('script', 'run', {number = i})"}) {
      MZ_STOPS(std::string("for i = '1', 2 do ") + use + " end", FloatNotAllowed);
    }
    MZ_STOPS("for i = '1', 2 do return i end", FloatNotAllowed);
  }

  void nothingStaysFromOneCallToTheNext() {
    Script script(R"(local counter = 0
      local kept = {}
      return {run = function(args)
        counter = counter + 1
        kept[#kept + 1] = args.text
        leaked = (leaked or 0) + 1
        local before = string.len == nil
        string.len = nil
        string.sub = function() return "mine" end
        return array{counter, #kept, leaked, before, ("abc"):sub(1)}
      end})");
    for (int i = 0; i < 3; ++i) QCOMPARE(script.call(R"({"text":"x"})").text, std::string(R"([1,1,1,false,"mine"])"));
  }

  void whatEarlierCallsDidDoesNotMoveACallsLimits() {
    const std::string chunk = functionChunk(R"(
      if args.text == "memory" then local t = {} for i = 1, 10000000 do t[i] = {} end end
      if args.text == "loop" then while true do end end
      if args.text == "error" then error({}) end
      local t = {}
      for i = 1, args.number do t[i] = "row " .. i end
      return #t)");
    Script fresh(chunk);
    const Measured expected = measure(fresh, R"({"number":2000})");
    const Measured memory = measure(fresh, R"({"text":"memory"})");
    QCOMPARE(expected.outcome.text, std::string("2000"));
    QCOMPARE(memory.outcome.code, ResultCode::OutOfMemory);
    Script used(chunk);
    for (const char* arguments :
         {R"({"text":"memory"})", R"({"text":"loop"})", R"({"text":"error"})", R"({"number":5})", "{}"}) {
      used.call(arguments);
      QVERIFY(measure(used, R"({"number":2000})") == expected);
      QVERIFY(measure(used, R"({"text":"memory"})") == memory);
    }
  }

  // Rules version 1. If one of these figures changes, replicas of two versions disagree about where a call stops.
  void whereCallsStopIsRecorded_data() {
    QTest::addColumn<QString>("body");
    QTest::addColumn<int>("code");
    QTest::addColumn<qulonglong>("instructions");
    const auto row = [](const char* name, const char* body, ResultCode code, qulonglong instructions) {
      QTest::newRow(name) << body << static_cast<int>(code) << instructions;
    };
    row("array", "local t = {} for i = 1, 10000000 do t[i] = i end", ResultCode::OutOfMemory, 1179574);
    row("texts as keys", "local t = {} for i = 1, 10000000 do t['k' .. i] = i end", ResultCode::OutOfMemory, 753727);
    row("tables as keys", "local t = {} for i = 1, 10000000 do t[{}] = i end", ResultCode::OutOfMemory, 622569);
    row("functions as keys", "local t = {} for i = 1, 10000000 do t[i] = {[get] = i, [put] = i, [pairs] = i} end",
        ResultCode::OutOfMemory, 966675);
    row("keys that come and go", "local t = {} for i = 1, 10000000 do t['k' .. i % 700] = i t['k' .. i * 7 % 700] = nil end",
        ResultCode::OutOfInstructions, 10000069);
    // Whether a table grows when keys come and go depends on their hashes: of texts on Lua's seed, of the others on addresses.
    row("texts that come and go in small tables",
        "for i = 1, 10000000 do local t = {a = 1, b = 2, c = 3, d = 4} "
        "for j = 1, 6 do t['k' .. (i + j) % 97] = 1 t['k' .. (i + j - 1) % 97] = nil end end",
        ResultCode::OutOfMemory, 2976908);
    row("tables that come and go in small tables",
        "local ks = {} for i = 1, 97 do ks[i] = {} end for i = 1, 10000000 do local t = {a = 1, b = 2, c = 3, d = 4} "
        "for j = 1, 6 do t[ks[(i + j) % 97 + 1]] = 1 t[ks[(i + j - 1) % 97 + 1]] = nil end end",
        ResultCode::OutOfMemory, 3054102);
    row("functions that come and go in small tables",
        "local ks = {get, put, pairs, next, type, emit, call, range, error, state} for i = 1, 10000000 do "
        "local t = {a = 1, b = 2, c = 3, d = 4} "
        "for j = 1, 6 do t[ks[(i + j) % 10 + 1]] = 1 t[ks[(i + j - 1) % 10 + 1]] = nil end end",
        ResultCode::OutOfMemory, 2873315);
    row("recursion", "local function f(n) return 1 + f(n + 1) end return f(0)", ResultCode::OutOfInstructions, 10060470);
    row("sort", "local t = {} for i = 1, 2000 do t[i] = i * 7919 % 2003 end table.sort(t)", ResultCode::Executed, 121924);
    row("text work", "local t = {} for i = 1, 500 do t[i] = ('k' .. i):upper():reverse() end return #table.concat(t, ',')",
        ResultCode::Executed, 8244);
    row("a small call", "local a = get('a') put('a', {n = 1}) put('b', {n = 2}) return get('b')", ResultCode::Executed, 4010);
  }
  void whereCallsStopIsRecorded() {
    QFETCH(QString, body);
    QFETCH(int, code);
    QFETCH(qulonglong, instructions);
    Script script(functionChunk(body.toStdString()));
    const Measured measured = measure(script);
    QCOMPARE(static_cast<int>(measured.outcome.code), code);
    QCOMPARE(static_cast<qulonglong>(measured.instructions), instructions);
  }

  void bordersOfTablesWithHolesAreTheSameEverywhere() {
    const std::string body = R"(
      local out = array{}
      for seed = 1, 40 do
        local t, n = {}, seed * 7919
        for i = 1, 60 do n = (n * 1103515245 + 12345) % 2147483648 t[n // 65536 % 50 + 1] = i end
        for i = 1, 50, seed % 7 + 2 do t[i] = nil end
        out[#out + 1] = #t
      end
      return out)";
    const Outcome first = runBody(body);
    QCOMPARE(first.code, ResultCode::Executed);
    for (int i = 0; i < 5; ++i) QVERIFY(runBody(body) == first);
  }

  void theProcessLocaleChangesNothing() {
    const char* before = setlocale(LC_ALL, nullptr);
    const std::string kept = before ? before : "C";
    const std::string body = R"(
      local t = {"b", "B", "a", "\u{e9}", "\u{e4}", "_", "\u{6559}"}
      table.sort(t, function(x, y) return x < y end)
      return array{t, "B" < "a", ("\u{e9}"):upper(), tostring(1234567), tonumber("1,5") == nil})";
    const Outcome expected = runBody(body);
    QCOMPARE(expected.text, std::string(R"([["B","_","a","b","ä","é","教"],true,"é","1234567",true])"));
    int tried = 0;
    for (const char* name : {"C.UTF-8", "de_DE.UTF-8", "zh_CN.UTF-8", "en_US.UTF-8", "tr_TR.UTF-8"}) {
      if (!setlocale(LC_ALL, name)) continue;
      ++tried;
      QCOMPARE(runBody(body).text, expected.text);
    }
    setlocale(LC_ALL, kept.c_str());
    QVERIFY(tried > 0);
  }

  void theThreadsLocaleIsAsBefore() {
    const locale_t own = newlocale(LC_ALL_MASK, "C.UTF-8", nullptr);
    QVERIFY(own);
    const locale_t before = uselocale(own);
    runBody("return 1");
    runBody("error('x')");
    runBody("while true do end");
    const locale_t after = uselocale(before);
    QVERIFY(after == own);
    freelocale(own);
  }

  void toBeClosedVariablesRunNothing() { MZ_STOPS("local x <close> = {} return 1", ScriptError); }

  void theTextMetatableIsOutOfReach() {
    MZ_ANSWERS("return ('x').__index == nil", "true");
    MZ_STOPS("local s = 'x' s.y = 1", ScriptError);
  }

  void brokenUsesOfTheLibraryAreErrors_data() {
    QTest::addColumn<QString>("body");
    for (const char* body : {"pairs()",
                             "pairs(1)",
                             "next()",
                             "next({}, {})  next(1)",
                             "ipairs()",
                             "select()",
                             "select(0)",
                             "select(-1, 1)",
                             "tostring()",
                             "tonumber()",
                             "type()",
                             "pcall()",
                             "error()",
                             "assert()",
                             "array(1)",
                             "table.insert({})",
                             "table.insert({}, 1, 2, 3)",
                             "table.concat()",
                             "table.concat({}, 1)",
                             "table.unpack()",
                             "table.unpack({1}, 1, 2)",
                             "table.unpack({}, 1, math.maxinteger)",
                             "table.sort()",
                             "table.sort({1,2}, 3)",
                             "table.remove({1}, 3)",
                             "string.sub()",
                             "string.sub('a')",
                             "string.byte({})",
                             "string.char(256)",
                             "string.char(-1)",
                             "string.rep('a')",
                             "string.split('a', '')",
                             "string.split('a')",
                             "math.min()",
                             "math.abs(math.mininteger)",
                             "checked.add(1)",
                             "date.days(5)",
                             "get()",
                             "get({})",
                             "put()",
                             "range()",
                             "emit()",
                             "emit('')",
                             "call()",
                             "call('a')",
                             "transition()",
                             "transition('a', 'b')",
                             "state('a', 'b')",
                             "local t = {} t[nil] = 1",
                             "nothing()"}) {
      QTest::newRow(body) << body;
    }
  }
  void brokenUsesOfTheLibraryAreErrors() {
    QFETCH(QString, body);
    MZ_STOPS(body.toStdString(), ScriptError);
  }

  void aChunkThatMisbehavesIsNotLoaded_data() {
    QTest::addColumn<QString>("chunk");
    QTest::newRow("endless") << "while true do end";
    QTest::newRow("hungry") << "local s = 'x' while true do s = s .. s end";
    QTest::newRow("no table") << "return 1";
    QTest::newRow("nothing") << "";
    QTest::newRow("function missing") << "return {}";
    QTest::newRow("not a function") << "return {run = 1}";
    QTest::newRow("host while loading") << "put('a', 1) return {run = function() end}";
    QTest::newRow("refusal while loading") << "require(false, 'not_so') return {run = function() end}";
    QTest::newRow("error") << "error('x')";
    QTest::newRow("syntax") << "return {run = function(";
    QTest::newRow("deep nesting") << "return " + QString(10000, u'(');
    QTest::newRow("bytecode") << "\x1bLua";
  }
  void aChunkThatMisbehavesIsNotLoaded() {
    QFETCH(QString, chunk);
    const auto package = Package::fromArchive(packArchive(scriptFiles(chunk.toStdString())));
    QVERIFY2(package.has_value(), package ? "" : package.error().detail.c_str());
    const auto contract = package->load();
    QVERIFY(!contract);
    QCOMPARE(contract.error().code, ErrorCode::Malformed);
    QCOMPARE(contract.error().parameter("file"), std::string_view("contract.lua"));
  }
};

QTEST_GUILESS_MAIN(HostileLuaTest)
#include "hostile_lua_test.moc"
