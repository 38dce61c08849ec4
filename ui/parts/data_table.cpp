#include "ui/parts/data_table.h"

#include <QtCore/QJsonArray>
#include <QtGui/QClipboard>
#include <QtGui/QContextMenuEvent>
#include <QtGui/QGuiApplication>
#include <QtGui/QHelpEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QApplication>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QMenu>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QStyledItemDelegate>
#include <QtWidgets/QToolTip>
#include <algorithm>
#include <cstdint>

namespace mz {

namespace {

constexpr int kRowHeight = 4 * kGrid;
constexpr int kMostCopiedRows = 10'000;
constexpr int kLeastColumn = 48;

class CellDelegate : public QStyledItemDelegate {
 public:
  CellDelegate(const Theme& theme, QObject* parent) : QStyledItemDelegate(parent), m_theme(theme) {}

  void paint(QPainter* painter, const QStyleOptionViewItem& given, const QModelIndex& index) const override {
    QStyleOptionViewItem option = given;
    initStyleOption(&option, index);
    const bool selected = option.state & QStyle::State_Selected;
    painter->save();
    painter->fillRect(option.rect, m_theme.colour(selected ? Colour::Selection : Colour::Surface));
    painter->setPen(m_theme.colour(Colour::Border));
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());

    QRect text = option.rect.adjusted(kGrid, 0, -kGrid, -1);
    QColor colour = m_theme.colour(Colour::Text);
    if (const QVariant state = index.data(kStatusRole); state.isValid() && !option.text.isEmpty()) {
      const auto role = static_cast<StatusRole>(state.toInt());
      colour = m_theme.statusColour(role);
      const QRect icon(text.left(), text.center().y() - 7, 15, 15);
      m_theme.icon(Theme::statusIconName(role), role).paint(painter, icon);
      text.setLeft(icon.right() + kGrid / 2 + 1);
    } else if (index.data(kLinkRole).toBool()) {
      colour = m_theme.colour(Colour::Accent);
    }
    painter->setFont(index.data(kMonospaceRole).toBool() ? Theme::monospace() : option.font);
    painter->setPen(colour);
    const QString shown = painter->fontMetrics().elidedText(option.text, Qt::ElideRight, text.width());
    painter->drawText(text, static_cast<int>(option.displayAlignment | Qt::AlignVCenter), shown);
    if ((option.state & QStyle::State_HasFocus) && option.widget && option.widget->hasFocus()) {
      painter->setPen(m_theme.colour(Colour::Accent));
      painter->drawRect(option.rect.adjusted(0, 0, -1, -2));
    }
    painter->restore();
  }

  // What does not fit into its cell can be read all the same.
  bool helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                 const QModelIndex& index) override {
    if (event->type() != QEvent::ToolTip || !index.data(Qt::ToolTipRole).toString().isEmpty())
      return QStyledItemDelegate::helpEvent(event, view, option, index);
    const QString text = index.data().toString();
    const QFontMetrics metrics(index.data(kMonospaceRole).toBool() ? Theme::monospace() : option.font);
    const bool fits = metrics.horizontalAdvance(text) <= option.rect.width() - 2 * kGrid;
    QToolTip::showText(event->globalPos(), fits ? QString() : text, view);
    return true;
  }

 private:
  const Theme& m_theme;
};

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

void DataTable::setColumns(std::initializer_list<int> widths, std::vector<int> stretched) {
  m_settingWidths = true;
  int column = 0;
  for (const int width : widths) {
    setColumnWidth(column, std::max(width, horizontalHeader()->sectionSizeHint(column)));
    ++column;
  }
  m_stretched = std::move(stretched);
  if (!m_layoutKey.isEmpty()) {
    const QJsonArray kept = m_settings.remembered(QStringLiteral("tables/%1").arg(m_layoutKey)).toArray();
    if (kept.size() == column) {
      for (int i = 0; i < column; ++i) setColumnWidth(i, std::clamp(kept[i].toInt(), kLeastColumn, 4000));
    }
  }
  m_settingWidths = false;
  stretchColumns();
}

void DataTable::saveLayout() {
  if (m_layoutKey.isEmpty() || !model()) return;
  QJsonArray widths;
  for (int i = 0; i < model()->columnCount(); ++i) widths.push_back(columnWidth(i));
  m_settings.remember(QStringLiteral("tables/%1").arg(m_layoutKey), widths);
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
  const int columns = model()->columnCount();
  const auto line = [&](auto&& cell) {
    QStringList cells;
    for (int column = 0; column < columns; ++column) {
      if (!isColumnHidden(column)) cells << cell(column).toString();
    }
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
void DataTable::copyRows() { QGuiApplication::clipboard()->setText(selectedText(false)); }
void DataTable::copyRowsWithHeaders() { QGuiApplication::clipboard()->setText(selectedText(true)); }

void DataTable::contextMenuEvent(QContextMenuEvent* event) {
  if (!currentIndex().isValid()) return;
  QMenu menu(this);
  menu.addAction(m_theme.icon(QStringLiteral("copy")), tr("Copy cell"), this, &DataTable::copyCell);
  menu.addAction(tr("Copy rows"), this, &DataTable::copyRows);
  menu.addAction(tr("Copy rows with headings"), this, &DataTable::copyRowsWithHeaders);
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
