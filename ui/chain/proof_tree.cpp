#include "ui/chain/proof_tree.h"

#include <QtGui/QPainter>
#include <QtGui/QPainterPath>
#include <algorithm>
#include <cmath>

#include "models/format_text.h"

namespace mz {

namespace {
constexpr double kRadius = 7;
constexpr int kLevelHeight = 36;       // of a tree with few levels
constexpr int kLeastLevelHeight = 22;  // of one with many
constexpr int kTop = 3 * kGrid;
constexpr int kBottom = 3 * kGrid;
constexpr int kFewLevels = 7;
constexpr double kLabelRoom = 96;  // beside a proof node
constexpr double kWitnessWidth = 96, kWitnessHeight = 22, kWitnessGap = 4;
constexpr int kMostWitnessRows = 4;
}  // namespace

ProofTree::ProofTree(const Theme& theme, FileDialogs& files, QWidget* parent) : Picture(Axes::Both, theme, files, parent) {
  setObjectName(QStringLiteral("proofTree"));
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ProofTree::setPath(std::optional<ProofPath> path, const QString& rootWords) {
  m_path = std::move(path);
  m_rootWords = rootWords;
  setAccessibleName(tr("Proof path from the transaction to the root"));
  select(-1);
  updateGeometry();
  layOut();
  fit();
}

void ProofTree::setWitnesses(std::vector<ProofWitness> witnesses) {
  m_witnesses = std::move(witnesses);
  updateGeometry();
  layOut();
  fit();
}

int ProofTree::witnessRows() const {
  if (m_witnesses.empty()) return 0;
  const int across = std::max(1, static_cast<int>(width() / kWitnessWidth));
  return std::min(kMostWitnessRows, (static_cast<int>(m_witnesses.size()) + across - 1) / across);
}

double ProofTree::top() const { return kTop + witnessRows() * kWitnessHeight + (m_witnesses.empty() ? 0 : 2 * kGrid); }

QSize ProofTree::sizeHint() const {
  const int levels = m_path ? static_cast<int>(m_path->steps.size()) : 0;
  const int each = levels <= kFewLevels ? kLevelHeight : std::max(kLeastLevelHeight, kLevelHeight * kFewLevels / levels);
  return {360, static_cast<int>(top()) + kBottom + levels * each};
}
QSize ProofTree::minimumSizeHint() const { return {200, sizeHint().height()}; }

void ProofTree::resizeEvent(QResizeEvent* event) {
  layOut();
  updateGeometry();  // fewer witnesses fit into a row of a narrower one
  Picture::resizeEvent(event);
}

void ProofTree::layOut() {
  m_nodes.clear();
  if (!m_path) return;
  const auto& steps = m_path->steps;
  const int levels = static_cast<int>(steps.size());
  const double each = levels == 0 ? 0 : (height() - top() - kBottom) / static_cast<double>(levels);
  const double spread = std::min(width() / 5.0, 96.0);

  m_nodes.push_back({QPointF(0, top()), true, 0, m_path->treeSize, m_path->root, -1});
  int above = 0;
  for (int level = 0; level < levels; ++level) {
    const auto at = static_cast<std::size_t>(levels - 1 - level);  // steps run from the leaf up
    const ProofStep& step = steps[at];
    // Wide near the root, narrow further down; never so narrow that the two touch.
    const double aside = std::max(kRadius * 2.2, spread * std::pow(0.72, level));
    const Node parent = m_nodes[static_cast<std::size_t>(above)];
    const double y = parent.place.y() + each;
    const double sign = step.siblingOnLeft ? 1 : -1;  // where the path goes
    Node sibling{QPointF(parent.place.x() - sign * aside, y), false, step.siblingFirst, step.siblingCount, step.sibling, above};
    Node path;
    path.place = QPointF(parent.place.x() + sign * aside, y);
    path.onPath = true;
    path.first = step.siblingOnLeft ? step.siblingFirst + step.siblingCount : parent.first;
    path.count = parent.count - step.siblingCount;
    path.hash = at == 0 ? m_path->leafHash : steps[at - 1].result;
    path.parent = above;
    m_nodes.push_back(sibling);
    above = static_cast<int>(m_nodes.size());
    m_nodes.push_back(path);
  }

  const auto [left, right] = std::ranges::minmax_element(m_nodes, {}, [](const Node& node) { return node.place.x(); });
  const double drawn = right->place.x() - left->place.x();
  const double room = width() - 2 * kLabelRoom;
  const double scale = drawn > room && drawn > 0 ? room / drawn : 1;
  const double middle = (left->place.x() + right->place.x()) / 2;
  for (Node& node : m_nodes) node.place.setX(width() / 2.0 + (node.place.x() - middle) * scale);
}

// ---- items: the nodes, root first

QRectF ProofTree::scene() const {
  return {0, 0, std::max(1.0, static_cast<double>(width())), std::max(1.0, static_cast<double>(height()))};
}
int ProofTree::itemCount() const { return static_cast<int>(m_nodes.size()); }

QRectF ProofTree::itemPlace(int item) const {
  const QPointF place = m_nodes[static_cast<std::size_t>(item)].place;
  return {place.x() - kRadius - 4, place.y() - kRadius - 4, 2 * kRadius + 8, 2 * kRadius + 8};
}

QString ProofTree::itemText(int item) const {
  const Node& node = m_nodes[static_cast<std::size_t>(item)];
  const QString leaves = node.count == 1
                             ? tr("leaf %1").arg(numberText(node.first))
                             : tr("leaves %1 to %2").arg(numberText(node.first), numberText(node.first + node.count - 1));
  const QString kind = node.parent < 0 ? tr("Root") : node.onPath ? tr("On the path, computed here") : tr("In the proof");
  return tr("%1: %2\n%3").arg(kind, leaves, fromText(node.hash.hex()));
}

int ProofTree::itemBeside(int item, int key) const {
  // Up and Down walk along the path and its proof; Left and Right lead to the other child.
  const int last = itemCount() - 1;
  if (key == Qt::Key_Down) return item < last ? item + 1 : -1;
  if (key == Qt::Key_Up) return item > 0 ? item - 1 : -1;
  return Picture::itemBeside(item, key);
}

QString ProofTree::fileName() const { return tr("proof"); }

// ---- drawing

void ProofTree::drawWitnesses(QPainter& painter, const PictureView& view) const {
  if (m_witnesses.empty()) return;
  const int rows = witnessRows();
  const std::size_t across = (m_witnesses.size() + static_cast<std::size_t>(rows) - 1) / static_cast<std::size_t>(rows);
  const double each = std::min((width() - kWitnessGap) / static_cast<double>(across), kWitnessWidth * 1.4);
  const double left = (width() - each * static_cast<double>(across)) / 2;
  const QPointF root = view.toView(m_nodes.front().place);
  for (std::size_t i = 0; i < m_witnesses.size(); ++i) {
    const ProofWitness& witness = m_witnesses[i];
    const StatusRole role = witness.valid ? StatusRole::Good : StatusRole::Danger;
    const QRectF place =
        view.toView(QRectF(left + static_cast<double>(i % across) * each + kWitnessGap / 2,
                           static_cast<double>(i / across) * kWitnessHeight, each - kWitnessGap, kWitnessHeight - kWitnessGap));
    if (static_cast<int>(i / across) == rows - 1) {
      painter.setPen(QPen(theme().statusColour(role), 1));
      painter.setOpacity(0.5);
      painter.drawLine(QPointF(place.center().x(), place.bottom()), root - QPointF(0, kTop - 2));
      painter.setOpacity(1);
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme().statusSurface(role));
    painter.drawRoundedRect(place, 4, 4);
    const QRectF icon(place.left() + 3, place.center().y() - 6, 12, 12);
    theme().icon(Theme::statusIconName(role), role).paint(&painter, icon.toAlignedRect());
    painter.setPen(theme().statusColour(role));
    const QRectF words = place.adjusted(17, 0, -3, 0);
    painter.drawText(words, Qt::AlignVCenter | Qt::AlignLeft,
                     painter.fontMetrics().elidedText(witness.name, Qt::ElideRight, static_cast<int>(words.width())));
  }
}

void ProofTree::draw(QPainter& painter, const PictureView& view) const {
  if (m_nodes.empty()) return;
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setFont(Theme::font(TextSize::Small));
  const QColor quiet = theme().colour(Colour::Border);
  const QColor lit = theme().colour(Colour::Accent);
  const QColor ring = theme().statusColour(StatusRole::Attention);
  const double large = std::min(view.scale.x(), 2.0), radius = kRadius * large;
  std::vector<QPointF> places;
  for (const Node& node : m_nodes) places.push_back(view.toView(node.place));

  drawWitnesses(painter, view);
  for (const bool path : {false, true}) {  // the lit line lies above the others
    for (std::size_t i = 1; i < m_nodes.size(); ++i) {
      if (m_nodes[i].onPath != path) continue;
      painter.setPen(QPen(path ? lit : quiet, (path ? 2.2 : 1.2) * large));
      painter.drawLine(places[static_cast<std::size_t>(m_nodes[i].parent)], places[i]);
    }
  }
  for (std::size_t i = 0; i < m_nodes.size(); ++i) {
    const Node& node = m_nodes[i];
    const QPointF place = places[i];
    const bool isSibling = !node.onPath;
    if (isSibling && node.count > 1) {  // the folded subtree
      QPainterPath folded(place);
      folded.lineTo(place + QPointF(-9, 17) * large);
      folded.lineTo(place + QPointF(9, 17) * large);
      folded.closeSubpath();
      painter.setPen(QPen(quiet, 1));
      painter.setBrush(theme().colour(Colour::Raised));
      painter.drawPath(folded);
    }
    painter.setPen(QPen(isSibling ? ring : lit, 2));
    painter.setBrush(isSibling ? theme().colour(Colour::Surface) : lit);
    painter.drawEllipse(place, radius, radius);
    if (static_cast<int>(i) == selected()) {
      painter.setBrush(Qt::NoBrush);
      painter.setPen(QPen(theme().colour(Colour::Text), 1.5));
      painter.drawEllipse(place, radius + 4, radius + 4);
    }
    if (node.parent < 0) {
      painter.setPen(theme().colour(Colour::Text));
      painter.drawText(QRectF(place.x() - 240, place.y() - kTop, 480, kTop - kRadius - 2), Qt::AlignHCenter | Qt::AlignBottom,
                       m_rootWords);
      continue;
    }
    if (!isSibling) continue;
    const bool outwardsLeft = place.x() < places[static_cast<std::size_t>(node.parent)].x();
    const QString label = node.count == 1 ? tr("1 leaf") : tr("%1 leaves").arg(numberText(node.count));
    constexpr double kRoom = 160;
    const QRectF words(outwardsLeft ? place.x() - radius - 6 - kRoom : place.x() + radius + 6, place.y() - 9, kRoom, 18);
    painter.setPen(theme().colour(Colour::Muted));
    painter.drawText(words, (outwardsLeft ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter, label);
  }
  painter.setPen(theme().colour(Colour::Text));
  painter.drawText(QRectF(places.back().x() - 120, places.back().y() + radius + 1, 240, kBottom - kRadius),
                   Qt::AlignHCenter | Qt::AlignTop, tr("this transaction, leaf %1").arg(numberText(m_nodes.back().first)));
}

}  // namespace mz
