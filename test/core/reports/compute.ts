import assert from 'node:assert/strict';
import type { Snapshot } from '../../../src/core/model/snapshot.ts';
import { computeReport } from '../../../src/core/reports/registry.ts';
import type { JsonReport } from '../../../src/core/reports/renderJson.ts';
import { reportToJson } from '../../../src/core/reports/renderJson.ts';
import type { Report } from '../../../src/core/reports/reportModel.ts';

export const today = '2026-11-23';

/** A report that must be computable. */
export function computed(
  snapshot: Snapshot,
  name: string,
  parameters: Readonly<Record<string, string>> = {},
): Report {
  const outcome = computeReport(snapshot, name, parameters, today);
  if (!outcome.ok) assert.fail(outcome.problems.map(({ message }) => message).join('\n'));
  return outcome.report;
}

/** The same as the command line prints it. */
export function asJson(
  snapshot: Snapshot,
  name: string,
  parameters: Readonly<Record<string, string>> = {},
): JsonReport {
  return reportToJson(computed(snapshot, name, parameters));
}

/** The messages of a report that must not be computable. */
export function refused(
  snapshot: Snapshot,
  name: string,
  parameters: Readonly<Record<string, string>> = {},
): string[] {
  const outcome = computeReport(snapshot, name, parameters, today);
  assert.equal(outcome.ok, false);
  return outcome.ok ? [] : outcome.problems.map(({ message }) => message);
}

export const eur = (amount: string): { amount: string; currency: string } => ({
  amount,
  currency: 'EUR',
});
