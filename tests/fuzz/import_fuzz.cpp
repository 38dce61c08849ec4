// A file of payments as somebody exports it: every row is taken or refused with its line, whatever the bytes are.
#include <filesystem>
#include <fstream>

#include "ledger/finance/payment_import.h"
#include "ledger/finance/record_arguments.h"
#include "tests/fuzz/fuzz.h"

namespace mz::fuzz {

void takeInput(std::string_view input) {
  static const std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("mz-import-fuzz-" + std::to_string(::getpid()) + ".csv");
  {
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file << input;
  }
  ImportOptions options;
  options.file = path;
  options.currency = "GBP";
  if (auto import = PaymentImport::open(options, {})) {
    ImportBatch batch;
    std::uint64_t drafts = 0, problems = 0;
    for (;;) {
      const auto more = (*import)->next(100, batch);
      if (!more) break;
      drafts += batch.payments.size() + batch.budgetLines.size();
      problems += batch.problems.size();
      expect(batch.lines.size() == batch.payments.size() + batch.budgetLines.size(), "each draft has its line");
      for (const PaymentDraft& payment : batch.payments) expect(!paymentArguments(payment).empty(), "a draft becomes a call");
      if (!*more) break;
    }
    const ImportReport& report = (*import)->report();
    expect(drafts <= report.rows, "no more drafts than rows");
    expect(problems >= report.refused, "each refused row is listed");
  }
  std::filesystem::remove(path);
}

std::vector<std::string> seeds() {
  return {
      "Id,Date,Department,Payee,Amount\nP-1,2024-03-01,Education,\"A, B \"\"C\"\" "
      "Ltd\",\"1,234.50\"\nP-2,31/12/2023,Education,X,(5.00)\n",
      "\xEF\xBB\xBFid;date;department;payee;amount\r\n1;01.02.2024;Bildung;\xC3\x84ra;1.234,50\r\n2;45000;B;x;-1\r\n",
      "SELECT * FROM t;\n\nid\tdate\tdepartment\tpayee\tamount\n1\t01-Feb-24\tD\tP\t1\n", "\xFF\xFEi\0d\0,\0d\0a\0t\0e\0\n\0"};
}

}  // namespace mz::fuzz
