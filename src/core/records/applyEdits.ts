import type { Edit } from '../model/problem.ts';
import type { Range } from '../model/range.ts';
import { offsetAt } from '../model/range.ts';

export type AppliedEdits =
  | { readonly ok: true; readonly texts: ReadonlyMap<string, string> }
  | { readonly ok: false; readonly path: string; readonly range: Range; readonly message: string };

interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly edit: Edit;
}

/**
 * The new text of every file that edits change. All ranges refer to the texts as they are before the first edit.
 * Nothing is applied where two edits of one file overlap, or where an edit names a file that has no text: the
 * answer then says which. Two insertions at one place are kept in the order given; one edit given twice counts once.
 */
export function applyEdits(
  edits: readonly Edit[],
  textOf: (path: string) => string | undefined,
): AppliedEdits {
  const byPath = new Map<string, Edit[]>();
  for (const edit of edits) {
    const list = byPath.get(edit.path);
    if (!list) byPath.set(edit.path, [edit]);
    else if (!list.some((other) => isSameEdit(other, edit))) list.push(edit);
  }
  const texts = new Map<string, string>();
  for (const [path, own] of byPath) {
    const text = textOf(path);
    const first = own[0];
    if (text === undefined) {
      const message = 'The file cannot be read';
      return { ok: false, path, range: first?.range ?? nowhere, message };
    }
    const replacements = own.map((edit) => toReplacement(text, edit)).sort(byPlace);
    const clash = findOverlap(replacements);
    if (clash) {
      const message = 'Two changes concern the same place';
      return { ok: false, path, range: clash.range, message };
    }
    texts.set(path, applyReplacements(text, replacements));
  }
  return { ok: true, texts };
}

const nowhere: Range = { start: { line: 0, column: 0 }, end: { line: 0, column: 0 } };

/** True where two edits may not both be applied. */
export function editsOverlap(a: Edit, b: Edit): boolean {
  if (a.path !== b.path || isSameEdit(a, b)) return false;
  const [first, second] = isBefore(a, b) ? [a, b] : [b, a];
  const { start } = second.range;
  const { end } = first.range;
  return end.line > start.line || (end.line === start.line && end.column > start.column);
}

function isBefore(a: Edit, b: Edit): boolean {
  const [x, y] = [a.range.start, b.range.start];
  if (x.line !== y.line) return x.line < y.line;
  if (x.column !== y.column) return x.column < y.column;
  const [p, q] = [a.range.end, b.range.end];
  return p.line === q.line ? p.column <= q.column : p.line < q.line;
}

function isSameEdit(a: Edit, b: Edit): boolean {
  const [p, q] = [a.range, b.range];
  return (
    a.newText === b.newText &&
    p.start.line === q.start.line &&
    p.start.column === q.start.column &&
    p.end.line === q.end.line &&
    p.end.column === q.end.column
  );
}

function toReplacement(text: string, edit: Edit): Replacement {
  const start = offsetAt(text, edit.range.start);
  return { start, end: Math.max(start, offsetAt(text, edit.range.end)), edit };
}

/** An insertion comes before a replacement that begins at the same place. */
function byPlace(a: Replacement, b: Replacement): number {
  return a.start - b.start || a.end - b.end;
}

function findOverlap(sorted: readonly Replacement[]): Edit | undefined {
  for (const [index, next] of sorted.entries()) {
    const last = sorted[index - 1];
    if (last && next.start < last.end) return next.edit;
  }
  return undefined;
}

function applyReplacements(text: string, sorted: readonly Replacement[]): string {
  let result = '';
  let at = 0;
  for (const { start, end, edit } of sorted) {
    result += text.slice(at, start) + edit.newText;
    at = end;
  }
  return result + text.slice(at);
}
