#include "ui/finance/payment_table.h"

#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QMenu>
#include <algorithm>

#include "models/error_text.h"
#include "models/finance_text.h"
#include "models/format_text.h"

namespace mz {

namespace {

using Column = FinanceTableModel::Column;
using Kind = FinanceFilterModel::Kind;

constexpr int kMostCopied = 10'000;

std::optional<Kind> kindOfColumn(int column) {
  switch (column) {
    case Column::Department: return Kind::Department;
    case Column::Entity: return Kind::Entity;
    case Column::Programme: return Kind::Programme;
    case Column::Class: return Kind::Class;
    case Column::Payee: return Kind::Payee;
    default: return std::nullopt;
  }
}

std::string nameIn(const FinanceRow& row, int column) {
  switch (column) {
    case Column::Department: return row.department;
    case Column::Entity: return row.entity;
    case Column::Programme: return row.programme;
    case Column::Class: return row.functionalClass;
    default: return row.payee;
  }
}

}  // namespace

PaymentTable::PaymentTable(EngineClient& client, Theme& theme, Settings& settings, FinanceTableModel& model,
                           FinanceFilterModel& filter, QWidget* parent)
    : DataTable(theme, settings, QStringLiteral("finance.payments"), parent),
      m_client(client),
      m_ownTheme(theme),
      m_payments(model),
      m_filter(filter) {
  setModel(&model);
  setColumns({108, 150, 150, 130, 190, 230, 128, 72, 110, 200, 112},
             {Column::Department, Column::Entity, Column::Programme, Column::Class, Column::Payee, Column::Description},
             {Column::Entity, Column::Programme, Column::Currency, Column::Reference, Column::Description});
  horizontalHeader()->setSortIndicatorShown(true);
  horizontalHeader()->setSectionsClickable(true);
  const auto showOrder = [this] {
    const auto [column, order] = FinanceTableModel::sortOf(m_payments.order());
    const QSignalBlocker quiet(horizontalHeader());
    horizontalHeader()->setSortIndicator(column, order);
    horizontalHeader()->viewport()->update();
  };
  connect(&model, &FinanceTableModel::orderChanged, this, showOrder);
  // First click on a column: newest or largest first, as people look for these; the next one turns it round.
  connect(horizontalHeader(), &QHeaderView::sectionClicked, this, [this, showOrder](int column) {
    if (!FinanceTableModel::sortable(column)) {
      showOrder();
      return;
    }
    const auto now = FinanceTableModel::sortOf(m_payments.order());
    const bool turn = now.first == column && now.second == Qt::DescendingOrder;
    m_payments.sort(column, turn ? Qt::AscendingOrder : Qt::DescendingOrder);
    showOrder();
  });
  showOrder();
  connect(this, &DataTable::cellMenuOpening, this, [this](QMenu* menu) { addCellActions(*menu); });
}

void PaymentTable::copySelection(bool withHeaders) {
  QItemSelection selection = selectionModel()->selection();
  std::sort(selection.begin(), selection.end(),
            [](const QItemSelectionRange& a, const QItemSelectionRange& b) { return a.top() < b.top(); });
  std::vector<std::pair<int, int>> ranges;  // first row, count
  int total = 0;
  for (const QItemSelectionRange& range : selection) {
    const int count = std::min(range.height(), kMostCopied - total);
    if (count <= 0) break;
    ranges.emplace_back(range.top(), count);
    total += count;
  }
  int selected = 0;
  for (const QItemSelectionRange& range : selection) selected += range.height();
  if (total == 0) return;
  m_client.ask(
      m_copyRequest,
      [channel = m_client.channel(), filter = m_payments.filter(), order = m_payments.order(),
       ranges](Engine& engine) -> Result<std::vector<FinanceRow>> {
        std::vector<FinanceRow> rows;
        for (const auto& [first, count] : ranges) {
          MZ_TRY(FinanceTable table, engine.financeTable(channel, filter, order, static_cast<std::uint64_t>(first),
                                                         static_cast<std::size_t>(count)));
          rows.insert(rows.end(), std::make_move_iterator(table.rows.begin()), std::make_move_iterator(table.rows.end()));
        }
        return rows;
      },
      [this, withHeaders, selected](Result<std::vector<FinanceRow>> rows) {
        if (!rows) {
          Q_EMIT messageRaised(tr("Nothing was copied. %1").arg(errorText(rows.error())), StatusRole::Danger);
          return;
        }
        const std::vector<int> columns = shownColumns();
        QStringList lines;
        const auto line = [&](auto&& cell) {
          QStringList cells;
          // Tabs and line ends would tear the cell apart where it is pasted.
          for (const int column : columns) cells.append(cell(column).simplified());
          lines.append(cells.join(QLatin1Char('\t')));
        };
        if (withHeaders) line([this](int column) { return m_payments.headerData(column, Qt::Horizontal).toString(); });
        for (const FinanceRow& row : *rows) line([&](int column) { return m_payments.cellText(row, column); });
        QGuiApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
        const auto copied = static_cast<std::uint64_t>(rows->size());
        if (selected > kMostCopied) {
          Q_EMIT messageRaised(tr("The first %1 of %2 rows were copied; export them all as CSV.")
                                   .arg(numberText(copied), numberText(static_cast<std::uint64_t>(selected))),
                               StatusRole::Attention);
        } else {
          Q_EMIT messageRaised(tr("%1 rows copied.", nullptr, pluralOf(copied)).arg(numberText(copied)), StatusRole::Good);
        }
      });
}

void PaymentTable::addCellActions(QMenu& menu) {
  const QModelIndex cell = currentIndex();
  const FinanceRow* row = m_payments.payment(cell.row());
  const auto kind = kindOfColumn(cell.column());
  if (!kind || row == nullptr) return;
  const std::string name = nameIn(*row, cell.column());
  menu.addSeparator();
  menu.addAction(m_ownTheme.icon(QStringLiteral("filter")),
                 tr("Only %1: %2").arg(FinanceFilterModel::title(*kind), nameText(name)), this, [this, kind, name] {
                   FinanceFilter wanted = m_filter.filter();
                   *FinanceFilterModel::names(wanted, *kind) = {name};
                   m_filter.setFilter(wanted);
                 });
}

}  // namespace mz
