import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { recordTooltip } from '../../../src/core/views/recordTooltip.ts';
import { aView, record } from './aTree.ts';

async function tooltip(files: Readonly<Record<string, string>>, path: string): Promise<string> {
  const view = await aView(files);
  const found = view.snapshot.byPath(path);
  assert.ok(found);
  return recordTooltip(found, view);
}

/** Markdown as it reads: what is escaped stands for itself. */
const unescaped = (markdown: string): string => markdown.replace(/\\(.)/g, '$1');

describe('hovering over a record', () => {
  it('tells what one would ask next, with names for keys and distances for dates', async () => {
    const text = await tooltip(
      {
        'accounts/acme.md': record('name: Acme\nstatus: customer\nowner: ana\nhealth: 70'),
        'deals/a.md': record(
          'name: A\naccount: acme\nstage: qualify\namount: 2500 USD\nnext_step: Call Ada\nnext_step_date: 2026-11-25',
        ),
        'activities/x.md': record('title: X\nkind: call\ndate: 2026-11-20\naccount: acme'),
      },
      'accounts/acme.md',
    );
    assert.deepEqual(unescaped(text).split('  \n'), [
      '**Acme**',
      'Status: Customer',
      'Owner: Ana Ruiz',
      'Health: 70',
      'Open deals: 1',
      'Open amount: 2,000 EUR',
      'Last activity: 2026-11-20 (3 days ago)',
      'Next step: Call Ada',
      'Next step date: 2026-11-25 (in 2 days)',
      '`accounts/acme.md`',
    ]);
  });

  it('lets no text of a record act as markup', async () => {
    const name =
      '<img src=x> [a](command:evil) **b** `c` | www.evil.example <b@c.example> $(flame)';
    const text = await tooltip({ 'accounts/a.md': `---\nname: '${name}'\n---\n` }, 'accounts/a.md');
    const [title = ''] = text.split('  \n');
    assert.equal(unescaped(title), `**${name}**`);
    assert.doesNotMatch(title, /(?<!\\)[<[\]`|]/);
    assert.doesNotMatch(title, /www\.|b@c|command:/);
  });

  it('names the worst that is wrong', async () => {
    const text = await tooltip(
      { 'accounts/a.md': record('name: A\nstatus: custmer\nhealth: 400') },
      'accounts/a.md',
    );
    assert.match(unescaped(text), /Error: "custmer" is not one of/);
    assert.match(unescaped(text), /Error: Health must be 0 to 100, not 400/);
  });

  it('shows the first fields of a type of the workspace’s own', async () => {
    const config = `version: 1
name: F
currency: EUR
types:
  vehicle:
    folder: vehicles
    fields:
      plate: {type: string}
      bought: {type: date}
`;
    const text = await tooltip(
      {
        'crm.yaml': config,
        'vehicles/van.md': record('name: Van\nplate: B-XY 1\nbought: 2026-11-22'),
      },
      'vehicles/van.md',
    );
    assert.deepEqual(unescaped(text).split('  \n'), [
      '**Van**',
      'Plate: B-XY 1',
      'Bought: 2026-11-22 (yesterday)',
      '`vehicles/van.md`',
    ]);
  });
});
