#include "ui/finance/currency_box.h"

#include <algorithm>

#include "models/format_text.h"

namespace mz {

void CurrencyBox::offer(const std::vector<std::string>& currencies, const std::string& chosen) {
  const QSignalBlocker quiet(this);
  clear();
  for (const std::string& currency : currencies) addItem(fromText(currency), fromText(currency));
  setCurrentIndex(std::max(0, findData(fromText(chosen))));
  setVisible(currencies.size() > 1);
}

std::string CurrencyBox::chosen() const { return toText(currentData().toString()); }

}  // namespace mz
