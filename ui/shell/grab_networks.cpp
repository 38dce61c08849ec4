#include "ui/shell/grab_networks.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string_view>

namespace mz {

namespace {

constexpr std::uint64_t kPayments = 60;
constexpr std::string_view kCreatedPassword = "green tea in cup 4711";

std::string contentOf(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// The file of the channel that has the payments: the largest.
std::filesystem::path largestFile(const std::filesystem::path& network) {
  std::filesystem::path found;
  std::uintmax_t largest = 0;
  std::error_code problem;
  for (std::filesystem::recursive_directory_iterator at(network, problem), end; !problem && at != end; at.increment(problem)) {
    const std::uintmax_t size = at->is_regular_file(problem) ? at->file_size(problem) : 0;
    if (size <= largest) continue;
    largest = size;
    found = at->path();
  }
  return found;
}

Status overwrite(const std::filesystem::path& file, std::size_t at, std::size_t count) {
  std::fstream out(file, std::ios::binary | std::ios::in | std::ios::out);
  out.seekp(static_cast<std::streamoff>(at));
  out << std::string(count, '\xff') << std::flush;
  if (!out) return fail(ErrorCode::Io, "cannot write " + file.string());
  return {};
}

}  // namespace

Result<GrabNetworks> makeGrabNetworks(const NetworkOpener& opener, const std::filesystem::path& folder) {
  GrabNetworks made{folder / "empty",
                    folder / "damaged",
                    folder / "unopened",
                    folder / "created",
                    folder / "river-city.mzi",
                    folder / "joined",
                    {}};
  MZ_CHECK(opener.makeDemo(made.empty, {.payments = 0}, Progress()));
  MZ_CHECK(opener.makeDemo(made.damaged, {.payments = kPayments}, Progress()));
  NetworkPlan plan;
  plan.title = {"River City Government Alliance", "江城政务联盟"};
  plan.domain = "river-city.internal";
  plan.org = {"finance", {"Finance Bureau", "财政局"}, "420100", "city", Suite::International};
  plan.channel.title = {"Public finance", "财政公开"};
  plan.password = kCreatedPassword;
  MZ_TRY(made.facts, opener.create(made.created, plan, Progress()));
  {
    MZ_TRY(const std::unique_ptr<Engine> engine, opener.open(made.created));
    MZ_CHECK(engine->unlock(plan.password));
    MZ_TRY(const std::string text, engine->invitation(made.facts.channelName, {}, 30));
    std::ofstream(made.invitation, std::ios::binary) << text;
  }
  JoinPlan joining;
  joining.org = {"education", {"Education Bureau", "教育局"}, "420100", "city", Suite::Guomi};
  joining.password = plan.password;
  MZ_CHECK(opener.join(made.joined, made.invitation, joining, Progress()));
  std::error_code problem;
  std::filesystem::copy(made.damaged, made.unopened, std::filesystem::copy_options::recursive, problem);
  if (problem) return fail(ErrorCode::Io, "cannot copy " + made.damaged.string() + ": " + problem.message());

  // In an envelope, which nothing but the chain keeps: the newest payment's reference and what follows it.
  const std::filesystem::path file = largestFile(made.damaged);
  const std::size_t at = contentOf(file).rfind("\"reference\":");
  if (at == std::string::npos) return fail(ErrorCode::Io, "no payment was found in " + file.string());
  MZ_CHECK(overwrite(file, at, 64));
  MZ_CHECK(overwrite(largestFile(made.unopened), 0, 64));
  return made;
}

}  // namespace mz
