#include "ledger/finance/record_arguments.h"

#include <array>
#include <charconv>

#include "ledger/format/json.h"

namespace mz {

namespace {

// Members must come in the order of their names.
class ArgumentWriter {
 public:
  explicit ArgumentWriter(std::string& out) : m_out(out) { m_out.push_back('{'); }
  void text(std::string_view name, std::string_view value) {
    if (value.empty()) return;
    member(name);
    appendJsonString(m_out, value);
  }
  void integer(std::string_view name, std::int64_t value) {
    member(name);
    std::array<char, 24> digits{};
    m_out.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr);
  }
  void end() { m_out.push_back('}'); }

 private:
  void member(std::string_view name) {
    if (!m_first) m_out.push_back(',');
    m_first = false;
    m_out.push_back('"');
    m_out += name;
    m_out += "\":";
  }
  std::string& m_out;
  bool m_first = true;
};

}  // namespace

void appendPaymentArguments(std::string& out, const PaymentDraft& payment) {
  ArgumentWriter writer(out);
  writer.text("allocation", payment.allocation);
  writer.integer("amount", payment.amount.minor);
  writer.text("class", payment.functionalClass);
  writer.text("currency", payment.currency);
  writer.text("date", payment.date.iso());
  writer.text("department", payment.department);
  writer.text("description", payment.description);
  writer.text("entity", payment.entity);
  writer.text("id", payment.id);
  writer.text("payee", payment.payee);
  writer.text("programme", payment.programme);
  writer.text("reference", payment.reference);
  writer.end();
}

std::string paymentArguments(const PaymentDraft& payment) {
  std::string out;
  out.reserve(400);
  appendPaymentArguments(out, payment);
  return out;
}

std::string budgetLineArguments(const BudgetLineDraft& line) {
  std::string out;
  ArgumentWriter writer(out);
  writer.integer("amount", line.amount.minor);
  writer.text("class", line.functionalClass);
  writer.text("currency", line.currency);
  writer.text("department", line.department);
  writer.text("economic_class", line.economicClass);
  writer.text("id", line.id);
  writer.text("project", line.project);
  writer.text("source", line.source);
  writer.text("title", line.title);
  writer.integer("year", line.year);
  writer.end();
  return out;
}

}  // namespace mz
