// A button whose menu keeps filters by name: save what is set now, choose one, forget one. What a filter is, its owner knows:
// it gives and takes JSON. Window's thread.
#pragma once

#include <QtCore/QJsonObject>
#include <QtWidgets/QToolButton>
#include <functional>

#include "models/settings.h"
#include "ui/theme/theme.h"

namespace mz {

class SavedFilters : public QToolButton {
  Q_OBJECT

 public:
  // `key` names the filters of one table in the settings. `current` is empty where nothing is filtered.
  SavedFilters(const Theme& theme, Settings& settings, const QString& key, std::function<QJsonObject()> current,
               QWidget* parent = nullptr);

  QStringList names() const;
  void saveAs(const QString& name);  // replaces one of its name
  void apply(const QString& name);
  void forget(const QString& name);

 Q_SIGNALS:
  void chosen(const QJsonObject& filter);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void retranslate();
  void fillMenu();
  void askName();
  QString keyOf(const QString& name) const;

  const Theme& m_theme;
  Settings& m_settings;
  const QString m_key;
  const std::function<QJsonObject()> m_current;
};

}  // namespace mz
