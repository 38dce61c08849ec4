// The receipt of one transaction before it leaves the program: the page as it will be printed, and its QR codes large enough
// to be read from the screen; to print, and to save as PDF or as the file that programs verify. What is done is kept in the
// journal. Window's thread; deletes itself when closed.
#pragma once

#include <QtWidgets/QDialog>
#include <functional>
#include <memory>

#include "models/engine_client.h"
#include "models/status_role.h"
#include "ui/parts/file_dialogs.h"
#include "ui/receipt/receipt_page.h"
#include "ui/theme/theme.h"

class QLabel;
class QPushButton;
class QScrollArea;
class QStackedLayout;
class QTabWidget;
class QToolButton;

namespace mz {

class StateView;

class ReceiptDialog : public QDialog {
  Q_OBJECT

 public:
  enum Tab { Page, Codes };

  ReceiptDialog(EngineClient& client, const Theme& theme, FileDialogs& files, TransactionNumber number, QWidget* parent);
  ~ReceiptDialog() override;

  void showTab(Tab tab);
  // Null while it is being read.
  const ReceiptPage* page() const { return m_page.get(); }

 Q_SIGNALS:
  void messageRaised(const QString& sentence, mz::StatusRole role);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void load();
  void retranslate();
  void showPage();
  void showCode();
  void print();
  void savePdf();
  void saveFile();
  // Does it on a worker, keeps it in the journal under these words, and says the sentence when it is done.
  void carryOut(const std::string& how, const QString& sentence, std::function<Status(const ReceiptPage&)> act);

  EngineClient& m_client;
  FileDialogs& m_files;
  const std::string m_channel;
  const TransactionNumber m_number;
  Request m_request;
  std::shared_ptr<const ReceiptPage> m_page;
  int m_code = 0;
  QStackedLayout* m_stack;
  StateView* m_state;
  QTabWidget* m_tabs;
  QScrollArea* m_paper;
  QWidget* m_codeView;
  QLabel *m_codeText, *m_codeHint;
  QToolButton *m_previous, *m_next;
  QPushButton *m_print, *m_savePdf, *m_saveFile, *m_close;
};

}  // namespace mz
