// How `mz` talks: text or JSON on stdout, progress and remarks on stderr, errors as one sentence with an exit code. One thread,
// except ProgressLine's reports.
#pragma once

#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "ledger/base/error.h"
#include "ledger/base/progress.h"
#include "ledger/crypto/secret.h"

namespace mz {

struct Terminal {
  bool json = false;           // --json
  bool wantsProgress = false;  // --progress: also where stderr is no terminal

  void print(const nlohmann::ordered_json& document) const;  // one document on stdout, indented
  void text(std::string_view text) const;                    // as it is, on stdout
  void remark(std::string_view sentence) const;              // "mz: <sentence>" on stderr
  int report(const Error& error) const;                      // its sentence, or the error object; returns the exit code
};

// A value from a file or the ledger as it may be shown on a terminal: control characters and those that turn the direction of
// writing become U+FFFD, so that a name can neither move the cursor nor pretend to be a line of ours.
std::string visible(std::string_view value);

// Makes JSON text that is valid UTF-8 whatever bytes the values have.
std::string jsonText(const nlohmann::ordered_json& document);

// Progress of one long piece of work: a line on stderr, and Ctrl+C (or SIGTERM) as its cancellation; a second Ctrl+C ends the
// program at once, which costs nothing that was acknowledged. Make it before the engine starts its threads, so that the signals
// are blocked there and only this one takes them.
class ProgressLine {
 public:
  ProgressLine(const Terminal& terminal, std::string what);
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  const Progress& progress() const;
  void rename(std::string what);  // the next step of the same work

 private:
  struct Data;
  std::unique_ptr<Data> m_data;
};

// From the file, else MZ_PASSWORD, else asked on the terminal without echo. Locked where there is none of them.
Result<std::string> readPassword(const std::string& file);
// The same for one that is chosen now: on the terminal it is asked twice. InvalidArgument where the two differ.
Result<std::string> readNewPassword(const std::string& file, const char* variable = "MZ_PASSWORD");
// From the file, else MZ_PIN, else asked on the terminal without echo. PinNeeded where there is none of them.
bool pinIsGiven(const std::string& file);  // by the file or the variable
Result<Secret> readPin(const std::string& file, const std::string& token);

// Whole small files. NotFound, TooLarge, Io; writing goes through a temporary file beside it, so no half file is left.
Result<std::string> readFile(const std::string& file, std::size_t limit);
Status writeFile(const std::string& file, std::string_view text);

}  // namespace mz
