// Small building parts of every page: a card (titled surface), a field list (label and value, values selectable), a badge (icon
// and word of a status role). Window's thread.
#pragma once

#include <QtWidgets/QFrame>
#include <QtWidgets/QLabel>
#include <vector>

#include "ui/theme/theme.h"

class QGridLayout;
class QHBoxLayout;
class QVBoxLayout;

namespace mz {

class Card : public QFrame {
  Q_OBJECT

 public:
  explicit Card(QWidget* parent = nullptr);

  void setTitle(const QString& title);
  QVBoxLayout* body() const { return m_body; }
  QHBoxLayout* header() const { return m_header; }  // title first; add badges and buttons behind it

 private:
  QLabel* m_title;
  QHBoxLayout* m_header;
  QVBoxLayout* m_body;
};

class Badge : public QWidget {
  Q_OBJECT

 public:
  explicit Badge(const Theme& theme, QWidget* parent = nullptr);

  void setState(StatusRole role, const QString& word);
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return sizeHint(); }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  const Theme& m_theme;
  StatusRole m_role = StatusRole::Neutral;
  QString m_word;
};

struct Field {
  QString label;
  QString value;
  QString explanation = {};  // what this field is; tooltip, and a line below where the list shows explanations
  bool monospace = false;
  QString copy = {};  // the full value where the shown one is shortened
};

class FieldList : public QWidget {
  Q_OBJECT

 public:
  FieldList(const Theme& theme, int columns, QWidget* parent = nullptr);

  void setExplained(bool explained) { m_explained = explained; }
  void setFields(const std::vector<Field>& fields);

 private:
  const Theme& m_theme;
  int m_columns;
  bool m_explained = false;
  QGridLayout* m_grid;
  std::vector<QWidget*> m_parts;
};

}  // namespace mz
