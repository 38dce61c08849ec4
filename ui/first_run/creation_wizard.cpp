#include "ui/first_run/creation_wizard.h"

#include <QtCore/QEvent>
#include <QtCore/QRegularExpression>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLineEdit>
#include <algorithm>

#include "models/format_text.h"
#include "ui/first_run/plan_steps.h"

namespace mz {

namespace {

QLineEdit* line(const char* name) {
  auto* made = new QLineEdit;
  made->setObjectName(QString::fromLatin1(name));
  return made;
}

QComboBox* box(const char* name) {
  auto* made = new QComboBox;
  made->setObjectName(QString::fromLatin1(name));
  return made;
}

bool isGood(PlanField field, const QString& text) { return checkPlanField(field, toText(text)).has_value(); }

// Those of the demonstration first; any other code of ISO 4217 can be typed.
constexpr const char* kCurrencies[] = {"CNY", "HKD", "TWD", "EUR", "GBP", "JPY", "USD"};

}  // namespace

class NetworkStep : public WizardStep {
  Q_OBJECT

 public:
  explicit NetworkStep(const Theme& theme, QWidget* parent = nullptr)
      : WizardStep(parent),
        m_title(line("networkTitle")),
        m_domain(line("domain")),
        m_titleField(new FormField(theme, m_title, this)),
        m_domainField(new FormField(theme, m_domain, this)),
        m_following(m_title, m_domain, domainFrom) {
    addFields({m_titleField});
    addFields({m_domainField});
    m_titleField->setProblem([this] {
      return isGood(PlanField::Title, m_title->text().trimmed()) ? QString()
                                                                 : tr("Enter the name of the network, at most 200 bytes long.");
    });
    m_domainField->setProblem([this] {
      return isGood(PlanField::Domain, m_domain->text()) ? QString()
                                                         : tr("A domain has two or more parts of small letters a to z, digits "
                                                              "and hyphens, with dots between them, at most "
                                                              "64 characters. Those that end in .example are demonstrations.");
    });
  }

  QString title() const override { return tr("The network"); }
  QString sentence() const override {
    return tr("Several organizations keep the books of a network together. You begin it, and invite the others later.");
  }
  void retranslate() override {
    m_titleField->setTexts(tr("&Name"), tr("What people call it: River City Government Alliance."));
    m_domainField->setTexts(tr("&Domain"),
                            tr("Stands in every proof and stays for good. A domain that you own, or the one offered "
                               "here; nothing is looked up on the internet."));
  }
  QString shownTitle() const { return m_title->text().trimmed(); }
  QString domain() const { return m_domain->text(); }

 private:
  QLineEdit* m_title;
  QLineEdit* m_domain;
  FormField* m_titleField;
  FormField* m_domainField;
  FollowingLine m_following;
};

class ChannelStep : public WizardStep {
  Q_OBJECT

 public:
  explicit ChannelStep(const Theme& theme, QWidget* parent = nullptr)
      : WizardStep(parent),
        m_contract(box("contract")),
        m_title(line("channelTitle")),
        m_readers(box("readers")),
        m_currency(box("currency")),
        m_contractField(new FormField(theme, m_contract, this)),
        m_titleField(new FormField(theme, m_title, this)),
        m_readersField(new FormField(theme, m_readers, this)),
        m_currencyField(new FormField(theme, m_currency, this)) {
    m_contract->addItem({}, true);
    m_contract->addItem({}, false);
    m_readers->addItem({}, true);
    m_readers->addItem({}, false);
    m_currency->setEditable(true);
    for (const char* currency : kCurrencies) m_currency->addItem(QString::fromLatin1(currency));
    for (FormField* field : {m_contractField, m_titleField, m_readersField, m_currencyField}) addFields({field});
    m_titleField->setProblem([this] {
      return isGood(PlanField::Title, m_title->text().trimmed()) ? QString()
                                                                 : tr("Enter a title of the channel, at most 200 bytes long.");
    });
    m_currencyField->setProblem([this] {
      const std::vector<std::string> all = currencies();
      const bool good = !all.empty() && std::ranges::all_of(all, [](const std::string& currency) {
        return checkPlanField(PlanField::Currency, currency).has_value();
      });
      return good ? QString() : tr("A currency is a code of three letters of ISO 4217, such as CNY or EUR.");
    });
    connect(m_currency, &QComboBox::currentTextChanged, m_currencyField, &FormField::touch);
    connect(m_contract, &QComboBox::currentIndexChanged, this, [this] {
      m_currencyField->setVisible(isFinance());
      offerTitle();
    });
    connect(m_title, &QLineEdit::textEdited, this, [this] { m_offered = m_title->text().isEmpty(); });
  }

  QString title() const override { return tr("First channel"); }
  QString sentence() const override {
    return tr("A channel is one ledger with its own members. More can follow later, each with other members.");
  }
  void retranslate() override {
    m_contractField->setTexts(tr("&Purpose"), {});
    m_contract->setItemText(0, tr("Public money: budgets, allocations, payments"));
    m_contract->setItemText(1, tr("None yet: members and certificates only"));
    m_titleField->setTexts(tr("&Title"), tr("What people call it."));
    m_readersField->setTexts(tr("Who may &read it"), tr("Members never share a private channel with anyone else."));
    m_readers->setItemText(0, tr("Everyone: a public channel"));
    m_readers->setItemText(1, tr("Members only: a private channel"));
    m_currencyField->setTexts(tr("&Currency"), tr("Of its payments. Several with commas between them: CNY, EUR."));
    offerTitle();
  }
  ChannelPlan plan() const {
    ChannelPlan plan;
    plan.finance = isFinance();
    plan.isPublic = m_readers->currentData().toBool();
    plan.title = typedTitle(m_title->text());
    if (!plan.finance) plan.name = "main";
    plan.currencies = currencies();
    return plan;
  }
  QString shownTitle() const { return m_title->text().trimmed(); }

 private:
  bool isFinance() const { return m_contract->currentData().toBool(); }
  std::vector<std::string> currencies() const {
    static const QRegularExpression kBetween(QStringLiteral("[\\s,;，；、]+"));
    std::vector<std::string> all;
    for (const QString& each : m_currency->currentText().toUpper().split(kBetween, Qt::SkipEmptyParts))
      if (std::ranges::find(all, toText(each)) == all.end()) all.push_back(toText(each));
    return all;
  }
  void offerTitle() {
    if (m_offered) m_title->setText(isFinance() ? tr("Public finance") : tr("Common affairs"));
  }

  QComboBox* m_contract;
  QLineEdit* m_title;
  QComboBox* m_readers;
  QComboBox* m_currency;
  FormField* m_contractField;
  FormField* m_titleField;
  FormField* m_readersField;
  FormField* m_currencyField;
  bool m_offered = true;  // the title follows purpose and language
};

CreationWizard::CreationWizard(const Theme& theme, FileDialogs& files, const QString& networks, QWidget* parent)
    : Wizard(theme, QStringLiteral("network"), parent),
      m_networks(networks),
      m_network(new NetworkStep(theme, this)),
      m_org(new OrgStep(theme, this)),
      m_channel(new ChannelStep(theme, this)),
      m_password(new PasswordStep(theme, files, this)) {
  setObjectName(QStringLiteral("creationWizard"));
  for (WizardStep* step : std::initializer_list<WizardStep*>{m_network, m_org, m_channel, m_password}) addStep(step);
  m_password->setSummary([this] { return usualFolder(); }, [this] { return summary(); });
  retranslate();
}

NetworkPlan CreationWizard::plan() const {
  NetworkPlan plan;
  plan.title = typedTitle(m_network->shownTitle());
  plan.domain = toText(m_network->domain());
  plan.org = m_org->plan();
  plan.people = m_org->people();
  plan.channel = m_channel->plan();
  plan.password = toText(m_password->password());
  return plan;
}

QString CreationWizard::folder() const { return m_password->folder(); }

QString CreationWizard::usualFolder() const { return freeFolder(m_networks, m_network->domain()); }

QString CreationWizard::summary() const {
  const QString made = tr("The network “%1” with the domain %2. In it, %3 with its certificate authority; you as its "
                          "administrator, and an officer; and this computer as its node.")
                           .arg(m_network->shownTitle(), m_network->domain(), m_org->shownTitle());
  const QString channel = m_channel->plan().isPublic ? tr("The channel “%1”, which anyone may read.")
                                                     : tr("The channel “%1”, which only its members may read.");
  return made + u'\n' + channel.arg(m_channel->shownTitle());
}

void CreationWizard::fillExample() {
  findChild<QLineEdit*>(QStringLiteral("networkTitle"))->setText(tr("River City Government Alliance"));
  findChild<QLineEdit*>(QStringLiteral("orgTitle"))->setText(tr("Finance Bureau"));
  findChild<QLineEdit*>(QStringLiteral("newPassword"))->setText(QStringLiteral("green tea in cup 4711"));
}

void CreationWizard::retranslate() { setTexts(tr("Create a network"), tr("Make the network")); }

void CreationWizard::changeEvent(QEvent* event) {
  if (event->type() == QEvent::LanguageChange) retranslate();
  Wizard::changeEvent(event);
}

}  // namespace mz

#include "creation_wizard.moc"
