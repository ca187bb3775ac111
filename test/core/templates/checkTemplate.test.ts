import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { applyFix } from '../../support/applyFix.ts';
import { anEngine } from '../../support/inMemoryWorkspace.ts';

async function problemsOf(text: string) {
  const engine = await anEngine({ 'templates/note.md': text });
  return engine.problems('templates/note.md');
}

const summary = (problems: Awaited<ReturnType<typeof problemsOf>>) =>
  problems.map(
    ({ range, severity, message }) =>
      `${range.start.line + 1}:${range.start.column + 1} ${severity}: ${message}`,
  );

describe('templates', () => {
  it('may name fields of the type that they are for, through references, and of people', async () => {
    const text =
      '---\nfor: deal\n---\n\n{{name}} {{amount}} {{account.name}} {{account.last_activity}} {{owner.email}} {{ today }}\n';
    assert.deepEqual(await problemsOf(text), []);
  });

  it('may name any type and its fields where they are for a channel', async () => {
    const text = '---\nfor: email\nsubject: "{{contact.name}}, hello"\n---\n{{severity}} {{now}}\n';
    assert.deepEqual(await problemsOf(text), []);
  });

  it('are told of a mistyped field, in the subject and in the body, with a fix', async () => {
    const text =
      '---\nfor: deal\nsubject: "About {{amonut}}"\n---\n\nWith {{acount.name}} and {{account.indusry}}\n';
    const problems = await problemsOf(text);
    assert.deepEqual(summary(problems), [
      '3:19 warning: amonut is not a field that can be filled in here: did you mean amount?',
      '6:8 warning: acount is not a field that can be filled in here: did you mean account?',
      '6:36 warning: indusry is not a field that can be filled in here: did you mean industry?',
    ]);
    const fixed = problems.reduceRight((now, { fixes }) => applyFix(now, fixes[0]), text);
    assert.ok(fixed.includes('{{account.name}} and {{account.industry}}'), fixed);
  });

  it('are hinted at a name that nothing is like', async () => {
    assert.deepEqual(summary(await problemsOf('---\nfor: deal\n---\n{{zzzzqqqq}}\n')), [
      '4:3 hint: zzzzqqqq is not a field that can be filled in here and will stay empty',
    ]);
  });
});
