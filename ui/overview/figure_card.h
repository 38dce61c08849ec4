// A card with one large figure that leads to its list: by click, Enter or Space. Window's thread.
#pragma once

#include "ui/parts/card.h"

namespace mz {

class FigureCard : public Card {
  Q_OBJECT

 public:
  FigureCard(const Theme& theme, const QString& name, QWidget* parent = nullptr);

  // `note` with a role other than Neutral is marked with its icon.
  void setFigure(const QString& label, const QString& figure, const QString& note, StatusRole role = StatusRole::Neutral);
  void setLeadsTo(const QString& where);  // said in the tooltip; empty: nowhere

 Q_SIGNALS:
  void activated();

 protected:
  void keyPressEvent(QKeyEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  const Theme& m_theme;
  QLabel *m_label, *m_figure, *m_icon, *m_note;
  QString m_where;
};

}  // namespace mz
