// How a file is written: encoding, separator, order of dates, decimals. Each says what was found out and can be set otherwise.
// Window's thread.
#pragma once

#include <QtWidgets/QWidget>
#include <array>
#include <span>
#include <string_view>

#include "ledger/finance/import.h"
#include "ui/theme/theme.h"

class QComboBox;
class QGridLayout;
class QLabel;

namespace mz {

inline constexpr int kImportLabelWidth = 12 * kGrid;  // the same in all parts of the form: their fields stand in one line

class ImportStylesView : public QWidget {
  Q_OBJECT

 public:
  explicit ImportStylesView(QWidget* parent = nullptr);

  void reset();
  void setFound(const ImportReport& report);
  ImportStyles chosen() const;  // empty where what was found out counts
  void retranslate();

 Q_SIGNALS:
  void changed();

 private:
  struct Line {
    const char* name;
    std::string ImportStyles::* style;
    std::span<const std::string_view> names;
    QLabel* title = nullptr;
    QComboBox* choice = nullptr;
    std::string used = {}, detected = {};
  };
  void showFound(const Line& line) const;

  std::array<Line, 4> m_lines;
};

}  // namespace mz
