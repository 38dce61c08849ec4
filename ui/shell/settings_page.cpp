#include "ui/shell/settings_page.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QEvent>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QVBoxLayout>
#include <algorithm>
#include <iterator>

#include "models/format_text.h"
#include "ui/parts/card.h"

namespace mz {

namespace {
constexpr int kPageWidth = 90 * kGrid;
constexpr int kFieldWidth = 30 * kGrid;
constexpr int kLockChoices[] = {0, 2, 5, 15, 30, 60, 240};  // minutes; 0: never
}  // namespace

SettingsPage::SettingsPage(const PageContext& context, QWidget* parent)
    : Page(parent),
      m_client(context.client),
      m_settings(context.settings),
      m_theme(context.theme),
      m_language(context.language),
      m_title(new QLabel(this)),
      m_appearance(new Card(this)),
      m_network(new Card(this)),
      m_languageLabel(new QLabel(this)),
      m_languages(new QComboBox(this)),
      m_themeLabel(new QLabel(this)),
      m_themes(new QComboBox(this)),
      m_security(new Card(this)),
      m_lockLabel(new QLabel(this)),
      m_lock(new QComboBox(this)),
      m_lockSentence(new QLabel(this)),
      m_facts(new FieldList(context.theme, 1, this)) {
  setObjectName(QStringLiteral("settingsPage"));
  m_title->setProperty("pageTitle", true);
  m_languages->setObjectName(QStringLiteral("languageChoice"));
  m_themes->setObjectName(QStringLiteral("themeChoice"));
  m_languages->setFixedWidth(kFieldWidth);
  m_themes->setFixedWidth(kFieldWidth);
  m_languageLabel->setBuddy(m_languages);
  m_themeLabel->setBuddy(m_themes);
  m_languages->addItem({}, QString());
  for (const QString& code : Language::available()) m_languages->addItem(Language::nativeName(code), code);
  for (const auto choice : {ThemeChoice::System, ThemeChoice::Light, ThemeChoice::Dark}) {
    m_themes->addItem({}, static_cast<int>(choice));
  }

  auto* grid = new QGridLayout;
  grid->setHorizontalSpacing(2 * kGrid);
  grid->setVerticalSpacing(kGrid);
  grid->addWidget(m_languageLabel, 0, 0);
  grid->addWidget(m_languages, 0, 1);
  grid->addWidget(m_themeLabel, 1, 0);
  grid->addWidget(m_themes, 1, 1);
  grid->setColumnStretch(2, 1);
  m_appearance->body()->addLayout(grid);
  m_network->body()->addWidget(m_facts);
  m_lock->setObjectName(QStringLiteral("lockChoice"));
  m_lock->setFixedWidth(kFieldWidth);
  m_lockLabel->setBuddy(m_lock);
  m_lockSentence->setProperty("muted", true);
  m_lockSentence->setWordWrap(true);
  auto* locking = new QHBoxLayout;
  locking->setSpacing(2 * kGrid);
  locking->addWidget(m_lockLabel);
  locking->addWidget(m_lock);
  locking->addStretch(1);
  m_security->body()->addLayout(locking);
  m_security->body()->addWidget(m_lockSentence);
  m_security->setMaximumWidth(kPageWidth);
  m_appearance->setMaximumWidth(kPageWidth);
  m_network->setMaximumWidth(kPageWidth);

  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(2 * kGrid, 2 * kGrid, 2 * kGrid, 2 * kGrid);
  layout->setSpacing(kGrid + kGrid / 2);
  layout->addWidget(m_title);
  layout->addWidget(m_appearance);
  layout->addWidget(m_security);
  layout->addWidget(m_network);
  layout->addStretch(1);

  connect(m_languages, &QComboBox::activated, this,
          [this] { m_settings.set(Setting::Language, m_languages->currentData().toString()); });
  connect(m_themes, &QComboBox::activated, this, [this] {
    m_settings.set(Setting::Theme, Theme::choiceName(static_cast<ThemeChoice>(m_themes->currentData().toInt())));
  });
  connect(m_lock, &QComboBox::activated, this,
          [this] { m_settings.set(Setting::LockAfterMinutes, m_lock->currentData().toInt()); });
  connect(&m_settings, &Settings::changed, this, &SettingsPage::retranslate);
  connect(&m_client, &EngineClient::networkChanged, this, &SettingsPage::retranslate);
  connect(&m_client, &EngineClient::channelChanged, this, &SettingsPage::retranslate);
  connect(&m_theme, &Theme::changed, this, &SettingsPage::retranslate);
  retranslate();
}

void SettingsPage::retranslate() {
  m_title->setText(tr("Settings"));
  m_appearance->setTitle(tr("Appearance"));
  m_network->setTitle(tr("Open network"));
  m_languageLabel->setText(tr("&Language"));
  m_themeLabel->setText(tr("&Theme"));
  m_languages->setAccessibleName(tr("Language"));
  m_themes->setAccessibleName(tr("Theme"));
  m_languages->setItemText(0, tr("As the system"));
  m_themes->setItemText(0, tr("As the system"));
  m_themes->setItemText(1, tr("Light"));
  m_themes->setItemText(2, tr("Dark"));
  m_languages->setCurrentIndex(std::max(0, m_languages->findData(m_language.choice())));
  m_themes->setCurrentIndex(m_themes->findData(static_cast<int>(m_theme.choice())));
  m_security->setTitle(tr("Locking"));
  m_lockLabel->setText(tr("L&ock after"));
  m_lock->setAccessibleName(tr("Lock identities after this time without input"));
  m_lockSentence->setText(tr(
      "When nobody touches the keyboard or the mouse for so long, the identities are locked. Work that runs is not cut off."));
  fillLockChoices();
  const NetworkInfo& network = m_client.network();
  std::vector<Field> fields;
  if (m_client.ready()) {
    fields = {{tr("Network"), titleText(network.title, network.domain)},
              {tr("Domain"), fromText(network.domain)},
              {tr("Folder"), fromText(network.directory.string())},
              {tr("Channels"), numberText(m_client.channels().size())}};
    if (const ChannelInfo* channel = m_client.channelInfo()) {
      QStringList members;
      for (const OrgInfo& org : channel->members) members << titleText(org.title, org.id);
      fields.push_back(
          {tr("Members of %1").arg(titleText(channel->title, channel->name)), QLocale().createSeparatedList(members)});
    }
  } else {
    fields = {{tr("Network"), tr("none")}};
  }
  fields.push_back({tr("Version of Mingzhang"), QCoreApplication::applicationVersion()});
  m_facts->setFields(fields);
}

void SettingsPage::fillLockChoices() {
  const int chosen = m_settings.number(Setting::LockAfterMinutes);
  std::vector<int> minutes(std::begin(kLockChoices), std::end(kLockChoices));
  // A time that was written into the file by hand is offered too.
  if (std::ranges::find(minutes, chosen) == minutes.end()) minutes.push_back(chosen);
  std::ranges::sort(minutes);
  m_lock->clear();
  for (const int one : minutes) m_lock->addItem(one == 0 ? tr("Never") : tr("%Ln minute(s)", nullptr, one), one);
  m_lock->setCurrentIndex(m_lock->findData(chosen));
}

void SettingsPage::changeEvent(QEvent* event) {
  Page::changeEvent(event);
  if (event->type() == QEvent::LanguageChange) retranslate();
}

}  // namespace mz
