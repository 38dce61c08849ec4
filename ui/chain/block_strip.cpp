#include "ui/chain/block_strip.h"

#include <QtCore/QEvent>
#include <QtCore/QLocale>
#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "models/block_model.h"
#include "models/format_text.h"

namespace mz {

namespace {

// Widths in pixels of one block or range, from which on something more is shown.
constexpr double kLeastCell = 14, kIconCell = 18, kCountCell = 40, kNumberCell = 72, kDigestCell = 150;
constexpr double kMostCell = 196;
constexpr double kReadable = 92;  // of one block when the newest are shown

// Heights, from the top.
constexpr double kTicks = 18, kLaneTop = 24, kLaneHeight = 84, kBarTop = kLaneTop + kLaneHeight + 14, kBarHeight = 12;
constexpr int kHeight = static_cast<int>(kBarTop + kBarHeight) + 6;
constexpr double kTickApart = 104;
constexpr double kLeastHandle = 14;
constexpr double kRow = 17;  // of text in a block

// The next larger 1, 2 or 5 times a power of ten: a scale that does not change with every step of the view.
double roundedUp(double value) {
  if (value <= 1) return 1;
  const double power = std::pow(10, std::floor(std::log10(value)));
  for (const double times : {1.0, 2.0, 5.0}) {
    if (value <= times * power) return times * power;
  }
  return 10 * power;
}

QString digestHead(const Digest& digest) { return fromText(digest.hex().substr(0, 6)); }

}  // namespace

// One block, or one range of them, that is in view.
struct BlockStrip::Cell {
  std::uint64_t first = 0, last = 0;  // heights
  double left = 0;                    // pixel
  const BlockSummary* block = nullptr;
  std::optional<BlockRange> range;  // guessed from a coarser one while its own is being read
  BlockState state = BlockState::Executed;
  bool selected = false;

  bool known() const { return block || range; }
  std::uint64_t transactions() const { return block ? block->transactions : range ? range->transactions : 0; }
};

BlockStrip::BlockStrip(EngineClient& client, const ChainAudit& audit, const Theme& theme, FileDialogs& files, QWidget* parent)
    : Picture(Axes::Across, theme, files, parent), m_client(client), m_audit(audit), m_ranges(client) {
  setObjectName(QStringLiteral("blockStrip"));
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  setWheelZooms(true);
  setAccessibleName(tr("Chain of blocks"));
  connect(&m_ranges, &BlockRanges::countChanged, this, &BlockStrip::grow);
  connect(&m_ranges, &BlockRanges::loaded, this, qOverload<>(&QWidget::update));
  connect(&m_ranges, &BlockRanges::failed, this, &BlockStrip::failed);
  connect(&m_audit, &ChainAudit::changed, this, qOverload<>(&QWidget::update));
  connect(this, &Picture::viewChanged, this, &BlockStrip::look);
  connect(this, &Picture::selectionChanged, this, [this](int item) {
    if (item >= 0) Q_EMIT blockSelected(Height(static_cast<std::uint64_t>(item)));
  });
  connect(this, &Picture::activated, this, [this](int item) {
    if (level() == 0) return;
    const QRectF place = itemPlace(item);
    zoomBy(static_cast<double>(width()) / std::max(1.0, place.width() * view().scale.x()), view().toView(place.center()));
    select(item);
  });
  grow();
}

QSize BlockStrip::sizeHint() const { return {720, kHeight}; }
QSize BlockStrip::minimumSizeHint() const { return {240, kHeight}; }

// ---- scene and items

QRectF BlockStrip::scene() const { return {0, 0, static_cast<double>(std::max<std::uint64_t>(m_count, 1)), 1}; }
double BlockStrip::mostScale() const { return kMostCell; }

int BlockStrip::itemCount() const {
  return static_cast<int>(std::min<std::uint64_t>(m_count, static_cast<std::uint64_t>(std::numeric_limits<int>::max())));
}

int BlockStrip::level() const {
  int level = 0;
  for (double cell = view().scale.x(); cell < kLeastCell && level < BlockRanges::kLevels - 1; cell *= 4) ++level;
  return level;
}

QRectF BlockStrip::itemPlace(int item) const {
  const std::uint64_t each = BlockRanges::blocksAt(level());
  const std::uint64_t first = static_cast<std::uint64_t>(item) / each * each;
  return {static_cast<double>(first), 0, static_cast<double>(std::min(each, m_count - first)), 1};
}

int BlockStrip::itemAt(QPointF scene) const {
  if (scene.x() < 0 || scene.x() >= static_cast<double>(m_count)) return -1;
  const std::uint64_t each = BlockRanges::blocksAt(level());
  // Of a range, its newest block.
  return static_cast<int>(std::min((static_cast<std::uint64_t>(scene.x()) / each + 1) * each, m_count) - 1);
}

int BlockStrip::firstItem() const { return itemAt(view().toScene(QPointF(view().size.width() / 2, 0))); }

int BlockStrip::itemBeside(int item, int key) const {
  const QRectF place = itemPlace(item);
  if (key == Qt::Key_Left && place.left() > 0) return static_cast<int>(place.left()) - 1;
  if (key == Qt::Key_Right && place.right() < static_cast<double>(m_count)) return itemAt(place.topRight());
  return -1;
}

QString BlockStrip::itemText(int item) const {
  const auto height = static_cast<std::uint64_t>(item);
  const int scale = level();
  if (scale == 0) {
    const BlockSummary* block = m_ranges.block(height);
    if (!block) return tr("Block %1").arg(numberText(height));
    const BlockState state = block->readable ? m_audit.stateOf(block->height, block->height) : BlockState::Damaged;
    const QString head = tr("Block %1: %2").arg(numberText(height), blockStateWord(state));
    if (!block->readable) return head + QLatin1Char('\n') + blockStateExplanation(state);
    return tr("%1\n%2\n%3, %n transaction(s), %4 refused\ncosigned by %5\nrecord %6\nnames before it %7", nullptr,
              static_cast<int>(block->transactions))
        .arg(head, blockStateExplanation(state), timeText(block->time), numberText(block->refused))
        .arg(block->cosigned)
        .arg(shortDigest(block->record), height == 0 ? tr("none") : shortDigest(block->previous));
  }
  const std::uint64_t each = BlockRanges::blocksAt(scale), first = height / each * each,
                      last = std::min(first + each, m_count) - 1;
  const BlockRange* range = m_ranges.range(scale, height / each);
  const QString blocks = tr("Blocks %1 to %2").arg(numberText(first), numberText(last));
  if (!range) return blocks;
  const BlockState state = range->readable ? m_audit.stateOf(Height(first), Height(last)) : BlockState::Damaged;
  return tr("%1: %2\n%3\n%n transaction(s), %4 refused\n%5 to %6", nullptr, static_cast<int>(range->transactions))
      .arg(blocks, blockStateWord(state), blockStateExplanation(state), numberText(range->refused), timeText(range->from),
           timeText(range->until));
}

QString BlockStrip::fileName() const { return tr("chain"); }

// ---- the view

QPointF BlockStrip::placeOf(Height height) const { return view().toView(QPointF(static_cast<double>(height.value) + 0.5, 0)); }

bool BlockStrip::isLive() const {
  const double right = view().toScene(QPointF(view().size.width(), 0)).x();
  return right >= static_cast<double>(m_count) - 0.5;
}

void BlockStrip::moveToEnd() {
  PictureView moved = view();
  moved.origin.setX(static_cast<double>(m_count));
  setView(moved);
}

void BlockStrip::showNewest() {
  zoomBy(kReadable / std::max(view().scale.x(), 1e-12), {0, 0});
  moveToEnd();
}

void BlockStrip::showBlock(Height height) {
  if (height.value >= m_count) return;
  const QSignalBlocker quiet(this);  // who asks for it knows
  select(static_cast<int>(height.value));
  look();
}

void BlockStrip::grow() {
  const std::uint64_t before = m_count;
  const bool live = before > 0 && isLive(), fitted = isFitted();
  m_count = m_ranges.count();
  if (m_count < before || before == 0) {
    select(-1);
    fit();
    if (m_count > 0) showNewest();
    return;
  }
  // Who looks at the newest goes on doing so.
  sceneChanged();
  if (live && !fitted) moveToEnd();
  look();
}

void BlockStrip::look() {
  if (m_count == 0) return;
  const int scale = level();
  const auto each = static_cast<double>(BlockRanges::blocksAt(scale));
  const double from = std::max(0.0, view().origin.x()), until = view().toScene(QPointF(view().size.width(), 0)).x();
  m_ranges.look(scale, static_cast<std::uint64_t>(from / each), static_cast<std::uint64_t>(std::max(from, until) / each));
}

QString BlockStrip::scaleText() const {
  const std::uint64_t each = BlockRanges::blocksAt(level());
  return each == 1 ? tr("block by block") : tr("%1 blocks to a bar").arg(numberText(each));
}

// ---- input

void BlockStrip::keyPressEvent(QKeyEvent* event) {
  const double page = view().size.width() * 0.8;
  switch (event->key()) {
    case Qt::Key_Home: select(m_count > 0 ? 0 : -1); break;
    case Qt::Key_End:
      select(itemCount() - 1);
      moveToEnd();
      break;
    case Qt::Key_PageUp: moveBy({-page, 0}); break;
    case Qt::Key_PageDown: moveBy({page, 0}); break;
    default: Picture::keyPressEvent(event);
  }
}

void BlockStrip::moveBarTo(double x) {
  PictureView moved = view();
  const double visible = moved.size.width() / moved.scale.x();
  moved.origin.setX(x / moved.size.width() * static_cast<double>(m_count) - visible / 2);
  setView(moved);
}

void BlockStrip::mousePressEvent(QMouseEvent* event) {
  m_barPressed = event->button() == Qt::LeftButton && event->position().y() >= kBarTop - 4;
  if (m_barPressed) {
    moveBarTo(event->position().x());
  } else {
    Picture::mousePressEvent(event);
  }
}

void BlockStrip::mouseMoveEvent(QMouseEvent* event) {
  if (m_barPressed) {
    moveBarTo(event->position().x());
  } else {
    Picture::mouseMoveEvent(event);
  }
}

void BlockStrip::mouseReleaseEvent(QMouseEvent* event) {
  if (!std::exchange(m_barPressed, false)) Picture::mouseReleaseEvent(event);
}

void BlockStrip::changeEvent(QEvent* event) {
  Picture::changeEvent(event);
  if (event->type() != QEvent::LanguageChange) return;
  setAccessibleName(tr("Chain of blocks"));
  announce();
  update();
}

// ---- drawing

std::vector<BlockStrip::Cell> BlockStrip::cells(const PictureView& view) const {
  std::vector<Cell> out;
  if (m_count == 0) return out;
  const int scale = level();
  const std::uint64_t each = BlockRanges::blocksAt(scale);
  const double visible = view.size.width() / view.scale.x();
  auto index = static_cast<std::uint64_t>(std::max(0.0, view.origin.x())) / each;
  for (; index * each < m_count && static_cast<double>(index * each) < view.origin.x() + visible; ++index) {
    Cell cell;
    cell.first = index * each;
    cell.last = std::min(cell.first + each, m_count) - 1;
    cell.left = view.toView(QPointF(static_cast<double>(cell.first), 0)).x();
    cell.state = m_audit.stateOf(Height(cell.first), Height(cell.last));
    cell.selected = selected() >= 0 && static_cast<std::uint64_t>(selected()) >= cell.first &&
                    static_cast<std::uint64_t>(selected()) <= cell.last;
    bool readable = true;
    if (scale == 0) {
      cell.block = m_ranges.block(cell.first);
      readable = !cell.block || cell.block->readable;
    } else {
      for (int coarser = scale; coarser < std::min(scale + 3, BlockRanges::kLevels) && !cell.range; ++coarser) {
        const std::uint64_t larger = BlockRanges::blocksAt(coarser);
        if (const BlockRange* found = m_ranges.range(coarser, cell.first / larger)) {
          cell.range = *found;
          cell.range->transactions = found->transactions * each / std::max<std::uint64_t>(found->blocks, each);
          readable = found->readable || coarser != scale;
        }
      }
    }
    if (!readable) cell.state = BlockState::Damaged;
    out.push_back(cell);
  }
  return out;
}

void BlockStrip::draw(QPainter& painter, const PictureView& view) const {
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setFont(Theme::font(TextSize::Small));
  const std::vector<Cell> shown = cells(view);
  if (shown.empty()) return;
  drawTicks(painter, view, shown);
  const double width = view.scale.x() * static_cast<double>(BlockRanges::blocksAt(level()));
  if (level() == 0) {
    for (std::size_t i = 1; i < shown.size(); ++i) drawLink(painter, shown[i - 1], shown[i], width);
    if (shown.front().first > 0) {
      Cell before = shown.front();
      before.left -= width;
      before.block = m_ranges.block(shown.front().first - 1);
      drawLink(painter, before, shown.front(), width);
    }
    for (const Cell& cell : shown) drawBlock(painter, cell, width);
  } else {
    double tallest = 1;
    for (const Cell& cell : shown) tallest = std::max(tallest, static_cast<double>(cell.transactions()));
    tallest = roundedUp(tallest);
    for (const Cell& cell : shown) drawRange(painter, cell, width, tallest);
  }
  drawHistory(painter, view);
}

void BlockStrip::drawIcon(QPainter& painter, BlockState state, const QRectF& place) const {
  theme().icon(blockStateIcon(state), blockStateRole(state)).paint(&painter, place.toAlignedRect());
}

void BlockStrip::drawTicks(QPainter& painter, const PictureView& view, const std::vector<Cell>& cells) const {
  painter.setPen(theme().colour(Colour::Muted));
  const double block = view.scale.x();
  const auto text = [&](double x, const QString& words) {
    painter.drawText(QRectF(x - kTickApart / 2, 0, kTickApart, kTicks), Qt::AlignCenter, words);
  };
  if (block >= kDigestCell) return;  // blocks say everything themselves
  if (block >= kNumberCell) {        // blocks bear their number: here stands when they were
    const auto every = static_cast<std::uint64_t>(std::ceil(kTickApart / block));
    for (const Cell& cell : cells) {
      if (cell.block && cell.first % every == 0) text(cell.left + block / 2, timeShortText(cell.block->time));
    }
    return;
  }
  const auto every = static_cast<std::uint64_t>(roundedUp(kTickApart / block));
  const std::uint64_t first = (cells.front().first + every - 1) / every * every;
  painter.setPen(QPen(theme().colour(Colour::Border), 1));
  for (std::uint64_t height = first; height <= cells.back().last; height += every) {
    const double x = view.toView(QPointF(static_cast<double>(height), 0)).x() + (level() == 0 ? block / 2 : 0);
    painter.drawLine(QPointF(x, kTicks - 1), QPointF(x, kLaneTop - 2));
  }
  painter.setPen(theme().colour(Colour::Muted));
  for (std::uint64_t height = first; height <= cells.back().last; height += every) {
    const double x = view.toView(QPointF(static_cast<double>(height), 0)).x() + (level() == 0 ? block / 2 : 0);
    text(std::clamp(x, kTickApart / 2 - 30, view.size.width() - kTickApart / 2 + 30), numberText(height));
  }
}

void BlockStrip::drawBox(QPainter& painter, const QRectF& box, BlockState state, bool chosen) const {
  const StatusRole role = blockStateRole(state);
  const bool filled = state != BlockState::Final && state != BlockState::Executed;
  const double round = std::min(6.0, box.width() / 4);
  QPen border(theme().statusColour(role), state == BlockState::Damaged || state == BlockState::Divergent ? 2 : 1.4);
  if (state == BlockState::Executed) border.setStyle(Qt::DashLine);
  painter.setPen(border);
  painter.setBrush(filled ? theme().statusSurface(role) : theme().colour(Colour::Surface));
  painter.drawRoundedRect(box, round, round);
  if (state == BlockState::Divergent) {
    painter.setPen(Qt::NoPen);
    painter.setBrush(QBrush(theme().statusColour(role), Qt::BDiagPattern));
    painter.setOpacity(0.35);
    painter.drawRoundedRect(box, round, round);
    painter.setOpacity(1);
  }
  if (!chosen) return;
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(theme().colour(Colour::Accent), 2.5));
  painter.drawRoundedRect(box.adjusted(-3, -3, 3, 3), round + 2, round + 2);
}

void BlockStrip::drawLink(QPainter& painter, const Cell& from, const Cell& to, double width) const {
  const double gap = std::clamp(width * 0.16, 3.0, 26.0), y = kLaneTop + kLaneHeight / 2;
  const bool known = from.block && to.block && from.block->readable && to.block->readable;
  const bool broken = known && from.block->record != to.block->previous;
  const QColor colour =
      broken ? theme().statusColour(StatusRole::Danger) : theme().colour(known ? Colour::Muted : Colour::Border);
  const double x = to.left;
  painter.setPen(QPen(colour, broken ? 2.4 : 1.6, broken ? Qt::DotLine : Qt::SolidLine));
  painter.drawLine(QPointF(x - gap / 2, y), QPointF(x + gap / 2, y));
  if (gap < 10) return;
  // A link of the chain: two rings that hold each other, or, where the digests differ, a gap between them.
  const double apart = broken ? 5.5 : 2.6;
  painter.setPen(QPen(colour, 1.6));
  painter.setBrush(Qt::NoBrush);
  painter.drawEllipse(QPointF(x - apart, y), 4.4, 3.2);
  painter.drawEllipse(QPointF(x + apart, y), 4.4, 3.2);
}

void BlockStrip::drawBlock(QPainter& painter, const Cell& cell, double width) const {
  const double gap = std::clamp(width * 0.16, 3.0, 26.0);
  const QRectF box(cell.left + gap / 2, kLaneTop, width - gap, kLaneHeight);
  if (!cell.known()) {  // being read
    painter.setPen(QPen(theme().colour(Colour::Border), 1));
    painter.setBrush(theme().colour(Colour::Raised));
    painter.drawRoundedRect(box, std::min(6.0, box.width() / 4), std::min(6.0, box.width() / 4));
  } else {
    drawBox(painter, box, cell.state, cell.selected);
  }
  const auto row = [&](int number) { return QRectF(box.left() + 4, box.top() + 5 + number * kRow, box.width() - 8, kRow); };
  if (width < kNumberCell) {
    const double icon = std::clamp(box.width() - 4, 8.0, 16.0);
    if (cell.known())
      drawIcon(painter, cell.state, QRectF(box.center().x() - icon / 2, box.center().y() - icon / 2, icon, icon));
    return;
  }
  painter.setFont(Theme::font(TextSize::Small, true));
  painter.setPen(theme().colour(cell.selected ? Colour::Accent : Colour::Text));
  const bool wide = width >= kDigestCell;
  const QRectF head = row(0);
  painter.drawText(wide ? head.adjusted(20, 0, 0, 0) : head, (wide ? Qt::AlignLeft : Qt::AlignHCenter) | Qt::AlignVCenter,
                   numberText(cell.first));
  if (!cell.known()) return;
  painter.setFont(Theme::font(TextSize::Small));
  painter.setPen(theme().colour(Colour::Muted));
  const BlockSummary& block = *cell.block;
  if (!block.readable) {
    drawIcon(painter, cell.state, QRectF(box.center().x() - 10, row(2).top(), 20, 20));
    return;
  }
  const QString count = tr("%1 tx").arg(numberText(block.transactions));
  if (!wide) {
    painter.drawText(row(1), Qt::AlignCenter, count);
    drawIcon(painter, cell.state, QRectF(box.center().x() - 8, row(2).top() + 8, 16, 16));
    return;
  }
  drawIcon(painter, cell.state, QRectF(head.left(), head.top() + 1, 15, 15));
  painter.drawText(row(1), Qt::AlignLeft | Qt::AlignVCenter,
                   block.refused == 0 ? count : tr("%1, %2 refused").arg(count, numberText(block.refused)));
  painter.drawText(row(2), Qt::AlignLeft | Qt::AlignVCenter, timeShortText(block.time));
  // The left digest is the one that stands at the right of the block before.
  painter.setFont(Theme::monospace(TextSize::Small));
  painter.setPen(theme().colour(Colour::Muted));
  painter.drawText(row(3), Qt::AlignLeft | Qt::AlignVCenter,
                   cell.first == 0 ? QStringLiteral("—") : digestHead(block.previous));
  painter.setPen(theme().colour(Colour::Text));
  painter.drawText(row(3), Qt::AlignRight | Qt::AlignVCenter, digestHead(block.record));
  painter.setFont(Theme::font(TextSize::Small));
}

void BlockStrip::drawRange(QPainter& painter, const Cell& cell, double width, double tallest) const {
  const double gap = std::clamp(width * 0.12, 2.0, 5.0);
  const double share = static_cast<double>(cell.last - cell.first + 1) / static_cast<double>(BlockRanges::blocksAt(level()));
  const QRectF box(cell.left + gap / 2, kLaneTop, std::max(3.0, width * share - gap), kLaneHeight);
  const double round = std::min(4.0, box.width() / 4);
  const StatusRole role = blockStateRole(cell.state);
  painter.setPen(Qt::NoPen);
  painter.setBrush(cell.known() ? theme().statusSurface(role) : theme().colour(Colour::Raised));
  painter.drawRoundedRect(box, round, round);
  if (cell.known()) {
    const bool bad = cell.state == BlockState::Damaged || cell.state == BlockState::Divergent;
    const double room = kLaneHeight - 22;  // above the bars stand the icons
    const double high = std::max(2.0, room * std::sqrt(static_cast<double>(cell.transactions()) / tallest));
    const QRectF bar(box.left(), box.bottom() - high, box.width(), high);
    painter.setBrush(theme().statusColour(role));
    painter.setOpacity(cell.state == BlockState::Verified || bad ? 0.9 : 0.45);
    painter.drawRoundedRect(bar, std::min(round, high / 2), std::min(round, high / 2));
    painter.setOpacity(1);
    if (cell.state == BlockState::Divergent) {
      painter.setBrush(QBrush(theme().statusColour(role), Qt::BDiagPattern));
      painter.drawRoundedRect(box, round, round);
    }
    const double icon = std::clamp(box.width() - 3, 9.0, 14.0);
    if ((width >= kIconCell && box.width() >= icon) || bad)
      drawIcon(painter, cell.state, QRectF(box.center().x() - icon / 2, box.top() + 3, icon, icon));
    if (width >= kCountCell && share > 0.9) {
      const QString count = shortNumberText(cell.transactions());
      const QRectF place(box.left(), std::min(bar.top() - 1, box.bottom() - kRow), box.width(), kRow);
      painter.setPen(theme().colour(high > kRow + 2 ? Colour::Surface : Colour::Text));
      painter.drawText(high > kRow + 2 ? place.translated(0, 1) : place.translated(0, -kRow + 2), Qt::AlignCenter, count);
    }
  }
  if (!cell.selected) return;
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(theme().colour(Colour::Accent), 2.5));
  painter.drawRoundedRect(box.adjusted(-1.5, -3, 1.5, 3), round + 1, round + 1);
}

void BlockStrip::drawHistory(QPainter& painter, const PictureView& view) const {
  const double all = static_cast<double>(m_count), width = view.size.width();
  const QRectF bar(0.5, kBarTop, width - 1, kBarHeight);
  const auto x = [&](double height) { return bar.left() + height / all * bar.width(); };
  painter.setPen(Qt::NoPen);
  painter.setBrush(theme().colour(Colour::Border));
  painter.drawRoundedRect(bar, 4, 4);
  const auto& status = m_client.status();
  if (const auto checked = m_audit.checkedUntil()) {
    painter.setBrush(theme().statusColour(StatusRole::Good));
    painter.setOpacity(0.6);
    const QRectF part(bar.left(), bar.top(), x(static_cast<double>(std::min(checked->value + 1, m_count))) - bar.left(),
                      bar.height());
    painter.drawRoundedRect(part, 4, 4);
    painter.setOpacity(1);
    if (m_audit.running()) {
      painter.setPen(QPen(theme().colour(Colour::Accent), 2));
      painter.drawLine(QPointF(part.right(), bar.top() - 3), QPointF(part.right(), bar.bottom() + 3));
    }
  }
  painter.setPen(Qt::NoPen);
  if (status && status->divergence && status->divergence->value < m_count) {
    const double from = x(static_cast<double>(status->divergence->value));
    const QRectF part(from, bar.top(), bar.right() - from, bar.height());
    painter.setBrush(theme().statusSurface(StatusRole::Danger));
    painter.drawRect(part);
    painter.setBrush(QBrush(theme().statusColour(StatusRole::Danger), Qt::BDiagPattern));
    painter.drawRect(part);
  }
  double last = -1e9;
  for (const Damage& damage : m_audit.damages()) {
    if (!damage.height || damage.height->value >= m_count) continue;
    const double at = x(static_cast<double>(damage.height->value) + 0.5);
    if (at - last < 3) continue;
    last = at;
    painter.setPen(QPen(theme().statusColour(StatusRole::Danger), 3));
    painter.drawLine(QPointF(at, bar.top() - 3), QPointF(at, bar.bottom() + 3));
  }
  // What is in view.
  const double from = x(std::max(0.0, view.origin.x())), until = x(std::min(all, view.origin.x() + width / view.scale.x()));
  QRectF handle(from, bar.top() - 2, std::max(until - from, kLeastHandle), bar.height() + 4);
  if (handle.right() > width - 1) handle.moveRight(width - 1);
  QColor pale = theme().colour(Colour::Accent);
  painter.setPen(QPen(pale, 2));
  pale.setAlphaF(0.14F);
  painter.setBrush(pale);
  painter.drawRoundedRect(handle, 4, 4);
}

}  // namespace mz
