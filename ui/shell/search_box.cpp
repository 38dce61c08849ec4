#include "ui/shell/search_box.h"

#include <QtCore/QJsonArray>
#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QLabel>
#include <QtWidgets/QListView>
#include <QtWidgets/QStyledItemDelegate>
#include <QtWidgets/QVBoxLayout>
#include <algorithm>

#include "ui/parts/popover.h"

namespace mz {

namespace {

constexpr int kRow = 5 * kGrid;
constexpr int kHeading = 3 * kGrid + kGrid / 2;
constexpr int kIcon = 18;
constexpr int kLeastWidth = 64 * kGrid;
constexpr int kMostHeight = 62 * kGrid;
constexpr std::size_t kMostActions = 8;
constexpr int kMostRecent = 5;
constexpr int kPageRows = 8;
const QString kRecentKey = QStringLiteral("search/recent");
const QString kActionLink = QStringLiteral("action/");

class HitDelegate : public QStyledItemDelegate {
 public:
  HitDelegate(const Theme& theme, QObject* parent) : QStyledItemDelegate(parent), m_theme(theme) {}

  QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override {
    return {option.rect.width(), kRow + (index.data(SearchModel::HeadingRole).toString().isEmpty() ? 0 : kHeading)};
  }

  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    QRect row = option.rect;
    const QString heading = index.data(SearchModel::HeadingRole).toString();
    if (!heading.isEmpty()) {
      painter->setFont(Theme::font(TextSize::Small));
      painter->setPen(m_theme.colour(Colour::Muted));
      painter->drawText(row.adjusted(2 * kGrid, 0, 0, 0).adjusted(0, 0, 0, kHeading - row.height()),
                        Qt::AlignLeft | Qt::AlignBottom, heading);
      row.setTop(row.top() + kHeading);
    }
    const bool chosen = option.state & QStyle::State_Selected;
    if (chosen) {
      painter->setPen(Qt::NoPen);
      painter->setBrush(m_theme.colour(Colour::Selection));
      painter->drawRoundedRect(row.adjusted(kGrid, 2, -kGrid, -2), 6, 6);
    }
    const QString obstacle = index.data(SearchModel::ObstacleRole).toString();
    const QIcon icon = m_theme.icon(index.data(SearchModel::IconRole).toString(), chosen ? Colour::Accent : Colour::Muted);
    QRect text = row.adjusted(2 * kGrid, 0, -2 * kGrid, 0);
    icon.paint(painter, QRect(text.left(), text.center().y() - kIcon / 2, kIcon, kIcon), Qt::AlignCenter,
               obstacle.isEmpty() ? QIcon::Normal : QIcon::Disabled);
    text.setLeft(text.left() + kIcon + kGrid + kGrid / 2);

    if (const QString keys = index.data(SearchModel::KeysRole).toString(); !keys.isEmpty()) {
      painter->setFont(Theme::font(TextSize::Small));
      const int width = painter->fontMetrics().horizontalAdvance(keys) + 2 * kGrid;
      const QRect box(text.right() - width, text.center().y() - 10, width, 21);
      painter->setPen(m_theme.colour(Colour::Border));
      painter->setBrush(m_theme.colour(Colour::Raised));
      painter->drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
      painter->setPen(m_theme.colour(Colour::Muted));
      painter->drawText(box, Qt::AlignCenter, keys);
      text.setRight(box.left() - kGrid);
    }
    painter->setFont(Theme::font(TextSize::Body));
    painter->setPen(m_theme.colour(obstacle.isEmpty() ? Colour::Text : Colour::Disabled));
    const QString title = painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, text.width() * 3 / 4);
    painter->drawText(text, Qt::AlignLeft | Qt::AlignVCenter, title);
    const int used = painter->fontMetrics().horizontalAdvance(title);
    painter->setFont(Theme::font(TextSize::Small));
    painter->setPen(m_theme.colour(Colour::Muted));
    const QRect rest = text.adjusted(used + kGrid + kGrid / 2, 1, 0, 1);
    const QString detail = obstacle.isEmpty() ? index.data(SearchModel::DetailRole).toString() : obstacle;
    painter->drawText(rest, Qt::AlignLeft | Qt::AlignVCenter,
                      painter->fontMetrics().elidedText(detail, Qt::ElideRight, rest.width()));
    painter->restore();
  }

 private:
  const Theme& m_theme;
};

QString plain(QString text) { return text.remove(QStringLiteral("…")); }

}  // namespace

SearchBox::SearchBox(const PageContext& context, QWidget* parent)
    : QLineEdit(parent),
      m_client(context.client),
      m_theme(context.theme),
      m_settings(context.settings),
      m_actions(context.actions),
      m_model(new SearchModel(context.client, [this](const QString& query) { return ownHits(query); }, this)) {
  setObjectName(QStringLiteral("search"));
  setMaxLength(128);
  setClearButtonEnabled(true);
  addAction(m_theme.icon(QStringLiteral("search")), LeadingPosition);
  connect(this, &QLineEdit::textChanged, this, [this](const QString& text) {
    m_movedByHand = false;
    m_openFirst = false;
    if (hasFocus()) openPalette();
    if (m_popover && m_popover->isOpen()) m_model->setQuery(text);
  });
  // Another channel has other payees and blocks.
  connect(&m_client, &EngineClient::channelChanged, this, [this] {
    if (m_popover && m_popover->isOpen()) m_model->setQuery(text());
  });
  refresh();
}

std::vector<SearchHit> SearchBox::ownHits(const QString& query) const {
  const QJsonArray recent = m_settings.remembered(kRecentKey).toArray();
  struct Ranked {
    SearchHit hit;
    int rank;
  };
  std::vector<Ranked> pages, actions;
  for (const QAction* action : m_actions.all()) {
    if (!action->isVisible() || action->objectName() == QLatin1StringView("search")) continue;
    const ActionFacts& facts = m_actions.facts(action);
    const bool isPage = facts.category == ActionCategory::Pages;
    int rank = 0;
    if (!query.isEmpty()) {
      rank = searchRank(query, m_actions.names(action));
    } else if (isPage) {
      rank = 1;
    } else {
      const auto at = std::ranges::find(recent, QJsonValue(action->objectName()));
      rank = at == recent.end() ? 0 : kMostRecent - static_cast<int>(at - recent.begin());
    }
    if (rank == 0) continue;
    (isPage ? pages : actions)
        .push_back({{isPage ? SearchHit::Group::Pages : SearchHit::Group::Actions, plain(action->text()),
                     isPage ? QString() : ActionRegistry::categoryText(facts.category), kActionLink + action->objectName(),
                     facts.icon, action->shortcut().toString(QKeySequence::NativeText), m_actions.obstacle(action)},
                    rank});
  }
  std::ranges::stable_sort(actions, std::greater(), &Ranked::rank);
  if (actions.size() > kMostActions) actions.resize(kMostActions);
  std::vector<SearchHit> hits;
  for (const auto* list : {&pages, &actions}) {
    for (const Ranked& one : *list) hits.push_back(one.hit);
  }
  return hits;
}

void SearchBox::makePopover() {
  if (m_popover) return;
  m_popover = new Popover(this, Popover::Side::Below, Qt::AlignLeft);
  m_popover->setObjectName(QStringLiteral("searchPopover"));
  m_list = new QListView(m_popover);
  m_list->setObjectName(QStringLiteral("searchResults"));
  m_list->setFocusPolicy(Qt::NoFocus);  // the keyboard stays in the field
  m_list->setModel(m_model);
  m_list->setItemDelegate(new HitDelegate(m_theme, m_list));
  m_list->setVerticalScrollMode(QListView::ScrollPerPixel);
  m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  m_list->setFrameShape(QFrame::NoFrame);
  m_list->setMouseTracking(true);
  m_state = new QLabel(m_popover);
  m_state->setObjectName(QStringLiteral("searchState"));
  m_state->setWordWrap(true);
  m_state->setContentsMargins(2 * kGrid, kGrid + kGrid / 2, 2 * kGrid, kGrid);
  m_state->setProperty("muted", true);
  m_hints = new QLabel(m_popover);
  m_hints->setProperty("muted", true);
  m_hints->setProperty("small", true);
  m_hints->setContentsMargins(2 * kGrid, kGrid, 2 * kGrid, kGrid);
  auto* line = new QFrame(m_popover);
  line->setProperty("line", true);
  m_popover->body()->addWidget(m_list, 1);
  m_popover->body()->addWidget(m_state);
  m_popover->body()->addWidget(line);
  m_popover->body()->addWidget(m_hints);
  connect(m_list, &QListView::clicked, this, &SearchBox::choose);
  connect(m_list, &QListView::entered, this, [this](const QModelIndex& index) {
    m_list->setCurrentIndex(index);
    m_currentLink = index.data(SearchModel::LinkRole).toString();
  });
  connect(m_model, &SearchModel::modelReset, this, &SearchBox::keepCurrent);
  connect(m_model, &SearchModel::searchingChanged, this, &SearchBox::keepCurrent);
  connect(m_popover, &Popover::closed, this, [this] { m_model->setQuery({}); });
  refresh();
}

void SearchBox::openPalette() {
  makePopover();
  if (!hasFocus()) setFocus(Qt::ShortcutFocusReason);
  if (m_popover->isOpen()) return;
  m_movedByHand = false;
  m_popover->setWidth(std::max(width(), kLeastWidth));
  m_model->setQuery(text());
  m_popover->open();
}

void SearchBox::closePalette() {
  if (m_popover) m_popover->close();
}

void SearchBox::refresh() {
  setPlaceholderText(tr("Search the ledger, or name an action (%1)")
                         .arg(QKeySequence(Qt::CTRL | Qt::Key_K).toString(QKeySequence::NativeText)));
  setAccessibleName(tr("Search the ledger and the actions"));
  if (!m_popover) return;
  m_list->setAccessibleName(tr("Found"));
  m_hints->setText(tr("↑ ↓ choose    Enter opens    Esc closes"));
  const bool any = m_model->rowCount() > 0;
  m_state->setVisible(!any || m_model->searching());
  m_state->setText(m_model->searching() ? tr("Looking through the ledger…")
                   : any                ? QString()
                                        : tr("Nothing found for “%1”. Enter an action, a block number, at least 8 digits of a "
                                                            "transaction id, or part of a payee's, department's, channel's or "
                                                            "certificate's name.")
                               .arg(m_model->query()));
  int height = kGrid;
  for (int i = 0; i < m_model->rowCount() && height < kMostHeight; ++i) height += m_list->sizeHintForRow(i);
  m_list->setFixedHeight(std::min(height, kMostHeight));
  m_list->setVisible(any);
  if (m_popover->isOpen()) m_popover->place();
}

// What was chosen by hand stays chosen while hits come in; else it is the first.
void SearchBox::keepCurrent() {
  int row = 0;
  for (int i = 0; m_movedByHand && i < m_model->rowCount(); ++i) {
    if (m_model->index(i).data(SearchModel::LinkRole).toString() == m_currentLink) row = i;
  }
  m_list->setCurrentIndex(m_model->index(row));
  m_currentLink = m_model->index(row).data(SearchModel::LinkRole).toString();
  refresh();
  // Which one is the first is known when everybody has answered.
  if (!m_openFirst || m_model->searching() || m_model->rowCount() == 0) return;
  m_openFirst = false;
  // Not from inside the model's reset.
  QMetaObject::invokeMethod(this, [this] { choose(m_list->currentIndex()); }, Qt::QueuedConnection);
}

void SearchBox::move(int rows) {
  const int count = m_model->rowCount();
  if (count == 0) return;
  m_movedByHand = true;
  const int row = std::clamp(m_list->currentIndex().row() + rows, 0, count - 1);
  const QModelIndex index = m_model->index(row);
  m_list->setCurrentIndex(index);
  m_list->scrollTo(index);
  m_currentLink = index.data(SearchModel::LinkRole).toString();
  setAccessibleDescription(index.data(Qt::AccessibleTextRole).toString());
}

void SearchBox::rememberUse(const QString& link) {
  if (!link.startsWith(kActionLink) || link.startsWith(kActionLink + QStringLiteral("page."))) return;
  const QJsonValue id(link.mid(kActionLink.size()));
  QJsonArray recent;
  recent.append(id);
  for (const QJsonValue& other : m_settings.remembered(kRecentKey).toArray()) {
    if (other != id && recent.size() < kMostRecent) recent.append(other);
  }
  m_settings.remember(kRecentKey, recent);
}

void SearchBox::choose(const QModelIndex& index) {
  if (!index.isValid()) return;
  const QString link = index.data(SearchModel::LinkRole).toString();
  rememberUse(link);
  clear();
  closePalette();
  Q_EMIT left();
  Q_EMIT chosen(link);
}

void SearchBox::keyPressEvent(QKeyEvent* event) {
  const bool open = m_popover && m_popover->isOpen();
  switch (event->key()) {
    case Qt::Key_Down: open ? move(1) : openPalette(); return;
    case Qt::Key_Up: move(open ? -1 : 0); return;
    case Qt::Key_PageDown: move(open ? kPageRows : 0); return;
    case Qt::Key_PageUp: move(open ? -kPageRows : 0); return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
      if (!open) {
        openPalette();
      } else if (m_list->currentIndex().isValid()) {
        choose(m_list->currentIndex());
      } else {
        m_openFirst = m_model->searching();
      }
      return;
    case Qt::Key_Escape:  // the popover took the first one
      clear();
      Q_EMIT left();
      return;
    default: QLineEdit::keyPressEvent(event);
  }
}

void SearchBox::mousePressEvent(QMouseEvent* event) {
  QLineEdit::mousePressEvent(event);
  openPalette();
}

void SearchBox::focusOutEvent(QFocusEvent* event) {
  QLineEdit::focusOutEvent(event);
  if (event->reason() != Qt::ActiveWindowFocusReason && event->reason() != Qt::PopupFocusReason) closePalette();
}

void SearchBox::changeEvent(QEvent* event) {
  QLineEdit::changeEvent(event);
  if (event->type() == QEvent::LanguageChange) refresh();
}

}  // namespace mz
