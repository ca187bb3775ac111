/** What deals can be grouped by: their fields, those of their account, and words that people use for both. */
import type { Bucket } from '../model/date.ts';
import type { Dimension } from './dimension.ts';
import { fieldDimension, isDateKind, pipelineDimension, stageDimension } from './dimension.ts';
import { compileFieldPath } from './fieldPath.ts';
import type { GroupBy } from './parameters.ts';
import { groupByText } from './parameters.ts';
import type { ReportContext, ReportProblem } from './reportDefinition.ts';
import { segmentDimension } from './segmentMembership.ts';

export type Dimensions =
  | { readonly ok: true; readonly dimensions: readonly Dimension[] }
  | { readonly ok: false; readonly problems: readonly ReportProblem[] };

/** Words that stand for a path where deals have no field of that name. */
const aliases: Readonly<Record<string, GroupBy>> = {
  product: { field: 'lines.product' },
  industry: { field: 'account.industry' },
  country: { field: 'account.country' },
  region: { field: 'account.region' },
  tier: { field: 'account.tier' },
  close_month: { field: 'close_date', bucket: 'month' },
  close_quarter: { field: 'close_date', bucket: 'quarter' },
  closed_month: { field: 'closed', bucket: 'month' },
  closed_quarter: { field: 'closed', bucket: 'quarter' },
};

/** Dates are grouped by this where no period is named. */
const defaultBucket: Bucket = 'month';

/** The dimensions of `by` over deals, columns named as they were asked for. */
export function dealDimensions(by: readonly GroupBy[], context: ReportContext): Dimensions {
  const dimensions: Dimension[] = [];
  const problems: ReportProblem[] = [];
  for (const groupBy of by) {
    const dimension = dealDimension(groupBy, context);
    if (typeof dimension === 'string') problems.push({ parameter: 'by', message: dimension });
    else dimensions.push(dimension);
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, dimensions };
}

function dealDimension(groupBy: GroupBy, context: ReportContext): Dimension | string {
  const { snapshot, today } = context;
  const id = groupBy.field;
  if (id === 'stage') return stageDimension(snapshot);
  if (id === 'pipeline') return pipelineDimension(snapshot);
  if (id === 'segment') return segmentDimension(context);
  let compiled = compileFieldPath('deal', id, { snapshot, today });
  let { bucket } = groupBy;
  const alias = aliases[id];
  if (!compiled.ok && alias) {
    compiled = compileFieldPath('deal', alias.field, { snapshot, today });
    bucket ??= alias.bucket;
  }
  if (!compiled.ok) return compiled.message;
  const { path } = compiled;
  const isDate = isDateKind(path.kind);
  if (bucket !== undefined && !isDate) return `"${groupByText(groupBy)}": ${id} is not a date`;
  return fieldDimension(path, {
    id,
    snapshot,
    bucket: isDate ? (bucket ?? defaultBucket) : undefined,
  });
}
