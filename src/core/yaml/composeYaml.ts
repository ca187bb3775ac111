import { Composer, Parser } from 'yaml';
import type { Document, ErrorCode, ParsedNode } from 'yaml';
import { convertDocument } from './convertDocument.ts';
import type { Anchors } from './anchors.ts';
import { deepInText, inspectTokens, maximumTokenMistakes } from './inspectTokens.ts';
import { maximumDepth } from './limits.ts';
import { lineEndOf } from './splitBlock.ts';
import { yamlError } from './yamlProblem.ts';
import type { YamlProblem } from './yamlProblem.ts';
import type { YamlNode } from './yamlNode.ts';

/** A mistake the library found, its places made absolute. */
export interface ComposeError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

export interface Composed {
  /** False where the YAML is nested too deep to be read at all; `problems` says where. */
  readonly readable: boolean;
  /** What could be read; undefined where there is nothing, or where it is nested too deep to be read. */
  readonly root: YamlNode | undefined;
  /** Syntax errors: the YAML is broken. */
  readonly errors: readonly ComposeError[];
  /** Problems of YAML that is well formed: duplicate keys, tags, aliases, limits, further documents. */
  readonly problems: readonly YamlProblem[];
}

// Plain scalars and tags are resolved by us (plainScalar.ts, convertDocument.ts), so that both readers agree; so are
// duplicate keys, which the library compares one by one.
const options = {
  version: '1.2',
  schema: 'failsafe',
  merge: false,
  resolveKnownTags: false,
  uniqueKeys: false,
  keepSourceTokens: true,
  strict: true,
  logLevel: 'error',
} as const;

/**
 * Reads YAML by the library. Never throws, and no nesting can overflow the stack: the library's parser is not
 * recursive, and its composer only sees what is at most `maximumDepth` deep. Its own control characters (U+0002,
 * U+0018, U+001F) must not be in the source.
 *
 * @param source the YAML
 * @param base offset of `source` in the file, added to every place
 * @param anchors anchors known before, and to be added to
 */
export function composeYaml(source: string, base: number, anchors: Anchors): Composed {
  // Where a byte order mark is not the first of the file it is a character like any other.
  if (source.startsWith('\ufeff')) return composeYaml(`\n${source}`, base - 1, anchors);
  const overflow = deepInText(source);
  if (overflow >= 0) return tooDeep(base + overflow, base + source.length);
  const tokens = [...new Parser().parse(source)];
  const { deep, mistakes } = inspectTokens(tokens);
  if (deep !== undefined) return tooDeep(base + deep.offset, base + source.length);
  if (mistakes >= maximumTokenMistakes) return tooManyMistakes(base);
  const documents = [...new Composer<ParsedNode>(options).compose(tokens, true, source.length)];
  const [document, next] = documents;
  if (document === undefined) return { readable: true, root: undefined, errors: [], problems: [] };
  const { root, problems } = convertDocument(document, source, base, anchors);
  const all = [...tagProblems(document, base), ...problems];
  if (next !== undefined && !isNothing(next.contents)) {
    all.push(furtherDocument(next, source, base));
  }
  return { readable: true, root, errors: syntaxErrors(document, base), problems: all };
}

/** True where there is no syntax error and nothing is too deep. */
export function isSound({ readable, errors }: Composed): boolean {
  return readable && errors.length === 0;
}

/** What composing would take long to say, an error object for each. */
function tooManyMistakes(at: number): Composed {
  return failed(
    'UNEXPECTED_TOKEN',
    'There are too many mistakes in this value for it to be read',
    at,
  );
}

/** A piece too large for the library: it can only be read if it can be taken apart. */
export function tooLarge(at: number): Composed {
  return failed('RESOURCE_EXHAUSTION', 'This value is too large to be read', at);
}

function failed(code: ErrorCode, message: string, at: number): Composed {
  const errors = [{ code, message, start: at, end: at + 1 }];
  return { readable: true, root: undefined, errors, problems: [] };
}

function tooDeep(start: number, end: number): Composed {
  const message = `YAML may be nested ${maximumDepth} levels deep; what is deeper is not read.`;
  return {
    readable: false,
    root: undefined,
    errors: [],
    problems: [yamlError('yaml-limit', message, start, Math.min(start + 1, end))],
  };
}

function syntaxErrors(document: Document.Parsed, base: number): ComposeError[] {
  return document.errors
    .filter((error) => !isUnknownTag(error.code, error.message))
    .map(({ code, message, pos: [start, end] }) => ({
      code,
      message,
      start: base + start,
      end: base + end,
    }));
}

const unresolved = 'Unresolved tag: ';
const coreTag = /^tag:yaml\.org,2002:(?:str|int|float|bool|null|map|seq)$/;

function isUnknownTag(code: ErrorCode, message: string): boolean {
  return (
    code === 'BAD_COLLECTION_TYPE' ||
    (code === 'TAG_RESOLVE_FAILED' && message.startsWith(unresolved))
  );
}

/** Tags that are not of the core schema: their plain value is used, nothing is made of the tag. */
function tagProblems(document: Document.Parsed, base: number): YamlProblem[] {
  const problems: YamlProblem[] = [];
  for (const { code, message, pos } of [...document.errors, ...document.warnings]) {
    if (!isUnknownTag(code, message)) continue;
    const tag = message.slice(unresolved.length);
    if (coreTag.test(tag)) continue;
    const told = `The tag ${tag.replace(/^tag:yaml\.org,2002:/, '!!')} is not supported; the plain value is used.`;
    problems.push(yamlError('yaml-tag', told, base + pos[0], base + pos[1]));
  }
  return problems;
}

function isNothing(contents: ParsedNode | null): boolean {
  return (
    contents === null ||
    ('source' in contents &&
      contents.source === '' &&
      contents.range[0] === contents.range[1] &&
      !contents.anchor)
  );
}

function furtherDocument(document: Document.Parsed, source: string, base: number): YamlProblem {
  const [start] = document.contents?.range ?? document.range;
  const message = 'A file holds one record: what follows a second --- is not read.';
  return yamlError(
    'yaml-syntax',
    message,
    base + start,
    base + lineEndOf(source, start, source.length),
  );
}
