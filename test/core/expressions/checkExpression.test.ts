import assert from 'node:assert/strict';
import { checkExpression } from '../../../src/core/expressions/checkExpression.ts';
import { issuesOf, theFirm } from './aFirm.ts';

/** The only issue of an expression. */
async function issueOf(source: string, type: string, condition = false) {
  const issues = await issuesOf(source, type, condition);
  assert.equal(issues.length, 1, `${source}: ${JSON.stringify(issues)}`);
  const [issue] = issues;
  assert.ok(issue);
  return issue;
}

describe('checkExpression', () => {
  it('finds nothing wrong with the examples of the format', async () => {
    const examples: readonly (readonly [string, string])[] = [
      [
        "status == 'customer' && annual_revenue > money('1000000 EUR') && last_activity < today - days(90)",
        'account',
      ],
      ["deals.filter(d, d.stage == 'won').size() >= 2", 'account'],
      ["'saas' in tags", 'account'],
      ["account.industry == 'steel' && has(owner)", 'deal'],
      ['next_step_date < today || days_in_stage > 21d || completeness < 0.5', 'deal'],
      ["stage in ['won', 'lost'] && closed >= today - days(548)", 'deal'],
      ["!(stage in ['won', 'lost'])", 'deal'],
      ["pipeline == 'renewals' && close_date < today + days(90)", 'deal'],
      ['contact_policy.opt_out || !has(contact_policy)', 'contact'],
      ["contacts.exists(c, c.role == 'champion' && c.emails.size() > 0)", 'account'],
      ['lines.exists(l, l.product.category == "forge" && l.quantity > 2)', 'deal'],
      ['owner == me || by.exists(p, p == me)', 'activity'],
      ["account_tier == 'gold'", 'account'],
      ["name.lower().contains('works') && domain.matches('\\\\.example$')", 'account'],
      ['vehicles.size() == 1', 'account'],
      ['parent.parent.parent.parent.parent.name == name', 'account'],
    ];
    for (const [source, type] of examples)
      assert.deepEqual(await issuesOf(source, type, true), [], source);
  });

  it('says what an expression gives', async () => {
    const { schema } = await theFirm();
    const kinds = Object.fromEntries(
      [
        'amount',
        'weighted_amount * 2',
        'close_date + 30d',
        'close_date - created',
        'stage',
        'account',
        'contacts',
        'probability',
        'amount > 5',
        'lines.map(l, l.price)',
        'amount / amount',
        'undeclared',
      ].map((source) => {
        const { resultKind } = checkExpression(source, schema, 'deal');
        return [source, resultKind && [resultKind.kind, resultKind.list, resultKind.unit]];
      }),
    );
    assert.deepEqual(kinds, {
      amount: ['money', false, undefined],
      'weighted_amount * 2': ['money', false, undefined],
      'close_date + 30d': ['date', false, undefined],
      'close_date - created': ['number', false, 'days'],
      stage: ['stage', false, undefined],
      account: ['ref', false, undefined],
      contacts: ['ref', true, undefined],
      probability: ['percent', false, undefined],
      'amount > 5': ['boolean', false, undefined],
      'lines.map(l, l.price)': ['money', true, undefined],
      'amount / amount': ['number', false, undefined],
      undeclared: ['any', false, undefined],
    });
  });

  it('guesses which field was meant, where it stands', async () => {
    assert.deepEqual(await issueOf('account.industri == "steel"', 'deal'), {
      at: 'industri',
      severity: 'warning',
      message: 'industri is not a field of Account: did you mean industry?',
      suggestion: 'industry',
    });
    assert.equal((await issueOf('ammount > 5', 'deal')).suggestion, 'amount');
    assert.equal(
      (await issueOf('deals.exists(d, d.stag == "won")', 'account')).suggestion,
      'stage',
    );
    assert.equal((await issueOf('contact_policy.optout', 'account')).suggestion, 'opt_out');
  });

  it('only hints at a field that resembles none: records may carry it', async () => {
    const issue = await issueOf('warehouse == 7', 'account');
    assert.equal(issue.severity, 'hint');
    assert.match(issue.message, /warehouse is not a field of Account/);
  });

  describe('refuses what cannot be compared, added or asked, and says what to write', () => {
    const cases: readonly (readonly [source: string, type: string, at: string, message: RegExp])[] =
      [
        [
          'close_date > 5',
          'deal',
          'close_date > 5',
          /Cannot compare a date with a number: write today - days\(30\)/,
        ],
        [
          "close_date < 'soon'",
          'deal',
          "'soon'",
          /'soon' is not a date: write date\('YYYY-MM-DD'\)/,
        ],
        ["amount > 'lots'", 'deal', "'lots'", /'lots' is not an amount/],
        [
          "employees > '5'",
          'account',
          "employees > '5'",
          /Cannot compare a number with text: numbers stand without quotes/,
        ],
        [
          "contact_policy.opt_out == 'true'",
          'account',
          "contact_policy.opt_out == 'true'",
          /true and false stand without quotes/,
        ],
        ['close_date < 30d', 'deal', 'close_date < 30d', /Cannot compare a date with a duration/],
        [
          'contact_policy == 1',
          'account',
          'contact_policy == 1',
          /name one of its fields after a dot/,
        ],
        ['owner > me', 'deal', 'owner > me', /A person has no order/],
        ['account < account.parent', 'deal', 'account < account.parent', /A record has no order/],
        ["tags > 'a'", 'account', "tags > 'a'", /A list of texts has no order: ask with \.exists/],
        ["'a' in name", 'account', "'a' in name", /text\.contains\(part\)/],
        ['owner in me', 'account', 'me', /Expected a list after in/],
        [
          'amount + 5',
          'deal',
          'amount + 5',
          /Cannot add money and a number: write money\('500 EUR'\)/,
        ],
        [
          'close_date + 5',
          'deal',
          'close_date + 5',
          /Cannot add a date and a number: write \+ days\(30\)/,
        ],
        ['name - name', 'deal', 'name - name', /Cannot subtract text from text/],
        ['name + 5', 'deal', 'name + 5', /write string\(x\)/],
        ['-name', 'deal', '-name', /Cannot take the negative of text/],
        ['deals.amount > 5', 'account', 'amount', /a list of records: ask about its items/],
        ['owner.email', 'account', 'email', /A person has no fields/],
        ['name.length', 'account', 'length', /Text has no length/],
        [
          'deals.exists(d, d.amount)',
          'account',
          'd.amount',
          /Expected a condition .* found money: write > 0/,
        ],
        ['deals && true', 'account', 'deals', /found a list of records: write \.size\(\) > 0/],
        ["deals['won']", 'account', "'won'", /numbered from 0/],
        ["{'a': 1}", 'account', "{'a': 1}", /map in \{ \} has no use/],
        ['body.contains("x")', 'account', 'body', /The text of a record is not available/],
        ['today == null || tags < null', 'account', 'tags < null', /null has no order/],
      ];
    for (const [source, type, at, message] of cases) {
      it(source, async () => {
        const issue = await issueOf(source, type);
        assert.match(issue.message, message);
        assert.deepEqual([issue.at, issue.severity], [at, 'error']);
      });
    }
  });

  describe('knows its functions', () => {
    const cases: readonly (readonly [
      source: string,
      at: string,
      message: RegExp,
      suggestion?: string,
    ])[] = [
      ['dayss(3)', 'dayss', /There is no function dayss\(\): did you mean days\(\)/, 'days'],
      ['name.startWith("A")', 'startWith', /did you mean startsWith\(\)/, 'startsWith'],
      ['deals.exist(d, true)', 'exist', /did you mean exists\(\)/, 'exists'],
      ['days()', 'days()', /days\(\) takes count in its parentheses; 0 given/],
      [
        'name.contains("a", "b")',
        'name.contains("a", "b")',
        /takes part in its parentheses; 2 given/,
      ],
      ['days("three")', '"three"', /days\(\) expects a number, found text/],
      ['contains(name, "a")', 'contains', /contains is written x\.contains\(…\)/],
      ['name.days()', 'days', /days is written days\(…\)/],
      ['exists(d, true)', 'exists', /asks about a list: write list\.exists/],
      ['name.filter(d, true)', 'filter', /filter\(\) asks about a list, this is text/],
      ['deals.filter(d.stage)', 'deals.filter(d.stage)', /expected a name for the item|is written/],
      ['deals.exists(d)', 'deals.exists(d)', /exists\(\) is written \.exists\(c, /],
      [
        'deals.sum(d, d.name)',
        'deals.sum(d, d.name)',
        /sum\(\) wants numbers, money or durations, found text/,
      ],
      ['has(name, owner)', 'has(name, owner)', /has\(\) takes one field/],
      ["date('2026-02-30')", "'2026-02-30'", /"2026-02-30" is not a date/],
      ["money('ten')", "'ten'", /"ten" is not an amount/],
      ["duration('soon')", "'soon'", /"soon" is not a duration/],
      ["start_of('fortnight', today)", "'fortnight'", /not one of day, week, month/],
      ['months(1.5)', '1.5', /counts whole months/i],
      ["name.matches('(a')", "'(a'", /A \( of the pattern is not closed/],
      ['size == 3', 'size', /size is a function: write size\(…\)/, 'size()'],
      ['parent.parent.parent.parent.parent.parent.parent.name', 'parent', /At most 5 references/],
      [
        'deals.all(a, deals.all(b, deals.all(c, deals.all(d, deals.all(e, true)))))',
        'all',
        /nested 4 deep/,
      ],
    ];
    for (const [source, at, message, suggestion] of cases) {
      it(source, async () => {
        const [issue] = await issuesOf(source, 'account');
        assert.ok(issue);
        assert.match(issue.message, message);
        if (!/expected a name/.test(issue.message)) assert.equal(issue.at, at);
        assert.equal(issue.suggestion, suggestion);
      });
    }
  });

  describe('warns of values that a field cannot have', () => {
    it('guesses the option that was meant', async () => {
      const issue = await issueOf("status == 'custmer'", 'account');
      assert.deepEqual(
        [issue.at, issue.severity, issue.suggestion],
        ["'custmer'", 'warning', "'customer'"],
      );
      assert.equal((await issueOf("stage in ['won', 'lots']", 'deal')).suggestion, "'lost'");
      assert.equal(
        (await issueOf("account.status == 'Customer'", 'deal')).suggestion,
        "'customer'",
      );
    });

    it('lists the options where none is near', async () => {
      const issue = await issueOf("status == 'zzz'", 'account');
      assert.match(issue.message, /expected prospect, customer, partner, former/);
      assert.equal(issue.suggestion, undefined);
    });

    it('takes an option as this workspace writes it', async () => {
      assert.deepEqual(await issuesOf("account_tier == 'Gold'", 'account'), []);
    });

    it('says that an option without quotes would be a field', async () => {
      assert.deepEqual(await issueOf('status == customer', 'account'), {
        at: 'customer',
        severity: 'error',
        message: "Write 'customer' in quotes: without them it would be a field",
        suggestion: "'customer'",
      });
      assert.equal((await issueOf('owner == ana', 'deal')).suggestion, "'ana'");
    });

    it('says how to ask whether a list holds a value', async () => {
      assert.match((await issueOf("tags == 'saas'", 'account')).message, /write … in …/);
    });

    it('says what unit a bare number of a duration has', async () => {
      const issue = await issueOf('duration > 30', 'activity');
      assert.deepEqual([issue.at, issue.suggestion], ['30', '30m']);
    });
  });

  it('wants a condition where it is to filter', async () => {
    assert.match((await issueOf('amount', 'deal', true)).message, /Expected a condition/);
    assert.match((await issueOf('tags', 'account', true)).message, /write \.size\(\) > 0/);
    assert.deepEqual(await issuesOf('is_open', 'deal', true), []);
    assert.deepEqual(await issuesOf('amount', 'deal'), []);
  });

  it('says all that is wrong, in order of place', async () => {
    const issues = await issuesOf("stag == 'won' && ammount > 5 && close_date > 1", 'deal');
    assert.deepEqual(
      issues.map(({ at }) => at),
      ['stag', 'ammount', 'close_date > 1'],
    );
  });

  it('says that a type does not exist', async () => {
    assert.match((await issueOf('true', 'dealership')).message, /There is no type dealership/);
  });
});
