#include "ui/settings/settings_page.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QEvent>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QVBoxLayout>

#include "models/format_text.h"
#include "ui/settings/appearance_card.h"
#include "ui/settings/files_card.h"
#include "ui/settings/locking_card.h"

namespace mz {

namespace {
constexpr int kPageWidth = 90 * kGrid;
}  // namespace

SettingsPage::SettingsPage(const PageContext& context, QWidget* parent)
    : Page(parent), m_client(context.client), m_title(new QLabel(this)) {
  setObjectName(QStringLiteral("settingsPage"));
  m_title->setProperty("pageTitle", true);
  auto* scroll = new QScrollArea(this);
  scroll->setObjectName(QStringLiteral("settingsScroll"));
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setWidgetResizable(true);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  auto* cards = new QWidget(scroll);
  m_network = new Card(cards);
  m_facts = new FieldList(context.theme, 1, m_network);
  m_network->body()->addWidget(m_facts);
  auto* column = new QVBoxLayout(cards);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(kGrid + kGrid / 2);
  for (Card* card : std::initializer_list<Card*>{new AppearanceCard(context, cards), new LockingCard(context, cards),
                                                 new FilesCard(context, cards), m_network}) {
    column->addWidget(card);
  }
  column->addStretch(1);
  cards->setMaximumWidth(kPageWidth);  // all of them: sentences are wrapped to it, and get the height that they need
  scroll->setWidget(cards);

  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(2 * kGrid, 2 * kGrid, 2 * kGrid, 2 * kGrid);
  layout->setSpacing(kGrid + kGrid / 2);
  layout->addWidget(m_title);
  layout->addWidget(scroll, 1);

  connect(&m_client, &EngineClient::networkChanged, this, &SettingsPage::retranslate);
  connect(&m_client, &EngineClient::channelChanged, this, &SettingsPage::retranslate);
  retranslate();
}

void SettingsPage::retranslate() {
  m_title->setText(tr("Settings"));
  m_network->setTitle(tr("Open network"));
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

void SettingsPage::changeEvent(QEvent* event) {
  Page::changeEvent(event);
  if (event->type() == QEvent::LanguageChange) retranslate();
}

}  // namespace mz
