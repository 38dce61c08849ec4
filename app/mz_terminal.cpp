#include "app/mz_terminal.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <thread>

namespace mz {

namespace {

constexpr std::size_t kPasswordBytes = 4096;

// The line of a password, without its end.
std::string firstLine(std::string text) {
  if (const auto end = text.find_first_of("\r\n"); end != std::string::npos) text.resize(end);
  return text;
}

// Nullopt: there is no terminal to ask on.
Result<std::optional<std::string>> askHidden(std::string_view prompt) {
  const int terminal = ::open("/dev/tty", O_RDWR | O_CLOEXEC);
  if (terminal < 0) return std::nullopt;
  termios before{};
  const bool echoes = ::tcgetattr(terminal, &before) == 0;
  if (echoes) {
    termios silent = before;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(terminal, TCSAFLUSH, &silent);
  }
  std::string password;
  password.reserve(kPasswordBytes);  // growing would leave copies behind
  bool complete = ::write(terminal, prompt.data(), prompt.size()) == static_cast<ssize_t>(prompt.size());
  char character = 0;
  while (complete && password.size() < kPasswordBytes) {
    if (::read(terminal, &character, 1) != 1) {
      complete = false;
    } else if (character == '\n') {
      break;
    } else {
      password += character;
    }
  }
  if (echoes) ::tcsetattr(terminal, TCSAFLUSH, &before);
  if (::write(terminal, "\n", 1) != 1) complete = false;
  ::close(terminal);
  if (!complete) return fail(ErrorCode::Locked, "nothing could be read from the terminal");
  return password;
}

Result<std::string> askPassword(std::string_view prompt) {
  MZ_TRY(std::optional<std::string> typed, askHidden(prompt));
  if (!typed)
    return fail(ErrorCode::Locked,
                "the signing key is locked: give its password with --password-file or in the environment variable MZ_PASSWORD");
  return std::move(*typed);
}

std::string ioSentence(std::string_view act, const std::string& file, int number) {
  return fmt::format("cannot {} {}: {}", act, file, std::strerror(number));
}

ErrorCode ioCode(int number) {
  switch (number) {
    case ENOENT:
    case ENOTDIR: return ErrorCode::NotFound;
    case ENOSPC:
    case EDQUOT: return ErrorCode::DiskFull;
    case EROFS:
    case EACCES:
    case EPERM: return ErrorCode::ReadOnly;
    default: return ErrorCode::Io;
  }
}

}  // namespace

std::string jsonText(const nlohmann::ordered_json& document) {
  return document.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

std::string visible(std::string_view value) {
  constexpr std::string_view kReplacement = "\xef\xbf\xbd";
  // U+061C, U+200E, U+200F, U+2028 to U+202E, U+2066 to U+2069
  const auto turnsOrBreaks = [](std::string_view three) {
    return three.starts_with("\xd8\x9c") || three == "\xe2\x80\x8e" || three == "\xe2\x80\x8f" ||
           (three >= "\xe2\x80\xa8" && three <= "\xe2\x80\xae") || (three >= "\xe2\x81\xa6" && three <= "\xe2\x81\xa9");
  };
  std::string out;
  for (std::size_t i = 0; i < value.size();) {
    const auto byte = static_cast<unsigned char>(value[i]);
    const auto second = i + 1 < value.size() ? static_cast<unsigned char>(value[i + 1]) : 0U;
    const bool isC1 = byte == 0xc2 && second >= 0x80 && second <= 0x9f;
    if (byte < 0x20 || byte == 0x7f) {
      out += kReplacement;
      i += 1;
    } else if (isC1 || turnsOrBreaks(value.substr(i, 3))) {
      out += kReplacement;
      i += isC1 || byte == 0xd8 ? 2 : 3;
    } else {
      out += value[i];
      i += 1;
    }
  }
  return out;
}

void Terminal::print(const nlohmann::ordered_json& document) const {
  text(document.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n");
}

void Terminal::text(std::string_view text) const { std::fwrite(text.data(), 1, text.size(), stdout); }

void Terminal::remark(std::string_view sentence) const {
  const std::string line = fmt::format("mz: {}\n", visible(sentence));
  std::fwrite(line.data(), 1, line.size(), stderr);
}

int Terminal::report(const Error& error) const {
  remark(error.detail);
  if (json) {
    nlohmann::ordered_json object = {{"code", errorName(error.code)}, {"detail", error.detail}};
    for (const auto& [name, value] : error.parameters)
      if (!object.contains(name)) object[name] = value;
    print({{"error", std::move(object)}});
  }
  return exitCode(error.code);
}

struct ProgressLine::Data {
  using Clock = std::chrono::steady_clock;

  Progress progress;
  std::mutex mutex;  // of what follows: reports come from any thread
  std::string what;
  bool shown = false, isTerminal = false, drawn = false;
  Clock::time_point next{};
  sigset_t before{};
  std::jthread watcher;

  Data() : progress([this](std::uint64_t done, std::uint64_t total) { draw(done, total); }) {}

  void draw(std::uint64_t done, std::uint64_t total) {
    if (!shown) return;
    const std::scoped_lock lock(mutex);
    const auto now = Clock::now();
    if (now < next) return;
    next = now + (isTerminal ? std::chrono::milliseconds(100) : std::chrono::seconds(1));
    std::string line = total == 0
                           ? fmt::format("{}: {}", what, done)
                           : fmt::format("{}: {} of {} ({} %)", what, done, total,
                                         static_cast<int>(100.0 * static_cast<double>(done) / static_cast<double>(total)));
    line = isTerminal ? "\r\033[K" + line : line + "\n";
    std::fwrite(line.data(), 1, line.size(), stderr);
    drawn = true;
  }

  void clear() {
    const std::scoped_lock lock(mutex);
    if (drawn && isTerminal) std::fputs("\r\033[K", stderr);
    drawn = false;
    next = {};
  }
};

ProgressLine::ProgressLine(const Terminal& terminal, std::string what) : m_data(std::make_unique<Data>()) {
  m_data->what = std::move(what);
  m_data->isTerminal = ::isatty(STDERR_FILENO) == 1;
  m_data->shown = terminal.wantsProgress || m_data->isTerminal;

  sigset_t signals{};
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, &m_data->before);
  m_data->watcher = std::jthread([data = m_data.get(), signals](const std::stop_token& stop) {
    bool asked = false;
    while (!stop.stop_requested()) {
      constexpr timespec kTenth{0, 100'000'000};
      const int signal = sigtimedwait(&signals, nullptr, &kTenth);
      if (signal < 0) continue;
      if (asked) std::_Exit(exitCode(ErrorCode::Cancelled));
      asked = true;
      data->progress.cancel();
    }
  });
}

ProgressLine::~ProgressLine() {
  m_data->watcher.request_stop();
  m_data->watcher.join();
  pthread_sigmask(SIG_SETMASK, &m_data->before, nullptr);
  m_data->clear();
}

const Progress& ProgressLine::progress() const { return m_data->progress; }

void ProgressLine::rename(std::string what) {
  m_data->clear();
  const std::scoped_lock lock(m_data->mutex);
  m_data->what = std::move(what);
}

namespace {
// Nullopt: neither a file nor the environment gives one.
Result<std::optional<std::string>> given(const std::string& file, const char* variable) {
  if (!file.empty()) {
    MZ_TRY(std::string text, readFile(file, kPasswordBytes));
    return firstLine(std::move(text));
  }
  if (const char* value = std::getenv(variable)) return std::string(value);
  return std::nullopt;
}
}  // namespace

Result<std::string> readPassword(const std::string& file) {
  MZ_TRY(std::optional<std::string> known, given(file, "MZ_PASSWORD"));
  if (known) return std::move(*known);
  return askPassword("Password of the keystore: ");
}

Result<std::string> readNewPassword(const std::string& file, const char* variable) {
  MZ_TRY(std::optional<std::string> known, given(file, variable));
  if (known) return std::move(*known);
  MZ_TRY(std::string chosen, askPassword("New password of the keystore: "));
  MZ_TRY(const std::string again, askPassword("The same once more: "));
  if (chosen != again) return fail(ErrorCode::InvalidArgument, "the two passwords differ; nothing was made");
  return chosen;
}

bool pinIsGiven(const std::string& file) { return !file.empty() || std::getenv("MZ_PIN") != nullptr; }

Result<Secret> readPin(const std::string& file, const std::string& token) {
  MZ_TRY(std::optional<std::string> pin, given(file, "MZ_PIN"));
  if (!pin) {
    MZ_TRY(pin, askHidden("PIN of the token " + visible(token) + ": "));
  }
  if (!pin)
    return std::unexpected(Error(ErrorCode::PinNeeded, "the token " + token +
                                                           " needs its PIN: give it with --pin-file or in the environment "
                                                           "variable MZ_PIN")
                               .with("token", token));
  return Secret::take(*pin);
}

Result<std::string> readFile(const std::string& file, std::size_t limit) {
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return fail(ioCode(errno), ioSentence("open", file, errno));
  std::string text;
  char part[64 * 1024];
  for (;;) {
    const ssize_t count = ::read(descriptor, part, sizeof part);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) {
      const int number = errno;
      ::close(descriptor);
      return fail(ErrorCode::Io, ioSentence("read", file, number));
    }
    if (count == 0) break;
    text.append(part, static_cast<std::size_t>(count));
    if (text.size() > limit) {
      ::close(descriptor);
      return fail(ErrorCode::TooLarge, fmt::format("{} has more than {} bytes", file, limit));
    }
  }
  ::close(descriptor);
  return text;
}

Status writeFile(const std::string& file, std::string_view text) {
  const std::string temporary = file + ".part";
  {
    errno = 0;
    std::ofstream out(temporary, std::ios::binary | std::ios::trunc);
    out.write(text.data(), static_cast<std::streamsize>(text.size()));
    out.flush();
    if (!out) {
      const int number = errno == 0 ? EIO : errno;
      ::unlink(temporary.c_str());
      return fail(number == ENOENT ? ErrorCode::Environment : ioCode(number), ioSentence("write", file, number));
    }
  }
  if (::rename(temporary.c_str(), file.c_str()) != 0) {
    const int number = errno;
    ::unlink(temporary.c_str());
    return fail(ErrorCode::Io, ioSentence("write", file, number));
  }
  return {};
}

}  // namespace mz
