#include "ui/finance/payment_table.h"

#include <QtCore/QJsonArray>
#include <QtGui/QClipboard>
#include <QtGui/QContextMenuEvent>
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
constexpr int kHiddenAtFirst[] = {Column::Entity, Column::Programme, Column::Currency, Column::Reference, Column::Description};
const QString kHiddenKey = QStringLiteral("tables/finance.payments.hidden");

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
      m_settings(settings),
      m_ownTheme(theme),
      m_payments(model),
      m_filter(filter) {
  setModel(&model);
  setColumns({108, 150, 150, 130, 190, 230, 128, 72, 110, 200, 96},
             {Column::Department, Column::Entity, Column::Programme, Column::Class, Column::Payee, Column::Description});
  restoreShown();
  horizontalHeader()->setSectionsMovable(true);
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
  horizontalHeader()->setContextMenuPolicy(Qt::CustomContextMenu);
  connect(horizontalHeader(), &QWidget::customContextMenuRequested, this, [this](QPoint point) {
    QMenu* menu = makeColumnMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->popup(horizontalHeader()->mapToGlobal(point));
  });
}

std::vector<int> PaymentTable::shownColumns() const {
  std::vector<int> columns;
  for (int visual = 0; visual < m_payments.columnCount(); ++visual) {
    const int column = horizontalHeader()->logicalIndex(visual);
    if (!isColumnHidden(column)) columns.push_back(column);
  }
  return columns;
}

QMenu* PaymentTable::makeColumnMenu(QWidget* parent) {
  auto* menu = new QMenu(parent);
  menu->setObjectName(QStringLiteral("columnMenu"));
  for (int column = 0; column < m_payments.columnCount(); ++column) {
    QAction* action = menu->addAction(m_payments.headerData(column, Qt::Horizontal).toString());
    action->setCheckable(true);
    action->setChecked(!isColumnHidden(column));
    // The last column stays: a table without any would have no header to bring them back.
    action->setEnabled(isColumnHidden(column) || shownColumns().size() > 1);
    connect(action, &QAction::toggled, this, [this, column](bool shown) { setShown(column, shown); });
  }
  menu->addSeparator();
  QAction* reset = menu->addAction(tr("Standard columns"));
  connect(reset, &QAction::triggered, this, &PaymentTable::resetColumns);
  return menu;
}

void PaymentTable::setShown(int column, bool shown) {
  setColumnHidden(column, !shown);
  constexpr int kLeast = 80;
  if (shown && columnWidth(column) < kLeast) setColumnWidth(column, 2 * kLeast);
  saveShown();
  // The stretched column takes or gives the room.
  QResizeEvent same(size(), size());
  resizeEvent(&same);
}

void PaymentTable::resetColumns() {
  for (int column = 0; column < m_payments.columnCount(); ++column) {
    const bool hidden = std::find(std::begin(kHiddenAtFirst), std::end(kHiddenAtFirst), column) != std::end(kHiddenAtFirst);
    setShown(column, !hidden);
    horizontalHeader()->moveSection(horizontalHeader()->visualIndex(column), column);
  }
}

void PaymentTable::restoreShown() {
  const QJsonValue kept = m_settings.remembered(kHiddenKey);
  QList<int> hidden;
  if (kept.isArray()) {
    for (const QJsonValue& column : kept.toArray()) hidden.append(column.toInt(-1));
  } else {
    hidden = QList<int>(std::begin(kHiddenAtFirst), std::end(kHiddenAtFirst));
  }
  if (hidden.size() >= m_payments.columnCount()) return;
  for (const int column : hidden) setColumnHidden(column, true);
}

void PaymentTable::saveShown() const {
  QJsonArray hidden;
  for (int column = 0; column < m_payments.columnCount(); ++column) {
    if (isColumnHidden(column)) hidden.append(column);
  }
  m_settings.remember(kHiddenKey, hidden);
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

void PaymentTable::keyPressEvent(QKeyEvent* event) {
  if (event->matches(QKeySequence::Copy)) {
    copySelection(false);
  } else if (event->modifiers() == (Qt::ControlModifier | Qt::ShiftModifier) && event->key() == Qt::Key_C) {
    copySelection(true);
  } else {
    DataTable::keyPressEvent(event);
  }
}

void PaymentTable::contextMenuEvent(QContextMenuEvent* event) {
  const QModelIndex cell = currentIndex();
  if (!cell.isValid()) return;
  QMenu menu(this);
  menu.setObjectName(QStringLiteral("paymentMenu"));
  menu.addAction(m_ownTheme.icon(QStringLiteral("copy")), tr("Copy cell"), this, &DataTable::copyCell);
  menu.addAction(tr("Copy rows"), this, [this] { copySelection(false); });
  menu.addAction(tr("Copy rows with headings"), this, [this] { copySelection(true); });
  const FinanceRow* row = m_payments.payment(cell.row());
  if (const auto kind = kindOfColumn(cell.column()); kind && row != nullptr) {
    const std::string name = nameIn(*row, cell.column());
    menu.addSeparator();
    menu.addAction(m_ownTheme.icon(QStringLiteral("filter")),
                   tr("Only %1: %2").arg(FinanceFilterModel::title(*kind), nameText(name)), this, [this, kind, name] {
                     FinanceFilter wanted = m_filter.filter();
                     *FinanceFilterModel::names(wanted, *kind) = {name};
                     m_filter.setFilter(wanted);
                   });
  }
  menu.exec(event->globalPos());
}

}  // namespace mz
