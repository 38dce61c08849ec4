// Horizontal bars of the largest groups in one currency: name, bar, sum and share. A click or Enter picks a group; arrows move.
// Negative sums go to the left of the base line and carry their sign. Window's thread.
#pragma once

#include <QtWidgets/QWidget>
#include <vector>

#include "ledger/finance/query.h"
#include "ui/theme/theme.h"

namespace mz {

class GroupBars : public QWidget {
  Q_OBJECT

 public:
  explicit GroupBars(Theme& theme, QWidget* parent = nullptr);

  // `shares` beside the groups, 0 to 1.
  void setGroups(std::vector<FinanceGroup> groups, std::vector<double> shares);
  int current() const { return m_current; }
  QRect barRow(int row) const;  // where a row is, for tests and tooltips

  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 Q_SIGNALS:
  void groupPicked(const QString& key);
  void currentMoved(QRect row);  // keep it visible

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  bool event(QEvent* event) override;

 private:
  int rowAt(QPoint point) const;  // -1: none
  void moveTo(int row);
  QString sentence(int row) const;

  Theme& m_theme;
  std::vector<FinanceGroup> m_groups;
  std::vector<double> m_shares;
  int m_current = -1;
  int m_hovered = -1;
};

}  // namespace mz
