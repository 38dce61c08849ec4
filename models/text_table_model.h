// A short table whose cells are given as text: arguments of a call, writes, events, cosignatures, damages. Window's thread.
#pragma once

#include <QtCore/QAbstractTableModel>
#include <optional>
#include <string>
#include <vector>

#include "ledger/engine.h"
#include "models/status_role.h"

namespace mz {

struct TextCell {
  QString text;
  std::optional<StatusRole> state = {};
  bool monospace = false;
  QString toolTip = {};
};

class TextTableModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  using QAbstractTableModel::QAbstractTableModel;

  void setTable(QStringList headings, std::vector<std::vector<TextCell>> rows);

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

 private:
  QStringList m_headings;
  std::vector<std::vector<TextCell>> m_rows;
};

// The leaves of a JSON text as (path, value): {"payee":{"name":"x"}} is ("payee.name", "x"). At most 500; a text that is no
// JSON is one leaf without a path.
std::vector<std::pair<QString, QString>> jsonLeaves(const std::string& json);

// Rows (name, value) of a call's arguments.
std::vector<std::vector<TextCell>> argumentRows(const std::string& arguments);
// Rows (what, before, after): one per value that a write changed, under the written key.
std::vector<std::vector<TextCell>> writeRows(const std::vector<WriteDetail>& writes);

}  // namespace mz
