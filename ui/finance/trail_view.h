// The way of public money to one payment, step by step: budget line, its adjustments, allocation, payment, each with its
// amount, who signed it, whether it is final, the way to the chain and its receipt. Window's thread.
#pragma once

#include <QtWidgets/QWidget>
#include <vector>

#include "models/engine_client.h"
#include "ui/theme/theme.h"

class QVBoxLayout;

namespace mz {

class TrailView : public QWidget {
  Q_OBJECT

 public:
  TrailView(const EngineClient& client, const Theme& theme, QWidget* parent = nullptr);

  void setTrail(std::vector<TrailStep> trail);
  const std::vector<TrailStep>& trail() const { return m_trail; }
  void retranslate();

 Q_SIGNALS:
  void chainAsked(mz::TransactionNumber number);
  void receiptAsked(const mz::TransactionSummary& transaction);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  void fill();
  QWidget* makeStep(int number);

  const EngineClient& m_client;
  const Theme& m_theme;
  std::vector<TrailStep> m_trail;
  QVBoxLayout* m_layout;
  std::vector<QWidget*> m_steps;
};

}  // namespace mz
