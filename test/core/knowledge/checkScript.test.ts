import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { applyFix } from '../../support/applyFix.ts';
import { anEngine } from '../../support/inMemoryWorkspace.ts';

async function problemsOf(steps: string, name = 'scripts/call.yaml') {
  const engine = await anEngine({ [name]: `title: Call\ntopics: [request/x]\nsteps:\n${steps}` });
  return engine.problems(name).map(({ code, severity, message, range, fixes }) => ({
    at: `${range.start.line + 1}:${range.start.column + 1}`,
    code,
    severity,
    message,
    fixes,
  }));
}

const summary = (problems: Awaited<ReturnType<typeof problemsOf>>) =>
  problems.map(({ at, code, message }) => `${at} ${code}: ${message}`);

describe('guided scripts', () => {
  it('are silent about a script whose every way ends', async () => {
    const steps = `  - {id: a, ask: Well?, answers: [{if: yes, goto: b}, {if: no, goto: c}]}
  - {id: b, say: Good, resolve: Done}
  - {id: c, ask: Sure?, answers: [{if: yes, goto: a}, {if: no, goto: b}]}
`;
    assert.deepEqual(await problemsOf(steps), []);
  });

  it('point at the answer that leads to no step, and offer the step that was meant', async () => {
    const steps = `  - id: start
    ask: Well?
    answers:
      - {if: yes, goto: resovled}
      - {if: no, goto: "nowhere-at-all"}
  - id: resolved
    resolve: Done
`;
    const problems = await problemsOf(steps);
    assert.deepEqual(summary(problems), [
      '7:25 script-goto: There is no step "resovled": did you mean "resolved"?',
      '8:24 script-goto: There is no step "nowhere-at-all"',
      '9:9 script-unreachable: No answer leads to the step "resolved"',
    ]);
    const text = `title: Call\ntopics: [request/x]\nsteps:\n${steps}`;
    const fixed = applyFix(text, problems[0]?.fixes[0]);
    assert.ok(fixed.includes('- {if: yes, goto: resolved}'), fixed);
  });

  it('point at an answer that leads nowhere at all', async () => {
    const steps = `  - {id: a, ask: Well?, answers: [{if: yes, goto: b}, {if: no}]}
  - {id: b, resolve: Done}
`;
    assert.deepEqual(summary(await problemsOf(steps)), [
      '4:55 script-goto: This answer leads nowhere: give it a goto',
    ]);
  });

  it('point at a step that no answer leads to', async () => {
    const steps = `  - {id: a, resolve: Done}
  - {id: lost, resolve: Never}
`;
    assert.deepEqual(summary(await problemsOf(steps)), [
      '5:10 script-unreachable: No answer leads to the step "lost"',
    ]);
  });

  it('point once at a circle that no way leads out of', async () => {
    const steps = `  - {id: a, ask: '?', answers: [{if: x, goto: b}, {if: y, goto: end}]}
  - {id: b, ask: '?', answers: [{if: x, goto: c}]}
  - {id: c, ask: '?', answers: [{if: x, goto: b}]}
  - {id: end, resolve: Done}
`;
    assert.deepEqual(summary(await problemsOf(steps)), [
      '5:10 script-endless: From the step "b" on the conversation never ends: no way leads to a resolve',
    ]);
  });

  it('point at a step after which nothing follows', async () => {
    const steps = `  - {id: a, say: Hello}
`;
    assert.deepEqual(summary(await problemsOf(steps)), [
      '4:10 script-endless: After the step "a" nothing follows: give it answers or a resolve',
    ]);
  });

  it('point at a second step of the same name', async () => {
    const steps = `  - {id: a, ask: '?', answers: [{if: x, goto: b}]}
  - {id: b, resolve: First}
  - {id: b, resolve: Second}
`;
    assert.deepEqual(summary(await problemsOf(steps)), [
      '6:10 field-unique: Another step is called "b" already: answers lead to that one',
      '6:10 script-unreachable: No answer leads to the step "b"',
    ]);
  });

  it('say nothing about steps that could not be read', async () => {
    const codes = (await problemsOf('  - [unclosed\n')).map(({ code }) => code);
    assert.ok(codes.includes('yaml-syntax'));
    assert.ok(codes.every((code) => !code.startsWith('script-')));
  });
});
