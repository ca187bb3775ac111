/** Differences of two texts as `diff -u` and git show them. */

export interface FileDifference {
  readonly path: string;
  /** Undefined where the file does not exist yet. */
  readonly before: string | undefined;
  readonly after: string;
}

const context = 3;

interface Line {
  readonly sign: ' ' | '-' | '+';
  readonly text: string;
}

/** A patch that `git apply` takes; empty where nothing differs. */
export function unifiedDiff({ path, before, after }: FileDifference): string {
  if (before === after) return '';
  const old = splitLines(before ?? '');
  const now = splitLines(after);
  const head = [
    `diff --git ${quoted(`a/${path}`)} ${quoted(`b/${path}`)}`,
    ...(before === undefined ? ['new file mode 100644'] : []),
  ];
  const lines = compareLines(old, now);
  const hunks = hunksOf(lines);
  if (hunks.length === 0) return `${head.join('\n')}\n`;
  head.push(
    `--- ${before === undefined ? '/dev/null' : quoted(`a/${path}`)}`,
    `+++ ${quoted(`b/${path}`)}`,
  );
  return `${head.join('\n')}\n${hunks.join('')}`;
}

/** Names with unusual characters are quoted as git quotes them. */
function quoted(name: string): string {
  if (!/["\\\u0000-\u001f\u007f]/.test(name)) return name;
  const escapes: Readonly<Record<string, string>> = {
    '"': '\\"',
    '\\': '\\\\',
    '\n': '\\n',
    '\t': '\\t',
    '\r': '\\r',
  };
  const inner = name.replace(
    /["\\\u0000-\u001f\u007f]/g,
    (character) =>
      escapes[character] ?? `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`,
  );
  return `"${inner}"`;
}

/** Lines with their line breaks; the last one may lack it. */
function splitLines(text: string): readonly string[] {
  return text === '' ? [] : text.split(/(?<=\n)/);
}

function compareLines(old: readonly string[], now: readonly string[]): readonly Line[] {
  let first = 0;
  while (first < old.length && first < now.length && old[first] === now[first]) first++;
  let oldEnd = old.length;
  let nowEnd = now.length;
  while (oldEnd > first && nowEnd > first && old[oldEnd - 1] === now[nowEnd - 1]) {
    oldEnd--;
    nowEnd--;
  }
  const same = (texts: readonly string[]): Line[] => texts.map((text) => ({ sign: ' ', text }));
  return [
    ...same(old.slice(0, first)),
    ...shortestEdit(old.slice(first, oldEnd), now.slice(first, nowEnd)),
    ...same(old.slice(oldEnd)),
  ];
}

/** Beyond this many differing lines the texts are taken to have nothing in common. */
const mostDifferences = 500;

/** Fewest insertions and deletions that lead from one to the other (Myers 1986). */
function shortestEdit(old: readonly string[], now: readonly string[]): Line[] {
  const most = Math.min(old.length + now.length, mostDifferences);
  const furthest = new Map<number, number>([[1, 0]]);
  const trace: ReadonlyMap<number, number>[] = [];
  for (let depth = 0; depth <= most; depth++) {
    trace.push(new Map(furthest));
    for (let diagonal = -depth; diagonal <= depth; diagonal += 2) {
      const isDown = goesDown(furthest, diagonal, depth);
      let x = isDown ? (furthest.get(diagonal + 1) ?? 0) : (furthest.get(diagonal - 1) ?? 0) + 1;
      while (x < old.length && x - diagonal < now.length && old[x] === now[x - diagonal]) x++;
      furthest.set(diagonal, x);
      if (x >= old.length && x - diagonal >= now.length) return walkBack(trace, old, now);
    }
  }
  return [
    ...old.map((text): Line => ({ sign: '-', text })),
    ...now.map((text): Line => ({ sign: '+', text })),
  ];
}

function goesDown(furthest: ReadonlyMap<number, number>, diagonal: number, depth: number): boolean {
  if (diagonal === -depth) return true;
  if (diagonal === depth) return false;
  return (furthest.get(diagonal - 1) ?? 0) < (furthest.get(diagonal + 1) ?? 0);
}

function walkBack(
  trace: readonly ReadonlyMap<number, number>[],
  old: readonly string[],
  now: readonly string[],
): Line[] {
  const lines: Line[] = [];
  let x = old.length;
  let y = now.length;
  for (let depth = trace.length - 1; depth >= 0; depth--) {
    const furthest = trace[depth] ?? new Map<number, number>();
    const diagonal = x - y;
    const previous = goesDown(furthest, diagonal, depth) ? diagonal + 1 : diagonal - 1;
    const previousX = furthest.get(previous) ?? 0;
    const previousY = previousX - previous;
    while (x > previousX && y > previousY && x > 0 && y > 0) {
      lines.push({ sign: ' ', text: old[--x] ?? '' });
      y--;
    }
    if (depth === 0) break;
    if (x === previousX) lines.push({ sign: '+', text: now[--y] ?? '' });
    else lines.push({ sign: '-', text: old[--x] ?? '' });
  }
  return lines.reverse();
}

function hunksOf(lines: readonly Line[]): readonly string[] {
  const changed = lines.flatMap(({ sign }, at) => (sign === ' ' ? [] : [at]));
  const hunks: string[] = [];
  for (let index = 0; index < changed.length;) {
    const first = changed[index] ?? 0;
    let last = first;
    // Changes whose context would touch share a hunk.
    while (index < changed.length && (changed[index] ?? 0) <= last + 2 * context + 1) {
      last = changed[index++] ?? last;
    }
    const from = Math.max(0, first - context);
    const to = Math.min(lines.length, last + context + 1);
    hunks.push(hunkText(lines, from, to));
  }
  return hunks;
}

function hunkText(lines: readonly Line[], from: number, to: number): string {
  const before = lines.slice(0, from);
  const inside = lines.slice(from, to);
  const range = (other: '-' | '+'): string => {
    const count = inside.filter(({ sign }) => sign !== other).length;
    const start = before.filter(({ sign }) => sign !== other).length + (count > 0 ? 1 : 0);
    return count === 1 ? String(start) : `${start},${count}`;
  };
  const body = inside.map(({ sign, text }) =>
    text.endsWith('\n') ? `${sign}${text}` : `${sign}${text}\n\\ No newline at end of file\n`,
  );
  return `@@ -${range('+')} +${range('-')} @@\n${body.join('')}`;
}
