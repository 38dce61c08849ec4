#include "ui/parts/layout_keeper.h"

#include <QtCore/QJsonArray>
#include <QtWidgets/QSplitter>

namespace mz {

void keepSizes(QSplitter& splitter, Settings& settings, const QString& name) {
  const QString key = QStringLiteral("splitters/%1").arg(name);
  const QJsonArray kept = settings.remembered(key).toArray();
  if (kept.size() == splitter.count()) {
    QList<int> sizes;
    for (const QJsonValue& size : kept) sizes << std::max(1, size.toInt());
    splitter.setSizes(sizes);
  }
  QObject::connect(&splitter, &QSplitter::splitterMoved, &splitter, [&splitter, &settings, key] {
    QJsonArray sizes;
    for (const int size : splitter.sizes()) sizes.append(size);
    settings.remember(key, sizes);
  });
}

}  // namespace mz
