// Which column of the file gives which field of a payment: one line per field with a choice of the file's headings, none, or a
// fixed text. Lines that the user touched override the recognised profile. Window's thread.
#pragma once

#include <QtWidgets/QWidget>
#include <vector>

#include "ledger/finance/import.h"

class QComboBox;
class QLabel;
class QLineEdit;

namespace mz {

class ImportMappingView : public QWidget {
  Q_OBJECT

 public:
  explicit ImportMappingView(QWidget* parent = nullptr);

  // What the engine used; touched lines keep the user's choice as long as its heading exists.
  void setRecognised(const std::vector<std::string>& headings, const std::vector<ImportMapping>& mapping);
  // No profile knows the file: the headings are offered, those with telling names are chosen. Answers whether that chose any
  // anew.
  bool offer(const std::vector<std::string>& headings);
  std::vector<ImportMapping> overrides() const;
  void reset();  // another file: nothing is touched
  void retranslate();

 Q_SIGNALS:
  void changed();

 private:
  struct Line {
    std::string field;
    QLabel* title = nullptr;
    QComboBox* choice = nullptr;
    QLineEdit* fixed = nullptr;
    bool touched = false;
  };
  void touch(std::size_t line);

  std::vector<Line> m_lines;
  std::vector<std::string> m_headings;
  std::vector<ImportMapping> m_mapping;
};

}  // namespace mz
