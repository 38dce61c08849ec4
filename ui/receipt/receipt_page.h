// A receipt on paper: A4, black on white, one page where its QR codes are few, else a second one with them. It says what was
// recorded, who signed it, in which block, who cosigned, and how anyone can check it with `mz verify`. Window's thread, or any
// that may paint.
#pragma once

#include <QtCore/QCoreApplication>
#include <QtCore/QSizeF>
#include <vector>

#include "models/receipt_content.h"
#include "ui/receipt/qr_code.h"

class QPagedPaintDevice;
class QPainter;

namespace mz {

class ReceiptPage {
  Q_DECLARE_TR_FUNCTIONS(mz::ReceiptPage)

 public:
  explicit ReceiptPage(ReceiptContent content);

  const ReceiptContent& content() const { return m_content; }
  const std::vector<QrCode>& codes() const { return m_codes; }
  QString title() const;

  int pages() const;
  static QSizeF pageSize();                       // in tenths of a millimetre
  void paint(QPainter& painter, int page) const;  // a page from (0, 0) in tenths of a millimetre
  // All pages, A4 without margins of the device's own. False where it cannot be painted on.
  bool print(QPagedPaintDevice& device) const;

 private:
  double paintHead(QPainter& painter) const;
  double paintPayment(QPainter& painter, double top) const;
  double paintCall(QPainter& painter, double top) const;
  double paintLedger(QPainter& painter, double top) const;
  double paintCosigners(QPainter& painter, double top) const;
  double paintCheck(QPainter& painter, double top) const;
  void paintCodes(QPainter& painter, double top, double most) const;
  void paintFoot(QPainter& painter, int page) const;
  QString orgName(const std::string& org) const;

  ReceiptContent m_content;
  std::vector<QrCode> m_codes;
};

}  // namespace mz
