import { composeYaml, isSound, tooLarge } from './composeYaml.ts';
import type { ComposeError, Composed } from './composeYaml.ts';
import { conflictProblems, findConflicts, hideConflicts } from './conflictMarkers.ts';
import { Anchors } from './anchors.ts';
import { explainError } from './explainError.ts';
import { maximumPieceLength, maximumProblems } from './limits.ts';
import { nodeToValue } from './locate.ts';
import { hideControlCharacters, hideTabs, tabbedIndents } from './oddCharacters.ts';
import { Effort } from './effort.ts';
import { readPieces } from './readPieces.ts';
import type { BrokenPiece } from './readPieces.ts';
import { recoverYaml } from './recoverYaml.ts';
import { isItem, keyAt, lineEndOf, splitBlock } from './splitBlock.ts';
import { yamlError } from './yamlProblem.ts';
import type { YamlNode } from './yamlNode.ts';
import type { YamlEdit, YamlProblem, YamlRead } from './yamlProblem.ts';

/**
 * Reads any YAML, well formed or broken, by the library `yaml` and with what we know of mistakes. Never throws.
 * Slow (some 100 µs for a record): `readYaml` comes here only with what the fast reader does not take.
 *
 * @param effort counts the library's work
 */
export function readYamlFully(
  text: string,
  start: number,
  end: number,
  effort: Effort = new Effort(end - start),
): YamlRead {
  const from = start === 0 && text.charCodeAt(0) === 0xfeff ? 1 : start;
  const conflicts = findConflicts(text, from, end, true);
  const withoutConflicts = conflicts.length === 0 ? text : hideConflicts(text, conflicts);
  const shown = hideControlCharacters(withoutConflicts, from, end);
  const read = readShown(shown.text, from, end, effort);
  const problems = [...conflictProblems(conflicts), ...shown.problems, ...read.problems];
  return { root: read.root, problems: atMost(maximumProblems, problems, end) };
}

/** The part of a text that is read. */
interface Part {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** True where lines of `---`, `...` or `%` divide it into documents. */
  readonly stream: boolean;
}

/** Reads a text that holds no characters but YAML's own. */
function readShown(text: string, start: number, end: number, effort: Effort): YamlRead {
  const from = afterDocumentStart(text, start, end);
  const stream = /(?<![^\n])(?:---|\.\.\.|%)/.test(text.slice(from, end));
  const part: Part = { text, start: stream ? start : from, end, stream };
  const pieces = stream ? undefined : readPieces(part, effort);
  if (pieces?.read !== undefined) return pieces.read;
  const broken = pieces?.broken;
  // What begins as a block map or list and has a broken entry is broken as a whole.
  const whole = !stream && beginsBlock(part) ? undefined : compose(part, effort);
  if (whole !== undefined && isSound(whole)) return whole;
  const errors = whole?.errors ?? broken?.composed?.errors ?? [];
  const tabbed = stream ? undefined : readTabbed(part, broken, errors, effort);
  return tabbed ?? readBroken(part, broken, errors, effort);
}

function beginsBlock({ text, start, end }: Part): boolean {
  const [first] = splitBlock(text, start, end).chunks;
  if (first === undefined) return false;
  const lineEnd = lineEndOf(text, first.start, end);
  return isItem(text, first.start) || keyAt(text, first.start, lineEnd) !== undefined;
}

/** Reads YAML whose mistake is that tabs indent it; undefined where they are not to blame. */
function readTabbed(
  part: Part,
  broken: BrokenPiece | undefined,
  errors: readonly ComposeError[],
  effort: Effort,
): YamlRead | undefined {
  const { text, start, end } = part;
  const tabs = tabbedIndents(text, start, end);
  if (tabs.length === 0) return undefined;
  const spaced: Part = { ...part, text: hideTabs(text, start, end) };
  const { read, broken: still } = readPieces(spaced, effort);
  if (read !== undefined) {
    const safe = readsTheSame(withEdits(part, tabs), read, effort);
    return { root: read.root, problems: [tabProblem(tabs, safe), ...read.problems] };
  }
  const tabsAreWrong =
    broken?.composed === undefined ||
    errors.some(({ code }) => code === 'TAB_AS_INDENT') ||
    still.start > broken.start ||
    (still.composed?.errors.length ?? 0) < broken.composed.errors.length;
  if (!tabsAreWrong) return undefined;
  const rest = readBroken(spaced, still, [], effort);
  return { root: rest.root, problems: [tabProblem(tabs, false), ...rest.problems] };
}

/** Reads YAML with syntax errors, or too deep, piece by piece. */
function readBroken(
  { text, start, end, stream }: Part,
  broken: BrokenPiece | undefined,
  errors: readonly ComposeError[],
  effort: Effort,
): YamlRead {
  const from = stream ? afterDocumentStart(text, start, end) : start;
  const recovered = recoverYaml({ text, start: from, end }, new Anchors(), effort, broken);
  // The library refuses a little that is right (a comment at the margin before an indented value): pieces
  // that are all right make a whole that is. Only what divides documents can be wrong between pieces.
  if (!stream || recovered.problems.length > 0) return recovered;
  return { root: recovered.root, problems: errors.map(explainError) };
}

function compose({ text, start, end }: Part, effort: Effort): Composed {
  if (end - start > maximumPieceLength || !effort.take(end - start)) return tooLarge(start);
  return composeYaml(text.slice(start, end), start, new Anchors());
}

/** After the line `---` that may begin a file of YAML, else `start`. */
function afterDocumentStart(text: string, start: number, end: number): number {
  const match = /^(?:[ \t]*(?:#.*)?\r?\n)*---[ \t]*\r?\n/.exec(text.slice(start, end));
  return match === null ? start : start + match[0].length;
}

function tabProblem(tabs: readonly YamlEdit[], safe: boolean): YamlProblem {
  const [first] = tabs;
  const lines = tabs.length === 1 ? 'This line is' : `${tabs.length} lines from here on are`;
  const message = `${lines} indented by a tab; YAML is indented by spaces.`;
  const fix = { title: 'Indent by spaces', safe, edits: tabs };
  return yamlError('yaml-tab', message, first?.start ?? 0, first?.end ?? 0, [fix]);
}

/** The YAML of a part after edits. */
function withEdits({ text, start, end }: Part, edits: readonly YamlEdit[]): string {
  let edited = '';
  let from = start;
  for (const edit of edits) {
    edited += text.slice(from, edit.start) + edit.newText;
    from = edit.end;
  }
  return edited + text.slice(from, end);
}

function readsTheSame(edited: string, { root }: YamlRead, effort: Effort): boolean {
  const { read } = readPieces({ text: edited, start: 0, end: edited.length }, effort);
  return read !== undefined && plainText(read.root) === plainText(root);
}

function plainText(root: YamlNode | undefined): string {
  return root === undefined ? '' : JSON.stringify(nodeToValue(root));
}

function atMost(
  limit: number,
  problems: readonly YamlProblem[],
  end: number,
): readonly YamlProblem[] {
  if (problems.length <= limit) return problems;
  const message = 'There are more mistakes in this YAML; some of it may be left out.';
  return [...problems.slice(0, limit), yamlError('yaml-limit', message, end, end)];
}
