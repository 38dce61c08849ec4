#include "ui/parts/saved_filters.h"

#include <QtCore/QEvent>
#include <QtWidgets/QInputDialog>
#include <QtWidgets/QMenu>

namespace mz {

namespace {
constexpr int kMostName = 80;
}  // namespace

SavedFilters::SavedFilters(const Theme& theme, Settings& settings, const QString& key, std::function<QJsonObject()> current,
                           QWidget* parent)
    : QToolButton(parent), m_theme(theme), m_settings(settings), m_key(key), m_current(std::move(current)) {
  setObjectName(QStringLiteral("savedFilters"));
  setIcon(theme.icon(QStringLiteral("filter")));
  setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  setPopupMode(QToolButton::InstantPopup);
  setFocusPolicy(Qt::StrongFocus);
  setProperty("outlined", true);
  setFixedHeight(4 * kGrid);
  setMenu(new QMenu(this));
  connect(menu(), &QMenu::aboutToShow, this, &SavedFilters::fillMenu);
  retranslate();
}

QString SavedFilters::keyOf(const QString& name) const { return QStringLiteral("filters/%1/%2").arg(m_key, name); }

QStringList SavedFilters::names() const {
  QStringList names;
  for (const QString& kept : m_settings.rememberedNames(keyOf({}))) names << kept.mid(keyOf({}).size());
  return names;
}

void SavedFilters::saveAs(const QString& name) {
  const QString kept = name.simplified().left(kMostName);
  if (!kept.isEmpty()) m_settings.remember(keyOf(kept), m_current());
}

void SavedFilters::apply(const QString& name) { Q_EMIT chosen(m_settings.remembered(keyOf(name)).toObject()); }

void SavedFilters::forget(const QString& name) { m_settings.remember(keyOf(name), QJsonValue()); }

void SavedFilters::fillMenu() {
  menu()->clear();
  const QStringList kept = names();
  const QJsonObject now = m_current();
  for (const QString& name : kept) {
    QAction* action = menu()->addAction(name);
    action->setCheckable(true);
    action->setChecked(m_settings.remembered(keyOf(name)).toObject() == now);
    connect(action, &QAction::triggered, this, [this, name] { apply(name); });
  }
  if (!kept.isEmpty()) menu()->addSeparator();
  QAction* save = menu()->addAction(m_theme.icon(QStringLiteral("save")), tr("Save these filters…"));
  save->setEnabled(!now.isEmpty());
  connect(save, &QAction::triggered, this, &SavedFilters::askName);
  if (kept.isEmpty()) return;
  QMenu* forgetting = menu()->addMenu(tr("Forget"));
  for (const QString& name : kept) {
    connect(forgetting->addAction(name), &QAction::triggered, this, [this, name] { forget(name); });
  }
}

void SavedFilters::askName() {
  auto* dialog = new QInputDialog(this);
  dialog->setObjectName(QStringLiteral("filterName"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setWindowTitle(tr("Save these filters"));
  dialog->setLabelText(tr("Name; one that is there already is replaced."));
  connect(dialog, &QInputDialog::textValueSelected, this, &SavedFilters::saveAs);
  dialog->open();
}

void SavedFilters::retranslate() {
  setText(tr("Saved filters"));
  setAccessibleName(tr("Saved filters"));
}

void SavedFilters::changeEvent(QEvent* event) {
  QToolButton::changeEvent(event);
  if (event->type() == QEvent::LanguageChange) retranslate();
}

}  // namespace mz
