-- Public finance: budget lines and their adjustments, allocations to units, payments. Amounts are integers of minor units.
-- State: "settings"; "code/<kind>/<text>"; "line/<id>"; "adjustment/<id>"; "allocation/<id>"; "payment/<id>".
-- The records themselves are in the envelopes; the state holds only what a later call has to check against.

local MOST_ID = 100    -- bytes
local MOST_CODE = 200  -- bytes, so that every key fits

local function settings()
  local found = get("settings")
  require(found, "not_configured")
  return found
end

local function check_id(id)
  require(#id <= MOST_ID, "id_too_long")
end

local function check_date(text)
  require(date.days(text), "bad_date")
end

local function check_code(kind, text, refusal)
  require(#text <= MOST_CODE and get("code/" .. kind .. "/" .. text), refusal)
end

local function check_currency(set, currency)
  for _, known in ipairs(set.currencies) do
    if known == currency then return end
  end
  require(false, "wrong_currency")
end

-- Fiscal year n begins at its start day in calendar year n. ISO dates compare as texts.
local function check_fiscal_year(set, day, year)
  local from = string.format("%04d-%s", year, set.fiscalYearStart)
  local to = string.format("%04d-%s", year + 1, set.fiscalYearStart)
  require(day >= from and day < to, "outside_fiscal_year")
end

local function load_line(id)
  local line = #id <= MOST_ID and get("line/" .. id)
  require(line, "unknown_line")
  return line
end

local function load_allocation(id)
  local allocation = #id <= MOST_ID and get("allocation/" .. id)
  require(allocation, "unknown_allocation")
  return allocation
end

local contract = {}

function contract.configure(args)
  -- 2023 has no 29 February: a year must begin on a day that every year has.
  require(date.days("2023-" .. args.fiscal_year_start), "bad_date")
  put("settings", {currencies = args.currencies, fiscalYearStart = args.fiscal_year_start})
  emit("configured", {currencies = args.currencies, fiscalYearStart = args.fiscal_year_start})
end

function contract.define_codes(args)
  for _, text in ipairs(args.codes) do
    require(#text <= MOST_CODE, "code_too_long")
    local key = "code/" .. args.kind .. "/" .. text
    if not get(key) then put(key, {}) end
  end
end

function contract.record_budget_line(args)
  local set = settings()
  check_id(args.id)
  check_currency(set, args.currency)
  check_code("department", args.department, "unknown_department")
  check_code("class", args.class, "unknown_class")
  local key = "line/" .. args.id
  require(not get(key), "duplicate_id")
  put(key, {adjusted = args.amount, allocated = 0, currency = args.currency, year = args.year})
  emit("budget_line_recorded", {id = args.id, year = args.year, amount = args.amount, currency = args.currency})
end

function contract.adjust_budget_line(args)
  settings()
  check_id(args.id)
  check_date(args.date)
  local line = load_line(args.line)
  local key = "adjustment/" .. args.id
  require(not get(key), "duplicate_id")
  local adjusted = checked.add(line.adjusted, args.amount)
  require(line.allocated <= adjusted or args.amount >= 0, "over_budget_line")
  line.adjusted = adjusted
  put("line/" .. args.line, line)
  put(key, {amount = args.amount, line = args.line})
  emit("budget_line_adjusted", {id = args.id, line = args.line, amount = args.amount, adjusted = adjusted})
end

function contract.record_allocation(args)
  settings()
  check_id(args.id)
  check_date(args.date)
  check_code("entity", args.entity, "unknown_entity")
  local line = load_line(args.line)
  local key = "allocation/" .. args.id
  require(not get(key), "duplicate_id")
  local allocated = checked.add(line.allocated, args.amount)
  require(allocated <= line.adjusted, "over_budget_line")
  line.allocated = allocated
  put("line/" .. args.line, line)
  put(key, {amount = args.amount, currency = line.currency, drawn = 0, line = args.line, year = line.year})
  emit("allocation_recorded", {id = args.id, line = args.line, amount = args.amount, currency = line.currency})
end

function contract.record_payment(args)
  local set = settings()
  check_id(args.id)
  check_date(args.date)
  check_currency(set, args.currency)
  check_code("department", args.department, "unknown_department")
  if args.entity then check_code("entity", args.entity, "unknown_entity") end
  if args.class then check_code("class", args.class, "unknown_class") end
  if args.year then check_fiscal_year(set, args.date, args.year) end
  local key = "payment/" .. args.id
  require(not get(key), "duplicate_id")
  if args.allocation then
    local allocation = load_allocation(args.allocation)
    require(allocation.currency == args.currency, "wrong_currency")
    check_fiscal_year(set, args.date, allocation.year)
    local drawn = checked.add(allocation.drawn, args.amount)
    -- A refund gives back even where too much was drawn in another way.
    require(drawn <= allocation.amount or args.amount <= 0, "over_allocation")
    allocation.drawn = drawn
    put("allocation/" .. args.allocation, allocation)
  end
  put(key, {allocation = args.allocation, amount = args.amount, currency = args.currency})
end

return contract
