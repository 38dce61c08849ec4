// Tables of the import dialog: the first payments as they would be recorded, and the rows that were refused. And what the
// engine's stable identifiers (fields, reasons, settings) are called. Window's thread.
#pragma once

#include <QtCore/QStringList>
#include <vector>

#include "ledger/finance/import.h"
#include "models/table_model.h"

namespace mz {

struct ImportField {
  std::string name;  // as in `mz finance import --map`
  bool required = false;
};
const std::vector<ImportField>& importFields();
QString importFieldTitle(const std::string& field);
QString importFieldHelp(const std::string& field);
// The heading that by its name alone gives the field; empty: none. For files that no profile knows.
std::string guessColumn(const std::string& field, const std::vector<std::string>& headings);
QString importReasonText(const std::string& reason);  // unknown reasons: the identifier itself
QString importSettingText(const std::string& value);  // encoding, delimiter, styles; unknown: itself

class FinancePreviewModel : public TableModel {
  Q_OBJECT

 public:
  // What decides first, then what many files do not have.
  enum Column { Date, Department, Payee, Amount, Currency, Description, Entity, Programme, Class, Reference, Id, kColumns };

  explicit FinancePreviewModel(QObject* parent = nullptr);
  void setPayments(std::vector<PaymentDraft> payments);
  void setBudgetLines(const std::vector<BudgetLineDraft>& lines);  // shown in the same columns: project as programme

 private:
  int rows() const override;
  bool isFigure(int column) const override;
  QVariant cell(int row, int column, int role) const override;
  QString heading(int column) const override;
  std::vector<PaymentDraft> m_payments;
  bool m_budget = false;
};

class ImportProblemModel : public TableModel {
  Q_OBJECT

 public:
  enum Column { Line, ColumnName, Value, Reason, Detail, kColumns };

  explicit ImportProblemModel(QObject* parent = nullptr);
  void setProblems(std::vector<ImportProblem> problems);
  const std::vector<ImportProblem>& problems() const { return m_problems; }

  void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

 private:
  int rows() const override;
  bool isFigure(int column) const override;
  QVariant cell(int row, int column, int role) const override;
  QString heading(int column) const override;
  std::vector<ImportProblem> m_problems;
};

}  // namespace mz
