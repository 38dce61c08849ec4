// The pages, at the left edge: icon and name, or icons alone. Only pages that exist are in it. Window's thread.
#pragma once

#include <QtWidgets/QFrame>
#include <functional>
#include <vector>

#include "ui/theme/theme.h"

class QAction;
class QLabel;
class QToolButton;
class QVBoxLayout;

namespace mz {

class Navigation : public QFrame {
  Q_OBJECT

 public:
  explicit Navigation(const Theme& theme, QWidget* parent = nullptr);

  // The action shows the page; its text is the page's name.
  void addPage(QAction* action, const QString& icon);
  void addBottomPage(QAction* action, const QString& icon);
  void setCurrent(int page);  // in the order of adding, as in the next
  void setShown(int page, bool shown);
  void setCollapsed(bool collapsed);
  bool isCollapsed() const { return m_collapsed; }

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void add(QAction* action, const QString& icon, int position);
  void retranslate();

  struct Entry {
    QToolButton* button;
    QAction* action;
  };
  const Theme& m_theme;
  QVBoxLayout* m_layout;
  QLabel* m_logo;
  QLabel* m_name;
  QToolButton* m_collapse;
  std::vector<Entry> m_entries;
  bool m_collapsed = false;
};

}  // namespace mz
