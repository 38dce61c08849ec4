#include "ledger/finance/import_row_reader.h"

#include <algorithm>
#include <charconv>

#include "ledger/base/bounds.h"
#include "ledger/finance/cell_text.h"
#include "ledger/format/json.h"

namespace mz {
namespace {

// "-1234.5" and the like, which nearly all cells are; anything else is left to parseAmount.
std::optional<Amount> plainAmount(std::string_view text, int digits) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  if (text.empty() || text.size() > 15) return std::nullopt;
  std::int64_t value = 0;
  int after = -1;
  for (const char c : text) {
    if (c == '.' && after < 0 && &c != text.data()) {
      after = 0;
    } else if (c >= '0' && c <= '9') {
      if (after >= digits) return std::nullopt;
      value = value * 10 + (c - '0');
      if (after >= 0) ++after;
    } else {
      return std::nullopt;
    }
  }
  if (after == 0) return std::nullopt;
  for (int i = std::max(after, 0); i < digits; ++i) value *= 10;
  return Amount(negative ? -value : value);
}

}  // namespace

Result<ImportRowReader> ImportRowReader::make(const ImportLayout& layout, const ImportOptions& options) {
  ImportRowReader reader;
  reader.m_layout = &layout;
  reader.m_fixedDepartment = options.department;
  reader.m_fixedCurrency = options.currency;
  if (reader.m_fixedCurrency.empty() && layout.sourcesOf(RowField::Currency).empty())
    reader.m_fixedCurrency = layout.profile.currency;
  if (!reader.m_fixedCurrency.empty() && !currencyDigits(reader.m_fixedCurrency)) {
    return fail(ErrorCode::InvalidArgument, "\"" + reader.m_fixedCurrency + "\" is no ISO 4217 currency code");
  }
  return reader;
}

ImportRowReader::Cell ImportRowReader::cell(RowField field) {
  const auto valueOf = [&](std::size_t column) {
    return column < m_fields.size() ? withoutSpace(m_fields[column]) : std::string_view();
  };
  Cell out;
  for (const FieldSource& source : m_layout->sourcesOf(field)) {
    if (source.size() == 1 && source[0].isColumn) {
      const std::size_t column = source[0].column;
      if (out.column == std::string::npos) out.column = column;
      const std::string_view text = valueOf(column);
      if (text.empty()) continue;
      return {text, column};
    }
    m_composed.clear();
    bool hasColumn = false;
    bool hasValue = false;
    for (const SourcePiece& piece : source) {
      if (!piece.isColumn) {
        m_composed += piece.literal;
        continue;
      }
      if (out.column == std::string::npos) out.column = piece.column;
      hasColumn = true;
      const std::string_view text = valueOf(piece.column);
      hasValue = hasValue || !text.empty();
      m_composed += text;
    }
    if (hasColumn && !hasValue) continue;
    if (m_composed.empty()) continue;
    return {m_composed, out.column};
  }
  return out;
}

RowRefusal ImportRowReader::missing(RowField field, const char* reason, const char* detail) {
  return {field, cell(field).column, {}, reason, detail};
}

std::optional<RowRefusal> ImportRowReader::readText(RowField field, std::string& out) {
  const Cell found = cell(field);
  const auto refusal = [&](std::string shown, const char* reason, std::string detail) {
    return RowRefusal{field, found.column, std::move(shown), reason, std::move(detail)};
  };
  if (!isAscii(found.text) && !isValidUtf8(found.text)) {
    // Shown with the bad bytes marked, so that the report itself is good text.
    return refusal(withoutHighBytes(found.text), "bad_encoding",
                   "the value has bytes that are not " + m_styles.encoding + " text");
  }
  assignTidy(out, found.text);
  if (std::any_of(out.begin(), out.end(), isControl)) {
    std::string shown = out;
    std::replace_if(shown.begin(), shown.end(), isControl, '?');
    return refusal(std::move(shown), "bad_character", "the value has control characters");
  }
  if (out.size() <= limitOf(field)) return std::nullopt;
  if (field == RowField::Description && m_layout->profile.cutDescription) {
    cutTo(out, limitOf(field));
    return std::nullopt;
  }
  return refusal(
      out, "too_long",
      "the value has " + std::to_string(out.size()) + " bytes; at most " + std::to_string(limitOf(field)) + " are allowed");
}

std::optional<RowRefusal> ImportRowReader::readCurrency(std::string& out) {
  Cell found;
  out = m_fixedCurrency;
  if (out.empty()) {
    found = cell(RowField::Currency);
    assignTidy(out, found.text);
  }
  if (out.empty()) return RowRefusal{RowField::Currency, found.column, {}, "missing_currency", "the row has no currency"};
  if (out != m_digitsOf) {
    m_digitsOf = out;
    m_digits = currencyDigits(out);
  }
  if (!m_digits)
    return RowRefusal{RowField::Currency, found.column, out, "bad_currency", "the value is no ISO 4217 currency code"};
  return std::nullopt;
}

std::optional<RowRefusal> ImportRowReader::readAmount(std::string_view currency, Amount& out) {
  const Cell found = cell(RowField::Amount);
  if (found.text.empty()) return RowRefusal{RowField::Amount, found.column, {}, "missing_amount", "the row has no amount"};
  const auto refusal = [&](std::string detail) {
    return RowRefusal{RowField::Amount, found.column, std::string(found.text), "bad_amount", std::move(detail)};
  };
  const auto plain = m_styles.decimals == DecimalStyle::Point ? plainAmount(found.text, *m_digits) : std::nullopt;
  if (plain) {
    out = *plain;
  } else {
    const Result<Amount> parsed = parseAmount(found.text, *m_digits, m_styles.decimals);
    if (!parsed) {
      return refusal("the value is no amount of " + std::string(currency) + " with at most " + std::to_string(*m_digits) +
                     " decimal places");
    }
    out = *parsed;
  }
  if (out.minor > bounds::kJsonInteger || out.minor < -bounds::kJsonInteger)
    return refusal("the amount is too large to be recorded");
  return std::nullopt;
}

std::optional<RowRefusal> ImportRowReader::readDay(Date& out) {
  const Cell found = cell(RowField::Date);
  if (found.text.empty()) return RowRefusal{RowField::Date, found.column, {}, "missing_date", "the row has no date"};
  const auto order = m_styles.dateOrders.find(found.column);
  const DateReading reading = readDate(found.text, order == m_styles.dateOrders.end() ? m_styles.otherwise : order->second);
  if (reading.date) {
    out = *reading.date;
    return std::nullopt;
  }
  const auto refusal = [&](const char* reason, const char* detail) {
    return RowRefusal{RowField::Date, found.column, std::string(found.text), reason, detail};
  };
  if (reading.ambiguous) {
    return refusal("ambiguous_date",
                   "the column has dates with the day first and dates with the month first, and this one could be either");
  }
  return refusal("bad_date", "the value is no date between 1900 and 2199 in the style of its column");
}

std::optional<RowRefusal> ImportRowReader::readYear(int& out) {
  const Cell found = cell(RowField::Year);
  if (found.text.empty()) return RowRefusal{RowField::Year, found.column, {}, "missing_year", "the row has no fiscal year"};
  const auto parsed = std::from_chars(found.text.data(), found.text.data() + found.text.size(), out);
  const bool whole = parsed.ec == std::errc() && parsed.ptr == found.text.data() + found.text.size();
  if (whole && out >= 1900 && out <= 2199) return std::nullopt;
  return RowRefusal{RowField::Year, found.column, std::string(found.text), "bad_year",
                    "the value is no year between 1900 and 2199"};
}

std::optional<RowRefusal> ImportRowReader::checkRow() const {
  const auto& headings = m_layout->headings;
  const auto whole = [](std::size_t column, std::string value, const char* reason, std::string detail) {
    RowRefusal refusal{RowField::Id, column, std::move(value), reason, std::move(detail)};
    refusal.wholeRow = true;
    return refusal;
  };
  for (std::size_t i = headings.size(); i < m_fields.size(); ++i) {
    if (withoutSpace(m_fields[i]).empty()) continue;
    return whole(
        i, std::string(m_fields[i]), "too_many_columns",
        "the row has " + std::to_string(m_fields.size()) + " columns; the headings are " + std::to_string(headings.size()));
  }
  bool asHeadings = true;
  for (std::size_t i = 0; i < headings.size() && asHeadings; ++i) {
    asHeadings = i < m_fields.size() ? withoutSpace(m_fields[i]) == headings[i] : headings[i].empty();
  }
  if (asHeadings) return whole(0, std::string(m_fields[0]), "repeated_headings", "the row repeats the headings");
  for (const auto& alternatives : m_layout->sources) {
    for (const FieldSource& source : alternatives) {
      for (const SourcePiece& piece : source) {
        const bool there = piece.isColumn && piece.column < m_fields.size();
        if (there && !withoutSpace(m_fields[piece.column]).empty()) return std::nullopt;
      }
    }
  }
  return whole(std::string::npos, {}, "empty_row", "none of the columns that are imported has a value in this row");
}

std::optional<RowRefusal> ImportRowReader::readPayment(PaymentDraft& draft) {
  if (auto refusal = readCurrency(draft.currency)) return refusal;
  // The amount first, so that a row refused for another reason can still be counted with its money.
  if (auto refusal = readAmount(draft.currency, draft.amount)) return refusal;
  const auto withMoney = [](std::optional<RowRefusal> refusal) {
    if (refusal) refusal->hasMoney = true;
    return refusal;
  };
  if (auto refusal = readDay(draft.date)) return withMoney(std::move(refusal));
  for (const auto& [field, member] : kPaymentTexts) {
    if (field == RowField::Department && !m_fixedDepartment.empty()) {
      draft.department = m_fixedDepartment;
    } else if (auto refusal = readText(field, draft.*member)) {
      return withMoney(std::move(refusal));
    }
  }
  if (draft.department.empty())
    return withMoney(missing(RowField::Department, "missing_department", "the row has no department"));
  if (draft.payee.empty()) return withMoney(missing(RowField::Payee, "missing_payee", "the row has no payee"));
  if (m_layout->sourcesOf(RowField::Id).empty()) return std::nullopt;
  if (auto refusal = readText(RowField::Id, draft.id)) return withMoney(std::move(refusal));
  if (draft.id.empty()) return withMoney(missing(RowField::Id, "missing_id", "the row has no id"));
  return std::nullopt;
}

std::optional<RowRefusal> ImportRowReader::readBudgetLine(BudgetLineDraft& draft) {
  if (auto refusal = readCurrency(draft.currency)) return refusal;
  if (auto refusal = readAmount(draft.currency, draft.amount)) return refusal;
  const auto withMoney = [](std::optional<RowRefusal> refusal) {
    if (refusal) refusal->hasMoney = true;
    return refusal;
  };
  if (draft.amount.minor < 0) {
    const Cell amount = cell(RowField::Amount);
    return withMoney(RowRefusal{RowField::Amount, amount.column, std::string(amount.text), "bad_amount",
                                "a budget line is not below zero; reductions are adjustments"});
  }
  if (auto refusal = readYear(draft.year)) return withMoney(std::move(refusal));
  for (const auto& [field, member] : kBudgetTexts) {
    if (field == RowField::Department && !m_fixedDepartment.empty()) {
      draft.department = m_fixedDepartment;
    } else if (auto refusal = readText(field, draft.*member)) {
      return withMoney(std::move(refusal));
    }
  }
  if (draft.id.empty()) return withMoney(missing(RowField::Id, "missing_id", "the row has no id"));
  if (draft.department.empty())
    return withMoney(missing(RowField::Department, "missing_department", "the row has no department"));
  if (draft.functionalClass.empty())
    return withMoney(missing(RowField::Class, "missing_class", "the row has no functional class"));
  return std::nullopt;
}

std::string ImportRowReader::moneyText(const std::string& currency, Amount amount) const {
  return formatAmount(amount, *m_digits) + " " + currency;
}

}  // namespace mz
