#include "ui/shell/operations_centre.h"

#include <QtCore/QEvent>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QProgressBar>
#include <QtWidgets/QToolButton>

namespace mz {

OperationsCentre::OperationsCentre(Operations& operations, const Theme& theme, QWidget* parent)
    : QWidget(parent),
      m_operations(operations),
      m_title(new QLabel(this)),
      m_bar(new QProgressBar(this)),
      m_cancel(new QToolButton(this)) {
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
  connect(&m_operations, &Operations::changed, this, &OperationsCentre::follow);
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
}

void OperationsCentre::refresh() {
  setVisible(!m_shown.isNull());
  if (!m_shown) return;
  const int percent = m_shown->percent();
  QString title = m_shown->cancelling() ? tr("Stopping: %1").arg(m_shown->title()) : m_shown->title();
  if (percent >= 0) title = tr("%1 %2%").arg(title).arg(percent);
  const int others = static_cast<int>(m_operations.running().size()) - 1;
  if (others > 0) title = tr("%1 (and %n more)", nullptr, others).arg(title);
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
