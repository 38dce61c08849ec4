#include "models/text_table_model.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <map>

#include "models/format_text.h"

namespace mz {

namespace {

constexpr std::size_t kMostLeaves = 500;
constexpr int kMostDepth = 32;

void collect(const QString& path, const QJsonValue& value, int depth, std::vector<std::pair<QString, QString>>& out) {
  if (out.size() >= kMostLeaves || depth > kMostDepth) return;
  if (value.isObject() && !value.toObject().isEmpty()) {
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
      collect(path.isEmpty() ? it.key() : path + QLatin1Char('.') + it.key(), it.value(), depth + 1, out);
    }
    return;
  }
  if (value.isArray() && !value.toArray().isEmpty()) {
    const QJsonArray array = value.toArray();
    for (qsizetype i = 0; i < array.size(); ++i) {
      collect(QStringLiteral("%1[%2]").arg(path).arg(i), array[i], depth + 1, out);
    }
    return;
  }
  QString text;
  switch (value.type()) {
    case QJsonValue::String: text = value.toString(); break;
    case QJsonValue::Bool: text = value.toBool() ? QStringLiteral("true") : QStringLiteral("false"); break;
    case QJsonValue::Double: text = QString::number(value.toInteger()); break;
    case QJsonValue::Array: text = QStringLiteral("[]"); break;
    case QJsonValue::Object: text = QStringLiteral("{}"); break;
    default: text = QStringLiteral("null"); break;
  }
  out.emplace_back(path, text);
}

}  // namespace

void TextTableModel::setTable(QStringList headings, std::vector<std::vector<TextCell>> rows) {
  beginResetModel();
  m_headings = std::move(headings);
  m_rows = std::move(rows);
  endResetModel();
}

int TextTableModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_rows.size()); }
int TextTableModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(m_headings.size());
}

QVariant TextTableModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const auto& row = m_rows[static_cast<std::size_t>(index.row())];
  const auto column = static_cast<std::size_t>(index.column());
  if (column >= row.size()) return {};
  const TextCell& cell = row[column];
  switch (role) {
    case Qt::DisplayRole: return cell.text;
    case Qt::ToolTipRole: return cell.toolTip.isEmpty() ? cell.text : cell.toolTip;
    case kStatusRole: return cell.state ? QVariant(static_cast<int>(*cell.state)) : QVariant();
    case kMonospaceRole: return cell.monospace;
    default: return {};
  }
}

QVariant TextTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
  return m_headings.value(section);
}

std::vector<std::pair<QString, QString>> jsonLeaves(const std::string& json) {
  QJsonParseError error{};
  const QJsonDocument document = QJsonDocument::fromJson(QByteArray::fromStdString(json), &error);
  std::vector<std::pair<QString, QString>> leaves;
  if (error.error != QJsonParseError::NoError) {
    if (!json.empty()) leaves.emplace_back(QString(), fromText(json));
    return leaves;
  }
  if (document.isObject()) {
    const QJsonObject object = document.object();
    for (auto it = object.begin(); it != object.end(); ++it) collect(it.key(), it.value(), 1, leaves);
  } else {
    collect({}, document.array(), 0, leaves);
  }
  return leaves;
}

std::vector<std::vector<TextCell>> argumentRows(const std::string& arguments) {
  std::vector<std::vector<TextCell>> rows;
  for (auto& [name, value] : jsonLeaves(arguments)) rows.push_back({TextCell{name}, TextCell{value}});
  return rows;
}

std::vector<std::vector<TextCell>> writeRows(const std::vector<WriteDetail>& writes) {
  const QString absent(QChar(0x2014));
  std::vector<std::vector<TextCell>> rows;
  for (const WriteDetail& write : writes) {
    const QString key = fromText(write.key);
    rows.push_back({TextCell{key, {}, true, fromText(write.contract + " " + write.key)}});
    std::map<QString, std::pair<QString, QString>> values;
    if (write.before) {
      for (const auto& [path, value] : jsonLeaves(*write.before)) values[path] = {value, absent};
    }
    if (write.after) {
      for (const auto& [path, value] : jsonLeaves(*write.after)) {
        const auto [it, added] = values.try_emplace(path, absent, value);
        if (!added) it->second.second = value;
      }
    }
    for (const auto& [path, change] : values) {
      if (change.first == change.second) continue;
      rows.push_back({TextCell{QStringLiteral("    ") + path}, TextCell{change.first}, TextCell{change.second}});
    }
  }
  return rows;
}

}  // namespace mz
