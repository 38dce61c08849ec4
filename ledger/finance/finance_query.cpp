#include "ledger/finance/finance_query.h"

#include "ledger/finance/argument_reader.h"
#include "ledger/finance/finance_groups.h"
#include "ledger/finance/in_halves.h"

namespace mz {
namespace {

constexpr std::size_t kSelectionsKept = 6;
constexpr std::size_t kListsKept = 4;
constexpr std::size_t kListBytesKept = 16 * 1024 * 1024;  // beyond the newest list

}  // namespace

FinanceQuery::FinanceQuery(const FinanceProjection& projection, ArgumentsSource source)
    : m_projection(projection), m_source(std::move(source)) {}

Result<std::shared_ptr<const FinanceSelection>> FinanceQuery::select(const FinanceFilter& filter,
                                                                     const Snapshot& snapshot) const {
  {
    const std::lock_guard lock(m_cacheMutex);
    for (auto found = m_selections.begin(); found != m_selections.end(); ++found) {
      if ((*found)->snapshot->revision != snapshot->revision || (*found)->filter != filter) continue;
      m_selections.splice(m_selections.begin(), m_selections, found);
      return m_selections.front();
    }
  }
  MZ_TRY(auto selection, selectPayments(filter, snapshot, [&](std::size_t number) { return row(*snapshot, number); }));
  const std::lock_guard lock(m_cacheMutex);
  m_selections.push_front(selection);
  if (m_selections.size() > kSelectionsKept) m_selections.pop_back();
  return selection;
}

std::shared_ptr<const FinanceRowList> FinanceQuery::ordered(const std::shared_ptr<const FinanceSelection>& selection,
                                                            FinanceOrder order) const {
  {
    const std::lock_guard lock(m_cacheMutex);
    for (auto found = m_lists.begin(); found != m_lists.end(); ++found) {
      if ((*found)->selection() != selection || (*found)->order() != order) continue;
      m_lists.splice(m_lists.begin(), m_lists, found);
      return m_lists.front();
    }
  }
  auto list = FinanceRowList::make(selection, order, m_byDate, m_byAmount);
  const std::lock_guard lock(m_cacheMutex);
  m_lists.push_front(list);
  std::size_t bytes = 0;
  std::size_t keep = 0;
  for (const auto& each : m_lists) {
    bytes += each->ownBytes();
    if (keep > 0 && (bytes > kListBytesKept || keep >= kListsKept)) break;
    ++keep;
  }
  while (m_lists.size() > keep) m_lists.pop_back();
  return list;
}

namespace {

// One damaged envelope hides nothing but what it says itself.
void readEnvelopeFields(const std::string& arguments, FinanceRow& row) {
  std::string id, reference, allocation, description;
  ArgumentReader reader(arguments);
  for (auto kind = reader.next(); kind != ArgumentReader::Kind::End; kind = reader.next()) {
    if (kind == ArgumentReader::Kind::Malformed) {
      row.readable = false;
      return;
    }
    if (kind != ArgumentReader::Kind::Text) continue;
    if (reader.name() == "id") id = reader.text();
    if (reader.name() == "reference") reference = reader.text();
    if (reader.name() == "allocation") allocation = reader.text();
    if (reader.name() == "description") description = reader.text();
  }
  row.id = std::move(id);
  row.reference = std::move(reference);
  row.allocation = std::move(allocation);
  row.description = std::move(description);
}

}  // namespace

Result<FinanceRow> FinanceQuery::row(const FinanceSnapshot& snapshot, std::size_t number) const {
  const PaymentValues values = snapshot.at(number);
  const auto text = [&](TextColumn column) {
    return std::string(snapshot.dictionary(column).text(values.texts[static_cast<std::size_t>(column)]));
  };
  FinanceRow row;
  row.payment = number;
  row.transaction = TransactionNumber(values.transaction);
  row.date = dateOf(values.date);
  row.department = text(TextColumn::Department);
  row.entity = text(TextColumn::Entity);
  row.programme = text(TextColumn::Programme);
  row.functionalClass = text(TextColumn::Class);
  row.payee = text(TextColumn::Payee);
  row.currency = text(TextColumn::Currency);
  row.amount = Amount(values.amount);

  const Result<std::string> arguments = m_source(row.transaction);
  if (!arguments) {
    row.readable = arguments.error().code != ErrorCode::Damaged;
    if (!row.readable || arguments.error().code == ErrorCode::NotFound) return row;
    return std::unexpected(arguments.error());
  }
  readEnvelopeFields(*arguments, row);
  return row;
}

void FinanceQuery::prepare() const {
  const Snapshot snapshot = m_projection.snapshot();
  inHalves(2, 2, [&](std::size_t half, std::size_t, std::size_t) { (half == 0 ? m_byDate : m_byAmount).rows(snapshot); });
  m_nameCounts.update(snapshot);
}

Result<FinanceTable> FinanceQuery::table(const FinanceFilter& filter, FinanceOrder order, std::uint64_t offset,
                                         std::size_t count) const {
  const Snapshot snapshot = m_projection.snapshot();
  MZ_TRY(const auto selection, select(filter, snapshot));
  FinanceTable table;
  table.revision = snapshot->revision;
  table.totals = selection->totals;
  table.offset = offset;
  if (count == 0 || offset >= selection->totals.count) return table;
  const auto list = ordered(selection, order);
  const std::size_t end = offset + std::min<std::uint64_t>(count, list->size() - offset);
  table.rows.reserve(end - offset);
  for (std::size_t position = offset; position < end; ++position) {
    MZ_TRY(FinanceRow made, row(*snapshot, list->at(position)));
    table.rows.push_back(std::move(made));
  }
  return table;
}

Status FinanceQuery::forEach(const FinanceFilter& filter, FinanceOrder order,
                             const std::function<Status(const FinanceRow&)>& visitor) const {
  const Snapshot snapshot = m_projection.snapshot();
  MZ_TRY(const auto selection, select(filter, snapshot));
  if (selection->totals.count == 0) return {};
  const auto list = ordered(selection, order);
  for (std::size_t position = 0; position < list->size(); ++position) {
    MZ_TRY(const FinanceRow each, row(*snapshot, list->at(position)));
    if (!each.readable)
      return fail(ErrorCode::Damaged, "the envelope of transaction " + std::to_string(each.transaction.value) +
                                          " is not readable; mz audit says what is damaged");
    MZ_CHECK(visitor(each));
  }
  return {};
}

Result<FinanceGroups> FinanceQuery::groups(const FinanceFilter& filter, FinanceGrouping grouping, std::size_t most) const {
  MZ_TRY(const auto selection, select(filter, m_projection.snapshot()));
  return groupPayments(*selection, grouping, most);
}

Result<FinanceRow> FinanceQuery::payment(std::uint64_t number) const {
  const Snapshot snapshot = m_projection.snapshot();
  if (number >= snapshot->size) {
    return fail(ErrorCode::NotFound, "there is no payment number " + std::to_string(number));
  }
  return row(*snapshot, number);
}

Result<FinanceRow> FinanceQuery::paymentOfTransaction(TransactionNumber number) const {
  const Snapshot snapshot = m_projection.snapshot();
  std::size_t low = 0;
  std::size_t high = snapshot->size;
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    if (snapshot->transaction(middle) < number.value) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low == snapshot->size || snapshot->transaction(low) != number.value) {
    return fail(ErrorCode::NotFound, "transaction " + std::to_string(number.value) + " is no payment");
  }
  return row(*snapshot, low);
}

Result<std::vector<FinanceRecord>> FinanceQuery::budgetTrail(const FinanceRow& payment) const {
  if (payment.allocation.empty()) return std::vector<FinanceRecord>();
  std::vector<FinanceRecord> trail = m_projection.budgetTrail(payment.allocation, payment.transaction);
  if (trail.empty())
    return fail(ErrorCode::Damaged, "transaction " + std::to_string(payment.transaction.value) + " draws on allocation " +
                                        payment.allocation + ", which the finance read model does not have");
  return trail;
}

FinanceNames FinanceQuery::names() const { return m_nameCounts.names(m_projection.snapshot()); }

std::vector<FinanceNames::Entry> FinanceQuery::suggest(FinanceGrouping kind, std::string_view text, std::size_t count) const {
  const auto column = columnOf(kind);
  if (!column) return {};
  return m_nameCounts.suggest(m_projection.snapshot(), *column, text, count);
}

}  // namespace mz
