#include "ui/shell/operations_centre.h"

#include <QtCore/QEvent>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QProgressBar>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

#include "ui/parts/popover.h"

namespace mz {

OperationsCentre::OperationsCentre(Operations& operations, const Theme& theme, QWidget* parent)
    : QWidget(parent),
      m_operations(operations),
      m_title(new QLabel(this)),
      m_bar(new QProgressBar(this)),
      m_cancel(new QToolButton(this)),
      m_all(new QToolButton(this)) {
  setObjectName(QStringLiteral("operationsCentre"));
  m_title->setObjectName(QStringLiteral("operationTitle"));
  m_title->setProperty("muted", true);
  m_title->setProperty("small", true);
  m_bar->setObjectName(QStringLiteral("operationProgress"));
  m_bar->setTextVisible(false);
  m_bar->setFixedWidth(20 * kGrid);
  m_cancel->setObjectName(QStringLiteral("cancelOperation"));
  m_cancel->setIcon(theme.icon(QStringLiteral("cross")));
  m_cancel->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  m_cancel->setFont(Theme::font(TextSize::Small));
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(kGrid);
  layout->addWidget(m_title);
  layout->addWidget(m_bar);
  layout->addWidget(m_cancel);
  layout->addWidget(m_all);
  connect(&m_operations, &Operations::changed, this, &OperationsCentre::follow);
  m_cancel->setFocusPolicy(Qt::StrongFocus);
  m_all->setObjectName(QStringLiteral("allOperations"));
  m_all->setFocusPolicy(Qt::StrongFocus);
  m_all->setFont(Theme::font(TextSize::Small));
  connect(m_all, &QToolButton::clicked, this, &OperationsCentre::openList);
  connect(m_cancel, &QToolButton::clicked, this, [this] {
    if (m_shown) m_shown->cancel();
  });
  hide();
}

void OperationsCentre::follow() {
  const auto& running = m_operations.running();
  Operation* newest = running.empty() ? nullptr : running.back();
  if (newest != m_shown) {
    if (m_shown) disconnect(m_shown, nullptr, this, nullptr);
    m_shown = newest;
    if (m_shown) connect(m_shown, &Operation::progressed, this, &OperationsCentre::refresh);
  }
  refresh();
  if (m_popover && m_popover->isOpen()) rebuildList();
}

void OperationsCentre::openList() {
  if (!m_popover) {
    m_popover = new Popover(this, Popover::Side::Above, Qt::AlignRight);
    m_popover->setObjectName(QStringLiteral("operationsPopover"));
  }
  rebuildList();
  m_popover->open();
}

void OperationsCentre::rebuildList() {
  if (m_operations.running().empty()) {
    m_popover->close();
    return;
  }
  // Not at once: the button that ended the work may be the one that is being pressed.
  if (m_list) m_list->deleteLater();
  m_list = new QWidget(m_popover);
  auto* rows = new QVBoxLayout(m_list);
  rows->setContentsMargins(2 * kGrid, kGrid, kGrid, kGrid);
  rows->setSpacing(kGrid);
  for (Operation* operation : m_operations.running()) {
    auto* title = new QLabel(operation->title(), m_list);
    title->setTextFormat(Qt::PlainText);
    auto* bar = new QProgressBar(m_list);
    bar->setTextVisible(false);
    bar->setFixedWidth(12 * kGrid);
    bar->setAccessibleName(operation->title());
    auto* cancel = new QToolButton(m_list);
    cancel->setObjectName(QStringLiteral("cancelOne"));
    cancel->setText(tr("Cancel"));
    cancel->setFocusPolicy(Qt::StrongFocus);
    cancel->setAccessibleName(tr("Cancel: %1").arg(operation->title()));
    const auto show = [operation, bar, cancel] {
      bar->setRange(0, operation->percent() < 0 ? 0 : 100);
      bar->setValue(operation->percent());
      cancel->setEnabled(!operation->cancelling());
    };
    show();
    connect(operation, &Operation::progressed, bar, show);
    connect(cancel, &QToolButton::clicked, operation, &Operation::cancel);
    auto* row = new QHBoxLayout;
    row->setSpacing(kGrid);
    row->addWidget(title, 1);
    row->addWidget(bar);
    row->addWidget(cancel);
    rows->addLayout(row);
  }
  m_popover->body()->addWidget(m_list);
  m_list->show();
  m_popover->place();
}

void OperationsCentre::refresh() {
  setVisible(!m_shown.isNull());
  if (!m_shown) return;
  const int percent = m_shown->percent();
  QString title = m_shown->cancelling() ? tr("Stopping: %1").arg(m_shown->title()) : m_shown->title();
  if (percent >= 0) title = tr("%1 %2%").arg(title).arg(percent);
  const int others = static_cast<int>(m_operations.running().size()) - 1;
  m_all->setVisible(others > 0);
  m_all->setText(tr("and %Ln more", nullptr, others));
  m_all->setAccessibleName(tr("Show all running work"));
  m_title->setText(title);
  m_bar->setRange(0, percent < 0 ? 0 : 100);
  m_bar->setValue(percent);
  m_bar->setAccessibleName(title);
  m_cancel->setText(tr("Cancel"));
  m_cancel->setAccessibleName(tr("Cancel: %1").arg(m_shown->title()));
  m_cancel->setEnabled(!m_shown->cancelling());
}

void OperationsCentre::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::LanguageChange) refresh();
}

}  // namespace mz
