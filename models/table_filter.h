// What a table can be filtered by, so that one row of controls fits every table: fields with a value each, as text. Only for
// tables whose source can answer the filter; what would have to read every row has none. Window's thread.
#pragma once

#include <QtCore/QJsonObject>
#include <QtCore/QMap>
#include <QtCore/QObject>
#include <vector>

namespace mz {

class TableFilter : public QObject {
  Q_OBJECT

 public:
  struct Choice {
    QString value;
    QString title;
  };
  struct Field {
    enum class Kind { Choice, Text, Day };  // a day is YYYY-MM-DD
    QString id;
    Kind kind = Kind::Text;
    QString title;
    std::vector<Choice> choices = {};  // the first is the one of the empty value: any
  };

  using QObject::QObject;

  // Those that make sense now, with their words; asked anew after fieldsChanged() and in another language.
  virtual std::vector<Field> fields() const = 0;

  QString value(const QString& field) const { return m_values.value(field); }  // empty: any
  void setValue(const QString& field, const QString& value);
  void clear() { setJson({}); }
  bool isEmpty() const { return m_values.isEmpty(); }
  QJsonObject json() const;
  void setJson(const QJsonObject& values);  // what is no text is passed over

 Q_SIGNALS:
  void valuesChanged();
  void fieldsChanged();

 private:
  QMap<QString, QString> m_values;  // none of them empty
};

}  // namespace mz
