import { yamlError } from './yamlProblem.ts';
import type { YamlFix, YamlProblem } from './yamlProblem.ts';

/** Two versions that an unfinished merge left in a text, by UTF-16 offsets. */
export interface Conflict {
  /** From the first marker to the end of the last marker's line, its line break included. */
  readonly start: number;
  readonly end: number;
  /** Our side: what stood in the file before the merge. */
  readonly oursStart: number;
  readonly oursEnd: number;
  /** Their side; both `end` where the conflict is cut off. */
  readonly theirsStart: number;
  readonly theirsEnd: number;
  /** True where all its markers are there. */
  readonly complete: boolean;
}

interface Marker {
  readonly kind: '<' | '|' | '=' | '>';
  readonly start: number;
  readonly next: number;
}

// Not by ^ and $, which hold at U+2028 too.
const markerLine =
  /(?<![^\n])(?:<{7}(?: [^\r\n]*)?|\|{7}(?: [^\r\n]*)?|={7}|>{7}(?: [^\r\n]*)?)\r?(?![^\n])/g;

/**
 * The conflicts between two offsets of a text, in order. With `loose`, markers that lack their opening marker
 * are conflicts too, as inside of a frontmatter where they cannot mean anything else (in markdown, a line of
 * `=======` underlines a heading).
 */
export function findConflicts(
  text: string,
  start: number,
  end: number,
  loose = false,
): readonly Conflict[] {
  const conflicts: Conflict[] = [];
  let open: Marker[] = [];
  for (const marker of markers(text, start, end)) {
    if (marker.kind === '<' && open.length > 0) {
      conflicts.push(toConflict(open, marker.start));
      open = [];
    }
    if (open.length === 0 && marker.kind !== '<' && !loose) continue;
    open.push(marker);
    if (marker.kind !== '>') continue;
    conflicts.push(toConflict(open, marker.next));
    open = [];
  }
  if (open.length > 0 && loose) conflicts.push(toConflict(open, end));
  return loose ? conflicts : conflicts.filter(({ complete }) => complete);
}

function markers(text: string, start: number, end: number): Marker[] {
  const slice = text.slice(start, end);
  if (!slice.includes('<<<<<<<') && !slice.includes('=======') && !slice.includes('>>>>>>>'))
    return [];
  return [...slice.matchAll(markerLine)].map((match) => ({
    kind: match[0].charAt(0) as Marker['kind'],
    start: start + match.index,
    next: Math.min(end, start + match.index + match[0].length + 1),
  }));
}

function toConflict(open: readonly Marker[], end: number): Conflict {
  const first = open.find(({ kind }) => kind === '<');
  const base = open.find(({ kind }) => kind === '|');
  const middle = open.find(({ kind }) => kind === '=');
  const last = open.find(({ kind }) => kind === '>');
  const start = open[0]?.start ?? end;
  const oursStart = first?.next ?? start;
  const theirsStart = middle?.next ?? last?.start ?? end;
  return {
    start,
    end,
    oursStart,
    oursEnd: base?.start ?? middle?.start ?? last?.start ?? end,
    theirsStart,
    theirsEnd: last?.start ?? end,
    complete: first !== undefined && middle !== undefined && last !== undefined,
  };
}

/** One problem for each conflict, with fixes that keep one side. */
export function conflictProblems(conflicts: readonly Conflict[]): readonly YamlProblem[] {
  return conflicts.map((conflict) => {
    const message = 'An unfinished merge left two versions here. The first is read; choose one.';
    const fixes = conflict.complete ? keepOneSide(conflict) : [];
    return yamlError('conflict-markers', message, conflict.start, conflict.end, fixes);
  });
}

function keepOneSide(conflict: Conflict): readonly YamlFix[] {
  const { start, end, oursStart, oursEnd, theirsStart, theirsEnd } = conflict;
  const keep = (title: string, from: number, to: number): YamlFix => ({
    title,
    safe: false,
    edits: [
      { start, end: from, newText: '' },
      { start: to, end, newText: '' },
    ],
  });
  return [
    keep('Keep the first version', oursStart, oursEnd),
    keep('Keep the second version', theirsStart, theirsEnd),
  ];
}

/** The text with its markers and their sides blanked out, every other offset unchanged. */
export function hideConflicts(text: string, conflicts: readonly Conflict[]): string {
  let shown = '';
  let from = 0;
  for (const { start, end, oursStart, oursEnd } of conflicts) {
    shown += text.slice(from, start) + blank(text.slice(start, oursStart));
    shown += text.slice(oursStart, oursEnd) + blank(text.slice(oursEnd, end));
    from = end;
  }
  return shown + text.slice(from);
}

function blank(text: string): string {
  return text.replace(/[^\r\n]/g, ' ');
}
