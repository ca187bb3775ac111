import assert from 'node:assert/strict';
import { checkExpression } from '../../../src/core/expressions/checkExpression.ts';
import { isShortForm, translateShortForm } from '../../../src/core/expressions/shortForm.ts';
import { theFirm } from './aFirm.ts';

/** Short forms, each with the expression that it must become and that must fit the schema. */
function becomes(type: string, expectations: Readonly<Record<string, string>>): void {
  for (const [short, expected] of Object.entries(expectations)) {
    it(`${short}  becomes  ${expected}`, async () => {
      const { schema } = await theFirm();
      const { expression, issues, rest } = translateShortForm(short, schema, type);
      assert.deepEqual([expression, rest, issues], [expected, '', []]);
      assert.deepEqual(checkExpression(expression, schema, type, { condition: true }).issues, []);
    });
  }
}

describe('the short form', () => {
  describe('of the manual', () => {
    becomes('deal', {
      'stage:won amount>10k owner:@me touched<30d -tag:x':
        "stage == 'won' && amount > 10000 && owner == me && last_activity > today - days(30) && !('x' in tags)",
    });
  });

  describe('writes options and people as they are known', () => {
    becomes('deal', {
      'stage:won,lost': "stage in ['won', 'lost']",
      'stage:WON': "stage == 'won'",
      'stage=won': "stage == 'won'",
      'stage>=proposal': "stage >= 'proposal'",
      '-stage:won,lost': "!(stage in ['won', 'lost'])",
      'owner:bo,me': "owner in ['bo', me]",
      'owner:@bo': "owner == 'bo'",
      'owner:"Ana Ruiz"': "owner == 'ana'",
      'owner:a.ruiz@old.example': "owner == 'ana'",
      'owner:somebody': "owner == 'somebody'",
      'owner:none': '!has(owner)',
      'account.account_tier:Gold': "account.account_tier == 'gold'",
      'forecast:best-case': "forecast == 'best_case'",
    });
  });

  describe('counts in thousands, millions and currencies, exactly', () => {
    becomes('deal', {
      'amount>10k': 'amount > 10000',
      'amount>=1.5m': 'amount >= 1500000',
      'amount:0.1k': 'amount == 100',
      'amount<10kUSD': "amount < money('10000 USD')",
      'amount>10k EUR': "amount > money('10000 EUR')",
      'amount>10k EUR stage:won': "amount > money('10000 EUR') && stage == 'won'",
      'amount:10k..20k': 'amount >= 10000 && amount <= 20000',
      'amount:10k..': 'amount >= 10000',
      'amount:..20kEUR': "amount <= money('20000 EUR')",
      '-amount:1..2': '!(amount >= 1 && amount <= 2)',
      'amount:1,2..3': '(amount == 1 || (amount >= 2 && amount <= 3))',
      'probability>50%': 'probability > 50',
      'days_in_stage>3w': 'days_in_stage > weeks(3)',
      'days_in_stage>21': 'days_in_stage > 21',
    });
  });

  describe('counts distances from today back for what lies behind and ahead for what lies ahead', () => {
    becomes('deal', {
      'created<30d': 'created > today - days(30)',
      'created>=2w': 'created <= today - weeks(2)',
      'close_date<2w': 'close_date < today + weeks(2)',
      'close_date>3m': 'close_date > today + months(3)',
      'next_step_date<=1q': 'next_step_date <= today + months(3)',
      'close_date<-1y': 'close_date < today - years(1)',
      'created>+2d': 'created > today + days(2)',
    });
    becomes('task', {
      'due:today': 'due == today',
      'due<tomorrow': 'due < today + days(1)',
      'due:yesterday': 'due == today - days(1)',
      overdue: 'overdue',
      '-overdue': '!overdue',
    });
    becomes('article', {
      'touched>1y': 'updated < today - years(1)',
      'review_by<30d': 'review_by < today + days(30)',
    });
  });

  describe('knows days, weeks, months, quarters and years', () => {
    becomes('deal', {
      'created>2026-01-01': "created >= date('2026-01-01') + days(1)",
      'created>=2026-01-01': "created >= date('2026-01-01')",
      'close_date:2026-11': "close_date >= date('2026-11-01') && close_date < date('2026-12-01')",
      'close_date:2026-Q4': "close_date >= date('2026-10-01') && close_date < date('2027-01-01')",
      'close_date>2026': "close_date >= date('2027-01-01')",
      'close_date<=2026-11': "close_date < date('2026-12-01')",
      'close_date:this-week':
        "close_date >= start_of('week', today) && close_date < start_of('week', today) + weeks(1)",
      'closed:last-quarter':
        "closed >= start_of('quarter', today) - months(3) && closed < start_of('quarter', today)",
      'close_date:2026-01-01..2026-03-31':
        "close_date >= date('2026-01-01') && close_date < date('2026-03-31') + days(1)",
      'created:-30d..today': 'created >= today - days(30) && created < today + days(1)',
    });
  });

  describe('looks into texts, lists and references', () => {
    becomes('account', {
      'name:works': "name.lower().contains('works')",
      'name:"Acme Works"': "name.lower().contains('acme works')",
      'city=Berlin': "city == 'Berlin'",
      'tag:saas': "'saas' in tags",
      'tags:a,b': "('a' in tags || 'b' in tags)",
      'team:@me': 'me in team',
      'contact_policy.opt_out:yes': 'contact_policy.opt_out',
      'contact_policy.opt_out:no': '!contact_policy.opt_out',
      'deals>2': 'deals.size() > 2',
      'deals.stage:won': "deals.exists(item0, item0.stage == 'won')",
      'revenue>1m': 'annual_revenue > 1000000',
      'lead-score>70': 'lead_score > 70',
      'id:acme': "id == 'acme'",
    });
    becomes('deal', {
      'account:acme': "(account == 'acme' || account.title.lower() == 'acme')",
      'account.industry:steel': "account.industry.lower().contains('steel')",
      'contacts.role:champion': "contacts.exists(item0, item0.role == 'champion')",
      'lines.product:anvil':
        "lines.exists(item0, (item0.product == 'anvil' || item0.product.title.lower() == 'anvil'))",
    });
    becomes('article', {
      'topic:metal': "topics.exists(x, (x == 'metal' || x.startsWith('metal/')))",
    });
    becomes('activity', { 'duration>45m': "duration > duration('45m')" });
  });

  describe('asks what is there and how things stand', () => {
    becomes('deal', {
      'has:owner': 'has(owner)',
      'no:owner,amount': '(!has(owner) || !has(amount))',
      'has:account.industry': 'has(account.industry)',
      'is:open': 'is_open',
      'is:won,lost': '(is_won || is_lost)',
      '-is:open': '!(is_open)',
      'is:closed': '!is_open',
      'is:rotting is:overdue is:stale': 'rotting && overdue && stale',
      'is:mine': 'owner == me',
    });
    becomes('contact', { 'has:email': 'has(emails)' });
  });

  it('leaves words to the search, in their order', async () => {
    const { schema } = await theFirm();
    const { expression, rest } = translateShortForm(
      'big "cold forge" stage:won -rusty http://x.y',
      schema,
      'deal',
    );
    assert.deepEqual([expression, rest], ["stage == 'won'", 'big "cold forge" -rusty http://x.y']);
  });

  it('takes quotes for text and never for part of the language', async () => {
    const { schema } = await theFirm();
    const { expression } = translateShortForm(`name:"o'hara\\" || true"`, schema, 'account');
    assert.equal(expression, `name.lower().contains('o\\'hara" || true')`);
    assert.deepEqual(checkExpression(expression, schema, 'account').issues, []);
  });

  it('takes an unknown name for a field that no schema declares', async () => {
    const { schema } = await theFirm();
    const { expression, issues } = translateShortForm('статус:активен rank.1>5', schema, 'account');
    assert.equal(expression, "статус == 'активен' && rank.`1` > 5");
    assert.deepEqual(
      issues.map(({ severity }) => severity),
      ['hint', 'hint'],
    );
  });

  it('tells which part of the expression each term became', async () => {
    const { schema } = await theFirm();
    const text = 'stage:won word amount>5';
    const { terms, expression } = translateShortForm(text, schema, 'deal');
    const pairs = terms.map(({ start, end, expression: part }) => [
      text.slice(start, end),
      expression.slice(part.start, part.end),
    ]);
    assert.deepEqual(pairs, [
      ['stage:won', "stage == 'won'"],
      ['amount>5', 'amount > 5'],
    ]);
  });

  describe('says what it cannot use, where it stands', () => {
    const cases: readonly (readonly [
      short: string,
      at: string,
      severity: string,
      message: RegExp,
      suggestion?: string,
    ])[] = [
      [
        'stagge:won',
        'stagge',
        'warning',
        /stagge is not a field of Deal: did you mean stage/,
        'stage',
      ],
      ['stage:wno', 'wno', 'warning', /wno is not a known value: did you mean won/, 'won'],
      ['stage:zzzz', 'zzzz', 'warning', /expected qualify, proposal/],
      ['amount>lots', 'lots', 'error', /lots is not an amount: write 10k/],
      ['probability>high', 'high', 'error', /high is not a number/],
      ['close_date<soon', 'soon', 'error', /soon is not a date: write 2026-11-22/],
      ['close_date:2026-13', '2026-13', 'error', /not a date/],
      ['is:gone', 'gone', 'error', /is:gone is not known here: it can be open, won, lost/],
      ['is:wonn', 'wonn', 'error', /did you mean won/],
      ['owner>ana', 'ana', 'error', /owner has no order/],
      ['account>acme', 'acme', 'error', /account has no order/],
      ['name>x', 'x', 'error', /name has no order/],
      ['lines:anvil', 'anvil', 'error', /name one of its fields after a dot/],
    ];
    for (const [short, at, severity, message, suggestion] of cases) {
      it(short, async () => {
        const { issues } = translateShortForm(short, (await theFirm()).schema, 'deal');
        const [issue] = issues;
        assert.equal(issues.length, 1);
        assert.ok(issue);
        assert.match(issue.message, message);
        assert.deepEqual(
          [short.slice(issue.start, issue.end), issue.severity, issue.suggestion],
          [at, severity, suggestion],
        );
      });
    }
  });

  it('is told from an expression', () => {
    const short = [
      'stage:won',
      'amount>10',
      'a:b c:d words',
      '-overdue',
      'name:"(x) && y"',
      'created>2026-01-01',
      'owner:@me',
    ];
    const long = [
      "stage == 'won'",
      'amount > 10',
      'is_open',
      "'a' in tags",
      'a && b',
      "close_date<date('2026-01-01')",
      'has(x)',
      '',
      'words only',
      'a ? b : c',
      '!overdue',
      'amount>10 && x',
    ];
    assert.deepEqual(
      short.filter((text) => !isShortForm(text)),
      [],
    );
    assert.deepEqual(long.filter(isShortForm), []);
  });
});
