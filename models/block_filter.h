// By what the transactions of one block can be filtered: words, organization, result. Window's thread.
#pragma once

#include "models/engine_client.h"
#include "models/table_filter.h"
#include "models/transaction_model.h"

namespace mz {

class BlockFilterModel : public TableFilter {
  Q_OBJECT

 public:
  explicit BlockFilterModel(EngineClient& client, QObject* parent = nullptr);

  std::vector<Field> fields() const override;
  TransactionMatch match() const;

 private:
  EngineClient& m_client;
};

}  // namespace mz
