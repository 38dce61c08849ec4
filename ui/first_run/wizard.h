// The frame of a road of the first run: its steps at the left, the form of one step, Back and Next. The same for every road.
// Window's thread.
#pragma once

#include <QtWidgets/QWidget>
#include <vector>

#include "ui/parts/form_field.h"

class QLabel;
class QPushButton;
class QStackedWidget;
class QVBoxLayout;

namespace mz {

// One step: a title, a sentence, and fields below each other.
class WizardStep : public QWidget {
  Q_OBJECT

 public:
  explicit WizardStep(QWidget* parent = nullptr);

  virtual QString title() const = 0;
  virtual QString sentence() const = 0;
  virtual void retranslate() = 0;
  virtual void entered() {}  // the step is shown now
  // What keeps from going on; null where nothing does. What is wrong says so from now on.
  virtual QWidget* obstacle();

 protected:
  void addFields(std::initializer_list<FormField*> fields);  // side by side
  void addWidget(QWidget* widget);

 private:
  QVBoxLayout* m_layout;
  std::vector<FormField*> m_fields;
};

class Wizard : public QWidget {
  Q_OBJECT

 public:
  Wizard(const Theme& theme, const QString& icon, QWidget* parent = nullptr);

  void addStep(WizardStep* step);
  void setTexts(const QString& title, const QString& last);  // of the road, and of the button that ends it
  void showStep(int step);
  int step() const;
  int steps() const { return static_cast<int>(m_steps.size()); }

 Q_SIGNALS:
  void finished();  // every step is good
  void left();      // back to the roads; nothing was made

 protected:
  void changeEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  void next();
  void back();
  void refresh();

  const Theme& m_theme;
  QString m_last;
  std::vector<WizardStep*> m_steps;
  std::vector<QLabel*> m_marks, m_names;
  QLabel* m_road;
  QVBoxLayout* m_list;
  QLabel* m_title;
  QLabel* m_sentence;
  QStackedWidget* m_stack;
  QPushButton* m_cancel;
  QPushButton* m_back;
  QPushButton* m_next;
};

}  // namespace mz
