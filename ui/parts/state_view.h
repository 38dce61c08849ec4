// What a page or panel shows in place of its content: empty, loading or failed, each with an icon, a sentence and at most one
// button. Window's thread.
#pragma once

#include <QtWidgets/QWidget>

#include "ui/theme/theme.h"

class QLabel;
class QProgressBar;
class QPushButton;
class QStackedLayout;

namespace mz {

class StateView : public QWidget {
  Q_OBJECT

 public:
  explicit StateView(const Theme& theme, QWidget* parent = nullptr);

  void showEmpty(const QString& icon, const QString& title, const QString& sentence, const QString& button = {});
  void showLoading(const QString& title, const QString& sentence = {}, const QString& button = {});
  QSize minimumSizeHint() const override;
  void setProgress(int percent);  // -1: not known; only while loading
  void showError(const QString& title, const QString& sentence, const QString& button = {}, const QString& detail = {});

 Q_SIGNALS:
  void buttonClicked();

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  void fitText();
  void show(const QIcon& icon, const QString& title, const QString& sentence, const QString& button, bool loading);

  const Theme& m_theme;
  QLabel* m_icon;
  QLabel* m_title;
  QLabel* m_sentence;
  QProgressBar* m_progress;
  QPushButton* m_button;
};

}  // namespace mz
