// The bar chart of twelve months, this year and the year before (Qt Charts). A click picks a month; so do the arrow keys and
// Enter. Window's thread.
#pragma once

#include <QtWidgets/QWidget>
#include <memory>

#include "models/finance_months_model.h"
#include "ui/theme/theme.h"

namespace mz {

class MonthBars : public QWidget {
  Q_OBJECT

 public:
  explicit MonthBars(Theme& theme, QWidget* parent = nullptr);
  ~MonthBars() override;

  void setMonths(const FinanceMonthsModel& months);
  int current() const { return m_current; }  // 1 to 12; 0: none

 Q_SIGNALS:
  void monthPicked(int month);  // 1 to 12

 protected:
  void keyPressEvent(QKeyEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;

 private:
  void restyle();
  void moveTo(int month);
  void hover(bool inside, int index, int year);

  struct Parts;
  Theme& m_theme;
  std::unique_ptr<Parts> m_parts;
  int m_current = 0;
};

}  // namespace mz
