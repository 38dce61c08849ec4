// Which currency a chart shows: hidden where there is only one. Window's thread.
#pragma once

#include <QtWidgets/QComboBox>
#include <string>
#include <vector>

namespace mz {

class CurrencyBox : public QComboBox {
  Q_OBJECT

 public:
  using QComboBox::QComboBox;

  // Chooses the given one, or else the first; says nothing about it.
  void offer(const std::vector<std::string>& currencies, const std::string& chosen);
  std::string chosen() const;  // empty: none is offered
};

}  // namespace mz
