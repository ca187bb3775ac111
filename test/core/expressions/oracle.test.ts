import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ExpressionIssue } from '../../../src/core/expressions/ast.ts';
import { compileExpression } from '../../../src/core/expressions/compileExpression.ts';
import { parseExpression } from '../../../src/core/expressions/parseExpression.ts';
import { addDays } from '../../../src/core/model/date.ts';
import type { Workspace } from '../../../src/core/workspace/workspace.ts';
import { aWorkspace } from '../../support/inMemoryWorkspace.ts';
import { today } from './aFirm.ts';

/** A record as plain values, and an expression with the function that it must equal. */
interface Row {
  readonly status: string | undefined;
  readonly employees: number | undefined;
  readonly since: string | undefined;
  readonly tags: readonly string[];
  /** In cents of a euro. */
  readonly revenue: number | undefined;
}

interface Written<T> {
  readonly source: string;
  readonly compute: (row: Row) => T | undefined;
}

const statuses = ['prospect', 'customer', 'partner', 'former'];
const tags = ['a', 'b', 'c'];
const days = [-400, -31, -1, 0, 1, 30].map((offset) => addDays(today, offset));

/** Every combination of present and missing that matters, thinned out. */
function rows(): readonly Row[] {
  const all: Row[] = [];
  for (let i = 0; i < 60; i++) {
    all.push({
      status: i % 5 === 4 ? undefined : statuses[i % 4],
      employees: i % 7 === 6 ? undefined : (i * 37) % 11,
      since: i % 4 === 3 ? undefined : days[(i * 5) % days.length],
      tags: tags.filter((_, bit) => ((i >> bit) & 1) === 1),
      revenue: i % 6 === 5 ? undefined : (i * 7919) % 500,
    });
  }
  return all;
}

function fileOf({ status, employees, since, tags: words, revenue }: Row): string {
  const lines = [
    'name: X',
    status === undefined ? '' : `status: ${status}`,
    employees === undefined ? '' : `employees: ${employees}`,
    since === undefined ? '' : `since: ${since}`,
    words.length === 0 ? '' : `tags: [${words.join(', ')}]`,
    revenue === undefined ? '' : `annual_revenue: ${(revenue / 100).toFixed(2)} EUR`,
  ];
  return `---\n${lines.filter((line) => line !== '').join('\n')}\n---\n`;
}

function both<A, B, T>(
  a: A | undefined,
  b: B | undefined,
  apply: (a: A, b: B) => T,
): T | undefined {
  return a === undefined || b === undefined ? undefined : apply(a, b);
}

const comparisons: Readonly<Record<string, (order: number) => boolean>> = {
  '==': (order) => order === 0,
  '!=': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

function compared<T extends string | number>(
  operator: string,
  left: Written<T>,
  right: Written<T>,
): Written<boolean> {
  const holds = comparisons[operator] ?? (() => false);
  return {
    source: `${left.source} ${operator} ${right.source}`,
    compute: (row) =>
      both(left.compute(row), right.compute(row), (a, b) => holds(a < b ? -1 : a > b ? 1 : 0)) ??
      false,
  };
}

function constant<T>(source: string, value: T): Written<T> {
  return { source, compute: () => value };
}

const operator = fc.constantFrom(...Object.keys(comparisons));

const number: fc.Arbitrary<Written<number>> = fc.letrec<{ number: Written<number> }>((tie) => ({
  number: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constant<Written<number>>({ source: 'employees', compute: (row) => row.employees }),
    fc.integer({ min: 0, max: 12 }).map((value) => constant(String(value), value)),
    fc
      .tuple(fc.constantFrom('+', '-', '*'), tie('number'), tie('number'))
      .map(([sign, a, b]): Written<number> => ({
        source: `(${a.source} ${sign} ${b.source})`,
        compute: (row) =>
          both(a.compute(row), b.compute(row), (x, y) =>
            sign === '+' ? x + y : sign === '-' ? x - y : x * y,
          ),
      })),
    fc.constant<Written<number>>({ source: 'tags.size()', compute: (row) => row.tags.length }),
  ),
})).number;

const date: fc.Arbitrary<Written<string>> = fc.oneof(
  fc.constant<Written<string>>({ source: 'since', compute: (row) => row.since }),
  fc.constant(constant('today', today)),
  fc
    .integer({ min: -500, max: 500 })
    .map((offset) =>
      constant(
        offset < 0 ? `today - days(${-offset})` : `today + ${offset}d`,
        addDays(today, offset),
      ),
    ),
  fc.constantFrom(...days).map((day) => constant(`date('${day}')`, day)),
  fc.integer({ min: 0, max: 40 }).map((offset): Written<string> => ({
    source: `(since + days(${offset}))`,
    compute: (row) => (row.since === undefined ? undefined : addDays(row.since, offset)),
  })),
);

const money: fc.Arbitrary<Written<number>> = fc.oneof(
  fc.constant<Written<number>>({ source: 'annual_revenue', compute: (row) => row.revenue }),
  fc
    .integer({ min: 0, max: 600 })
    .map((cents) => constant(`money('${(cents / 100).toFixed(2)}')`, cents)),
  fc.integer({ min: 0, max: 600 }).map((cents): Written<number> => ({
    source: `(annual_revenue + money('${(cents / 100).toFixed(2)} EUR'))`,
    compute: (row) => (row.revenue === undefined ? undefined : row.revenue + cents),
  })),
);

const leaf: fc.Arbitrary<Written<boolean>> = fc.oneof(
  fc.tuple(operator, number, number).map(([sign, a, b]) => compared(sign, a, b)),
  fc.tuple(operator, date, date).map(([sign, a, b]) => compared(sign, a, b)),
  fc.tuple(operator, money, money).map(([sign, a, b]) => compared(sign, a, b)),
  fc
    .tuple(fc.constantFrom('==', '!='), fc.constantFrom(...statuses))
    .map(([sign, status]) =>
      compared<string>(
        sign,
        { source: 'status', compute: (row) => row.status },
        constant(`'${status}'`, status),
      ),
    ),
  fc.subarray(statuses, { minLength: 1 }).map((list): Written<boolean> => ({
    source: `status in [${list.map((status) => `'${status}'`).join(', ')}]`,
    compute: (row) => row.status !== undefined && list.includes(row.status),
  })),
  fc.constantFrom(...tags).map((tag): Written<boolean> => ({
    source: `'${tag}' in tags`,
    compute: (row) => row.tags.includes(tag),
  })),
  fc.constantFrom('status', 'employees', 'since').map((name): Written<boolean> => ({
    source: `has(${name})`,
    compute: (row) => row[name as 'status' | 'employees' | 'since'] !== undefined,
  })),
  fc.constantFrom(...tags).map((tag): Written<boolean> => ({
    source: `tags.exists(t, t > '${tag}')`,
    compute: (row) => row.tags.some((word) => word > tag),
  })),
);

const condition: fc.Arbitrary<Written<boolean>> = fc.letrec<{ condition: Written<boolean> }>(
  (tie) => ({
    condition: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      leaf,
      tie('condition').map((a): Written<boolean> => ({
        source: `!(${a.source})`,
        compute: (row) => !(a.compute(row) ?? false),
      })),
      fc.array(tie('condition'), { minLength: 2, maxLength: 4 }).map((all): Written<boolean> => ({
        source: `(${all.map(({ source }) => source).join(' && ')})`,
        compute: (row) => all.every(({ compute }) => compute(row) ?? false),
      })),
      fc.array(tie('condition'), { minLength: 2, maxLength: 4 }).map((all): Written<boolean> => ({
        source: `(${all.map(({ source }) => source).join(' || ')})`,
        compute: (row) => all.some(({ compute }) => compute(row) ?? false),
      })),
      fc
        .tuple(tie('condition'), tie('condition'), tie('condition'))
        .map(([a, b, c]): Written<boolean> => ({
          source: `(${a.source} ? ${b.source} : ${c.source})`,
          compute: (row) => (a.compute(row) ? b.compute(row) : c.compute(row)),
        })),
    ),
  }),
).condition;

const atoms = [
  'name',
  'deals',
  'contacts',
  'tags',
  'since',
  'employees',
  'annual_revenue',
  'owner',
  'parent',
  'contact_policy',
  'last_activity',
  'open_amount',
  'unknown',
  'today',
  'me',
  "'a'",
  "'2026-01-01'",
  '3',
  '0',
  '1.5',
  '21d',
  '3mo',
  'null',
  'true',
  'false',
  '[]',
  "['a', 'b']",
  '[1, 2]',
  "money('5 USD')",
];

/** Anything the grammar allows, sense or nonsense. */
const anyExpression: fc.Arbitrary<string> = fc.letrec<{ any: string }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    { weight: 3, arbitrary: fc.constantFrom(...atoms) },
    fc
      .tuple(
        tie('any'),
        fc.constantFrom('==', '!=', '<', '>=', '&&', '||', '+', '-', '*', '/', '%', 'in'),
        tie('any'),
      )
      .map(([a, sign, b]) => `(${a} ${sign} ${b})`),
    fc
      .tuple(
        fc.constantFrom('!', '-', 'has', 'size', 'string', 'days', 'date', 'abs', 'money'),
        tie('any'),
      )
      .map(([name, a]) => `${name}(${a})`),
    fc
      .tuple(
        tie('any'),
        fc.constantFrom(
          'name',
          'type',
          'owner',
          'amount',
          'opt_out',
          'x',
          'size()',
          'sum()',
          'max()',
          'first()',
          'lower()',
          "contains('a')",
          "matches('a+')",
        ),
      )
      .map(([a, name]) => `${a}.${name}`),
    fc
      .tuple(
        tie('any'),
        fc.constantFrom('exists', 'all', 'filter', 'map', 'sum', 'min', 'count', 'exists_one'),
        fc.constantFrom(
          'x',
          "x == 'a'",
          'x.name',
          'x.amount',
          'x > 1',
          'x in tags',
          'deals.exists(y, y == x)',
        ),
      )
      .map(([a, macro, body]) => `${a}.${macro}(x, ${body})`),
    fc.tuple(tie('any'), tie('any'), tie('any')).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
    fc.tuple(tie('any'), tie('any')).map(([a, b]) => `${a}[${b}]`),
    fc.tuple(tie('any'), tie('any')).map(([a, b]) => `coalesce(${a}, ${b})`),
  ),
})).any;

describe('the evaluator', () => {
  let snapshot: Workspace;
  const data = rows();

  before(async () => {
    const files = data.map((row, index) => [
      `accounts/r${String(index).padStart(2, '0')}.md`,
      fileOf(row),
    ]);
    files.push(['deals/one.md', '---\nname: One\naccount: r00\namount: 5 EUR\nstage: won\n---\n']);
    files.push(['deals/two.md', '---\nname: Two\naccount: r00\namount: 7 USD\n---\n']);
    snapshot = await aWorkspace(Object.fromEntries(files));
  });

  it('finds the records that a plain function finds, for any expression', () => {
    fc.assert(
      fc.property(condition, ({ source, compute }) => {
        fc.pre(source.length < 4000 && parseExpression(source).ok);
        const compiled = compileExpression(source, { snapshot, type: 'account', condition: true });
        assert.ok(compiled.ok, `${source}: ${compiled.issues[0]?.message}`);
        const found = snapshot.records('account').map((record) => compiled.test(record, today));
        assert.deepEqual(
          found,
          data.map((row) => compute(row) ?? false),
          source,
        );
      }),
      { numRuns: 500 },
    );
  });

  it('gives a value for whatever the check lets through, and never throws', () => {
    let evaluated = 0;
    fc.assert(
      fc.property(anyExpression, (source) => {
        const compiled = compileExpression(source, { snapshot, type: 'account', me: 'ana' });
        if (!compiled.ok) return assertPlaced(source, compiled.issues);
        evaluated++;
        for (const record of snapshot.records('account').slice(0, 8)) {
          compiled.evaluate(record, today);
          assert.equal(typeof compiled.test(record, today), 'boolean');
        }
      }),
      { numRuns: 2000 },
    );
    assert.ok(evaluated > 300, `only ${evaluated} were let through`);
  });

  it('refuses what is no expression with a place inside of it', () => {
    const piece = fc.constantFrom(...atoms, ...'()[].,!-?:<>=&|+*/%@`"#{}'.split(''), 'in', 'has(');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        const source = pieces.join(' ');
        const compiled = compileExpression(source, { snapshot, type: 'account' });
        assertPlaced(source, compiled.issues);
      }),
      { numRuns: 1000 },
    );
  });
});

function assertPlaced(source: string, issues: readonly ExpressionIssue[]): void {
  for (const { start, end } of issues) {
    assert.ok(start >= 0 && start <= end && end <= source.length, `${source}: ${start}-${end}`);
  }
}
