#include "models/table_filter.h"

namespace mz {

void TableFilter::setValue(const QString& field, const QString& value) {
  if (this->value(field) == value) return;
  if (value.isEmpty()) {
    m_values.remove(field);
  } else {
    m_values.insert(field, value);
  }
  Q_EMIT valuesChanged();
}

QJsonObject TableFilter::json() const {
  QJsonObject out;
  for (auto it = m_values.begin(); it != m_values.end(); ++it) out.insert(it.key(), it.value());
  return out;
}

void TableFilter::setJson(const QJsonObject& values) {
  QMap<QString, QString> wanted;
  for (auto it = values.begin(); it != values.end(); ++it) {
    if (const QString text = it.value().toString(); !text.isEmpty()) wanted.insert(it.key(), text);
  }
  if (wanted == m_values) return;
  m_values = std::move(wanted);
  Q_EMIT valuesChanged();
}

}  // namespace mz
