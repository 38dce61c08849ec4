// The line above the finance tabs: search field, one chip per condition (edit, remove), "Filter", "Clear all", the filters
// that were saved; at the right how many payments are left and what they sum to, per currency. Window's thread.
#pragma once

#include <QtCore/QPointer>
#include <QtCore/QTimer>
#include <QtWidgets/QFrame>

#include "models/finance_filter_model.h"
#include "models/settings.h"
#include "ui/finance/filter_editor.h"

class QLabel;
class QLineEdit;
class QPushButton;
class QToolButton;

namespace mz {

class FlowLayout;
class SavedFilters;

class FilterChip : public QFrame {
  Q_OBJECT

 public:
  FilterChip(Theme& theme, FinanceFilterModel::Kind kind, QWidget* parent = nullptr);

  FinanceFilterModel::Kind kind() const { return m_kind; }
  void setText(const QString& text, const QString& full);
  QWidget* tabAfter(QWidget* before);  // puts its buttons behind; returns the last of them

 Q_SIGNALS:
  void editAsked();
  void removeAsked();

 private:
  void restyle();

  Theme& m_theme;
  FinanceFilterModel::Kind m_kind;
  QToolButton* m_edit;
  QToolButton* m_remove;
};

class FilterBar : public QWidget {
  Q_OBJECT

 public:
  FilterBar(EngineClient& client, Theme& theme, Settings& settings, FinanceFilterModel& filter, QWidget* parent = nullptr);

  void setNames(FinanceNames names);
  // nullopt: not known yet. `loading` keeps the last figures, muted.
  void setTotals(const std::optional<FinanceTotals>& totals, bool loading);
  void focusSearch();
  void edit(FinanceFilterModel::Kind kind);  // opens its panel
  FilterEditor* editor() const { return m_editor; }

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void rebuild();
  void showMenu();
  void showTotals();
  void takeSearch();

  EngineClient& m_client;
  Theme& m_theme;
  FinanceFilterModel& m_filter;
  FinanceNames m_names;
  std::optional<FinanceTotals> m_totals;
  bool m_loading = false;
  QLineEdit* m_search;
  QTimer m_typing;
  FlowLayout* m_flow;
  QList<FilterChip*> m_chips;
  QPushButton* m_add;
  QPushButton* m_clear;
  SavedFilters* m_saved;
  QLabel* m_count;
  QLabel* m_sums;
  QPointer<FilterEditor> m_editor;
};

}  // namespace mz
