#include "ui/parts/data_table.h"

#include <QtCore/QJsonArray>
#include <QtGui/QClipboard>
#include <QtGui/QContextMenuEvent>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QApplication>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QMenu>
#include <QtWidgets/QScrollBar>
#include <algorithm>
#include <cstdint>

#include "ui/parts/cell_delegate.h"

namespace mz {

namespace {

constexpr int kRowHeight = 4 * kGrid;
constexpr int kMostCopiedRows = 10'000;
constexpr int kLeastColumn = 48;
constexpr const char* kHiddenPart = ".hidden";
constexpr const char* kOrderPart = ".order";

// Shows the order as a sign behind the heading: the style's own arrow lies on the last letters of right-aligned headings.
class OrderHeader : public QHeaderView {
 public:
  explicit OrderHeader(QWidget* parent) : QHeaderView(Qt::Horizontal, parent) {
    setSectionsClickable(true);
    setHighlightSections(false);
  }

 protected:
  void initStyleOptionForIndex(QStyleOptionHeader* option, int section) const override {
    QHeaderView::initStyleOptionForIndex(option, section);
    if (!isSortIndicatorShown() || section != sortIndicatorSection()) return;
    option->text += sortIndicatorOrder() == Qt::AscendingOrder ? QStringLiteral(" \u25B4") : QStringLiteral(" \u25BE");
    option->sortIndicator = QStyleOptionHeader::None;
  }
};

}  // namespace

DataTable::DataTable(const Theme& theme, Settings& settings, const QString& layoutKey, QWidget* parent)
    : QTableView(parent), m_theme(theme), m_settings(settings), m_layoutKey(layoutKey) {
  setItemDelegate(new CellDelegate(theme, this));
  setHorizontalHeader(new OrderHeader(this));
  setSelectionBehavior(SelectRows);
  setSelectionMode(ExtendedSelection);
  setShowGrid(false);
  setWordWrap(false);
  setFrameShape(NoFrame);
  setTabKeyNavigation(false);  // Tab leaves the table; arrows move inside
  setHorizontalScrollMode(ScrollPerPixel);
  verticalHeader()->hide();
  verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
  verticalHeader()->setDefaultSectionSize(kRowHeight);
  horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  horizontalHeader()->setMinimumSectionSize(kLeastColumn);
  connect(horizontalHeader(), &QHeaderView::sectionResized, this, [this](int, int before, int after) {
    if (!m_settingWidths && before > 0 && after > 0) saveLayout();  // hiding a column is no change of width
  });
  horizontalHeader()->setSectionsMovable(true);
  connect(horizontalHeader(), &QHeaderView::sectionMoved, this, [this] {
    if (!m_settingWidths) saveLayout();
  });
  horizontalHeader()->setContextMenuPolicy(Qt::CustomContextMenu);
  connect(horizontalHeader(), &QWidget::customContextMenuRequested, this, [this](QPoint point) {
    QMenu* menu = makeColumnMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->popup(horizontalHeader()->mapToGlobal(point));
  });
  connect(this, &QTableView::activated, this, [this](const QModelIndex& index) { Q_EMIT rowActivated(index.row()); });
  connect(&m_theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

DataTable::~DataTable() = default;

void DataTable::setModel(QAbstractItemModel* model) {
  QTableView::setModel(model);
  if (!model) return;
  const auto resized = [this] {
    if (m_growing) updateGeometry();
  };
  connect(model, &QAbstractItemModel::modelReset, this, resized);
  connect(model, &QAbstractItemModel::rowsInserted, this, resized);
  connect(model, &QAbstractItemModel::rowsRemoved, this, resized);
  // Another language has longer headings.
  connect(model, &QAbstractItemModel::headerDataChanged, this, [this] {
    m_settingWidths = true;
    for (int i = 0; i < this->model()->columnCount(); ++i) {
      if (!isColumnHidden(i)) setColumnWidth(i, std::max(columnWidth(i), horizontalHeader()->sectionSizeHint(i)));
    }
    m_settingWidths = false;
    stretchColumns();
  });
}

void DataTable::setColumns(std::initializer_list<int> widths, std::vector<int> stretched, std::vector<int> hidden) {
  m_settingWidths = true;
  int column = 0;
  for (const int width : widths) {
    setColumnWidth(column, std::max(width, horizontalHeader()->sectionSizeHint(column)));
    ++column;
  }
  m_stretched = std::move(stretched);
  m_hiddenAtFirst = std::move(hidden);
  restoreLayout();
  m_settingWidths = false;
  stretchColumns();
}

QString DataTable::layoutName(const char* part) const {
  return QStringLiteral("tables/%1%2").arg(m_layoutKey, QLatin1StringView(part));
}

void DataTable::restoreLayout() {
  const int columns = model() ? model()->columnCount() : 0;
  const auto kept = [&](const char* part) {
    return m_layoutKey.isEmpty() ? QJsonValue() : m_settings.remembered(layoutName(part));
  };
  if (const QJsonArray widths = kept("").toArray(); widths.size() == columns) {
    for (int i = 0; i < columns; ++i) {
      // A hidden column has no width to keep.
      if (widths[i].toInt() > 0) setColumnWidth(i, std::clamp(widths[i].toInt(), kLeastColumn, 4000));
    }
  }
  m_hidden = std::set<int>(m_hiddenAtFirst.begin(), m_hiddenAtFirst.end());
  if (const QJsonValue hidden = kept(kHiddenPart); hidden.isArray()) {
    m_hidden.clear();
    for (const QJsonValue& column : hidden.toArray()) m_hidden.insert(column.toInt(-1));
    if (m_hidden.size() >= static_cast<std::size_t>(columns)) m_hidden.clear();
  }
  for (int i = 0; i < columns; ++i) setColumnHidden(i, m_hidden.contains(i) || m_withheld.contains(i));
  const QJsonArray order = kept(kOrderPart).toArray();
  if (order.size() != columns) return;
  for (int place = 0; place < columns; ++place) {
    const int from = horizontalHeader()->visualIndex(order[place].toInt(-1));
    if (from >= 0) horizontalHeader()->moveSection(from, place);
  }
}

void DataTable::saveLayout() {
  if (m_layoutKey.isEmpty() || !model()) return;
  const int columns = model()->columnCount();
  QJsonArray widths, hidden, order;
  bool moved = false;
  for (int i = 0; i < columns; ++i) {
    widths.push_back(columnWidth(i));
    order.push_back(horizontalHeader()->logicalIndex(i));
    moved |= horizontalHeader()->logicalIndex(i) != i;
  }
  for (const int column : m_hidden) hidden.push_back(column);
  const std::set<int> usual(m_hiddenAtFirst.begin(), m_hiddenAtFirst.end());
  m_settings.remember(layoutName(""), widths);
  m_settings.remember(layoutName(kHiddenPart), m_hidden == usual ? QJsonValue() : QJsonValue(hidden));
  m_settings.remember(layoutName(kOrderPart), moved ? QJsonValue(order) : QJsonValue());
}

void DataTable::withhold(int column, bool withheld) {
  if (withheld) {
    m_withheld.insert(column);
  } else {
    m_withheld.erase(column);
  }
  setColumnHidden(column, withheld || m_hidden.contains(column));
  stretchColumns();
}

std::vector<int> DataTable::shownColumns() const {
  std::vector<int> columns;
  for (int place = 0; model() && place < model()->columnCount(); ++place) {
    const int column = horizontalHeader()->logicalIndex(place);
    if (!isColumnHidden(column)) columns.push_back(column);
  }
  return columns;
}

QMenu* DataTable::makeColumnMenu(QWidget* parent) {
  auto* menu = new QMenu(tr("Columns"), parent);
  menu->setObjectName(QStringLiteral("columnMenu"));
  for (int column = 0; model() && column < model()->columnCount(); ++column) {
    if (m_withheld.contains(column)) continue;
    QAction* action = menu->addAction(model()->headerData(column, Qt::Horizontal).toString());
    action->setCheckable(true);
    action->setChecked(!isColumnHidden(column));
    // The last column stays: a table without any would have no heading to bring them back.
    action->setEnabled(isColumnHidden(column) || shownColumns().size() > 1);
    connect(action, &QAction::toggled, this, [this, column](bool shown) { setShown(column, shown); });
  }
  menu->addSeparator();
  connect(menu->addAction(tr("Standard columns")), &QAction::triggered, this, &DataTable::resetColumns);
  return menu;
}

void DataTable::openColumnMenu() {
  QMenu* menu = makeColumnMenu(this);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  menu->popup(horizontalHeader()->mapToGlobal(QPoint(kGrid, horizontalHeader()->height())));
  menu->setActiveAction(menu->actions().front());
}

void DataTable::setShown(int column, bool shown) {
  constexpr int kLeastShown = 80;
  if (shown) {
    m_hidden.erase(column);
  } else {
    m_hidden.insert(column);
  }
  m_settingWidths = true;
  setColumnHidden(column, !shown);
  if (shown && columnWidth(column) < kLeastShown) setColumnWidth(column, 2 * kLeastShown);
  m_settingWidths = false;
  saveLayout();
  stretchColumns();  // those take or give the room
}

void DataTable::resetColumns() {
  m_settingWidths = true;
  for (int column = 0; model() && column < model()->columnCount(); ++column) {
    horizontalHeader()->moveSection(horizontalHeader()->visualIndex(column), column);
  }
  m_settingWidths = false;
  for (int column = 0; model() && column < model()->columnCount(); ++column) {
    if (!m_withheld.contains(column)) setShown(column, std::ranges::find(m_hiddenAtFirst, column) == m_hiddenAtFirst.end());
  }
}

void DataTable::stretchColumns() {
  if (!model()) return;
  int rest = viewport()->width();
  for (int i = 0; i < model()->columnCount(); ++i) rest -= columnWidth(i);
  std::vector<int> shown;
  int before = 0;
  for (const int column : m_stretched) {
    if (isColumnHidden(column)) continue;
    shown.push_back(column);
    before += columnWidth(column);
  }
  rest += before;
  if (shown.empty() || before == 0 || rest < kLeastColumn * static_cast<int>(shown.size())) return;
  m_settingWidths = true;
  // Each takes its part of what is left, so that rounding loses no pixel.
  for (const int column : shown) {
    const int width = columnWidth(column);
    const int part = std::max(kLeastColumn, static_cast<int>(static_cast<std::int64_t>(rest) * width / before));
    setColumnWidth(column, part);
    rest -= part;
    before -= width;
  }
  m_settingWidths = false;
}

void DataTable::resizeEvent(QResizeEvent* event) {
  QTableView::resizeEvent(event);
  stretchColumns();
}

void DataTable::rowsInserted(const QModelIndex& parent, int first, int last) {
  const int scrolled = verticalScrollBar()->value();
  QTableView::rowsInserted(parent, first, last);
  if (first > 0 || scrolled == 0) return;
  // New rows come in above: what is being read stays where it is.
  updateGeometries();
  verticalScrollBar()->setValue(scrolled + (verticalScrollMode() == ScrollPerItem ? last + 1 : (last + 1) * kRowHeight));
}

void DataTable::setGrowing(bool growing) {
  m_growing = growing;
  setVerticalScrollBarPolicy(growing ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded);
  setSizePolicy(QSizePolicy::Expanding, growing ? QSizePolicy::Fixed : QSizePolicy::Expanding);
}

QSize DataTable::sizeHint() const {
  if (!m_growing) return QTableView::sizeHint();
  const int rows = model() ? model()->rowCount() : 0;
  return {QTableView::sizeHint().width(), horizontalHeader()->sizeHint().height() + rows * kRowHeight + 2};
}

QSize DataTable::minimumSizeHint() const {
  return m_growing ? QSize(QTableView::minimumSizeHint().width(), sizeHint().height()) : QTableView::minimumSizeHint();
}

QString DataTable::selectedText(bool withHeaders) const {
  if (!model() || !selectionModel()) return {};
  QStringList lines;
  const auto line = [&](auto&& cell) {
    QStringList cells;
    // Tabs and line ends would tear the cell apart where it is pasted.
    for (const int column : shownColumns()) cells << cell(column).toString().simplified();
    lines << cells.join(QLatin1Char('\t'));
  };
  if (withHeaders) line([&](int column) { return model()->headerData(column, Qt::Horizontal); });
  // Ranges, not single indexes: "select all" over millions of rows must stay cheap.
  QItemSelection selection = selectionModel()->selection();
  std::ranges::sort(selection, {}, [](const QItemSelectionRange& range) { return range.top(); });
  for (const QItemSelectionRange& range : selection) {
    for (int row = range.top(); row <= range.bottom() && lines.size() <= kMostCopiedRows; ++row) {
      line([&](int column) { return model()->index(row, column).data(); });
    }
  }
  return lines.join(QLatin1Char('\n'));
}

void DataTable::copyCell() { QGuiApplication::clipboard()->setText(currentIndex().data().toString()); }
void DataTable::copySelection(bool withHeaders) { QGuiApplication::clipboard()->setText(selectedText(withHeaders)); }

void DataTable::contextMenuEvent(QContextMenuEvent* event) {
  QMenu menu(this);
  menu.setObjectName(QStringLiteral("tableMenu"));
  if (currentIndex().isValid()) {
    menu.addAction(m_theme.icon(QStringLiteral("copy")), tr("Copy cell"), this, &DataTable::copyCell);
    menu.addAction(tr("Copy rows"), this, &DataTable::copyRows);
    menu.addAction(tr("Copy rows with headings"), this, &DataTable::copyRowsWithHeaders);
    Q_EMIT cellMenuOpening(&menu);
    menu.addSeparator();
  }
  menu.addMenu(makeColumnMenu(&menu));
  for (const QWidget* around = parentWidget(); around; around = around->parentWidget()) {
    for (QAction* action : around->actions()) {
      if (action->objectName().startsWith(QLatin1StringView("table.")) && action->isVisible()) menu.addAction(action);
    }
  }
  menu.exec(event->globalPos());
}

void DataTable::keyPressEvent(QKeyEvent* event) {
  if (event->matches(QKeySequence::Copy)) {
    copyRows();
  } else if (event->modifiers() == (Qt::ControlModifier | Qt::ShiftModifier) && event->key() == Qt::Key_C) {
    copyRowsWithHeaders();
  } else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid()) {
    Q_EMIT rowActivated(currentIndex().row());
  } else {
    QTableView::keyPressEvent(event);
  }
}

void DataTable::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
  QTableView::currentChanged(current, previous);
  if (current.row() != previous.row() || current.isValid() != previous.isValid()) {
    Q_EMIT currentRowChanged(current.isValid() ? current.row() : -1);
  }
}

}  // namespace mz
