#include "ui/settings/locking_card.h"

#include <QtWidgets/QComboBox>
#include <algorithm>
#include <vector>

namespace mz {

namespace {
constexpr int kMinutes[] = {0, 2, 5, 15, 30, 60, 240};  // 0: never
}  // namespace

LockingCard::LockingCard(const PageContext& context, QWidget* parent)
    : SettingsCard(context, parent), m_lock(new QComboBox(this)), m_label(addField(m_lock)), m_sentence(addSentence()) {
  m_lock->setObjectName(QStringLiteral("lockChoice"));
  connect(m_lock, &QComboBox::activated, this,
          [this] { m_settings.set(Setting::LockAfterMinutes, m_lock->currentData().toInt()); });
  connect(&m_settings, &Settings::changed, this, &LockingCard::retranslate);
  retranslate();
}

void LockingCard::retranslate() {
  setTitle(tr("Locking"));
  m_label->setText(tr("L&ock after"));
  m_lock->setAccessibleName(tr("Lock identities after this time without input"));
  m_sentence->setText(tr(
      "When nobody touches the keyboard or the mouse for so long, the identities are locked. Work that runs is not cut off."));
  const int chosen = m_settings.number(Setting::LockAfterMinutes);
  std::vector<int> minutes(std::begin(kMinutes), std::end(kMinutes));
  // A time that was written into the file by hand is offered too.
  if (std::ranges::find(minutes, chosen) == minutes.end()) minutes.push_back(chosen);
  std::ranges::sort(minutes);
  m_lock->clear();
  for (const int one : minutes) m_lock->addItem(one == 0 ? tr("Never") : tr("%Ln minute(s)", nullptr, one), one);
  m_lock->setCurrentIndex(m_lock->findData(chosen));
}

}  // namespace mz
