/** One file -> records, problems and the text that search reads. Pure: the same bytes give the same answer. */
import type { ProblemCode, Problem, Severity } from '../model/problem.ts';
import { startOfFile } from '../model/range.ts';
import type { CrmRecord } from '../model/record.ts';
import type { FileContent } from '../ports/files.ts';
import { conflictProblems, findConflicts } from '../yaml/conflictMarkers.ts';
import { splitFrontmatter } from '../yaml/readFrontmatter.ts';
import { readYaml } from '../yaml/readYaml.ts';
import { toProblems } from '../yaml/yamlProblem.ts';
import { needsFrontmatter } from '../schema/locateType.ts';
import { decodeText } from './decodeText.ts';
import { findInlineTasks } from './inlineTasks.ts';
import { readRecord } from './readRecord.ts';
import type { RecordReader } from './recordReader.ts';

/** A record before it has a slot. */
export type Draft = Omit<CrmRecord, 'slot'>;

export interface ParsedFile {
  readonly path: string;
  /** The file's record first, then its inline tasks; empty where the file is no record. */
  readonly drafts: readonly Draft[];
  readonly problems: readonly Problem[];
  /** The decoded text, for search; empty where it could not be read. */
  readonly text: string;
}

/** Parses a file which may be a record. Files that are none (no type) give no draft and no problem. */
export function parseFile(path: string, content: FileContent, reader: RecordReader): ParsedFile {
  const decoded = decodeText(path, content);
  const located = reader.locate(path);
  if (decoded.text === undefined) return unreadable(path, decoded.problems, located, reader);
  const text = decoded.text;
  const isYaml = /\.ya?ml$/i.test(path);
  const split = isYaml
    ? {
        kind: 'yaml' as const,
        yamlStart: text.charCodeAt(0) === 0xfeff ? 1 : 0,
        yamlEnd: text.length,
        bodyStart: text.length,
        problems: [],
      }
    : splitFrontmatter(text);
  // Slices of a long string keep all of it alive; values are cut from this copy of the head instead.
  const head = detach(split.bodyStart < text.length ? text.slice(0, split.bodyStart) : text);
  const yaml =
    split.kind === 'yaml'
      ? readYaml(head, split.yamlStart, split.yamlEnd)
      : { root: undefined, problems: [] };
  const place = located ?? reader.typeOfDocument(path, yaml.root);
  if (!place)
    return { path, drafts: [], problems: reader.problemsOfStray(path, text, yaml.root), text };
  const problems = [
    ...fileNameProblems(path),
    ...decoded.problems,
    ...toProblems(path, text, split.problems),
    ...toProblems(path, text, yaml.problems),
  ];
  if (needsFrontmatter(path) && yaml.root === undefined)
    return { path, drafts: [], problems: [], text };
  if (text.trim() === '' || text === '\uFEFF')
    problems.push(wholeFile(path, 'file-empty', 'warning', 'The file is empty'));
  const isBroken = problems.some(isBreaking);
  problems.push(...bodyConflicts(path, text, split));
  const draft = readRecord({
    path,
    text,
    head,
    root: yaml.root,
    bodyStart: split.bodyStart,
    place,
    reader,
    problems,
    broken: isBroken,
  });
  const tasks = isYaml ? [] : findInlineTasks(text, split.bodyStart, draft, reader, problems);
  return { path, drafts: tasks.length > 0 ? [draft, ...tasks] : [draft], problems, text };
}

const unportable =
  /[\u0000-\u001f<>:"|?*\\]|[. ](?:\/|$)|(?:^|\/)(?:con|prn|aux|nul|com\d|lpt\d)(?:\.[^/]*)?(?:\/|$)/i;

/** Names that Windows cannot hold, or that break tools which read paths line by line. */
function fileNameProblems(path: string): Problem[] {
  if (!unportable.test(path)) return [];
  const message =
    'This file name cannot be used on every system: rename it without control characters and < > : " | ? * \\';
  return [wholeFile(path, 'file-name', 'warning', message)];
}

/** What an unfinished merge left outside of the frontmatter; inside of it the YAML reader tells. */
function bodyConflicts(
  path: string,
  text: string,
  yaml: { readonly yamlStart: number; readonly yamlEnd: number },
): readonly Problem[] {
  if (!text.includes('<<<<<<<')) return [];
  const conflicts = findConflicts(text, 0, text.length);
  const outside = conflicts.filter(
    ({ start, end }) => start >= yaml.yamlEnd || end <= yaml.yamlStart,
  );
  return toProblems(path, text, conflictProblems(outside));
}

const breaking: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'yaml-syntax',
  'yaml-unclosed',
  'yaml-language',
  'yaml-limit',
  'yaml-not-map',
  'file-binary',
  'conflict-markers',
]);

function isBreaking(problem: Problem): boolean {
  return breaking.has(problem.code);
}

function unreadable(
  path: string,
  problems: readonly Problem[],
  place: ReturnType<RecordReader['locate']>,
  reader: RecordReader,
): ParsedFile {
  if (!place) return { path, drafts: [], problems: [], text: '' };
  const all = [...problems];
  const draft = readRecord({
    path,
    text: '',
    head: '',
    root: undefined,
    bodyStart: 0,
    place,
    reader,
    problems: [],
    broken: true,
  });
  return { path, drafts: [draft], problems: all, text: '' };
}

export function wholeFile(
  path: string,
  code: ProblemCode,
  severity: Severity,
  message: string,
): Problem {
  return { path, range: startOfFile, severity, code, message, fixes: [] };
}

/** A copy that shares no memory with a longer string. */
export function detach(text: string): string {
  if (text.length < 13) return text;
  const copy = ` ${text}`;
  // Reading a character makes the engine lay the joined string out afresh.
  copy.charCodeAt(1);
  return copy.slice(1);
}
