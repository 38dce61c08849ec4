#include "ui/shell/help_panel.h"

#include <QtCore/QEvent>
#include <QtCore/QFile>
#include <QtGui/QKeyEvent>
#include <QtGui/QTextBlock>
#include <QtGui/QTextCursor>
#include <QtGui/QTextList>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QTextBrowser>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

namespace mz {

namespace {
constexpr int kWidth = 42 * kGrid;
constexpr int kLineHeight = 120;  // percent
const QString kGeneral = QStringLiteral("window");
}  // namespace

HelpPanel::HelpPanel(const PageContext& context, QWidget* parent)
    : QFrame(parent),
      m_language(context.language),
      m_theme(context.theme),
      m_page(kGeneral),
      m_title(new QLabel(this)),
      m_close(new QToolButton(this)),
      m_text(new QTextBrowser(this)) {
  setObjectName(QStringLiteral("helpPanel"));
  setProperty("bar", QStringLiteral("right"));
  setFixedWidth(kWidth);
  m_title->setProperty("heading", true);
  m_close->setObjectName(QStringLiteral("closeHelp"));
  m_close->setIcon(m_theme.icon(QStringLiteral("cross")));
  m_close->setFocusPolicy(Qt::StrongFocus);
  m_text->setObjectName(QStringLiteral("helpText"));
  m_text->setFrameShape(QFrame::NoFrame);
  m_text->setOpenLinks(false);
  m_text->document()->setDocumentMargin(0);
  auto* head = new QHBoxLayout;
  head->addWidget(m_title, 1);
  head->addWidget(m_close);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(2 * kGrid, kGrid + kGrid / 2, kGrid, kGrid);
  layout->setSpacing(kGrid);
  layout->addLayout(head);
  layout->addWidget(m_text, 1);
  connect(m_close, &QToolButton::clicked, this, &HelpPanel::closeAsked);
  connect(m_text, &QTextBrowser::anchorClicked, this, [this](const QUrl& url) { Q_EMIT linkActivated(url.toString()); });
  connect(&m_theme, &Theme::changed, this, &HelpPanel::load);
  load();
}

QString HelpPanel::fileOf(const QString& page, const QString& language) {
  return QStringLiteral(":/help/%1/%2.md").arg(language, page);
}

void HelpPanel::showPage(const QString& page) {
  m_page = page;
  load();
}

void HelpPanel::load() {
  m_title->setText(tr("Help"));
  m_close->setAccessibleName(tr("Close the help"));
  m_close->setToolTip(tr("Close the help"));
  m_text->setAccessibleName(tr("Help for this page"));
  QFile file(fileOf(m_page, m_language.current()));
  if (!file.exists()) file.setFileName(fileOf(kGeneral, m_language.current()));
  if (file.open(QIODevice::ReadOnly)) m_text->setMarkdown(QString::fromUtf8(file.readAll()));
  spaceOut();
}

// Markdown comes without room between its paragraphs, and style sheets do not reach it.
void HelpPanel::spaceOut() {
  for (QTextBlock block = m_text->document()->begin(); block.isValid(); block = block.next()) {
    QTextCursor cursor(block);
    QTextBlockFormat format = block.blockFormat();
    format.setTopMargin(0);
    format.setBottomMargin(kGrid);
    format.setLineHeight(kLineHeight, QTextBlockFormat::ProportionalHeight);
    cursor.setBlockFormat(format);
    if (QTextList* list = block.textList()) {
      QTextListFormat items = list->format();
      items.setIndent(1);
      list->setFormat(items);
    }
  }
  m_text->document()->setIndentWidth(2 * kGrid + kGrid / 2);
}

void HelpPanel::changeEvent(QEvent* event) {
  QFrame::changeEvent(event);
  if (event->type() == QEvent::LanguageChange) load();
}

void HelpPanel::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Escape) {
    Q_EMIT closeAsked();
  } else {
    QFrame::keyPressEvent(event);
  }
}

}  // namespace mz
