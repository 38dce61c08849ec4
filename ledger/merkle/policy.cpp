#include "ledger/merkle/policy.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

namespace mz {

namespace {

constexpr std::string_view kBlank = " \t";
constexpr std::string_view kFinal = "final";
constexpr std::string_view kNone = "none";

std::vector<std::string_view> splitWords(std::string_view line) {
  std::vector<std::string_view> words;
  for (;;) {
    const std::size_t start = line.find_first_not_of(kBlank);
    if (start == std::string_view::npos) return words;
    const std::size_t end = std::min(line.find_first_of(kBlank, start), line.size());
    words.push_back(line.substr(start, end - start));
    line.remove_prefix(end);
  }
}

bool isReserved(std::string_view name) { return name == kNone || name == "all" || name == "any"; }

// The name of an org's group: no key name of a cosigner has this form, so the two cannot meet.
std::string groupName(std::string_view org) { return std::string("org:").append(org); }

}  // namespace

class PolicyParser {
 public:
  Result<Policy> run(std::string_view text) {
    const auto allowed = [](char c) {
      const auto byte = static_cast<unsigned char>(c);
      return c == '\t' || c == '\n' || (byte >= 0x20 && byte != 0x7F);
    };
    if (text.size() > kPolicyBytes)
      return fail(ErrorCode::TooLarge,
                  "policy of " + std::to_string(text.size()) + " bytes, allowed are " + std::to_string(kPolicyBytes));
    if (!std::ranges::all_of(text, allowed)) return fail(ErrorCode::Malformed, "policy: has a control character");
    while (!text.empty()) {
      ++m_line;
      const std::size_t end = std::min(text.find('\n'), text.size());
      MZ_CHECK(takeLine(text.substr(0, end)));
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    if (!m_hasQuorum) return fail(ErrorCode::Malformed, "policy: has no quorum");
    return std::move(m_policy);
  }

 private:
  using Words = std::span<const std::string_view>;

  std::unexpected<Error> refuse(std::string_view why) const {
    return std::unexpected(Error(ErrorCode::Malformed, "policy, line " + std::to_string(m_line) + ": " + std::string(why))
                               .with("line", std::to_string(m_line)));
  }

  Status takeLine(std::string_view line) {
    const auto words = splitWords(line);
    if (words.empty() || words[0].starts_with('#')) return {};
    const Words rest = Words(words).subspan(1);
    if (words[0] == "log") return takeLog(rest);
    if (words[0] == "witness") return takeWitness(rest);
    if (words[0] == "group") return takeGroup(rest);
    if (words[0] == "quorum") return takeQuorum(rest);
    return refuse("unknown keyword");
  }

  Status takeLog(Words words) {
    if (words.empty() || words.size() > 2) return refuse("a log is a key and at most a URL");
    const auto key = NoteKey::parse(words[0]);
    if (!key) return refuse(key.error().detail);
    if (key->type != NoteKeyType::Log) return refuse("not a log's key");
    if (!m_logKeys.insert(toHex(key->key.rawEd25519())).second) return refuse("a log's key given twice");
    m_policy.m_logs.push_back(*key);
    return {};
  }

  Status takeWitness(Words words) {
    if (words.size() < 2 || words.size() > 3) return refuse("a witness is a name, a key and at most a URL");
    auto key = NoteKey::parse(words[1]);
    if (!key) return refuse(key.error().detail);
    key->type = NoteKeyType::Cosigner;
    if (!m_witnessKeys.insert(toHex(key->key.rawEd25519())).second) return refuse("a witness's key given twice");
    return define({.name = std::string(words[0]), .witness = *key, .threshold = 0, .children = {}});
  }

  Status takeGroup(Words words) {
    if (words.size() < 3) return refuse("a group is a name, a threshold and at least one member");
    Policy::Member group{.name = std::string(words[0]), .witness = std::nullopt, .threshold = 0, .children = {}};
    for (const std::string_view name : words.subspan(2)) {
      const auto at = m_names.find(name);
      if (at == m_names.end()) return refuse("a member that no line before defines");
      if (!m_grouped.insert(at->second).second) return refuse("a name that is a member already");
      group.children.push_back(at->second);
    }
    const auto threshold = parseThreshold(words[1], group.children.size());
    if (!threshold) return refuse("a threshold that is not from 1 to the number of members");
    group.threshold = *threshold;
    return define(std::move(group));
  }

  static std::optional<std::size_t> parseThreshold(std::string_view word, std::size_t members) {
    if (word == "any") return 1;
    if (word == "all") return members;
    std::size_t value = 0;
    const auto [end, fault] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (fault != std::errc() || end != word.data() + word.size() || word[0] == '0' || value > members) return std::nullopt;
    return value;
  }

  Status takeQuorum(Words words) {
    if (m_hasQuorum) return refuse("a second quorum");
    if (words.size() != 1) return refuse("a quorum is one name");
    m_hasQuorum = true;
    if (words[0] == kNone) return {};
    const auto at = m_names.find(words[0]);
    if (at == m_names.end()) return refuse("a quorum that no line before defines");
    m_policy.m_quorum = at->second;
    return {};
  }

  Status define(Policy::Member member) {
    if (isReserved(member.name)) return refuse("a name that is reserved");
    if (!m_names.emplace(member.name, m_policy.m_members.size()).second) return refuse("a name given twice");
    m_policy.m_members.push_back(std::move(member));
    return {};
  }

  Policy m_policy;
  std::size_t m_line = 0;
  bool m_hasQuorum = false;
  std::map<std::string, std::size_t, std::less<>> m_names;
  std::set<std::size_t> m_grouped;
  std::set<std::string> m_logKeys;  // hex
  std::set<std::string> m_witnessKeys;
};

Result<Policy> Policy::parse(std::string_view text) { return PolicyParser().run(text); }

Result<Policy> Policy::make(std::span<const NoteKey> logs, std::span<const OrgCosigners> orgs, std::size_t k) {
  // Written as a policy's text and read again, so that there is one place that judges.
  std::string text;
  for (const NoteKey& log : logs) text.append("log ").append(log.format()).append("\n");
  std::string final;
  std::set<std::string> witnessNames;
  for (const OrgCosigners& org : orgs) {
    std::string group;
    for (const NoteKey& key : org.keys) {
      if (key.type != NoteKeyType::Cosigner)
        return fail(ErrorCode::InvalidArgument, "policy: " + key.name + " is not a cosigner's key");
      // A node that renewed its key has two of one name: the policy's own name tells them apart.
      const std::string vkey = key.format();
      const std::string& name = witnessNames.insert(key.name).second ? key.name : vkey;
      text.append("witness ").append(name).append(" ").append(vkey).append("\n");
      group.append(" ").append(name);
    }
    text.append("group ").append(groupName(org.org)).append(" any").append(group).append("\n");
    final.append(" ").append(groupName(org.org));
  }
  if (orgs.empty() && k == 0)
    text.append("quorum ").append(kNone).append("\n");
  else
    text.append("group ").append(kFinal).append(" ").append(std::to_string(k)).append(final).append("\nquorum final\n");
  auto policy = parse(text);
  if (!policy) return fail(ErrorCode::InvalidArgument, std::move(policy.error().detail));
  return policy;
}

std::string Policy::format() const {
  std::string out;
  for (const NoteKey& log : m_logs) out.append("log ").append(log.format()).append("\n");
  for (const Member& member : m_members) {
    if (member.witness) {
      out.append("witness ").append(member.name).append(" ").append(member.witness->format()).append("\n");
      continue;
    }
    const std::size_t n = member.children.size();
    out.append("group ").append(member.name).append(" ");
    out.append(member.threshold == n ? "all" : member.threshold == 1 ? "any" : std::to_string(member.threshold));
    for (const std::size_t child : member.children) out.append(" ").append(m_members[child].name);
    out.append("\n");
  }
  return out.append("quorum ").append(m_quorum ? std::string_view(m_members[*m_quorum].name) : kNone).append("\n");
}

Policy::Verdict Policy::judge(const SignedNote& checkpoint) const {
  Verdict verdict;
  enum class Found : std::uint8_t { Nothing, Good, Wrong };
  const auto look = [&](const NoteKey& key) {
    Found found = Found::Nothing;
    for (const NoteSignature& signature : checkpoint.signatures) {
      if (signature.name != key.name || signature.id != key.id()) continue;
      if (!verifyNoteSignature(checkpoint.text, signature, key)) return Found::Wrong;
      found = Found::Good;
    }
    return found;
  };

  const std::string_view origin = std::string_view(checkpoint.text).substr(0, checkpoint.text.find('\n'));
  for (const NoteKey& log : m_logs) {
    if (log.name != origin) continue;
    const Found found = look(log);
    if (found == Found::Good) verdict.logSigned = true;
    if (found == Found::Wrong) verdict.wrong.push_back(log.name);
  }

  std::vector<bool> holds(m_members.size());
  for (std::size_t i = 0; i < m_members.size(); ++i) {
    const Member& member = m_members[i];
    if (member.witness) {
      const Found found = look(*member.witness);
      holds[i] = found == Found::Good;
      if (holds[i]) verdict.cosigners.push_back(member.witness->name);
      if (found == Found::Wrong) verdict.wrong.push_back(member.witness->name);
    } else {
      const auto count = std::ranges::count_if(member.children, [&](std::size_t child) { return holds[child]; });
      holds[i] = static_cast<std::size_t>(count) >= member.threshold;
    }
  }
  verdict.quorum = !m_quorum || holds[*m_quorum];
  if (!verdict.wrong.empty()) verdict.logSigned = verdict.quorum = false;
  return verdict;
}

}  // namespace mz
