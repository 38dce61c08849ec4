// The small panels in which a filter's conditions are chosen: period with presets, names with completion, amount range,
// currency. Shown under the chip that they edit. Window's thread.
#pragma once

#include <QtCore/QDate>
#include <QtWidgets/QFrame>
#include <memory>

#include "models/engine_client.h"
#include "models/finance_filter_model.h"
#include "ui/theme/theme.h"

namespace mz {

class FilterEditor : public QFrame {
  Q_OBJECT

 public:
  struct Surroundings {
    EngineClient& client;
    Theme& theme;
    const FinanceNames& names;
    QDate today;
  };

  // Never null, but for Kind::Text, which the filter bar edits in its own field.
  static FilterEditor* make(FinanceFilterModel::Kind kind, const Surroundings& around, const FinanceFilter& filter,
                            QWidget* parent);

  void popUpUnder(QWidget* anchor);
  const FinanceFilter& filter() const { return m_filter; }

 Q_SIGNALS:
  void accepted(const mz::FinanceFilter& filter);

 protected:
  FilterEditor(FinanceFilterModel::Kind kind, const FinanceFilter& filter, QWidget* parent);
  // Adds "Clear" and "Apply" below the content.
  void addButtons();
  void accept();
  virtual void commit() = 0;  // writes what is chosen into m_filter; may refuse by leaving m_complete false

  FinanceFilterModel::Kind m_kind;
  FinanceFilter m_filter;
  bool m_complete = true;
};

}  // namespace mz
