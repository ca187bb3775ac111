import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { resolveSchema } from '../../../src/core/schema/resolveSchema.ts';
import { cleanSchema, fixed, problemsOf, theProblem, underlined } from './configSupport.ts';

describe('people in crm.yaml', () => {
  it('are named in full, in short, or by their key alone', () => {
    const { people } = cleanSchema(
      'people:\n  ana: {name: Ana Ruiz, email: ana@x.example, aliases: Annie}\n  jun: Jun Wei\n  mary_ann:\n',
    );
    assert.deepEqual(people, [
      { key: 'ana', name: 'Ana Ruiz', email: 'ana@x.example', aliases: ['Annie'] },
      { key: 'jun', name: 'Jun Wei', aliases: [] },
      { key: 'mary_ann', name: 'Mary ann', aliases: [] },
    ]);
  });

  it('may carry an alias that is their own key or name in other letters', () => {
    cleanSchema('people: {ana: {name: Ana, aliases: [Ana, ANA]}}\n');
  });

  it('cannot share an e-mail or alias: the second is a problem and is left out', () => {
    const text = `people:
  ana: {name: Ana Ruiz, email: sales@x.example, aliases: [omar]}
  omar: {name: Omar Haddad, email: Sales@x.example}
`;
    const problems = problemsOf(text);
    assert.deepEqual(problems.map((problem) => underlined(text, problem)).sort(), [
      'Sales@x.example',
      'omar',
    ]);
    const { people } = resolveSchema(text).schema;
    assert.deepEqual(
      people.map(({ email, aliases }) => [email, aliases.length]),
      [
        ['sales@x.example', 0],
        [undefined, 0],
      ],
    );
  });

  it('with keys that differ only by case are one too many', () => {
    const text = 'people: {ana: Ana, ANA: Other}\n';
    assert.equal(underlined(text, theProblem(text)), 'ANA');
    assert.equal(resolveSchema(text).schema.people.length, 1);
  });

  it('need an e-mail address that is one', () => {
    const text = 'people: {ana: {email: ana at x}}\n';
    assert.equal(underlined(text, theProblem(text)), 'ana at x');
  });

  it('have no other settings', () => {
    const text = 'people: {ana: {name: Ana, emial: a@x.example}}\n';
    const problem = theProblem(text);
    assert.equal(problem.code, 'config-unknown');
    assert.equal(fixed(text, problem.fixes[0]), 'people: {ana: {name: Ana, email: a@x.example}}\n');
  });
});

describe('pipelines in crm.yaml', () => {
  it('are a sensible one where none is named', () => {
    const { pipelines } = cleanSchema('name: Acme\n');
    assert.deepEqual(
      pipelines.map(({ id, stages }) => [id, stages.map((stage) => stage.id).join(' ')]),
      [['sales', 'qualify proposal commit won lost']],
    );
  });

  it('keep their order, the first being the default', () => {
    const { pipelines } = cleanSchema(`pipelines:
  renewals: {name: Renewals and extensions, stages: [{id: up, probability: 50}, {id: kept, outcome: won}, {id: gone, outcome: lost}]}
  sales: {stages: [{id: new, probability: 5%}, {id: won, outcome: won}, {id: lost, outcome: lost}]}
`);
    assert.deepEqual(
      pipelines.map(({ id, name }) => [id, name]),
      [
        ['renewals', 'Renewals and extensions'],
        ['sales', 'Sales'],
      ],
    );
    assert.deepEqual(pipelines[0]?.stages, [
      { id: 'up', name: 'Up', probability: 50, forecast: 'pipeline' },
      { id: 'kept', name: 'Kept', probability: 100, forecast: 'closed', outcome: 'won' },
      { id: 'gone', name: 'Gone', probability: 0, forecast: 'omitted', outcome: 'lost' },
    ]);
    assert.equal(pipelines[1]?.stages[0]?.probability, 5);
  });

  it('hint that no deal can ever be won or lost', () => {
    const text =
      'pipelines: {sales: {stages: [{id: new, probability: 10}, {id: won, outcome: won}]}}\n';
    const problem = theProblem(text);
    assert.equal(problem.severity, 'hint');
    assert.match(problem.message, /outcome: lost/);
    assert.equal(underlined(text, problem), 'sales');
  });

  it('say which probability they assume where a stage has none', () => {
    const text =
      'pipelines: {s: {stages: [{id: a}, {id: b}, {id: c}, {id: w, outcome: won}, {id: l, outcome: lost}]}}\n';
    const problems = problemsOf(text);
    assert.deepEqual(
      problems.map(({ severity }) => severity),
      ['hint', 'hint', 'hint'],
    );
    const { stages } = resolveSchema(text).schema.pipelines[0] ?? { stages: [] };
    assert.deepEqual(
      stages.map((stage) => stage.probability),
      [25, 50, 75, 100, 0],
    );
  });

  it('refuse what makes no sense, value by value', () => {
    const text = `pipelines:
  sales:
    stages:
      - {id: a, probability: 120, forecast: best case, rot_after: 21}
      - {id: A, probability: 5}
      - {probability: 5}
      - {id: won, outcome: win}
      - {id: w, outcome: won}
      - {id: l, outcome: lost}
`;
    const found = problemsOf(text).filter((problem) => problem.severity === 'error');
    assert.deepEqual(
      found.map((problem) => underlined(text, problem)),
      ['120', 'best case', '21', '{probability: 5}', 'win', 'A'],
    );
    const { schema } = resolveSchema(text);
    assert.deepEqual(
      schema.pipelines[0]?.stages.map((stage) => stage.id),
      ['a', 'won', 'w', 'l'],
    );
    const forecast = found.find((problem) => underlined(text, problem) === 'best case');
    assert.equal(forecast?.fixes[0]?.safe, true);
    assert.match(fixed(text, forecast?.fixes[0]), /forecast: best_case/);
  });

  it('need stages', () => {
    for (const text of [
      'pipelines: {sales: {}}\n',
      'pipelines: {sales: {stages: []}}\n',
      'pipelines: {sales: {stages: x}}\n',
    ]) {
      assert.equal(theProblem(text).code, 'config-value');
      assert.deepEqual(resolveSchema(text).schema.pipelines, [
        { id: 'sales', name: 'Sales', stages: [] },
      ]);
    }
  });

  it('take stage ids of any script and form', () => {
    const { pipelines } = cleanSchema(
      'pipelines: {s: {stages: [{id: "Closed Won", outcome: won}, {id: 丢单, outcome: lost}, {name: Neu, probability: 1}]}}\n',
    );
    assert.deepEqual(
      pipelines[0]?.stages.map(({ id, name }) => [id, name]),
      [
        ['Closed Won', 'Closed Won'],
        ['丢单', '丢单'],
        ['Neu', 'Neu'],
      ],
    );
  });
});
