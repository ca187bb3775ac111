import type { Workspace } from '../../../src/core/workspace/workspace.ts';
import { aWorkspace } from '../../support/inMemoryWorkspace.ts';

export const crmYaml = `version: 1
name: Test
currency: EUR
people:
  ana: {name: Ana Ruiz, email: ana@test.example}
  ben: {name: Ben Okafor}
pipelines:
  sales:
    stages:
      - {id: qualify, name: Qualify, probability: 10, forecast: pipeline, rot_after: 21d}
      - {id: proposal, name: Proposal, probability: 40, forecast: best_case}
      - {id: won, name: Won, probability: 100, outcome: won}
      - {id: lost, name: Lost, probability: 0, outcome: lost}
rates: rates.csv
`;

export const rates = `date,currency,rate
2026-01-01,USD,1.25
2026-06-01,USD,2
`;

/** A record in markdown from its fields, one line each. */
export function record(fields: Readonly<Record<string, string | number>>): string {
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}`);
  return `---\n${lines.join('\n')}\n---\n`;
}

export function deal(fields: Readonly<Record<string, string | number>>): string {
  return record({ name: 'A deal', account: 'acme', ...fields });
}

/** A workspace with one pipeline, two accounts and the files given. */
export function aSalesFirm(files: Readonly<Record<string, string>>): Promise<Workspace> {
  return aWorkspace({
    'crm.yaml': crmYaml,
    'rates.csv': rates,
    'accounts/acme.md': record({ name: 'Acme', industry: 'steel' }),
    'accounts/brio.md': record({ name: 'Brio', industry: 'retail' }),
    ...files,
  });
}
