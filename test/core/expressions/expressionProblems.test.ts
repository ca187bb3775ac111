import assert from 'node:assert/strict';
import { checkExpression } from '../../../src/core/expressions/checkExpression.ts';
import { expressionProblems } from '../../../src/core/expressions/expressionProblems.ts';
import { offsetAt } from '../../../src/core/model/range.ts';
import { aWorkspace } from '../../support/inMemoryWorkspace.ts';

/** Problems of the rule of a segment, each with the text of the file it is at. */
async function problemsOf(where: string) {
  const file = `name: S\nkind: dynamic\nof: account\nwhere: ${where}\n`;
  const snapshot = await aWorkspace({ 'segments/s.yaml': file });
  const record = snapshot.get('segment', 's');
  const source = record?.fields['where'];
  assert.ok(record && typeof source === 'string');
  const checked = checkExpression(source, snapshot.schema, 'account', { condition: true });
  return expressionProblems(record, 'where', source, checked).map((problem) => ({
    at: file.slice(offsetAt(file, problem.range.start), offsetAt(file, problem.range.end)),
    code: problem.code,
    severity: problem.severity,
    fixes: problem.fixes.flatMap((fix) => fix.edits.map((edit) => edit.newText)),
  }));
}

describe('expressionProblems', () => {
  it('point at the part of the file that is wrong, with a fix', async () => {
    const expected = [
      { at: 'industri', code: 'expression-check', severity: 'warning', fixes: ['industry'] },
    ];
    assert.deepEqual(await problemsOf("industri == 'x'"), expected);
    assert.deepEqual(await problemsOf(`"industri == 'x'"`), expected);
  });

  it('point at the whole value where the file lays it out otherwise', async () => {
    const [problem] = await problemsOf(">-\n  status == 'customer' &&\n  industri == 'x'");
    assert.ok(problem);
    assert.match(problem.at, /status/);
    assert.deepEqual(problem.fixes, []);
  });

  it('tell what cannot be read from what does not fit', async () => {
    const [problem] = await problemsOf('status == ');
    assert.equal(problem?.code, 'expression-syntax');
    assert.equal(problem?.severity, 'error');
  });
});
