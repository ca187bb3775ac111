import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { checkPattern } from '../../../src/core/schema/checkPattern.ts';

describe('patterns of fields', () => {
  it('that people write for codes, numbers, addresses and names are taken', () => {
    const patterns = [
      '[A-Z]{3}-\\d+',
      '\\d{4}-\\d{2}-\\d{2}',
      'KV-(HUB|DATA|AI)-\\d{3}',
      '[a-z0-9]+(-[a-z0-9]+)*',
      '[^@\\s]+@[^@\\s]+\\.[a-z]{2,}',
      'https?://.+',
      '[+-]?\\d+(\\.\\d+)?([eE][+-]?\\d+)?',
      '(\\d{1,3}\\.){3}\\d{1,3}',
      '\\p{Lu}\\p{L}*',
      '(?:DE|AT|CH)-?\\d{8,9}',
      '([a-z]+,)*[a-z]+',
      '.*',
      '\\+?[\\d ()/-]{5,20}',
      '[\\u0600-\\u06ff ]+',
      '\\x41\\u{1F600}?',
      '(foo|bar)+?',
      '^x$|y',
      '',
    ];
    for (const pattern of patterns) assert.equal(checkPattern(pattern), undefined, pattern);
  });

  it('that could take forever are refused', () => {
    const patterns = [
      '(a+)+',
      '(a*)*',
      '(?:[a-z]+)*x',
      '(?<w>\\w+\\s?)*',
      '(a|ab)*',
      '(a|a)+',
      '(a+|b){2,}',
      '(a?b?)*',
      '(ab?b?)*c',
      '(a{1,5})*',
      '(a+-a+)*',
      '(\\d+){3}',
      '.*.*.*x',
      'a?a?a?a?a?a?aaaaaa',
      '(ab)?(ab)?(ab)?(ab)?(ab)?(ab)?(ab)?x',
      '((a{1000}){1000}){1000}',
      'a{99999}',
    ];
    for (const pattern of patterns) assert.ok(checkPattern(pattern), pattern);
  });

  it('that look around or refer back are refused', () => {
    for (const pattern of ['(?=a)b', '(?!a)b', '(?<=a)b', '(?<!a)b', '(a)\\1', '(?<x>a)\\k<x>']) {
      assert.match(checkPattern(pattern) ?? '', /not supported/, pattern);
    }
  });

  it('that are no regular expressions are refused with the reason', () => {
    assert.match(checkPattern('[a') ?? '', /Unterminated character class/);
    assert.ok(checkPattern('a)('));
    assert.ok(checkPattern('a'.repeat(201)));
  });

  it('are judged without a crash, whatever is written', () => {
    const piece = fc.constantFrom(
      ...'ab.\\|()[]{}*+?^$-,0123nduxpkb<>=!:'.split(''),
      '\\d',
      '[a-c]',
      '(?:',
      '{2,3}',
      '\\u0041',
      '😀',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 16 }), (pieces) => {
        const pattern = pieces.join('');
        if (checkPattern(pattern) === undefined) new RegExp(`^(?:${pattern})$`, 'u');
      }),
      { numRuns: 3000 },
    );
  });

  it('that are taken try few ways to match', () => {
    const atom = fc.constantFrom('a', 'b', '[ab]', '.');
    const times = fc.constantFrom('', '', '*', '+', '?', '{1,3}', '{2}', '{2,}');
    const { pattern } = fc.letrec<{ pattern: string; part: string }>((tie) => ({
      part: fc.oneof(
        { maxDepth: 3 },
        atom,
        tie('pattern').map((inner) => `(${inner})`),
      ),
      pattern: fc
        .array(fc.array(fc.tuple(tie('part'), times), { minLength: 1, maxLength: 3 }), {
          minLength: 1,
          maxLength: 2,
        })
        .map((ways) => ways.map((way) => way.map((part) => part.join('')).join('')).join('|')),
    }));
    const short = 'ab'.repeat(12);
    fc.assert(
      fc.property(pattern, (source) => {
        if (checkPattern(source) !== undefined) return;
        for (const text of [short, 'a'.repeat(24), 'aab'.repeat(8)]) {
          const ways = countWays(source, `${text}\n`);
          assert.ok(ways < 60_000, `${source} tries ${ways} ways on ${text}`);
        }
      }),
      { numRuns: 1500 },
    );
  });
});

/** Steps that a backtracking matcher takes until it gives up, for the small patterns made above. */
function countWays(source: string, text: string): number {
  const [tree] = parseWays(source, 0);
  let steps = 0;
  const run = (node: Way, at: number, next: (at: number) => void): void => {
    if (++steps > 60_000) return;
    switch (node.kind) {
      case 'letter':
        if (at < text.length && node.test(text[at] ?? '')) next(at + 1);
        return;
      case 'any':
        for (const way of node.ways) run(way, at, next);
        return;
      case 'row': {
        const from = (index: number, position: number): void => {
          const part = node.parts[index];
          if (part) run(part, position, (after) => from(index + 1, after));
          else next(position);
        };
        from(0, at);
        return;
      }
      case 'repeat': {
        const round = (count: number, position: number): void => {
          if (count < node.max) {
            run(node.part, position, (after) => {
              if (after > position) round(count + 1, after);
            });
          }
          if (count >= node.min) next(position);
        };
        round(0, at);
      }
    }
  };
  run(tree, 0, () => undefined);
  return steps;
}

type Way =
  | { readonly kind: 'letter'; readonly test: (letter: string) => boolean }
  | { readonly kind: 'any'; readonly ways: readonly Way[] }
  | { readonly kind: 'row'; readonly parts: readonly Way[] }
  | { readonly kind: 'repeat'; readonly part: Way; readonly min: number; readonly max: number };

function parseWays(source: string, start: number): readonly [Way, number] {
  const ways: Way[] = [];
  let parts: Way[] = [];
  let at = start;
  while (at < source.length && source[at] !== ')') {
    if (source[at] === '|') {
      ways.push({ kind: 'row', parts });
      parts = [];
      at++;
      continue;
    }
    let part: Way;
    if (source[at] === '(') {
      const [inner, end] = parseWays(source, at + 1);
      part = inner;
      at = end + 1;
    } else if (source[at] === '[') {
      part = { kind: 'letter', test: (letter) => letter === 'a' || letter === 'b' };
      at += 4;
    } else {
      const wanted = source[at];
      part = {
        kind: 'letter',
        test: (letter) => (wanted === '.' ? letter !== '\n' : letter === wanted),
      };
      at++;
    }
    const times = /^(?:[*+?]|\{(\d)(,?)(\d?)\})/.exec(source.slice(at));
    if (times) {
      at += times[0].length;
      const [min, max] =
        times[0] === '*'
          ? [0, 99]
          : times[0] === '+'
            ? [1, 99]
            : times[0] === '?'
              ? [0, 1]
              : counted(times);
      part = { kind: 'repeat', part, min, max };
    }
    parts.push(part);
  }
  ways.push({ kind: 'row', parts });
  return [{ kind: 'any', ways }, at];
}

function counted(match: RegExpExecArray): readonly [number, number] {
  const min = Number(match[1]);
  return [min, match[3] ? Number(match[3]) : match[2] ? 99 : min];
}
