/** What a report could not count, gathered by reason: how every rendering for people shows it. */
import { countOf } from '../model/words.ts';
import type { Excluded, Report } from './reportModel.ts';

export interface ExcludedGroup {
  /** `Amount: no amount`, or the reason alone where the whole report leaves the records out. */
  readonly title: string;
  readonly items: readonly Excluded[];
}

/** One group for each column and reason, in the order in which they first occur. */
export function groupExcluded(report: Report): readonly ExcludedGroup[] {
  const labels = new Map(report.columns.map(({ id, label }) => [id, label]));
  const groups = new Map<string, Excluded[]>();
  for (const item of report.excluded) {
    const label = item.column === undefined ? undefined : (labels.get(item.column) ?? item.column);
    const title = label === undefined ? item.reason : `${label}: ${item.reason}`;
    const group = groups.get(title);
    if (group) group.push(item);
    else groups.set(title, [item]);
  }
  return [...groups].map(([title, items]) => ({ title, items }));
}

/** `3 records are not counted somewhere` in words that stay true when one record is left out of two columns. */
export function excludedHeading(report: Report): string {
  const ids = new Set(report.excluded.map(({ id }) => id));
  return `${countOf(ids.size, 'record')} not counted, or not in every figure`;
}
