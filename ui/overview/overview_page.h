// The first page: what needs the person who looks, how the network is, why to believe it; every card leads to its list.
// Window's thread.
#pragma once

#include <QtCore/QPointer>

#include "models/overview.h"
#include "models/overview_text.h"
#include "models/text_table_model.h"
#include "ui/shell/page.h"

class QGridLayout;
class QLabel;
class QPushButton;
class QStackedLayout;

namespace mz {

class Card;
class DataTable;
class FigureCard;
class RateChart;
class ChannelFailureView;
class StateView;
class WallView;

class OverviewPage : public Page {
  Q_OBJECT

 public:
  explicit OverviewPage(const PageContext& context, QWidget* parent = nullptr);

  QStringList views() const override;
  void showView(const QString& view) override;

 protected:
  void changeEvent(QEvent* event) override;
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  Card* makeNeeds();
  Card* makeBelieve();
  void refresh();
  void retranslate();
  void fillNeeds();
  void fillBelieve();
  void fillFigures();
  void fillBlocks();
  void follow(const QString& link);
  void showWall(bool wholeScreen = true);
  void arrangeFigures(int across);

  PageContext m_context;
  EngineClient& m_client;
  Overview m_overview;
  QLabel* m_title;
  QPushButton* m_wall;
  Card *m_needsCard, *m_believeCard, *m_chartCard, *m_blocksCard;
  DataTable *m_needs, *m_blocks;
  TextTableModel *m_needsModel, *m_blocksModel;
  std::vector<AttentionRow> m_rows;
  QLabel *m_nothingIcon, *m_nothing;
  struct Reason {
    QLabel *icon, *name, *sentence;
  };
  std::vector<Reason> m_reasons;
  FigureCard *m_spending, *m_today, *m_final, *m_members;
  QGridLayout* m_figures;
  int m_across = 0;
  QLabel* m_period;
  RateChart* m_chart;
  StateView* m_view;
  ChannelFailureView* m_failure;
  QStackedLayout* m_stack;
  QPointer<WallView> m_wallView;
};

}  // namespace mz
