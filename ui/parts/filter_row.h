// The controls of a TableFilter in a row that wraps: choices, texts, days, "Clear", and the filters that were saved under a
// key. Window's thread.
#pragma once

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

#include "models/settings.h"
#include "models/table_filter.h"
#include "ui/theme/theme.h"

class QPushButton;

namespace mz {

class FlowLayout;
class SavedFilters;

class FilterRow : public QWidget {
  Q_OBJECT

 public:
  // `key` names the saved filters in the settings; empty: a filter that nobody would keep.
  FilterRow(TableFilter& filter, const Theme& theme, Settings& settings, const QString& key, QWidget* parent = nullptr);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  struct Control {
    TableFilter::Field field;
    QWidget* widget;
  };
  QWidget* make(const TableFilter::Field& field);
  void showField(const Control& control);
  void rebuild();
  void takeText();

  TableFilter& m_filter;
  FlowLayout* m_flow;
  std::vector<Control> m_controls;
  QPushButton* m_clear;
  SavedFilters* m_saved;  // null without a key
  QTimer m_typing;
};

}  // namespace mz
