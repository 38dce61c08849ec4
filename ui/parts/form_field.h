// One field of a form: its name, its editor, and below it what to enter or, once somebody has typed, what is wrong with it.
// Window's thread.
#pragma once

#include <QtWidgets/QWidget>
#include <functional>

#include "ui/theme/theme.h"

class QLabel;

namespace mz {

class FormField : public QWidget {
  Q_OBJECT

 public:
  // Takes the editor (a line edit or a box), whose object name is given by its maker.
  FormField(const Theme& theme, QWidget* editor, QWidget* parent = nullptr);

  void setTexts(const QString& name, const QString& hint);
  // An empty sentence: what is entered is good. Asked while somebody types, and by check().
  void setProblem(std::function<QString()> problem) { m_problem = std::move(problem); }
  void touch();  // from now on the field says what is wrong
  bool check();  // touches it; true where it is good
  bool isGood() const { return !m_problem || m_problem().isEmpty(); }
  void refresh();
  QWidget* editor() const { return m_editor; }

 private:
  const Theme& m_theme;
  QWidget* m_editor;
  QLabel* m_name;
  QLabel* m_icon;
  QLabel* m_words;
  QString m_hint;
  std::function<QString()> m_problem;
  bool m_touched = false;
};

}  // namespace mz
