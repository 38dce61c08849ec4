#include "ui/shell/grab_scenes.h"

#include <QtCore/QFile>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QScrollBar>
#include <algorithm>

#include "models/format_text.h"
#include "ui/finance/filter_bar.h"
#include "ui/finance/finance_page.h"
#include "ui/finance/import_dialog.h"
#include "ui/finance/payment_table.h"
#include "ui/finance/trail_view.h"
#include "ui/first_run/creation_wizard.h"
#include "ui/parts/popover.h"
#include "ui/receipt/receipt_dialog.h"
#include "ui/shell/language.h"
#include "ui/shell/start_page.h"

namespace mz {

namespace {

constexpr QSize kUsual(1440, 900), kLarge(1920, 1080), kNarrow(960, 720), kLeast(960, 500);

const QString kChain = QStringLiteral("chain");
const QString kFinance = QStringLiteral("finance");
const QString kActivity = QStringLiteral("activity");

// Of the demonstration's departments, with rows that are refused.
constexpr const char* kPayments =
    "Id,Date,Department,Entity,Programme,Class,Payee,Amount,Currency,Reference,Description\n"
    "X-1,2026-11-02,教育局,市实验小学,校舍安全,2050202 小学教育,江城建工集团有限公司,412000.00,CNY,HT-88,校舍维修工程款\n"
    "X-2,2026-11-03,教育局,市第一中学,智慧校园,2050204 高中教育,楚天教育装备有限公司,98000.50,CNY,HT-91,教学设备购置\n"
    "X-3,last week,教育局,市实验小学,学生营养,2050299 其他普通教育支出,惠民食品配送有限公司,46000.00,CNY,HT-93,食材款\n"
    "X-4,2026-11-05,教育局,市实验小学,学生营养,2050299 其他普通教育支出,惠民食品配送有限公司,-1200.00,CNY,HT-94,退款\n"
    "X-5,2026-11-06,教育局,市实验小学,学生营养,2050299 其他普通教育支出,,3000.00,CNY,HT-95,食材款\n"
    "X-6,2026-11-09,财政局,国库支付中心,机关运行,2010601 行政运行,同济印务有限责任公司,two hundred,CNY,HT-96,办公用品\n"
    "X-7,2026-11-10,财政局,国库支付中心,机关运行,2010601 行政运行,同济印务有限责任公司,8600.00,CNY,HT-97,办公用品\n";
constexpr const char* kUnknownHeadings =
    "When,Supplier,How much,What for\n"
    "2026-11-02,Riverside Consulting,12000.00,advice\n"
    "2026-11-03,Northwind Water,980.50,meters\n";

}  // namespace

GrabScenes::GrabScenes(MainWindow& window, Theme& theme, Language& language, NetworkOpener opener, QDir scratch,
                       QObject* parent)
    : QObject(parent),
      m_window(window),
      m_theme(theme),
      m_language(language),
      m_opener(std::move(opener)),
      m_scratch(std::move(scratch)) {
  connect(&m_window, &MainWindow::openingFailed, this, [this](const QString& problem) {
    if (!m_mayFail) Q_EMIT impossible(problem);
  });
}

std::vector<GrabScenes::Look> GrabScenes::looks() {
  std::vector<Look> all;
  for (const QString& language : Language::available()) {
    for (const auto theme : {ThemeChoice::Light, ThemeChoice::Dark}) all.push_back({language, theme, false});
  }
  return all;
}

std::vector<GrabScenes::Look> GrabScenes::largeLooks() {
  return {{QStringLiteral("zh_CN"), ThemeChoice::Light, true}, {QStringLiteral("en"), ThemeChoice::Dark, true}};
}

void GrabScenes::add(const QString& scene, const Look& look, std::function<void()> prepare, bool atOnce) {
  const QString theme = look.theme == ThemeChoice::Light ? QStringLiteral("light") : QStringLiteral("dark");
  const QString size = look.large ? QStringLiteral("-large") : QString();
  m_steps.push_back({QStringLiteral("%1-%2-%3%4.png").arg(scene, look.language, theme, size), std::move(prepare), atOnce});
}

void GrabScenes::prepare(std::function<void()> what) { m_steps.push_back({{}, std::move(what)}); }

std::vector<GrabStep> GrabScenes::plan(const std::filesystem::path& network) {
  m_steps.clear();
  planStart(network);
  for (const Look& look : looks()) {
    prepare([this, look] { put(look); });
    planPages(look);
    planWindow(look);
    planLoading(look);
    planTrail(look);
    planReceipt(look);
    planNarrow(look);
    planLeast(look);
    planFilters(look);
    planImport(look);
  }
  for (const Look& look : largeLooks()) {
    prepare([this, look] { put(look); });
    planPages(look);
  }
  planNetworks(network);
  return std::move(m_steps);
}

// The first run, and the network being made or opened.
void GrabScenes::planStart(const std::filesystem::path& network) {
  for (const Look& look : looks()) {
    add(QStringLiteral("start-roads"), look, [this, look] {
      put(look);
      m_window.showRoads();
    });
    planCreation(look);
  }
  const Look first = looks().front();
  prepare([this, first] { put(first); });
  if (network.empty()) {
    add(QStringLiteral("start-making"), first, [this] { m_window.openDemonstration(); }, true);
  } else {
    prepare([this, network] { m_window.openNetwork(network); });
  }
  prepare([this] { m_main = m_window.client().channel(); });
}

// Each step of the form, as a person would have filled it; the first one also as it refuses.
void GrabScenes::planCreation(const Look& look) {
  add(QStringLiteral("create-refused"), look, [this] {
    m_window.start().showCreation();
    m_window.findChild<QPushButton*>(QStringLiteral("wizardNext"))->click();
  });
  constexpr int kSteps = 4;
  for (int step = 0; step < kSteps; ++step) {
    add(QStringLiteral("create-%1").arg(step + 1), look, [this, step] {
      CreationWizard& wizard = step == 0 ? m_window.start().showCreation() : *m_window.findChild<CreationWizard*>();
      if (step == 0) wizard.fillExample();
      wizard.showStep(step);
    });
  }
  prepare([this] { m_window.showRoads(); });
}

// An invitation is read: none yet, one that is none, a good one.
void GrabScenes::planJoining(const Look& look) {
  const auto wizard = [this]() -> JoinWizard& { return *m_window.findChild<JoinWizard*>(); };
  prepare([this, look] {
    put(look);
    m_window.showRoads();
    m_window.start().showJoining();
  });
  add(QStringLiteral("join-1"), look, [] {});
  add(QStringLiteral("join-refused"), look,
      [this, wizard] { wizard().openFile(file(QStringLiteral("letter.mzi"), "Dear colleagues\n")); });
  add(QStringLiteral("join-shown"), look,
      [this, wizard] { wizard().openFile(QString::fromStdString(m_networks.invitation.string())); });
  add(QStringLiteral("join-3"), look, [wizard] { wizard().showStep(wizard().steps() - 1); });
  prepare([this] { m_window.showRoads(); });
}

// A network that was just made: what was made is said over it, and every page shows what comes first.
void GrabScenes::planCreated(const Look& look) {
  prepare([this, look] { put(look); });
  add(QStringLiteral("created-ready"), look, [this] {
    const QString page = m_window.pages().front();
    m_window.showPage(page);
    m_window.page(page)->showView(m_window.page(page)->views().front());
    m_window.showReady(m_networks.facts);
  });
  prepare([this] { m_window.findChild<QDialog*>(QStringLiteral("networkReady"))->close(); });
  add(QStringLiteral("created-invite"), look, [this] { m_window.openLink(QStringLiteral("action/channel.invite")); });
  prepare([this] { m_window.findChild<QDialog*>(QStringLiteral("inviteDialog"))->close(); });
  for (const QString& page : m_window.pages())
    add(QStringLiteral("created-%1").arg(page), look, [this, page] {
      m_window.showPage(page);
      m_window.page(page)->showView(m_window.page(page)->views().front());
    });
}

void GrabScenes::planPages(const Look& look) {
  for (const QString& id : m_window.pages()) {
    Page* page = m_window.page(id);
    for (const QString& view : page->views()) {
      add(QStringLiteral("%1-%2").arg(id, view), look, [this, id, page, view] {
        m_window.showPage(id);
        page->showView(view);
      });
    }
    // What its last view opened does not lie over the next page.
    prepare([page] { page->showView(page->views().front()); });
  }
}

// What the shell itself shows: menus, panels, dialogs.
void GrabScenes::planWindow(const Look& look) {
  for (const QString& scene : MainWindow::scenes()) {
    add(QStringLiteral("window-%1").arg(scene), look, [this, scene] { m_window.showScene(scene); });
  }
  prepare([this] { m_window.showScene({}); });
}

// Another channel is chosen and then the first one again: nothing of it is known at once.
void GrabScenes::planLoading(const Look& look) {
  const auto again = [this, &look](const QString& scene, const QString& page, const QString& view) {
    prepare([this, page, view] {
      m_window.showPage(page);
      m_window.page(page)->showView(view);
      chooseChannel(false);
    });
    add(scene, look, [this] { chooseChannel(true); }, true);
  };
  again(QStringLiteral("chain-loading"), kChain, QStringLiteral("start"));
  again(QStringLiteral("finance-loading"), kFinance, QStringLiteral("payments"));
  again(QStringLiteral("finance-budget-loading"), kFinance, QStringLiteral("budget"));
  // One part of a page that is there already.
  const auto part = [this, &look](const QString& scene, const QString& page, const QString& before, const QString& view) {
    prepare([this, page, before] {
      m_window.showPage(page);
      m_window.page(page)->showView(before);
    });
    add(scene, look, [this, page, view] { m_window.page(page)->showView(view); }, true);
  };
  part(QStringLiteral("chain-transaction-loading"), kChain, QStringLiteral("start"), QStringLiteral("transaction"));
  part(QStringLiteral("finance-detail-loading"), kFinance, QStringLiteral("payments"), QStringLiteral("detail"));
}

// A payment that draws on an allocation, shown where its trail is.
void GrabScenes::planTrail(const Look& look) {
  prepare([this] {
    m_window.showPage(kFinance);
    finance().showView(QStringLiteral("payments"));
  });
  prepare([this] {
    const FinanceTableModel& payments = finance().payments();
    for (int row = 0; row < payments.rowCount(); ++row) {
      const FinanceRow* payment = payments.payment(row);
      if (payment == nullptr || payment->allocation.empty()) continue;
      finance().findChild<PaymentTable*>()->setCurrentIndex(payments.index(row, 0));
      return;
    }
  });
  add(QStringLiteral("finance-trail"), look, [this] {
    auto* scroll = finance().findChild<QScrollArea*>(QStringLiteral("detailScroll"));
    scroll->verticalScrollBar()->setValue(finance().findChild<TrailView*>()->y() - 5 * kGrid);
  });
}

// The receipt of a payment before it is printed, and its codes.
void GrabScenes::planReceipt(const Look& look) {
  const auto dialog = [this] { return m_window.findChild<ReceiptDialog*>(QStringLiteral("receiptDialog")); };
  prepare([this] {
    m_window.showPage(kFinance);
    finance().showView(QStringLiteral("detail"));
  });
  add(QStringLiteral("receipt-page"), look, [this] {
    if (auto* button = finance().findChild<QPushButton*>(QStringLiteral("openReceiptPage"))) button->click();
  });
  add(QStringLiteral("receipt-foot"), look, [dialog] {
    if (ReceiptDialog* shown = dialog())
      if (auto* paper = shown->findChild<QScrollArea*>(QStringLiteral("receiptPaper")))
        paper->verticalScrollBar()->setValue(paper->verticalScrollBar()->maximum());
  });
  add(QStringLiteral("receipt-code"), look, [dialog] {
    if (ReceiptDialog* shown = dialog()) shown->showTab(ReceiptDialog::Codes);
  });
  prepare([dialog] {
    if (ReceiptDialog* shown = dialog()) shown->close();
  });
}

// As narrow as the window is used.
void GrabScenes::planNarrow(const Look& look) {
  prepare([this] { m_window.resize(kNarrow); });
  const auto scene = [this, &look](const QString& name, const QString& view) {
    add(name, look, [this, view] {
      m_window.showPage(kChain);
      m_window.page(kChain)->showView(view);
    });
  };
  scene(QStringLiteral("narrow-chain"), QStringLiteral("start"));
  scene(QStringLiteral("narrow-chain-comparison"), QStringLiteral("comparison"));
  add(QStringLiteral("narrow-help"), look, [this] { m_window.showScene(QStringLiteral("help")); });
  add(QStringLiteral("narrow-chain-help"), look, [this] {
    m_window.showPage(kChain);
    m_window.page(kChain)->showView(QStringLiteral("start"));
  });
  prepare([this, look] {
    m_window.showScene({});
    put(look);
  });
}

// What is left of a usual screen when everything is shown twice as large.
void GrabScenes::planLeast(const Look& look) {
  prepare([this] { m_window.resize(kLeast); });
  for (const QString& id : m_window.pages()) {
    add(QStringLiteral("least-%1").arg(id), look, [this, id] {
      m_window.showPage(id);
      m_window.page(id)->showView(m_window.page(id)->views().front());
    });
  }
  add(QStringLiteral("least-chain-transaction"), look, [this] {
    m_window.showPage(kChain);
    m_window.page(kChain)->showView(QStringLiteral("transaction"));
    if (auto* columns = m_window.findChild<QScrollArea*>(QStringLiteral("chainColumns")))
      columns->horizontalScrollBar()->setValue(columns->horizontalScrollBar()->maximum());
  });
  add(QStringLiteral("least-finance-detail"), look, [this] {
    m_window.showPage(kFinance);
    m_window.page(kFinance)->showView(QStringLiteral("detail"));
  });
  add(QStringLiteral("least-import"), look, [this] { finance().openImport(file(QStringLiteral("payments.csv"), kPayments)); });
  prepare([this, look] {
    finance().importDialog()->close();
    put(look);
  });
}

void GrabScenes::planFilters(const Look& look) {
  using Kind = FinanceFilterModel::Kind;
  prepare([this] {
    m_window.showPage(kFinance);
    finance().showView(QStringLiteral("payments"));
  });
  const std::pair<Kind, QString> kinds[] = {{Kind::Period, QStringLiteral("finance-filter-period")},
                                            {Kind::Payee, QStringLiteral("finance-filter-payee")},
                                            {Kind::Amount, QStringLiteral("finance-filter-amount")}};
  for (const auto& [kind, scene] : kinds) {
    add(scene, look, [this, kind = kind] { finance().findChild<FilterBar*>()->edit(kind); });
    prepare([this] { finance().findChild<FilterBar*>()->editor()->close(); });
  }
}

void GrabScenes::planImport(const Look& look) {
  add(QStringLiteral("import-file"), look, [this] {
    m_window.showPage(kFinance);
    finance().openImport();
  });
  add(QStringLiteral("import-no-file"), look,
      [this] { finance().openImport(m_scratch.filePath(QStringLiteral("no-such-file.csv"))); });
  add(QStringLiteral("import-unknown"), look,
      [this] { finance().openImport(file(QStringLiteral("spending.csv"), kUnknownHeadings)); });
  add(QStringLiteral("import-columns"), look,
      [this] { finance().openImport(file(QStringLiteral("payments.csv"), kPayments)); });
  add(QStringLiteral("import-running"), look, [this] { finance().importDialog()->run(true); }, true);
  add(QStringLiteral("import-checked"), look, [] {});
  prepare([this] { finance().importDialog()->close(); });
}

void GrabScenes::planNetworks(const std::filesystem::path& network) {
  prepare([this] { makeNetworks(); });
  for (const Look& look : looks()) {
    add(
        QStringLiteral("start-opening"), look,
        [this, look, network] {
          put(look);
          m_window.showRoads();  // lets the network go
          m_window.openNetwork(network.empty() ? m_opener.demoDirectory : network);
        },
        true);
    add(QStringLiteral("start-not-opened"), look, [this] {
      m_mayFail = true;
      m_window.openNetwork(m_scratch.filePath(QStringLiteral("nothing")).toStdString());
    });
    prepare([this] { m_mayFail = false; });
  }
  prepare([this] { m_window.openNetwork(m_networks.empty); });
  for (const Look& look : looks()) planEmpty(look);
  prepare([this] { watchEveryCertificate(); });
  for (const Look& look : looks()) planAlarms(look);
  prepare([this] { m_window.openNetwork(m_networks.damaged); });
  for (const Look& look : looks()) planDamaged(look);
  prepare([this] { m_window.openNetwork(m_networks.unopened); });
  for (const Look& look : looks()) planUnopened(look);
  prepare([this] { m_window.openNetwork(m_networks.created); });
  for (const Look& look : looks()) planCreated(look);
  for (const Look& look : looks()) planJoining(look);
  prepare([this] { m_window.openNetwork(m_networks.joined); });
  for (const Look& look : looks()) add(QStringLiteral("joined-awaited"), look, [this, look] { put(look); });
}

void GrabScenes::planEmpty(const Look& look) {
  prepare([this, look] { put(look); });
  for (const QString& view : {QStringLiteral("payments"), QStringLiteral("breakdown"), QStringLiteral("budget")}) {
    add(QStringLiteral("empty-finance-%1").arg(view), look, [this, view] {
      m_window.showPage(kFinance);
      finance().showView(view);
    });
  }
  add(QStringLiteral("empty-chain"), look, [this] {
    chooseChannel(false);
    m_window.showPage(kChain);
  });
  add(QStringLiteral("empty-finance-no-contract"), look, [this] { m_window.showPage(kFinance); });
  prepare([this] { chooseChannel(true); });
}

// In a network of the tour's own: rules are changed.
void GrabScenes::planAlarms(const Look& look) {
  prepare([this, look] { put(look); });
  const auto show = [this](const QString& place) {
    m_window.showPage(kActivity);
    m_window.openLink(place);
  };
  add(QStringLiteral("alarms-lasting"), look, [show] { show(QStringLiteral("alarm/2")); });
  add(QStringLiteral("alarms-overview"), look, [this] { m_window.showPage(QStringLiteral("overview")); });
  add(QStringLiteral("alarms-notifications"), look, [this] { m_window.openLink(QStringLiteral("action/view.notifications")); });
  prepare([this] { m_window.findChild<Popover*>(QStringLiteral("notificationPopover"))->close(); });
  add(QStringLiteral("activity-narrow"), look, [this, show] {
    m_window.resize(kNarrow);
    show(QStringLiteral("activity/ledger"));
  });
  add(QStringLiteral("alarms-narrow"), look, [show] { show(QStringLiteral("alarm/1")); });
  prepare([this, look] { put(look); });
}

void GrabScenes::watchEveryCertificate() {
  m_window.client().ask(
      m_request,
      [](Engine& engine) -> Status {
        for (AlarmRule rule : engine.alarmRules()) {
          if (rule.kind != "certificate_ends") continue;
          rule.threshold = 100'000;
          MZ_CHECK(engine.setAlarmRule(rule));
        }
        MZ_CHECK(engine.checkAlarms());
        const std::vector<Alarm> raised = engine.alarms();
        if (raised.size() < 2) return {};
        return engine.acknowledgeAlarm(raised.back().number, "finance-admin", "renewal is ordered");
      },
      [this](const Status& done) {
        if (!done) Q_EMIT impossible(fromText(done.error().detail));
      });
}

void GrabScenes::planDamaged(const Look& look) {
  prepare([this, look] { put(look); });
  add(QStringLiteral("damaged-finance"), look, [this] {
    m_window.showPage(kFinance);
    finance().showView(QStringLiteral("payments"));
  });
  add(QStringLiteral("damaged-budget"), look, [this] { finance().showView(QStringLiteral("budget")); });
  add(QStringLiteral("damaged-chain"), look, [this] {
    m_window.showPage(kChain);
    m_window.page(kChain)->showView(QStringLiteral("start"));
  });
  add(QStringLiteral("damaged-chain-verified"), look, [this] { m_window.openLink(QStringLiteral("verify")); });
}

void GrabScenes::planUnopened(const Look& look) {
  prepare([this, look] { put(look); });
  // A channel that cannot be opened is not public as far as anybody knows.
  prepare([this] { m_window.client().chooseChannel(m_main); });
  add(QStringLiteral("unopened-overview"), look, [this] { m_window.showPage(QStringLiteral("overview")); });
  add(QStringLiteral("unopened-chain"), look, [this] {
    m_window.showPage(kChain);
    m_window.page(kChain)->showView(QStringLiteral("start"));
  });
  add(QStringLiteral("unopened-finance"), look, [this] { m_window.showPage(kFinance); });
  add(QStringLiteral("unopened-chain-verified"), look, [this] { m_window.openLink(QStringLiteral("verify")); });
}

void GrabScenes::put(const Look& look) {
  m_window.resize(look.large ? kLarge : kUsual);
  m_language.choose(look.language);
  m_theme.choose(look.theme);
}

void GrabScenes::makeNetworks() {
  m_window.operations().run(
      QString(), this,
      [opener = m_opener, folder = std::filesystem::path(m_scratch.path().toStdString())](const Progress&) {
        return makeGrabNetworks(opener, folder);
      },
      [this](Result<GrabNetworks> made) {
        if (made) {
          m_networks = std::move(*made);
        } else {
          Q_EMIT impossible(fromText(made.error().detail));
        }
      });
}

FinancePage& GrabScenes::finance() { return *qobject_cast<FinancePage*>(m_window.page(kFinance)); }

void GrabScenes::chooseChannel(bool main) {
  EngineClient& client = m_window.client();
  const auto it =
      std::ranges::find_if(client.channels(), [&](const ChannelInfo& info) { return (info.name == m_main) == main; });
  if (it != client.channels().end()) client.chooseChannel(it->name);
}

QString GrabScenes::file(const QString& name, const QByteArray& content) const {
  const QString path = m_scratch.filePath(name);
  QFile out(path);
  if (out.open(QIODevice::WriteOnly)) out.write(content);
  return path;
}

}  // namespace mz
