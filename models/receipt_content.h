// Everything that a receipt on paper says, read from the engine in one go. Reading: a worker thread (EngineClient::ask).
// Values. Errors: those of the engine; NotFinal before a receipt can be given.
#pragma once

#include <QtCore/QString>
#include <optional>
#include <string>
#include <vector>

#include "ledger/engine.h"

namespace mz {

struct ReceiptContent {
  NetworkInfo network;
  ChannelInfo channel;
  TransactionDetail transaction;
  std::vector<Cosignature> cosignatures;  // of its block's checkpoint
  std::optional<FinanceRow> payment;      // where the transaction is one
  std::string receipt;                    // the file's text
  std::vector<std::string> codes;         // texts of its QR codes; empty: it is too large for them
};

Result<ReceiptContent> readReceipt(Engine& engine, const std::string& channel, TransactionNumber number);

QString receiptFileName(const ReceiptContent& content, const QString& ending);  // "receipt-9c1f40ab12cd.pdf"

// 壹佰贰拾叁元肆角伍分: how amounts of yuan are written on Chinese papers so that no digit can be changed. Empty for other
// currencies, and for amounts of 10^16 yuan and more.
QString capitalAmountText(Amount amount, const std::string& currency);

}  // namespace mz
