#include "ledger/format/receipt_code.h"

#include <QtTest>
#include <algorithm>

#include "ledger/base/bytes.h"
#include "ledger/base/random.h"

using mz::ErrorCode;

namespace {

// Text that hardly compresses, as the signatures and hashes of a receipt do.
std::string textOfSize(std::size_t bytes) {
  mz::SeededRandom random(7);
  mz::Bytes noise(bytes / 4 * 3);
  random.fill(noise);
  return mz::toBase64(noise);
}

std::string joined(const std::vector<std::string>& codes) {
  std::string out;
  for (const std::string& code : codes) out.append(code).append("\n");
  return out;
}

ErrorCode errorOf(const std::string& texts) {
  const auto read = mz::receiptFromCodes(texts);
  return read ? ErrorCode::NotFound : read.error().code;
}

}  // namespace

class ReceiptCodeTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void everyReceiptComesBackFromItsCodes() {
    for (const std::size_t bytes : {0U, 1U, 2U, 3U, 5U, 400U, 1'500U, 3'500U, 4'700U, 12'000U}) {
      const std::string receipt = textOfSize(bytes);
      const auto codes = mz::receiptCodes(receipt);
      QVERIFY(codes.has_value());
      for (const std::string& code : *codes) {
        QVERIFY(code.size() <= mz::kReceiptCodeCharacters);
        QVERIFY(mz::isReceiptCode(code));
        // What QR codes hold in their densest mode for text, and no blanks that copying could lose.
        QVERIFY(code.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:/") == std::string::npos);
      }
      QCOMPARE(mz::receiptFromCodes(joined(*codes)).value(), receipt);
    }
  }

  void theOrderAndRepetitionOfPartsDoNotMatter() {
    const std::string receipt = textOfSize(4'700);
    auto codes = mz::receiptCodes(receipt).value();
    QCOMPARE(codes.size(), std::size_t(3));
    std::ranges::reverse(codes);
    codes.push_back(codes.front());
    QCOMPARE(mz::receiptFromCodes("  \r\n" + joined(codes) + "\t").value(), receipt);
  }

  void aMissingPartIsNamed() {
    auto codes = mz::receiptCodes(textOfSize(4'700)).value();
    codes.erase(codes.begin() + 1);
    const auto read = mz::receiptFromCodes(joined(codes));
    QVERIFY(!read);
    QCOMPARE(read.error().code, ErrorCode::Malformed);
    QCOMPARE(std::string(read.error().parameter("part")), std::string("2"));
  }

  void partsOfTwoReceiptsAreNotMixed() {
    auto codes = mz::receiptCodes(textOfSize(3'500)).value();
    const auto others = mz::receiptCodes(textOfSize(3'504)).value();
    QCOMPARE(codes.size(), others.size());
    codes.back() = others.back();
    QCOMPARE(errorOf(joined(codes)), ErrorCode::Malformed);
  }

  void anyAlteredCharacterIsNoticed() {
    const std::string receipt = textOfSize(300);
    const std::string code = mz::receiptCodes(receipt).value().front();
    for (std::size_t at = 0; at < code.size(); ++at) {
      std::string altered = code;
      altered[at] = altered[at] == 'A' ? 'B' : 'A';
      QVERIFY2(!mz::receiptFromCodes(altered), qPrintable(QString::number(at)));
    }
    QVERIFY(!mz::receiptFromCodes(code.substr(0, code.size() - 1)));
    QVERIFY(!mz::receiptFromCodes(code + "A"));
    QVERIFY(!mz::receiptFromCodes(""));
  }

  void whatIsTooLargeForPaperIsRefused() {
    const auto codes = mz::receiptCodes(textOfSize(40'000));
    QVERIFY(!codes);
    QCOMPARE(codes.error().code, ErrorCode::TooLarge);
  }
};

QTEST_APPLESS_MAIN(ReceiptCodeTest)
#include "receipt_code_test.moc"
