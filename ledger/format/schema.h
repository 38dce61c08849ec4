// JSON Schema in a closed vocabulary, compiled once and used by every replica (rules version 1): type, properties, required,
// additionalProperties=false, items, enum, const, minLength/maxLength (in Unicode code points), minItems/maxItems, integer
// minimum/maximum, pattern (RE2, whole string, input up to bounds::kPatternBytes), $ref "#/definitions/<name>" or
// "#/$defs/<name>" inside the package. Annotations that carry no rule: title, description, $schema, $comment, default,
// examples, and members starting "x-" (texts per language, form hints). Anything else: the schema is refused.
// Stricter than JSON Schema where that leaves room for mistakes: additionalProperties=false must stand wherever `properties`
// does, `$ref` stands alone but for annotations, `type` knows no "number", no schema is a boolean, a pattern holds for the
// whole string, and a required member is one of the properties. A compiled Schema is immutable and safe on any thread.
#pragma once

#include <memory>

#include "ledger/format/json.h"

namespace mz {

struct SchemaViolation {
  std::string path;     // JSON pointer, "" for the whole value
  std::string keyword;  // which rule, e.g. "maxLength"
};

class Schema {
 public:
  Schema();  // accepts nothing
  // definitions: object name -> schema, all of which are compiled. Malformed with parameters "path" (JSON pointer; a
  // definition's starts with /$defs) and "keyword".
  static Result<Schema> compile(const Json& schema, const Json& definitions = {});

  bool accepts(const Json& value) const;                             // the quick form for replicas
  std::vector<SchemaViolation> violations(const Json& value) const;  // for people; at most 100

 private:
  struct Node;
  struct Compiled;
  friend class SchemaCompiler;
  friend class SchemaChecker;
  std::shared_ptr<const Node> m_root;
};

}  // namespace mz
