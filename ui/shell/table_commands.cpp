#include "ui/shell/table_commands.h"

#include <QtCore/QDateTime>
#include <QtCore/QFileInfo>
#include <QtCore/QSaveFile>
#include <QtGui/QPdfWriter>
#include <QtPrintSupport/QPrinter>
#include <QtWidgets/QApplication>
#include <limits>

#include "models/error_text.h"
#include "models/format_text.h"
#include "models/journal_note.h"
#include "models/table_file.h"
#include "ui/parts/data_table.h"
#include "ui/parts/table_pages.h"

namespace mz {

namespace {

constexpr int kPdfDots = 300;

Result<std::uint64_t> writePdf(RowPipe& rows, const TableSheet& sheet, const QString& path, const Progress& progress) {
  QSaveFile file(path);
  if (!file.open(QIODevice::WriteOnly)) return fail(ErrorCode::Io, toText(file.errorString()));
  std::uint64_t painted = 0;
  {
    QPdfWriter writer(&file);
    writer.setResolution(kPdfDots);
    writer.setPageLayout(pageFor(sheet));
    writer.setTitle(sheet.title);
    MZ_TRY(painted, paintTable(rows, sheet, writer, progress));
  }
  if (!file.commit()) return fail(ErrorCode::Io, toText(file.errorString()));
  return painted;
}

}  // namespace

TableCommands::TableCommands(const PageContext& context, QWidget& window)
    : QObject(&window), m_context(context), m_window(window) {
  addAction("table.columns", QT_TRANSLATE_NOOP("mz::Actions", "Choose the table's columns…"), "table", {},
            &TableCommands::chooseColumns);
  addAction("table.csv", QT_TRANSLATE_NOOP("mz::Actions", "Save the table as CSV…"), "save", Qt::CTRL | Qt::Key_E,
            &TableCommands::saveCsv);
  addAction("table.pdf", QT_TRANSLATE_NOOP("mz::Actions", "Save the table as PDF…"), "save", {}, &TableCommands::savePdf);
  addAction("table.print", QT_TRANSLATE_NOOP("mz::Actions", "Print the table…"), "print", Qt::CTRL | Qt::Key_P,
            &TableCommands::print);
  connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) {
    if (auto* table = qobject_cast<DataTable*>(now)) m_last = table;
  });
}

void TableCommands::addAction(const char* id, const char* text, const char* icon, const QKeySequence& shortcut,
                              void (TableCommands::*act)(DataTable&)) {
  m_context.actions.add(
      {.id = QString::fromLatin1(id), .text = text, .icon = QString::fromLatin1(icon), .shortcut = shortcut}, this,
      [this, act] {
        if (DataTable* shown = table()) {
          (this->*act)(*shown);
        } else {
          Q_EMIT messageRaised(tr("There is no table here."), StatusRole::Attention);
        }
      },
      [this] { return m_context.client.ready() ? QString() : tr("Open a network first."); });
}

DataTable* TableCommands::table() const {
  if (m_last && m_last->isVisible()) return m_last;
  DataTable* largest = nullptr;
  const auto area = [](const QWidget* widget) { return widget->width() * widget->height(); };
  for (DataTable* table : m_window.findChildren<DataTable*>()) {
    if (table->isVisible() && (!largest || area(table) > area(largest))) largest = table;
  }
  return largest;
}

void TableCommands::chooseColumns(DataTable& table) { table.openColumnMenu(); }

QString TableCommands::askFile(const DataTable& table, const QString& title, const QString& suffix, const QString& filter) {
  QString name = table.accessibleName().section(QLatin1Char(','), 0, 0);
  return m_context.files.saveFile(&m_window, title, name.replace(QLatin1Char('/'), QLatin1Char('-')) + suffix, filter);
}

void TableCommands::saveCsv(DataTable& table) {
  if (const QString own = table.exportAction(); !own.isEmpty()) {
    if (QAction* action = m_context.actions.find(own)) action->trigger();
    return;
  }
  const QString file = askFile(table, tr("Save the table as CSV"), QStringLiteral(".csv"), tr("CSV (*.csv)"));
  if (file.isEmpty()) return;
  QStringList headings;
  for (const int column : table.shownColumns()) headings << table.model()->headerData(column, Qt::Horizontal).toString();
  auto* feed = new RowFeed(*table.model(), table.shownColumns(), RowWords::Plain, std::numeric_limits<int>::max(), this);
  run(tr("Saving the table"), feed, "export", file, [pipe = feed->pipe(), headings, file](const Progress& progress) {
    return writeTableCsv(*pipe, headings, file, progress);
  });
}

void TableCommands::savePdf(DataTable& table) {
  const QString file = askFile(table, tr("Save the table as PDF"), QStringLiteral(".pdf"), tr("PDF (*.pdf)"));
  if (file.isEmpty()) return;
  auto* feed = new RowFeed(*table.model(), table.shownColumns(), RowWords::Shown, kMostPrintedRows, this);
  run(tr("Saving the table"), feed, "export", file,
      [pipe = feed->pipe(), sheet = sheetOf(table), file](const Progress& progress) {
        return writePdf(*pipe, sheet, file, progress);
      });
}

void TableCommands::print(DataTable& table) {
  const TableSheet sheet = sheetOf(table);
  const auto printer = std::make_shared<QPrinter>(QPrinter::HighResolution);
  printer->setPageLayout(pageFor(sheet));
  printer->setDocName(sheet.title);
  const QPointer<DataTable> asked(&table);
  if (!m_context.files.choosePrinter(&m_window, *printer) || !asked) return;
  auto* feed = new RowFeed(*table.model(), table.shownColumns(), RowWords::Shown, kMostPrintedRows, this);
  run(tr("Printing the table"), feed, "print", sheet.title, [pipe = feed->pipe(), sheet, printer](const Progress& progress) {
    const auto printed = paintTable(*pipe, sheet, *printer, progress);
    if (!printed) printer->abort();
    return printed;
  });
}

TableSheet TableCommands::sheetOf(const DataTable& table) const {
  TableSheet sheet;
  sheet.title = table.accessibleName();
  const NetworkInfo& network = m_context.client.network();
  const ChannelInfo* channel = m_context.client.channelInfo();
  const UnixSeconds now(QDateTime::currentSecsSinceEpoch());
  sheet.origin = tr("%1  ·  %2  ·  %3")
                     .arg(titleText(network.title, network.domain),
                          channel ? titleText(channel->title, channel->name) : QString(), timeText(now));
  const auto rows = static_cast<std::uint64_t>(table.model()->rowCount());
  if (rows > static_cast<std::uint64_t>(kMostPrintedRows)) {
    sheet.cut = tr("the first %1 of %2 rows").arg(numberText(kMostPrintedRows), numberText(rows));
  }
  sheet.page = tr("Page %1 of %2");
  for (const int column : table.shownColumns()) {
    sheet.headings << table.model()->headerData(column, Qt::Horizontal).toString();
    sheet.widths.push_back(table.columnWidth(column));
    const int aligned = table.model()->headerData(column, Qt::Horizontal, Qt::TextAlignmentRole).toInt();
    sheet.toRight.push_back((aligned & Qt::AlignRight) != 0);
    sheet.monospace.push_back(table.model()->index(0, column).data(kMonospaceRole).toBool());
  }
  return sheet;
}

template <class Work>
void TableCommands::run(const QString& title, RowFeed* feed, const std::string& what, const QString& subject, Work work) {
  const std::shared_ptr<Engine> engine = m_context.client.engine();
  if (!engine) {
    delete feed;
    return;
  }
  const Deed deed{what, whoActs(m_context.client), m_context.client.channel(), toText(subject)};
  m_context.operations.run(
      title, this,
      [engine, deed, work = std::move(work)](const Progress& progress) { return noted(*engine, deed, work(progress)); },
      [this, feed = QPointer<RowFeed>(feed), subject, onPaper = what == "print"](const Result<std::uint64_t>& written) {
        delete feed;
        tell(written, subject, onPaper);
      });
}

void TableCommands::tell(const Result<std::uint64_t>& written, const QString& subject, bool onPaper) {
  if (written) {
    const QString count = numberText(*written);
    Q_EMIT messageRaised(onPaper ? tr("%1 rows went to the printer.", nullptr, pluralOf(*written)).arg(count)
                                 : tr("%1 rows written to %2.", nullptr, pluralOf(*written)).arg(count, subject),
                         StatusRole::Good);
  } else if (written.error().code == ErrorCode::Cancelled) {
    Q_EMIT messageRaised(onPaper ? tr("Printing was cancelled.") : tr("Cancelled; no file was written."), StatusRole::Neutral);
  } else if (written.error().code == ErrorCode::Refused) {
    Q_EMIT messageRaised(tr("The table changed while it was read. Try again."), StatusRole::Attention);
  } else {
    Q_EMIT messageRaised(tr("The table could not be written. %1").arg(errorText(written.error())), StatusRole::Danger);
  }
}

}  // namespace mz
