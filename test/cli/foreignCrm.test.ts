import assert from 'node:assert/strict';
import { aCopyOf, ensureBuilt, removeFolders, runCli, runJson, treeOf } from './runCli.ts';

type Json = Readonly<Record<string, unknown>>;

describe('a vault that somebody else keeps, read by mapping alone', () => {
  let root = '';
  before(ensureBuilt);
  before(() => {
    root = aCopyOf('test/fixtures/foreign-crm');
  });
  after(removeFolders);

  const list = async (...args: readonly string[]): Promise<readonly Json[]> =>
    (await runJson(['list', ...args], { cwd: root })) as readonly Json[];

  it('lists companies as accounts, with their own names of fields and values', async () => {
    assert.deepEqual(
      await list('account', '--fields', 'status,industry,owner,annual_revenue,parent'),
      [
        {
          id: 'harbour & sons',
          type: 'account',
          path: 'companies/Harbour & Sons.md',
          status: 'customer',
          industry: 'Boatbuilding',
          owner: 'mara',
          annual_revenue: { amount: '4200000.00', currency: 'USD' },
          parent: null,
        },
        {
          id: 'kiln & clay',
          type: 'account',
          path: 'companies/Kiln & Clay.md',
          status: 'former',
          industry: 'Ceramics',
          owner: null,
          annual_revenue: { amount: '310000.00', currency: 'EUR' },
          parent: null,
        },
        {
          id: 'tidal books',
          type: 'account',
          path: 'companies/Tidal Books.md',
          status: 'prospect',
          industry: 'Bookselling',
          owner: 'joel',
          annual_revenue: null,
          parent: 'account/harbour & sons',
        },
      ],
    );
  });

  it('names people by first and last name, and finds where they work through wikilinks', async () => {
    const people = await list('contact', '--fields', 'title,account,emails');
    assert.deepEqual(
      people.map(({ title, account, emails }) => [title, account, emails]),
      [
        ['Bo Renner', 'account/tidal books', ['bo@tidalbooks.example', 'shop@tidalbooks.example']],
        ['Ingrid Solberg', 'account/harbour & sons', ['ingrid@harbour-sons.example']],
      ],
    );
  });

  it('reads stages as the vault calls them', async () => {
    const deals = await list(
      'deal',
      '--fields',
      'account,stage,amount,created',
      '--sort',
      'created',
    );
    assert.deepEqual(
      deals.map(({ account, stage, created }) => [account, stage, created]),
      [
        ['account/harbour & sons', 'signed', '2025-01-10'],
        ['account/kiln & clay', 'dead', '2025-02-01'],
        ['account/harbour & sons', 'proposal_sent', '2026-06-02'],
        ['account/tidal books', 'in_talks', '2026-09-20'],
      ],
    );
  });

  it('takes type: for what it is there, a field of the file', async () => {
    const kinds = await list('deal');
    assert.deepEqual(
      kinds.map((deal) => [deal['type'], deal['fields.type']]),
      [
        ['deal', 'brand'],
        ['deal', 'website'],
        ['deal', 'website'],
        ['deal', 'shop'],
      ],
    );
    const inbox = await runCli(['show', 'inbox'], { cwd: root });
    assert.equal(inbox.code, 1);
  });

  it('shows a company with everything that refers to it, from fields and from text', async () => {
    const company = (await runJson(['show', 'Harbour & Sons'], { cwd: root })) as {
      readonly title: string;
      readonly fields: Json;
      readonly links: readonly { readonly to: string }[];
      readonly backlinks: readonly { readonly from: string; readonly field: string | null }[];
      readonly computed: Json;
    };
    assert.equal(company.title, 'Harbour & Sons');
    assert.equal(company.fields['type'], 'manufacturing');
    assert.deepEqual(
      company.links.map(({ to }) => to),
      ['contact/ingrid solberg', 'deal/harbour configurator'],
    );
    assert.deepEqual(
      company.backlinks.map(({ from, field }) => `${from} ${field ?? 'text'}`).sort(),
      [
        'account/tidal books parent',
        'account/tidal books text',
        'activity/2026-11-03 harbour account',
        'contact/ingrid solberg account',
        'deal/closed/harbour brand account',
        'deal/harbour configurator account',
      ],
    );
    assert.equal(company.computed['open_deals'], 1);
    assert.deepEqual(company.computed['won_amount'], { amount: '21000.00', currency: 'USD' });
  });

  it('reports the pipeline in the order of its board, and what was won', async () => {
    const pipeline = (await runJson(['report', 'pipeline'], { cwd: root })) as {
      readonly rows: readonly Json[];
      readonly totals: Json;
    };
    assert.deepEqual(
      pipeline.rows.map(({ stage, count }) => [stage, count]),
      [
        ['lead', 0],
        ['in_talks', 1],
        ['proposal_sent', 1],
      ],
    );
    assert.deepEqual(pipeline.totals['amount'], { amount: '50500.50', currency: 'USD' });
    assert.deepEqual(pipeline.totals['weighted'], { amount: '26700.15', currency: 'USD' });
    const { stdout } = await runCli(['report', 'win-loss', '--format', 'csv'], { cwd: root });
    assert.match(stdout, /^won,lost,win_rate/);
    assert.match(stdout, /\n1,1,0\.5,21000\.00,9000\.00,/);
  });

  it('touches none of its files', async () => {
    const before = treeOf(root);
    await runCli(['check'], { cwd: root });
    await runCli(['search', 'sails'], { cwd: root });
    assert.deepEqual(treeOf(root), before);
  });
});
