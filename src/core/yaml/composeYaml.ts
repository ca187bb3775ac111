import { Composer, Parser } from 'yaml';
import type { CST, Document, ErrorCode, ParsedNode } from 'yaml';
import { convertDocument } from './convertDocument.ts';
import type { Anchors } from './convertDocument.ts';
import { maximumDepth } from './limits.ts';
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
 * recursive, and its composer only sees what is at most `maximumDepth` deep.
 *
 * @param source the YAML
 * @param base offset of `source` in the file, added to every place
 * @param anchors anchors known before, and to be added to
 */
export function composeYaml(source: string, base: number, anchors: Anchors): Composed {
  const compactDepth = compactNesting(source);
  if (compactDepth >= 0) return tooDeep(base + compactDepth, base + source.length);
  const tokens = [...new Parser().parse(source)];
  const deep = deepToken(tokens);
  if (deep !== undefined) return tooDeep(base + deep.offset, base + source.length);
  const documents = [...new Composer<ParsedNode>(options).compose(tokens, true, source.length)];
  const [document, next] = documents;
  if (document === undefined) return { readable: true, root: undefined, errors: [], problems: [] };
  const { root, problems } = convertDocument(document, source, base, anchors);
  const all = [...tagProblems(document, base), ...problems];
  if (next !== undefined && !isNothing(next.contents)) {
    all.push(furtherDocument(next, base));
  }
  return { readable: true, root, errors: syntaxErrors(document, base), problems: all };
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

const compactIndicators = new RegExp(`(?<![^\\n]) *(?:[-?:][ \\t]+){${maximumDepth + 1}}`);

/** The offset of a line like `- - - - …` that nests too deep (the library's lexer is recursive there), or -1. */
function compactNesting(source: string): number {
  return source.search(compactIndicators);
}

/** The first token below more than `maximumDepth` collections, found without recursion. */
function deepToken(tokens: readonly CST.Token[]): CST.Token | undefined {
  let level: CST.Token[] = [];
  for (const token of tokens) if (token.type === 'document' && token.value) level.push(token.value);
  for (let depth = 1; level.length > 0; depth++) {
    const next: CST.Token[] = [];
    for (const token of level) {
      if (!('items' in token)) continue;
      if (depth > maximumDepth) return token;
      for (const { key, value } of token.items) {
        if (key) next.push(key);
        if (value) next.push(value);
      }
    }
    level = next;
  }
  return undefined;
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

function furtherDocument(document: Document.Parsed, base: number): YamlProblem {
  const [start, end] = document.contents?.range ?? document.range;
  const message = 'A file holds one record: what follows a second --- is not read.';
  return yamlError('yaml-syntax', message, base + start, base + end);
}
