#include "ui/receipt/receipt_dialog.h"

#include <QtCore/QEvent>
#include <QtCore/QFileInfo>
#include <QtCore/QPointer>
#include <QtCore/QSaveFile>
#include <QtGui/QPainter>
#include <QtGui/QPdfWriter>
#include <QtPrintSupport/QPrinter>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QTabBar>
#include <QtWidgets/QTabWidget>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "models/error_text.h"
#include "models/format_text.h"
#include "models/journal_note.h"
#include "models/small_file.h"
#include "ui/parts/state_view.h"

namespace mz {

namespace {

constexpr int kPageWidth = 92 * kGrid;  // on the screen
constexpr int kDialogWidth = 104 * kGrid, kDialogHeight = 104 * kGrid;
constexpr int kPdfResolution = 600;

// All pages below one another, as they will be printed.
class PaperView : public QWidget {
 public:
  PaperView(const ReceiptPage& page, QWidget* parent) : QWidget(parent), m_page(page) {
    setFixedSize(kPageWidth + 2 * kGrid, page.pages() * (pageHeight() + kGrid) + kGrid);
  }

 protected:
  void paintEvent(QPaintEvent*) override {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double scale = kPageWidth / ReceiptPage::pageSize().width();
    for (int page = 0; page < m_page.pages(); ++page) {
      painter.save();
      painter.translate(kGrid, kGrid + page * (pageHeight() + kGrid));
      painter.scale(scale, scale);
      m_page.paint(painter, page);
      painter.restore();
      painter.setPen(palette().color(QPalette::Mid));
      painter.drawRect(kGrid, kGrid + page * (pageHeight() + kGrid), kPageWidth, pageHeight());
    }
  }

 private:
  static int pageHeight() {
    return static_cast<int>(kPageWidth * ReceiptPage::pageSize().height() / ReceiptPage::pageSize().width());
  }

  const ReceiptPage& m_page;
};

// One code, each module a whole number of the screen's pixels: what is blurred is not read.
class CodeView : public QWidget {
 public:
  using QWidget::QWidget;

  void setCode(const QrCode* code) {
    m_code = code;
    update();
  }

 protected:
  void paintEvent(QPaintEvent*) override {
    if (m_code == nullptr) return;
    QPainter painter(this);
    const double ratio = devicePixelRatioF();
    const int module = std::max(1, static_cast<int>(std::min(width(), height()) * ratio) / m_code->modules());
    const double side = module * m_code->modules() / ratio;
    const auto whole = [ratio](double at) { return std::round(at * ratio) / ratio; };
    m_code->paint(painter, {whole((width() - side) / 2), whole((height() - side) / 2), side, side});
  }

 private:
  const QrCode* m_code = nullptr;
};

Status cannotWrite(const QSaveFile& file) {
  return std::unexpected(
      Error(ErrorCode::Io, "cannot write: " + toText(file.errorString())).with("path", toText(file.fileName())));
}

}  // namespace

ReceiptDialog::ReceiptDialog(EngineClient& client, const Theme& theme, FileDialogs& files, TransactionNumber number,
                             QWidget* parent)
    : QDialog(parent),
      m_client(client),
      m_files(files),
      m_channel(client.channel()),
      m_number(number),
      m_state(new StateView(theme, this)),
      m_tabs(new QTabWidget(this)),
      m_paper(new QScrollArea(this)),
      m_codeView(new CodeView(this)),
      m_codeText(new QLabel(this)),
      m_codeHint(new QLabel(this)),
      m_previous(new QToolButton(this)),
      m_next(new QToolButton(this)),
      m_print(new QPushButton(this)),
      m_savePdf(new QPushButton(this)),
      m_saveFile(new QPushButton(this)),
      m_close(new QPushButton(this)) {
  setObjectName(QStringLiteral("receiptDialog"));
  setAttribute(Qt::WA_DeleteOnClose);
  m_tabs->setObjectName(QStringLiteral("receiptTabs"));
  m_tabs->setDocumentMode(true);
  m_tabs->tabBar()->setDrawBase(false);
  m_paper->setObjectName(QStringLiteral("receiptPaper"));
  m_paper->setFrameShape(QFrame::NoFrame);
  m_paper->setAlignment(Qt::AlignHCenter);
  m_codeView->setObjectName(QStringLiteral("receiptCode"));
  m_codeView->setFocusPolicy(Qt::StrongFocus);
  m_codeHint->setWordWrap(true);
  m_codeHint->setProperty("muted", true);
  m_codeText->setObjectName(QStringLiteral("receiptCodeNumber"));
  m_previous->setObjectName(QStringLiteral("previousCode"));
  m_previous->setIcon(theme.icon(QStringLiteral("chevron-left")));
  m_next->setObjectName(QStringLiteral("nextCode"));
  m_next->setIcon(theme.icon(QStringLiteral("chevron-right")));
  for (QToolButton* button : {m_previous, m_next}) button->setFocusPolicy(Qt::StrongFocus);
  m_print->setObjectName(QStringLiteral("printReceipt"));
  m_print->setIcon(theme.icon(QStringLiteral("print"), Colour::AccentText));
  m_print->setProperty("primary", true);
  m_savePdf->setObjectName(QStringLiteral("saveReceiptPdf"));
  m_savePdf->setIcon(theme.icon(QStringLiteral("save")));
  m_saveFile->setObjectName(QStringLiteral("saveReceiptFile"));
  m_saveFile->setIcon(theme.icon(QStringLiteral("receipt")));
  m_close->setObjectName(QStringLiteral("closeReceipt"));
  for (QPushButton* button : {m_print, m_savePdf, m_saveFile, m_close}) button->setAutoDefault(false);

  auto* codes = new QWidget(m_tabs);
  auto* codesLayout = new QVBoxLayout(codes);
  codesLayout->setContentsMargins(0, kGrid, 0, 0);
  codesLayout->setSpacing(kGrid);
  codesLayout->addWidget(m_codeHint);
  codesLayout->addWidget(m_codeView, 1);
  auto* turning = new QHBoxLayout;
  turning->addStretch(1);
  turning->addWidget(m_previous);
  turning->addWidget(m_codeText);
  turning->addWidget(m_next);
  turning->addStretch(1);
  codesLayout->addLayout(turning);
  m_tabs->addTab(m_paper, {});
  m_tabs->addTab(codes, {});

  auto* content = new QWidget(this);
  auto* inner = new QVBoxLayout(content);
  inner->setContentsMargins(0, 0, 0, 0);
  inner->addWidget(m_tabs, 1);
  auto* buttons = new QHBoxLayout;
  buttons->setSpacing(kGrid);
  buttons->addWidget(m_print);
  buttons->addWidget(m_savePdf);
  buttons->addWidget(m_saveFile);
  buttons->addStretch(1);
  buttons->addWidget(m_close);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(2 * kGrid, 2 * kGrid, 2 * kGrid, 2 * kGrid);
  layout->setSpacing(kGrid + kGrid / 2);
  m_stack = new QStackedLayout;
  m_stack->addWidget(m_state);
  m_stack->addWidget(content);
  layout->addLayout(m_stack, 1);
  layout->addLayout(buttons);
  resize(kDialogWidth, kDialogHeight);

  connect(m_close, &QPushButton::clicked, this, &QDialog::close);
  connect(m_print, &QPushButton::clicked, this, &ReceiptDialog::print);
  connect(m_savePdf, &QPushButton::clicked, this, &ReceiptDialog::savePdf);
  connect(m_saveFile, &QPushButton::clicked, this, &ReceiptDialog::saveFile);
  connect(m_previous, &QToolButton::clicked, this, [this] {
    --m_code;
    showCode();
  });
  connect(m_next, &QToolButton::clicked, this, [this] {
    ++m_code;
    showCode();
  });
  connect(m_state, &StateView::buttonClicked, this, &ReceiptDialog::load);
  // Another channel or network behind it: the receipt is of what was.
  connect(&m_client, &EngineClient::networkChanged, this, &QDialog::close);
  retranslate();
  load();
}

ReceiptDialog::~ReceiptDialog() = default;

void ReceiptDialog::showTab(Tab tab) { m_tabs->setCurrentIndex(tab); }

void ReceiptDialog::load() {
  m_state->showLoading(tr("Reading the receipt"));
  m_stack->setCurrentIndex(0);
  for (QPushButton* button : {m_print, m_savePdf, m_saveFile}) button->setEnabled(false);
  m_client.ask(
      m_request, [channel = m_channel, number = m_number](Engine& engine) { return readReceipt(engine, channel, number); },
      [this](Result<ReceiptContent> content) {
        if (!content) {
          m_state->showError(tr("There is no receipt"), errorText(content.error()), tr("Try again"),
                             fromText(content.error().detail));
          return;
        }
        m_page = std::make_shared<const ReceiptPage>(std::move(*content));
        showPage();
      });
}

void ReceiptDialog::showPage() {
  setWindowTitle(m_page->title());
  m_paper->setWidget(new PaperView(*m_page, m_paper));
  m_paper->widget()->setAccessibleName(tr("The receipt as it will be printed"));
  m_tabs->setTabEnabled(Codes, !m_page->codes().empty());
  m_code = 0;
  showCode();
  for (QPushButton* button : {m_print, m_savePdf, m_saveFile}) button->setEnabled(true);
  m_stack->setCurrentIndex(1);
}

void ReceiptDialog::showCode() {
  const int count = m_page ? static_cast<int>(m_page->codes().size()) : 0;
  m_code = std::clamp(m_code, 0, std::max(0, count - 1));
  static_cast<CodeView*>(m_codeView)->setCode(count > 0 ? &m_page->codes()[static_cast<std::size_t>(m_code)] : nullptr);
  m_codeText->setText(tr("Code %1 of %2").arg(m_code + 1).arg(std::max(1, count)));
  m_codeView->setAccessibleName(m_codeText->text());
  m_previous->setEnabled(m_code > 0);
  m_next->setEnabled(m_code + 1 < count);
  const QString channel = fromText(m_channel);
  m_codeHint->setText(
      (count > 1
           ? tr("The receipt is larger than one QR code: read all %1, in any order, and save their texts as lines of one file.")
                 .arg(count)
           : tr("The code is the whole receipt: read it, and save its text as a file.")) +
      QLatin1Char(' ') + tr("Anyone can check it with: mz verify FILE --policy %1.policy").arg(channel));
}

void ReceiptDialog::print() {
  const auto printer = std::make_shared<QPrinter>(QPrinter::HighResolution);
  printer->setDocName(receiptFileName(m_page->content(), QStringLiteral("pdf")));
  printer->setPageSize(QPageSize(QPageSize::A4));
  printer->setFullPage(true);
  if (!m_files.choosePrinter(this, *printer)) return;
  carryOut("print", tr("The receipt was sent to the printer."), [printer](const ReceiptPage& page) -> Status {
    if (!page.print(*printer)) return fail(ErrorCode::Io, "the printer " + toText(printer->printerName()) + " refused it");
    return {};
  });
}

void ReceiptDialog::savePdf() {
  const QString path = m_files.saveFile(this, tr("Save as PDF"), receiptFileName(m_page->content(), QStringLiteral("pdf")),
                                        tr("PDF documents (*.pdf)"));
  if (path.isEmpty()) return;
  carryOut("pdf " + toText(path), tr("Saved %1").arg(QFileInfo(path).fileName()), [path](const ReceiptPage& page) -> Status {
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)) return cannotWrite(file);
    QPdfWriter writer(&file);
    writer.setResolution(kPdfResolution);
    writer.setTitle(page.title() + QLatin1Char(' ') + fromText(page.content().transaction.summary.id.hex()));
    writer.setCreator(QStringLiteral("Mingzhang"));
    return page.print(writer) && file.commit() ? Status() : cannotWrite(file);
  });
}

void ReceiptDialog::saveFile() {
  const QString path =
      m_files.saveFile(this, tr("Save receipt"), receiptFileName(m_page->content(), QStringLiteral("tlog-proof")),
                       tr("Receipts (*.tlog-proof)"));
  if (path.isEmpty()) return;
  carryOut("file " + toText(path), tr("Saved %1").arg(QFileInfo(path).fileName()),
           [path](const ReceiptPage& page) -> Status { return writeSmallFile(path, page.content().receipt); });
}

void ReceiptDialog::carryOut(const std::string& how, const QString& sentence, std::function<Status(const ReceiptPage&)> act) {
  const Deed deed{"receipt", whoActs(m_client), m_channel, m_page->content().transaction.summary.id.hex() + " " + how};
  // Of its own, so that it is carried out also when the dialog is closed at once.
  const auto request = std::make_shared<Request>();
  m_client.ask(
      *request, [page = m_page, act = std::move(act), deed](Engine& engine) { return noted(engine, deed, act(*page)); },
      [self = QPointer(this), request, sentence](const Status& done) {
        if (!self) return;
        Q_EMIT self->messageRaised(done ? sentence : errorText(done.error()), done ? StatusRole::Good : StatusRole::Danger);
      });
}

void ReceiptDialog::retranslate() {
  setWindowTitle(m_page ? m_page->title() : tr("Receipt"));
  m_tabs->setTabText(Page, tr("Page"));
  m_tabs->setTabText(Codes, tr("QR code"));
  m_tabs->setTabToolTip(Codes, m_page && m_page->codes().empty() ? tr("This receipt is too large for QR codes.") : QString());
  m_print->setText(tr("Print…"));
  m_savePdf->setText(tr("Save as PDF…"));
  m_saveFile->setText(tr("Save receipt…"));
  m_close->setText(tr("Close"));
  m_previous->setAccessibleName(tr("Previous code"));
  m_previous->setToolTip(tr("Previous code"));
  m_next->setAccessibleName(tr("Next code"));
  m_next->setToolTip(tr("Next code"));
  m_paper->setAccessibleName(tr("The receipt as it will be printed"));
  if (m_page) showCode();
}

void ReceiptDialog::changeEvent(QEvent* event) {
  QDialog::changeEvent(event);
  if (event->type() != QEvent::LanguageChange) return;
  retranslate();
  if (m_paper->widget() != nullptr) m_paper->widget()->update();
}

}  // namespace mz
