// Reads one row of a file into a draft, by the file's layout and styles, or says which cell is wrong and why. One thread.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "ledger/base/error.h"
#include "ledger/finance/import_layout.h"
#include "ledger/finance/import_styles.h"

namespace mz {

// How the cells of this file are written.
struct CellStyles {
  DecimalStyle decimals = DecimalStyle::Point;
  std::map<std::size_t, DateOrder> dateOrders;  // by column
  DateOrder otherwise = DateOrder::DayFirst;    // of columns that are not there
  std::string encoding;                         // its name, for sentences
};

struct RowRefusal {
  RowField field = RowField::Id;
  std::size_t column = std::string::npos;
  std::string value;
  std::string reason;
  std::string detail;
  bool wholeRow = false;
  bool hasMoney = false;  // the draft's currency and amount were read
};

class ImportRowReader {
 public:
  // InvalidArgument: the fixed currency is none.
  static Result<ImportRowReader> make(const ImportLayout& layout, const ImportOptions& options);
  void setStyles(CellStyles styles) { m_styles = std::move(styles); }

  // The row that the functions below read; it must outlive the next call of this one.
  void setRow(std::span<const std::string_view> fields) { m_fields = fields; }

  // Why the row is none; nullopt: it can be read.
  std::optional<RowRefusal> checkRow() const;
  std::optional<RowRefusal> readPayment(PaymentDraft& draft);
  std::optional<RowRefusal> readBudgetLine(BudgetLineDraft& draft);

  // The value of a field as it stands there, and the position of its column.
  struct Cell {
    std::string_view text;
    std::size_t column = std::string::npos;
  };
  Cell cell(RowField field);
  const std::string& fixedCurrency() const { return m_fixedCurrency; }
  std::string moneyText(const std::string& currency, Amount amount) const;  // of the row that was read last

 private:
  ImportRowReader() = default;
  std::optional<RowRefusal> readText(RowField field, std::string& out);
  std::optional<RowRefusal> readAmount(std::string_view currency, Amount& out);
  std::optional<RowRefusal> readCurrency(std::string& out);
  std::optional<RowRefusal> readDay(Date& out);
  std::optional<RowRefusal> readYear(int& out);
  RowRefusal missing(RowField field, const char* reason, const char* detail);

  const ImportLayout* m_layout = nullptr;
  CellStyles m_styles;
  std::string m_fixedCurrency, m_fixedDepartment;
  std::span<const std::string_view> m_fields;
  std::string m_digitsOf;  // the currency that m_digits are of
  std::optional<int> m_digits;
  std::string m_composed;
};

}  // namespace mz
