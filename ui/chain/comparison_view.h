// Two blocks field by field: what is the same and what is not, by icon and word. Window's thread.
#pragma once

#include <QtWidgets/QWidget>
#include <optional>

#include "models/block_comparison.h"
#include "models/text_table_model.h"
#include "ui/shell/page.h"

class QCheckBox;
class QLabel;
class QPushButton;
class QStackedLayout;

namespace mz {

class Card;
class DataTable;
class StateView;

class ComparisonView : public QWidget {
  Q_OBJECT

 public:
  explicit ComparisonView(const PageContext& context, QWidget* parent = nullptr);

  void compare(Height left, Height right);
  std::optional<std::pair<Height, Height>> heights() const { return m_heights; }
  void clear();
  void retranslate();

 Q_SIGNALS:
  void closeAsked();
  void blockAsked(mz::Height height);
  void exchanged();  // left and right

 private:
  void load();
  void fill();

  EngineClient& m_client;
  const Theme& m_theme;
  Request m_request;
  std::optional<std::pair<Height, Height>> m_heights;
  std::optional<BlockPair> m_pair;
  QStackedLayout* m_stack;
  StateView* m_view;
  Card* m_card;
  QLabel* m_summary;
  QCheckBox* m_onlyDifferent;
  QPushButton *m_exchange, *m_showLeft, *m_showRight, *m_close;
  TextTableModel* m_model;
  DataTable* m_table;
};

}  // namespace mz
