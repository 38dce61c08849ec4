#include "ui/chain/proof_tree.h"

#include <QtGui/QHelpEvent>
#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>
#include <QtWidgets/QToolTip>
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
}  // namespace

ProofTree::ProofTree(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme) {
  setObjectName(QStringLiteral("proofTree"));
  setFocusPolicy(Qt::StrongFocus);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  connect(&m_theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void ProofTree::setPath(std::optional<ProofPath> path, const QString& rootWords) {
  m_path = std::move(path);
  m_rootWords = rootWords;
  m_selected = -1;
  setAccessibleName(tr("Proof path from the transaction to the root"));
  updateGeometry();
  update();
}

QSize ProofTree::sizeHint() const {
  const int levels = m_path ? static_cast<int>(m_path->steps.size()) : 0;
  const int each = levels <= kFewLevels ? kLevelHeight : std::max(kLeastLevelHeight, kLevelHeight * kFewLevels / levels);
  return {360, kTop + kBottom + levels * each};
}
QSize ProofTree::minimumSizeHint() const { return {200, sizeHint().height()}; }

std::vector<ProofTree::Node> ProofTree::layOut() const {
  std::vector<Node> nodes;
  if (!m_path) return nodes;
  const auto& steps = m_path->steps;
  const int levels = static_cast<int>(steps.size());
  const double height = levels == 0 ? 0 : (this->height() - kTop - kBottom) / static_cast<double>(levels);
  const double spread = std::min(width() / 5.0, 96.0);

  nodes.push_back({QPointF(0, kTop), true, 0, m_path->treeSize, m_path->root, -1});
  int above = 0;
  for (int level = 0; level < levels; ++level) {
    const auto at = static_cast<std::size_t>(levels - 1 - level);  // steps run from the leaf up
    const ProofStep& step = steps[at];
    // Wide near the root, narrow further down; never so narrow that the two touch.
    const double aside = std::max(kRadius * 2.2, spread * std::pow(0.72, level));
    const Node parent = nodes[static_cast<std::size_t>(above)];
    const double y = parent.place.y() + height;
    const double sign = step.siblingOnLeft ? 1 : -1;  // where the path goes
    Node sibling{QPointF(parent.place.x() - sign * aside, y), false, step.siblingFirst, step.siblingCount, step.sibling, above};
    Node path;
    path.place = QPointF(parent.place.x() + sign * aside, y);
    path.onPath = true;
    path.first = step.siblingOnLeft ? step.siblingFirst + step.siblingCount : parent.first;
    path.count = parent.count - step.siblingCount;
    path.hash = at == 0 ? m_path->leafHash : steps[at - 1].result;
    path.parent = above;
    nodes.push_back(sibling);
    above = static_cast<int>(nodes.size());
    nodes.push_back(path);
  }

  const auto [left, right] = std::ranges::minmax_element(nodes, {}, [](const Node& node) { return node.place.x(); });
  const double drawn = right->place.x() - left->place.x();
  const double room = width() - 2 * kLabelRoom;
  const double scale = drawn > room && drawn > 0 ? room / drawn : 1;
  const double middle = (left->place.x() + right->place.x()) / 2;
  for (Node& node : nodes) node.place.setX(width() / 2.0 + (node.place.x() - middle) * scale);
  return nodes;
}

QString ProofTree::words(const Node& node) const {
  const QString leaves = node.count == 1
                             ? tr("leaf %1").arg(numberText(node.first))
                             : tr("leaves %1 to %2").arg(numberText(node.first), numberText(node.first + node.count - 1));
  const QString kind = node.parent < 0 ? tr("Root") : node.onPath ? tr("On the path, computed here") : tr("In the proof");
  return tr("%1: %2\n%3").arg(kind, leaves, fromText(node.hash.hex()));
}

int ProofTree::nodeAt(const QPointF& point) const {
  const auto nodes = layOut();
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const QPointF distance = nodes[i].place - point;
    if (std::hypot(distance.x(), distance.y()) <= kRadius + 4) return static_cast<int>(i);
  }
  return -1;
}

void ProofTree::paintEvent(QPaintEvent*) {
  const auto nodes = layOut();
  if (nodes.empty()) return;
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const QColor quiet = m_theme.colour(Colour::Border);
  const QColor lit = m_theme.colour(Colour::Accent);
  const QColor ring = m_theme.statusColour(StatusRole::Attention);

  for (const bool path : {false, true}) {  // the lit line lies above the others
    for (const Node& node : nodes) {
      if (node.parent < 0 || node.onPath != path) continue;
      painter.setPen(QPen(path ? lit : quiet, path ? 2.2 : 1.2));
      painter.drawLine(nodes[static_cast<std::size_t>(node.parent)].place, node.place);
    }
  }
  painter.setFont(Theme::font(TextSize::Small));
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const Node& node = nodes[i];
    const bool isSibling = !node.onPath;
    if (isSibling && node.count > 1) {  // the folded subtree
      QPainterPath folded(node.place);
      folded.lineTo(node.place + QPointF(-9, 17));
      folded.lineTo(node.place + QPointF(9, 17));
      folded.closeSubpath();
      painter.setPen(QPen(quiet, 1));
      painter.setBrush(m_theme.colour(Colour::Raised));
      painter.drawPath(folded);
    }
    painter.setPen(QPen(isSibling ? ring : lit, 2));
    painter.setBrush(isSibling ? m_theme.colour(Colour::Surface) : lit);
    painter.drawEllipse(node.place, kRadius, kRadius);
    if (static_cast<int>(i) == m_selected) {
      painter.setBrush(Qt::NoBrush);
      painter.setPen(QPen(m_theme.colour(Colour::Text), 1.5));
      painter.drawEllipse(node.place, kRadius + 4, kRadius + 4);
    }
    if (node.parent < 0) {
      painter.setPen(m_theme.colour(Colour::Text));
      painter.drawText(QRectF(0, 0, width(), kTop - kRadius - 2), Qt::AlignHCenter | Qt::AlignBottom, m_rootWords);
      continue;
    }
    if (!isSibling) continue;
    const bool outwardsLeft = node.place.x() < nodes[static_cast<std::size_t>(node.parent)].place.x();
    const QString label = node.count == 1 ? tr("1 leaf") : tr("%1 leaves").arg(numberText(node.count));
    const double room = outwardsLeft ? node.place.x() - kRadius - 6 : width() - node.place.x() - kRadius - 6;
    const QRectF place(outwardsLeft ? 0 : node.place.x() + kRadius + 6, node.place.y() - 9, room, 18);
    painter.setPen(m_theme.colour(Colour::Muted));
    painter.drawText(place, (outwardsLeft ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter, label);
  }
  const Node& leaf = nodes.back();
  painter.setPen(m_theme.colour(Colour::Text));
  painter.drawText(QRectF(leaf.place.x() - 120, leaf.place.y() + kRadius + 1, 240, kBottom - kRadius),
                   Qt::AlignHCenter | Qt::AlignTop, tr("this transaction, leaf %1").arg(numberText(leaf.first)));
  if (hasFocus()) {
    painter.setPen(QPen(lit, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
  }
}

void ProofTree::keyPressEvent(QKeyEvent* event) {
  const int last = static_cast<int>(layOut().size()) - 1;
  if (event->key() == Qt::Key_Down && m_selected < last) {
    ++m_selected;
  } else if (event->key() == Qt::Key_Up && m_selected > 0) {
    --m_selected;
  } else {
    QWidget::keyPressEvent(event);
    return;
  }
  const auto nodes = layOut();
  const Node& node = nodes[static_cast<std::size_t>(m_selected)];
  setAccessibleDescription(words(node));
  QToolTip::showText(mapToGlobal(node.place.toPoint()), words(node), this);
  update();
}

void ProofTree::mousePressEvent(QMouseEvent* event) {
  m_selected = nodeAt(event->position());
  update();
}

bool ProofTree::event(QEvent* event) {
  if (event->type() == QEvent::ToolTip) {
    const auto* help = static_cast<QHelpEvent*>(event);
    const int at = nodeAt(help->pos());
    QToolTip::showText(help->globalPos(), at < 0 ? QString() : words(layOut()[static_cast<std::size_t>(at)]), this);
    return true;
  }
  return QWidget::event(event);
}

}  // namespace mz
