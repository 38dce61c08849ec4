// The coming months, each with the number of certificates that end in it: a calendar in one line. Pressing a month shows what
// ends in it, pressing it again everything. Window's thread.
#pragma once

#include <QtWidgets/QWidget>
#include <vector>

#include "models/certificate_filter.h"
#include "models/expiry_months.h"
#include "ui/theme/theme.h"

class QLabel;
class QPushButton;

namespace mz {

class ExpiryStrip : public QWidget {
  Q_OBJECT

 public:
  ExpiryStrip(const ExpiryMonths& months, CertificateFilterModel& filter, const Theme& theme, QWidget* parent = nullptr);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void refresh();

  const ExpiryMonths& m_months;
  CertificateFilterModel& m_filter;
  QLabel* m_title;
  std::vector<QPushButton*> m_buttons;
};

}  // namespace mz
