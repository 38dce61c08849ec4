#include "models/finance_import_model.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QLocale>
#include <algorithm>

#include "models/finance_text.h"
#include "models/format_text.h"

namespace mz {

namespace {

struct Words {
  const char* name;
  const char* text;
};

constexpr Words kFieldTitles[] = {
    {"id", QT_TRANSLATE_NOOP("mz::FinanceImport", "Payment id")},
    {"date", QT_TRANSLATE_NOOP("mz::FinanceImport", "Date")},
    {"department", QT_TRANSLATE_NOOP("mz::FinanceImport", "Department")},
    {"entity", QT_TRANSLATE_NOOP("mz::FinanceImport", "Entity")},
    {"programme", QT_TRANSLATE_NOOP("mz::FinanceImport", "Programme")},
    {"class", QT_TRANSLATE_NOOP("mz::FinanceImport", "Class")},
    {"payee", QT_TRANSLATE_NOOP("mz::FinanceImport", "Payee")},
    {"amount", QT_TRANSLATE_NOOP("mz::FinanceImport", "Amount")},
    {"currency", QT_TRANSLATE_NOOP("mz::FinanceImport", "Currency")},
    {"reference", QT_TRANSLATE_NOOP("mz::FinanceImport", "Reference")},
    {"description", QT_TRANSLATE_NOOP("mz::FinanceImport", "Description")},
};

constexpr Words kFieldHelp[] = {
    {"id", QT_TRANSLATE_NOOP("mz::FinanceImport", "Tells payments apart. Without it, an id is made from the row itself.")},
    {"date", QT_TRANSLATE_NOOP("mz::FinanceImport", "The day of the payment.")},
    {"department", QT_TRANSLATE_NOOP("mz::FinanceImport", "Who is responsible for the money.")},
    {"entity", QT_TRANSLATE_NOOP("mz::FinanceImport", "The unit that paid, within the department.")},
    {"programme", QT_TRANSLATE_NOOP("mz::FinanceImport", "The project or expense area that it belongs to.")},
    {"class", QT_TRANSLATE_NOOP("mz::FinanceImport", "Functional class, or the expense type of the source.")},
    {"payee", QT_TRANSLATE_NOOP("mz::FinanceImport", "Who received the money.")},
    {"amount", QT_TRANSLATE_NOOP("mz::FinanceImport", "In units such as yuan or pounds. Refunds are negative.")},
    {"currency", QT_TRANSLATE_NOOP("mz::FinanceImport", "Three letters, such as CNY. Usually the same for the whole file.")},
    {"reference", QT_TRANSLATE_NOOP("mz::FinanceImport", "Voucher, invoice or transaction number of the source.")},
    {"description", QT_TRANSLATE_NOOP("mz::FinanceImport", "What was paid for.")},
};

constexpr Words kReasons[] = {
    {"bad_date", QT_TRANSLATE_NOOP("mz::FinanceImport", "Not a date")},
    {"bad_amount", QT_TRANSLATE_NOOP("mz::FinanceImport", "Not an amount")},
    {"bad_currency", QT_TRANSLATE_NOOP("mz::FinanceImport", "Not a currency code")},
    {"bad_encoding", QT_TRANSLATE_NOOP("mz::FinanceImport", "Characters cannot be read")},
    {"empty_row", QT_TRANSLATE_NOOP("mz::FinanceImport", "The row is empty")},
    {"missing_year", QT_TRANSLATE_NOOP("mz::FinanceImport", "Year is missing")},
    {"bad_year", QT_TRANSLATE_NOOP("mz::FinanceImport", "Not a year")},
    {"missing_id", QT_TRANSLATE_NOOP("mz::FinanceImport", "Id is missing")},
    {"missing_date", QT_TRANSLATE_NOOP("mz::FinanceImport", "Date is missing")},
    {"missing_amount", QT_TRANSLATE_NOOP("mz::FinanceImport", "Amount is missing")},
    {"missing_payee", QT_TRANSLATE_NOOP("mz::FinanceImport", "Payee is missing")},
    {"missing_department", QT_TRANSLATE_NOOP("mz::FinanceImport", "Department is missing")},
    {"missing_entity", QT_TRANSLATE_NOOP("mz::FinanceImport", "Entity is missing")},
    {"missing_currency", QT_TRANSLATE_NOOP("mz::FinanceImport", "Currency is missing")},
    {"duplicate_id", QT_TRANSLATE_NOOP("mz::FinanceImport", "The id occurs twice")},
    {"unbalanced_quote", QT_TRANSLATE_NOOP("mz::FinanceImport", "A quotation mark is not closed")},
    {"too_long", QT_TRANSLATE_NOOP("mz::FinanceImport", "The text is too long")},
    {"too_few_columns", QT_TRANSLATE_NOOP("mz::FinanceImport", "The row has too few columns")},
    {"too_many_columns", QT_TRANSLATE_NOOP("mz::FinanceImport", "The row has too many columns")},
    {"not_configured", QT_TRANSLATE_NOOP("mz::FinanceImport", "Currencies and fiscal year are not set yet")},
    {"unknown_department", QT_TRANSLATE_NOOP("mz::FinanceImport", "The department is not defined")},
    {"unknown_entity", QT_TRANSLATE_NOOP("mz::FinanceImport", "The entity is not defined")},
    {"unknown_class", QT_TRANSLATE_NOOP("mz::FinanceImport", "The class is not defined")},
    {"wrong_currency", QT_TRANSLATE_NOOP("mz::FinanceImport", "The currency is not allowed here")},
    {"unknown_allocation", QT_TRANSLATE_NOOP("mz::FinanceImport", "There is no such allocation")},
    {"over_allocation", QT_TRANSLATE_NOOP("mz::FinanceImport", "More than the rest of its allocation")},
    {"outside_fiscal_year", QT_TRANSLATE_NOOP("mz::FinanceImport", "The date is outside the fiscal year")},
    {"id_too_long", QT_TRANSLATE_NOOP("mz::FinanceImport", "The id is too long")},
    {"refused", QT_TRANSLATE_NOOP("mz::FinanceImport", "Refused by the ledger")},
};

constexpr Words kSettings[] = {
    {",", QT_TRANSLATE_NOOP("mz::FinanceImport", "comma")},
    {";", QT_TRANSLATE_NOOP("mz::FinanceImport", "semicolon")},
    {"tab", QT_TRANSLATE_NOOP("mz::FinanceImport", "tab")},
    {"|", QT_TRANSLATE_NOOP("mz::FinanceImport", "vertical bar")},
    {"yyyy-mm-dd", QT_TRANSLATE_NOOP("mz::FinanceImport", "year, month, day")},
    {"dd/mm/yyyy", QT_TRANSLATE_NOOP("mz::FinanceImport", "day, month, year")},
    {"mm/dd/yyyy", QT_TRANSLATE_NOOP("mz::FinanceImport", "month, day, year")},
    {"dd/mm/yyyy (assumed)", QT_TRANSLATE_NOOP("mz::FinanceImport", "day, month, year (assumed)")},
    {"mm/dd/yyyy (assumed)", QT_TRANSLATE_NOOP("mz::FinanceImport", "month, day, year (assumed)")},
    {"Excel serial", QT_TRANSLATE_NOOP("mz::FinanceImport", "numbers of a spreadsheet")},
    {"dd Month yyyy", QT_TRANSLATE_NOOP("mz::FinanceImport", "month in words")},
    {"yyyymmdd", QT_TRANSLATE_NOOP("mz::FinanceImport", "year, month, day without marks")},
    {"dd/mm/yyyy and mm/dd/yyyy mixed", QT_TRANSLATE_NOOP("mz::FinanceImport", "day and month in both orders")},
};

template <std::size_t kCount>
QString lookUp(const Words (&table)[kCount], const std::string& name) {
  for (const Words& words : table) {
    if (name == words.name) return QCoreApplication::translate("mz::FinanceImport", words.text);
  }
  return fromText(name);
}

}  // namespace

const std::vector<ImportField>& importFields() {
  static const std::vector<ImportField> fields{{"date", true},         {"amount", true},   {"payee", true},
                                               {"department", true},   {"entity", false},  {"programme", false},
                                               {"class", false},       {"currency", true}, {"reference", false},
                                               {"description", false}, {"id", false}};
  return fields;
}

QString importFieldTitle(const std::string& field) { return lookUp(kFieldTitles, field); }
QString importFieldHelp(const std::string& field) { return lookUp(kFieldHelp, field); }
std::string guessColumn(const std::string& field, const std::vector<std::string>& headings) {
  struct Names {
    const char* field;
    std::vector<QString> names;  // lower case, best first
  };
  static const std::vector<Names> kNames{
      {"id", {QStringLiteral("id"), QStringLiteral("payment id"), QStringLiteral("支付编号"), QStringLiteral("编号")}},
      {"date", {QStringLiteral("payment date"), QStringLiteral("date"), QStringLiteral("支付日期"), QStringLiteral("日期")}},
      {"department",
       {QStringLiteral("department"), QStringLiteral("body name"), QStringLiteral("部门"), QStringLiteral("预算部门")}},
      {"entity", {QStringLiteral("entity"), QStringLiteral("unit"), QStringLiteral("单位"), QStringLiteral("预算单位")}},
      {"programme",
       {QStringLiteral("programme"), QStringLiteral("program"), QStringLiteral("project"), QStringLiteral("项目")}},
      {"class", {QStringLiteral("class"), QStringLiteral("expense type"), QStringLiteral("功能分类"), QStringLiteral("科目")}},
      {"payee",
       {QStringLiteral("payee"), QStringLiteral("supplier"), QStringLiteral("supplier name"), QStringLiteral("vendor"),
        QStringLiteral("收款方"), QStringLiteral("收款人"), QStringLiteral("供应商")}},
      {"amount", {QStringLiteral("amount"), QStringLiteral("金额"), QStringLiteral("支付金额")}},
      {"currency", {QStringLiteral("currency"), QStringLiteral("币种")}},
      {"reference", {QStringLiteral("reference"), QStringLiteral("transaction number"), QStringLiteral("凭证号")}},
      {"description", {QStringLiteral("description"), QStringLiteral("摘要"), QStringLiteral("用途")}},
  };
  for (const Names& one : kNames) {
    if (field != one.field) continue;
    for (const QString& name : one.names) {
      for (const std::string& heading : headings) {
        if (fromText(heading).simplified().toLower() == name) return heading;
      }
    }
  }
  return {};
}

QString importReasonText(const std::string& reason) { return lookUp(kReasons, reason); }
QString importSettingText(const std::string& value) {
  if (value.size() == 1) return lookUp(kSettings, value);  // a separator, maybe the comma itself
  QStringList words;
  for (const QString& one : fromText(value).split(QStringLiteral(", "))) words.append(lookUp(kSettings, toText(one)));
  return QLocale().createSeparatedList(words);
}

FinancePreviewModel::FinancePreviewModel(QObject* parent) : TableModel(kColumns, parent) {}

void FinancePreviewModel::setPayments(std::vector<PaymentDraft> payments) {
  beginResetModel();
  m_budget = false;
  m_payments = std::move(payments);
  endResetModel();
}

void FinancePreviewModel::setBudgetLines(const std::vector<BudgetLineDraft>& lines) {
  beginResetModel();
  m_budget = true;
  m_payments.clear();
  for (const BudgetLineDraft& line : lines) {
    PaymentDraft shown;
    shown.id = line.id;
    shown.department = line.department;
    shown.programme = line.project.empty() ? line.title : line.project;
    shown.functionalClass = line.functionalClass;
    shown.currency = line.currency;
    shown.amount = line.amount;
    shown.reference = std::to_string(line.year);
    shown.description = line.title;
    m_payments.push_back(std::move(shown));
  }
  endResetModel();
}

int FinancePreviewModel::rows() const { return static_cast<int>(m_payments.size()); }

bool FinancePreviewModel::isFigure(int column) const { return column == Amount; }

QVariant FinancePreviewModel::cell(int row, int column, int role) const {
  const PaymentDraft& payment = m_payments[static_cast<std::size_t>(row)];
  if (role != Qt::DisplayRole) return {};
  switch (column) {
    // A budget line has a year instead of a day.
    case Date: return m_budget ? fromText(payment.reference) : dateText(payment.date);
    case Department: return fromText(payment.department);
    case Entity: return fromText(payment.entity);
    case Programme: return fromText(payment.programme);
    case Class: return fromText(payment.functionalClass);
    case Payee: return fromText(payment.payee);
    case Amount: return amountText(payment.amount, payment.currency);
    case Currency: return fromText(payment.currency);
    case Reference: return m_budget ? QString() : fromText(payment.reference);
    case Description: return fromText(payment.description);
    case Id: return fromText(payment.id);
    default: return {};
  }
}

QString FinancePreviewModel::heading(int column) const {
  static constexpr const char* kNames[kColumns] = {"date",   "department", "payee", "amount",    "currency", "description",
                                                   "entity", "programme",  "class", "reference", "id"};
  if (column < 0 || column >= kColumns) return {};
  if (m_budget && column == Date) return tr("Year");
  return importFieldTitle(kNames[column]);
}

ImportProblemModel::ImportProblemModel(QObject* parent) : TableModel(kColumns, parent) {}

void ImportProblemModel::setProblems(std::vector<ImportProblem> problems) {
  reset([&] { m_problems = std::move(problems); });
}

int ImportProblemModel::rows() const { return static_cast<int>(m_problems.size()); }

bool ImportProblemModel::isFigure(int column) const { return column == Line; }

QVariant ImportProblemModel::cell(int row, int column, int role) const {
  const ImportProblem& problem = m_problems[static_cast<std::size_t>(row)];
  if (role == Qt::ToolTipRole && column == Reason) return fromText(problem.detail);
  if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
  switch (column) {
    case Line: return numberText(problem.line);
    case ColumnName: return problem.column.empty() ? tr("(whole row)") : fromText(problem.column);
    case Value: return fromText(problem.value);
    case Reason: return importReasonText(problem.reason);
    case Detail: return fromText(problem.detail);
    default: return {};
  }
}

QString ImportProblemModel::heading(int column) const {
  switch (column) {
    case Line: return tr("Line");
    case ColumnName: return tr("Column");
    case Value: return tr("Value");
    case Reason: return tr("Reason");
    case Detail: return tr("Detail");
    default: return {};
  }
}

void ImportProblemModel::sort(int column, Qt::SortOrder order) {
  const auto less = [column](const ImportProblem& a, const ImportProblem& b) {
    switch (column) {
      case ColumnName: return a.column < b.column;
      case Value: return a.value < b.value;
      case Reason: return a.reason < b.reason;
      case Detail: return a.detail < b.detail;
      default: return a.line < b.line;
    }
  };
  sortRows(m_problems, order, less);
}

}  // namespace mz
