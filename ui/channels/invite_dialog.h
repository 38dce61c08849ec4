// Invites an organization to the chosen channel: for how long, signed by whom; writes the file to be sent, and says what the
// invited has to be told by another way. Window's thread; the file is written as an operation.
#pragma once

#include <QtWidgets/QDialog>
#include <filesystem>
#include <functional>

#include "ui/shell/page.h"

class QLabel;
class QPushButton;
class QSpinBox;

namespace mz {

class FieldList;
class FormField;

// The administrator who signs invitations to this channel from this window: the chosen identity, or another one of the same
// keystore; null where nobody here may.
const IdentityInfo* inviterOf(const EngineClient& client);

class InviteDialog : public QDialog {
  Q_OBJECT

 public:
  using Reader = std::function<Result<InvitationInfo>(const std::filesystem::path& file)>;

  // Somebody may invite, see inviterOf.
  InviteDialog(const PageContext& context, Reader reader, QWidget* parent = nullptr);

 private:
  void save();
  void showWritten(const QString& file, const InvitationInfo& info);
  void showProblem(const Error& error);

  const PageContext m_context;
  const Reader m_reader;
  const std::string m_channel, m_label;  // what is signed by whom is settled when the dialog opens
  QString m_suggestedName;
  QWidget* m_form;
  QSpinBox* m_days;
  FormField* m_daysField;
  QLabel* m_problem;
  QWidget* m_result;
  QLabel* m_written;
  FieldList* m_tell;
  QPushButton *m_save, *m_copy, *m_close;
  QString m_words;  // to be told
};

}  // namespace mz
