import assert from 'node:assert/strict';
import { aShop } from './aShop.ts';
import {
  aFolder,
  ensureBuilt,
  removeFolders,
  runCli,
  runJson,
  today,
  treeOf,
  writeAll,
} from './runCli.ts';
import type { CliResult } from './runCli.ts';

type Json = Readonly<Record<string, unknown>>;

describe('commands that read', () => {
  let root = '';
  before(ensureBuilt);
  before(() => {
    root = aFolder(aShop);
  });
  after(removeFolders);

  const run = (...args: readonly string[]): Promise<CliResult> =>
    runCli([...args, '--today', today], { cwd: root });
  const json = (...args: readonly string[]): Promise<unknown> =>
    runJson([...args, '--today', today], { cwd: root });
  const rows = async (...args: readonly string[]): Promise<readonly Json[]> =>
    (await json('list', ...args)) as readonly Json[];
  const ids = async (...args: readonly string[]): Promise<readonly unknown[]> =>
    (await rows(...args)).map(({ id }) => id);

  describe('list', () => {
    it('prints every declared field by its canonical name, missing ones as null', async () => {
      const [deal] = await rows('deal', '--limit', '1');
      assert.deepEqual(
        [deal?.['id'], deal?.['type'], deal?.['path'], deal?.['account'], deal?.['owner']],
        ['2026/anvils', 'deal', 'deals/2026/anvils.md', 'account/acme', 'ana'],
      );
      assert.deepEqual(deal?.['amount'], { amount: '12000.00', currency: 'EUR' });
      assert.equal(deal['lost_reason'], null);
      assert.equal(deal['close_date'], '2026-12-01');
    });

    it('prints durations in days and percentages from 0 to 1', async () => {
      assert.deepEqual(await rows('visit', '--fields', 'length,share'), [
        { id: 'first', type: 'visit', path: 'visits/first.md', length: 0.5, share: 0.333 },
      ]);
    });

    it('filters by an expression and by its short form', async () => {
      const long = "stage == 'won' || amount > money('10000 EUR')";
      assert.deepEqual(await ids('deal', '--where', long), ['2026/anvils', '2026/hull']);
      assert.deepEqual(await ids('deal', '--where', 'stage:offer owner:ana'), ['2026/anvils']);
      assert.deepEqual(await ids('deal', '--where', "account.industry == 'steel'"), [
        '2026/anvils',
        '2026/rivets',
      ]);
    });

    it('knows who asks from the e-mail that git has', async () => {
      writeAll(root, { '.gitconfig-test': '[user]\n\temail = ana@shop.example\n' });
      const { stdout } = await runCli(['list', 'deal', '--where', 'owner:@me', '--json'], {
        cwd: root,
        environment: { GIT_CONFIG_GLOBAL: `${root}/.gitconfig-test` },
      });
      assert.deepEqual(
        (JSON.parse(stdout) as readonly Json[]).map(({ id }) => id),
        ['2026/anvils'],
      );
    });

    it('sorts amounts of two currencies by what they are worth, and what has none last', async () => {
      assert.deepEqual(await ids('deal', '--sort', '-amount'), [
        '2026/anvils',
        '2026/hull',
        '2026/rivets',
      ]);
      assert.deepEqual(await ids('deal', '--sort', 'amount'), [
        '2026/hull',
        '2026/anvils',
        '2026/rivets',
      ]);
      assert.deepEqual(await ids('account', '--sort', 'status,-name', '--limit', '2'), [
        'acme',
        'corvus',
      ]);
    });

    it('shows fields of referenced records and computed figures', async () => {
      const [anvils] = await rows(
        'deal',
        '--fields',
        'account.industry,weighted_amount',
        '--limit',
        '1',
      );
      assert.equal(anvils?.['account.industry'], 'steel');
      assert.deepEqual(anvils['weighted_amount'], { amount: '6000.00', currency: 'EUR' });
    });

    it('prints an aligned table in which wide characters count double', async () => {
      const { stdout } = await run('list', 'account', '--fields', 'name,status,annual_revenue');
      assert.equal(
        stdout,
        'name             status      annual_revenue\n' +
          'Acme             customer  1,200,000.50 USD\n' +
          'Borealis 北极光  prospect\n' +
          'Corvus           prospct\n',
      );
    });

    it('writes CSV with amounts apart from currencies, and defuses formulas', async () => {
      const { stdout } = await run('list', 'deal', '--format', 'csv', '--fields', 'name,amount');
      assert.equal(
        stdout,
        'id,type,path,name,amount,amount_currency\n' +
          '2026/anvils,deal,deals/2026/anvils.md,Anvils,12000.00,EUR\n' +
          '2026/hull,deal,deals/2026/hull.md,Hull plates,5000.50,USD\n' +
          "2026/rivets,deal,deals/2026/rivets.md,'=Rivets,,\n",
      );
    });

    it('says which field was probably meant', async () => {
      const { code, stderr } = await run('list', 'deal', '--where', 'stag:won');
      assert.equal(code, 1);
      assert.match(stderr, /^--where: stag is not a field of Deal: did you mean stage\?\n/);
    });

    it('exits with 1 where nothing is found', async () => {
      assert.deepEqual(await run('list', 'deal', '--where', 'stage:lost', '--json'), {
        code: 1,
        stdout: '[]\n',
        stderr: '',
      });
      assert.deepEqual(await run('list', 'case'), {
        code: 1,
        stdout: '',
        stderr: 'No case found.\n',
      });
    });
  });

  describe('show', () => {
    it('prints all that is known of a record', async () => {
      const shown = (await json('show', 'acme')) as Json;
      assert.deepEqual(Object.keys(shown), [
        'id',
        'type',
        'path',
        'title',
        'fields',
        'invalid',
        'body',
        'links',
        'backlinks',
        'computed',
        'problems',
      ]);
      assert.deepEqual(shown['fields'], {
        name: 'Acme',
        status: 'customer',
        industry: 'steel',
        owner: 'ana',
        annual_revenue: { amount: '1200000.50', currency: 'USD' },
        tags: ['key'],
      });
      assert.match(String(shown['body']), /^\nMakes anvils/);
      assert.deepEqual(shown['links'], [
        {
          to: 'account/borealis',
          text: '[[borealis]]',
          field: null,
          path: 'accounts/borealis.md',
          line: 10,
        },
        { to: null, text: '[[offer that went away]]', field: null, path: null, line: 10 },
      ]);
      const backlinks = shown['backlinks'] as readonly Json[];
      assert(
        backlinks.some(({ from, field }) => from === 'account/borealis' && field === 'parent'),
      );
      assert.equal((shown['computed'] as Json)['open_deals'], 2);
      const [problem] = shown['problems'] as readonly Json[];
      assert.deepEqual([problem?.['code'], problem?.['line']], ['link-unresolved', 10]);
    });

    it('takes a reference in any form, and a path from the folder one is in', async () => {
      for (const form of [
        'anvils',
        '2026/anvils',
        'deal/2026/anvils',
        'deals/2026/anvils.md',
        '[[anvils]]',
      ]) {
        assert.equal(((await json('show', form)) as Json)['path'], 'deals/2026/anvils.md', form);
      }
      const { stdout } = await runCli(['show', 'anvils.md', '--json'], {
        cwd: `${root}/deals/2026`,
      });
      assert.equal((JSON.parse(stdout) as Json)['id'], '2026/anvils');
    });

    it('says what was probably meant', async () => {
      const { code, stdout, stderr } = await run('show', 'acm');
      assert.deepEqual([code, stdout], [1, '']);
      assert.equal(stderr, 'There is no record "acm": did you mean acme?\n');
    });

    it('reads well', async () => {
      const { stdout } = await run('show', 'hull');
      assert.match(stdout, /^Hull plates {2}Deal · deals\/2026\/hull\.md\n/);
      assert.match(stdout, /\n {2}account +Borealis 北极光\n/);
      assert.match(stdout, /\n {2}owner +ben\n/);
    });
  });

  describe('check', () => {
    it('gives places from 1 and the titles of fixes, and exits with 1 for an error', async () => {
      const { code, stdout } = await run('check', '--json');
      assert.equal(code, 1);
      const result = JSON.parse(stdout) as Json;
      assert.deepEqual(
        [result['records'], result['files'], result['errors'], result['warnings'], result['hints']],
        [10, 10, 1, 1, 0],
      );
      assert.deepEqual((result['problems'] as readonly Json[])[1], {
        path: 'accounts/corvus.md',
        line: 3,
        column: 9,
        endLine: 3,
        endColumn: 16,
        severity: 'error',
        code: 'enum-unknown',
        message: '"prospct" is not one of: prospect, customer, partner, former',
        fixes: ['Change to prospect'],
      });
    });

    it('looks at some files and folders only, and exits with 0 where these have no error', async () => {
      assert.equal((await run('check', 'deals')).code, 0);
      assert.equal((await run('check', 'accounts/acme.md')).code, 0);
      assert.equal((await run('check', 'deals', 'accounts/corvus.md')).code, 1);
      const { stdout } = await runCli(['check', '.', '--json'], { cwd: `${root}/deals` });
      assert.deepEqual((JSON.parse(stdout) as Json)['problems'], []);
    });

    it('annotates on GitHub', async () => {
      const { stdout } = await run('check', '--format', 'github');
      assert.match(
        stdout,
        /^::error file=accounts\/corvus\.md,line=3,endLine=3,col=9,endColumn=16,title=enum-unknown::"prospct" is not one of: /m,
      );
    });

    it('writes SARIF for code scanning', async () => {
      const { stdout } = await run('check', '--format', 'sarif');
      const sarif = JSON.parse(stdout) as {
        readonly version: string;
        readonly runs: readonly {
          readonly tool: { readonly driver: { readonly rules: readonly Json[] } };
          readonly results: readonly Json[];
        }[];
      };
      assert.equal(sarif.version, '2.1.0');
      const [first] = sarif.runs;
      assert.deepEqual(
        first?.results.map(({ ruleId, level }) => [ruleId, level]),
        [
          ['link-unresolved', 'warning'],
          ['enum-unknown', 'error'],
        ],
      );
      for (const { ruleIndex, ruleId } of first.results) {
        assert.equal(first.tool.driver.rules[Number(ruleIndex)]?.['id'], ruleId);
      }
    });
  });

  describe('types, fields and schema', () => {
    it('print the schema as resolved', async () => {
      const schema = (await json('types')) as {
        readonly currency: string;
        readonly types: readonly Json[];
      };
      assert.equal(schema.currency, 'EUR');
      assert(schema.types.some(({ name }) => name === 'visit'));
      const fields = (await json('fields', 'visit')) as {
        readonly fields: readonly Json[];
        readonly computed: readonly Json[];
      };
      assert.equal(fields.fields.find(({ name }) => name === 'length')?.['type'], 'duration');
      assert((await run('fields', 'deal')).stdout.includes('weighted_amount'));
      assert.match((await run('types')).stdout, /^visit +visits +1 /m);
    });

    it('print JSON Schema', async () => {
      const schema = JSON.parse((await run('schema', 'deal')).stdout) as Json;
      assert.equal(schema['$schema'], 'https://json-schema.org/draft/2020-12/schema');
      const { stdout } = await run('schema');
      assert('visit' in (JSON.parse(stdout) as { readonly $defs: Json }).$defs);
    });
  });

  describe('search', () => {
    it('finds words in text and fields, and marks what matched', async () => {
      const [hit] = (await json('search', 'anvil')) as readonly Json[];
      assert.deepEqual(Object.keys(hit ?? {}), [
        'id',
        'type',
        'path',
        'line',
        'title',
        'score',
        'snippet',
        'matches',
      ]);
      const [acme] = (await json('search', 'makes anvils', '--type', 'account')) as readonly Json[];
      assert.deepEqual([acme?.['id'], acme?.['line']], ['acme', 10]);
      const [[start, end] = [0, 0]] = (acme?.['matches'] ?? []) as readonly [number, number][];
      assert.match(String(acme?.['snippet']).slice(start, end), /^(?:Makes|anvils)$/);
    });

    it('forgives a typing error, takes filters and reads Chinese', async () => {
      const found = async (...args: readonly string[]): Promise<unknown> =>
        ((await json('search', ...args)) as readonly Json[])[0]?.['path'];
      assert.equal(await found('anvlis type:account'), 'accounts/acme.md');
      assert.equal(await found('北极光'), 'accounts/borealis.md');
      assert.equal(
        await found('plates', '--where', 'stage:won', '--type', 'deal'),
        'deals/2026/hull.md',
      );
      const none = await run('search', 'plates', '--where', 'stage:lost', '--type', 'deal');
      assert.equal(none.code, 1);
    });
  });

  describe('segment', () => {
    it('lists segments with their counts', async () => {
      const segments = (await json('segment')) as readonly Json[];
      assert.deepEqual(
        segments.map(({ name, kind, count }) => [name, kind, count]),
        [
          ['Customers', 'dynamic', 1],
          ['Friends', 'static', 2],
        ],
      );
    });

    it('lists members as type/id', async () => {
      assert.deepEqual(await json('segment', 'friends'), {
        name: 'Friends',
        id: 'friends',
        kind: 'static',
        of: 'account',
        count: 2,
        members: ['account/borealis', 'account/acme'],
      });
    });

    it('explains why a record is no member', async () => {
      const { stdout } = await run('segment', 'customers', '--explain', 'borealis');
      assert.match(
        stdout,
        /^account\/borealis is not a member of Customers\n {2}no {3}status == 'customer'\n +status is prospect/,
      );
      const explained = (await json('segment', 'Customers', '--explain', 'acme')) as Json;
      assert.equal(explained['member'], true);
    });

    it('says which segment was probably meant', async () => {
      const { code, stderr } = await run('segment', 'custmers');
      assert.deepEqual(
        [code, stderr],
        [1, 'There is no segment "custmers": did you mean customers?\n'],
      );
    });
  });

  describe('report', () => {
    it('lists built-in and saved reports', async () => {
      const reports = (await json('report')) as readonly Json[];
      const names = reports.map(({ name }) => name);
      for (const name of ['pipeline', 'win-loss', 'quality', 'by-owner'])
        assert(names.includes(name));
    });

    it('prints the same figures in every format', async () => {
      const formats = ['table', 'json', 'csv', 'markdown', 'html', 'svg'];
      const texts = await Promise.all(
        formats.map(async (format) => (await run('report', 'pipeline', '--format', format)).stdout),
      );
      const [table, asJson, csv, markdown, html, svg] = texts as [
        string,
        string,
        string,
        string,
        string,
        string,
      ];
      assert.match(table, /^Pipeline\nas of 2026-11-23/);
      assert((JSON.parse(asJson) as Json)['report'] === 'pipeline');
      assert.equal((await run('report', 'pipeline', '--json')).stdout, asJson);
      assert.match(csv, /^stage,/);
      assert.match(markdown, /^# Pipeline/m);
      assert.match(html, /^<!doctype html>/);
      assert(html.includes('.rapport-report'), 'the page carries its style');
      assert.match(svg, /^<svg /);
      for (const text of [table, markdown, html])
        assert(text.includes('12,000.00'), text.slice(0, 300));
    });

    it('takes parameters, and explains them with the columns', async () => {
      const report = (await json('report', 'win-loss', '--owner', 'ben', '--by', 'owner')) as {
        readonly rows: readonly Json[];
      };
      assert.deepEqual(
        report.rows.map(({ owner, won, records }) => [owner, won, records]),
        [['ben', 1, ['deal/2026/hull']]],
      );
      const { stdout } = await run('report', 'win-loss', '--help');
      for (const word of ['--by FIELD', '--where EXPRESSION', 'win_rate', 'cycle_median']) {
        assert(stdout.includes(word), word);
      }
    });
  });

  it('write nothing into the workspace', async () => {
    const before = treeOf(root);
    for (const args of [
      ['check'],
      ['list', 'deal'],
      ['report', 'pipeline'],
      ['search', 'x'],
      ['types'],
    ]) {
      await run(...args);
    }
    assert.deepEqual(treeOf(root), before);
  });
});
