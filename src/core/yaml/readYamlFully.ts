import { composeYaml } from './composeYaml.ts';
import type { Composed } from './composeYaml.ts';
import { conflictProblems, findConflicts, hideConflicts } from './conflictMarkers.ts';
import { Anchors } from './convertDocument.ts';
import { explainError } from './explainError.ts';
import { maximumProblems } from './limits.ts';
import { nodeToValue } from './locate.ts';
import { hideControlCharacters, hideTabs, tabbedIndents } from './oddCharacters.ts';
import { Effort, recoverYaml } from './recoverYaml.ts';
import { yamlError } from './yamlProblem.ts';
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

/** Reads a text that holds no characters but YAML's own. */
function readShown(text: string, start: number, end: number, effort: Effort): YamlRead {
  const whole = compose(text, start, end, effort);
  if (whole.readable && whole.errors.length === 0) return whole;
  const tabs = tabbedIndents(text, start, end);
  if (tabs.length === 0) return readBroken(text, start, end, whole, effort);
  const spaced = hideTabs(text, start, end);
  const respaced = compose(spaced, start, end, effort);
  const tabsAreWrong =
    respaced.errors.length < whole.errors.length ||
    whole.errors.some(({ code }) => code === 'TAB_AS_INDENT');
  if (!tabsAreWrong) return readBroken(text, start, end, whole, effort);
  const isSound = respaced.readable && respaced.errors.length === 0;
  const read = isSound ? respaced : readBroken(spaced, start, end, respaced, effort);
  const safe = isSound && sameAfterEdits(text, start, end, tabs, respaced);
  return { root: read.root, problems: [tabProblem(tabs, safe), ...read.problems] };
}

function compose(text: string, start: number, end: number, effort: Effort): Composed {
  effort.take(end - start);
  return composeYaml(text.slice(start, end), start, new Anchors());
}

/** Reads YAML with syntax errors, or too deep, in pieces. */
function readBroken(
  text: string,
  start: number,
  end: number,
  whole: Composed,
  effort: Effort,
): YamlRead {
  const stream = /(?<![^\n])(?:---|\.\.\.|%)/.test(text.slice(start, end));
  const from = stream ? afterDocumentStart(text, start, end) : start;
  const recovered = recoverYaml(text, from, end, new Anchors(), effort);
  // The library refuses a little that is right (a comment at the margin before an indented value): pieces
  // that are all right make a whole that is. Only what divides documents can be wrong between pieces.
  if (!stream || recovered.problems.length > 0) return recovered;
  return { root: recovered.root, problems: [...whole.errors.map(explainError), ...whole.problems] };
}

/** After the line `---` that may begin a file of YAML. */
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

/** True where the text is free of mistakes after the edits and reads as it was read without them. */
function sameAfterEdits(
  text: string,
  start: number,
  end: number,
  edits: readonly YamlEdit[],
  read: Composed,
): boolean {
  let edited = '';
  let from = start;
  for (const edit of edits) {
    edited += text.slice(from, edit.start) + edit.newText;
    from = edit.end;
  }
  edited += text.slice(from, end);
  const after = composeYaml(edited, 0, new Anchors());
  if (!after.readable || after.errors.length > 0) return false;
  return plainText(after) === plainText(read);
}

function plainText({ root }: Composed): string {
  return root === undefined ? '' : JSON.stringify(nodeToValue(root));
}

function atMost(
  limit: number,
  problems: readonly YamlProblem[],
  end: number,
): readonly YamlProblem[] {
  if (problems.length <= limit) return problems;
  const message = `There are ${problems.length - limit} more mistakes in this YAML.`;
  return [...problems.slice(0, limit), yamlError('yaml-limit', message, end, end)];
}
