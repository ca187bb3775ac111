// A workspace small enough to know every figure of it by heart, written for 2026-11-23.

export const smallFirm: Readonly<Record<string, string>> = {
  'crm.yaml': `version: 1
name: Small Firm
currency: EUR
rates: rates.csv
people:
  ana: {name: Ana Ruiz, email: ana@small.example}
pipelines:
  sales:
    stages:
      - {id: qualify, name: Qualify, probability: 10}
      - {id: proposal, name: Proposal, probability: 40}
      - {id: won, name: Won, probability: 100, outcome: won}
      - {id: lost, name: Lost, probability: 0, outcome: lost}
`,
  // 1.25 dollars for a euro
  'rates.csv': 'date,currency,rate\n2026-01-01,USD,1.25\n',
  'accounts/acme.md': `---
name: Acme Works
status: customer
owner: ana
---

Makes anvils. See [[vpn]].
`,
  'accounts/acme-north.md': '---\nname: Acme North\nstatus: prospect\nparent: acme\n---\n',
  'accounts/bolt.md': '---\nname: Bolt Brothers\nstatus: prospect\n---\n',
  'contacts/ada.md': '---\nname: Ada Quist\naccount: acme\njob_title: Head of Anvils\n---\n',
  'deals/anvils.md': `---
name: Anvils for the north
account: acme
pipeline: sales
stage: proposal
amount: 12000 EUR
close_date: 2027-01-15
owner: ana
---
`,
  'deals/bolts.md': `---
name: Bolts by the ton
account: bolt
pipeline: sales
stage: proposal
amount: 25000 USD
close_date: 2027-02-01
---
`,
  'deals/hammers.md': `---
name: Hammers
account: acme
pipeline: sales
stage: won
amount: 5000 EUR
closed: 2026-10-01
---
`,
  'cases/dull-anvil.md':
    '---\ntitle: Dull anvil\naccount: acme\nstatus: new\nopened: 2026-11-20\n---\n',
  'activities/call.md':
    '---\ntitle: Call about anvils\nkind: call\ndate: 2026-11-20\naccount: acme\n---\n',
  'kb/vpn.md': `---
title: Reset the VPN
topics: [request/access/vpn]
status: published
---

Turn it off and on again, then say **sesame**.
`,
  'kb/rights.md':
    '---\ntitle: Who may see what\ntopics: [request/access]\nstatus: published\n---\n',
  'strategy/whom.md': '---\ntitle: Whom we serve\nkind: customer_strategy\nstatus: agreed\n---\n',
  'segments/customers.yaml':
    "name: Customers\nkind: dynamic\nof: account\nwhere: status == 'customer'\n",
  'reports/by-owner.yaml': `title: Deals by owner
from: deal
group_by: [owner]
measures:
  - {id: count, fn: count}
`,
};
