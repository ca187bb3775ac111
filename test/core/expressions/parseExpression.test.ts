import assert from 'node:assert/strict';
import { parseExpression } from '../../../src/core/expressions/parseExpression.ts';
import type { AstNode, ExpressionIssue } from '../../../src/core/expressions/ast.ts';

function parsed(source: string): AstNode {
  const result = parseExpression(source);
  assert.ok(result.ok, source);
  return result.ast;
}

function refused(source: string): ExpressionIssue {
  const result = parseExpression(source);
  assert.ok(!result.ok, source);
  const [issue, ...others] = result.issues;
  assert.ok(issue);
  assert.equal(others.length, 0);
  assert.equal(issue.severity, 'error');
  return issue;
}

/** The parts of an expression by their text in the source. */
function partsOf(source: string): Readonly<Record<string, string>> {
  const parts: Record<string, string> = {};
  const visit = (node: AstNode): void => {
    parts[source.slice(node.start, node.end)] ??= node.kind;
    if (node.kind === 'binary') [node.left, node.right].forEach(visit);
    if (node.kind === 'and' || node.kind === 'or') node.operands.forEach(visit);
    if (node.kind === 'call') [...(node.target ? [node.target] : []), ...node.args].forEach(visit);
    if (node.kind === 'member') visit(node.object);
  };
  visit(parsed(source));
  return parts;
}

describe('parseExpression', () => {
  it('gives each part its place in the source, also behind durations, people and names in other scripts', () => {
    const source = "`lead-score` > 5 && touched < 21d && статус == 'ok' && owner == @me";
    assert.deepEqual(partsOf(source), {
      [source]: 'and',
      '`lead-score` > 5': 'binary',
      '`lead-score`': 'name',
      '5': 'number',
      'touched < 21d': 'binary',
      touched: 'name',
      '21d': 'call',
      "статус == 'ok'": 'binary',
      статус: 'name',
      "'ok'": 'text',
      'owner == @me': 'binary',
      owner: 'name',
      '@me': 'name',
    });
  });

  it('takes a chain of one operator as one level, so that long lists of conditions are no deep ones', () => {
    const many = Array.from({ length: 100 }, (_, i) => `a${i} == 1`).join(' || ');
    const ast = parsed(many);
    assert.equal(ast.kind, 'or');
    assert.equal(ast.kind === 'or' ? ast.operands.length : 0, 100);
  });

  it('keeps decimals exactly as written', () => {
    const ast = parsed('0.10');
    assert.deepEqual(ast.kind === 'number' ? ast.decimal : undefined, { coefficient: 1, scale: 1 });
  });

  it('takes words that CEL reserves as names of fields', () => {
    assert.equal(parsed("for == 'deal'").kind, 'binary');
  });

  it('reads months and years as those of the calendar, other durations by their length', () => {
    const calls = ['3mo', '2y', '1h30m'].map((source) => {
      const ast = parsed(source);
      return ast.kind === 'call' ? ast.name : ast.kind;
    });
    assert.deepEqual(calls, ['months', 'years', 'duration']);
  });

  describe('says where it stops and what was expected', () => {
    const cases: readonly (readonly [source: string, start: number, message: RegExp])[] = [
      ['amount >', 8, /At the end: expected a value/],
      ['amount > > 5', 9, /At character 10: expected a value, found >/],
      ["tags in ['a', 'b'", 17, /At the end: expected `\]`/],
      ["(stage == 'won'", 15, /At the end: expected `\)`/],
      ['a ? b', 5, /At the end: expected `:`/],
      ["stage == 'won", 9, /At character 10: the text is not closed: expected '/],
      ['stage won', 6, /At character 7: expected an operator .* found won/],
      ['a # b', 2, /At character 3: expected an operator .* found #/],
      ['21d && 21d && )', 14, /At character 15: expected a value, found \)/],
      ['deals.exists(1, true)', 13, /At character 14: expected a name for the item/],
      ['', 0, /Expected an expression/],
      ["b'bytes'", 0, /Bytes have no use here/],
    ];
    for (const [source, start, message] of cases) {
      it(source === '' ? 'nothing' : source, () => {
        const issue = refused(source);
        assert.match(issue.message, message);
        assert.equal(issue.start, start);
      });
    }
  });

  it('offers its own sign for that of another language', () => {
    const suggestions = ["stage = 'won'", 'a and b', 'a or b', 'a & b', 'not a'].map(
      (source) => refused(source).suggestion,
    );
    assert.deepEqual(suggestions, ['==', '&&', '||', '&&', undefined]);
  });

  it('offers the number in full for one written short', () => {
    const issue = refused('amount > 10k');
    assert.equal(issue.suggestion, '10000');
    assert.equal('amount > 10k'.slice(issue.start, issue.end), '10k');
  });

  describe('refuses what is too large, and does not hang or overflow', () => {
    const hostile: Readonly<Record<string, string>> = {
      'a source of 5,000 characters': `a == '${'x'.repeat(5000)}'`,
      '3,900 negations': `${'!'.repeat(3900)}a`,
      '3,900 minus signs': `${'-'.repeat(3900)}1`,
      '1,900 parentheses': `${'('.repeat(1900)}1${')'.repeat(1900)}`,
      '900 open brackets': '['.repeat(900),
      'nested calls': `${'f('.repeat(900)}1${')'.repeat(900)}`,
      'nested conditionals': `${'a ? b : '.repeat(400)}c`,
      'a sum of 800 terms': Array.from({ length: 800 }, () => '1').join('+'),
      'a chain of 400 dots': `a${'.b'.repeat(400)}`,
      'nested macros': `${'a.exists(x, '.repeat(100)}x${')'.repeat(100)}`,
    };
    for (const [what, source] of Object.entries(hostile)) {
      it(what, () => {
        assert.match(refused(source).message, /too large|longer than|nested/);
      });
    }
  });

  it('takes names of every object for ordinary names', () => {
    for (const name of ['__proto__', 'constructor', 'prototype', 'toString']) {
      assert.deepEqual(parsed(name), { kind: 'name', name, start: 0, end: name.length });
    }
  });
});
