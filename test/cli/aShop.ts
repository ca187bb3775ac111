/** A small workspace with one of everything that commands show. */
export const aShop: Readonly<Record<string, string>> = {
  'crm.yaml': `version: 1
name: Shop
currency: EUR
timezone: UTC
people:
  ana: {name: Ana Ruiz, email: ana@shop.example}
  ben: {name: Ben Ode}
pipelines:
  sales:
    stages:
      - {id: qualify, name: Qualify, probability: 10}
      - {id: offer, name: Offer, probability: 50, forecast: best_case}
      - {id: won, name: Won, probability: 100, outcome: won}
      - {id: lost, name: Lost, probability: 0, outcome: lost}
rates: rates.csv
types:
  visit:
    folder: visits
    label: Visit
    fields:
      length: {type: duration}
      share: {type: percent}
`,
  'rates.csv': 'date,currency,rate\n2026-01-01,USD,1.25\n',
  'accounts/acme.md': `---
name: Acme
status: customer
industry: steel
owner: ana
annual_revenue: 1200000.5 USD
tags: [key]
---

Makes anvils; see [[borealis]] and the [[offer that went away]].
`,
  'accounts/borealis.md':
    '---\nname: Borealis 北极光\nstatus: prospect\nindustry: shipping\nparent: acme\n---\n',
  'accounts/corvus.md': '---\nname: Corvus\nstatus: prospct\n---\n',
  'deals/2026/anvils.md': `---
name: Anvils
account: acme
stage: offer
owner: ana
amount: 12000 EUR
created: 2026-10-01
close_date: 2026-12-01
---
`,
  'deals/2026/hull.md': `---
name: Hull plates
account: "[[borealis]]"
stage: won
owner: Ben Ode
amount: 5000.50 USD
created: 2026-02-01
closed: 2026-03-03
---
`,
  'deals/2026/rivets.md':
    '---\nname: "=Rivets"\naccount: acme\nstage: qualify\ncreated: 2026-11-01\n---\n',
  'visits/first.md': '---\nlength: 12h\nshare: 33.3\nname: First visit\n---\n',
  'segments/customers.md':
    "---\nname: Customers\nkind: dynamic\nof: account\nwhere: status == 'customer'\n---\n",
  'segments/friends.md': '---\nname: Friends\nkind: static\nmembers: [borealis, acme]\n---\n',
  'reports/by-owner.yaml':
    'title: Deals by owner\nfrom: deal\ngroup_by: [owner]\nmeasures: [{id: deals, fn: count}]\n',
};
