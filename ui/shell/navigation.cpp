#include "ui/shell/navigation.h"

#include <QtCore/QEvent>
#include <QtGui/QAction>
#include <QtGui/QIcon>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

namespace mz {

namespace {
constexpr int kWide = 22 * kGrid;
constexpr int kNarrow = 7 * kGrid;
constexpr int kIcon = 20;
constexpr int kLogo = 26;
}  // namespace

Navigation::Navigation(const Theme& theme, QWidget* parent)
    : QFrame(parent),
      m_theme(theme),
      m_layout(new QVBoxLayout(this)),
      m_logo(new QLabel(this)),
      m_name(new QLabel(this)),
      m_collapse(new QToolButton(this)) {
  setObjectName(QStringLiteral("navigation"));
  setProperty("bar", QStringLiteral("left"));
  m_layout->setContentsMargins(kGrid, kGrid + kGrid / 2, kGrid, kGrid);
  m_layout->setSpacing(kGrid / 2);
  auto* head = new QHBoxLayout;
  head->setContentsMargins(kGrid - 1, 0, 0, kGrid);
  head->setSpacing(kGrid + 2);
  m_logo->setPixmap(QIcon(QStringLiteral(":/icons/mingzhang.svg")).pixmap(kLogo, kLogo));
  m_logo->setFixedSize(kLogo, kLogo);
  m_name->setProperty("pageTitle", true);
  head->addWidget(m_logo);
  head->addWidget(m_name);
  head->addStretch(1);
  m_layout->addLayout(head);
  m_layout->addStretch(1);
  m_collapse->setObjectName(QStringLiteral("collapseNavigation"));
  m_collapse->setProperty("navigation", true);
  m_collapse->setIcon(theme.icon(QStringLiteral("sidebar")));
  m_collapse->setIconSize({kIcon, kIcon});
  m_collapse->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  m_layout->addWidget(m_collapse);
  connect(m_collapse, &QToolButton::clicked, this, [this] { setCollapsed(!m_collapsed); });
  setCollapsed(false);
}

void Navigation::addPage(QAction* action, const QString& icon) {
  add(action, icon, 1 + static_cast<int>(m_entries.size()));  // behind the head
}

void Navigation::addBottomPage(QAction* action, const QString& icon) { add(action, icon, m_layout->count() - 1); }

void Navigation::add(QAction* action, const QString& icon, int position) {
  auto* button = new QToolButton(this);
  button->setProperty("navigation", true);
  button->setObjectName(action->objectName() + QStringLiteral(".navigation"));
  button->setCheckable(true);
  // Not auto-exclusive: Qt would then let Tab reach one of them only.
  button->setFocusPolicy(Qt::StrongFocus);
  button->setIconSize({kIcon, kIcon});
  button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  QIcon quiet = m_theme.icon(icon, Colour::Muted);
  button->setIcon(quiet);
  connect(button, &QToolButton::toggled, this,
          [this, button, icon](bool on) { button->setIcon(m_theme.icon(icon, on ? Colour::Accent : Colour::Muted)); });
  connect(button, &QToolButton::clicked, action, &QAction::trigger);
  m_layout->insertWidget(position, button);
  // Pages are built between one button and the next; Tab walks the buttons one after the other all the same.
  if (!m_entries.empty()) setTabOrder(m_entries.back().button, button);
  setTabOrder(button, m_collapse);
  m_entries.push_back({button, action});
  retranslate();
}

void Navigation::setCurrent(int page) {
  for (std::size_t i = 0; i < m_entries.size(); ++i) m_entries[i].button->setChecked(static_cast<int>(i) == page);
}

void Navigation::setShown(int page, bool shown) { m_entries.at(static_cast<std::size_t>(page)).button->setVisible(shown); }

void Navigation::setCollapsed(bool collapsed) {
  m_collapsed = collapsed;
  setFixedWidth(collapsed ? kNarrow : kWide);
  m_name->setVisible(!collapsed);
  retranslate();
}

void Navigation::retranslate() {
  m_name->setText(tr("Mingzhang"));
  const auto style = m_collapsed ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon;
  for (const Entry& entry : m_entries) {
    const QString name = entry.action->text();
    entry.button->setToolButtonStyle(style);
    entry.button->setText(QStringLiteral("  ") + name);
    entry.button->setAccessibleName(name);
    entry.button->setToolTip(entry.action->toolTip());
  }
  m_collapse->setToolButtonStyle(style);
  m_collapse->setText(QStringLiteral("  ") + tr("Collapse"));
  m_collapse->setAccessibleName(m_collapsed ? tr("Show names of the pages") : tr("Show icons only"));
  m_collapse->setToolTip(m_collapse->accessibleName());
}

void Navigation::changeEvent(QEvent* event) {
  QFrame::changeEvent(event);
  if (event->type() == QEvent::LanguageChange) retranslate();
}

}  // namespace mz
