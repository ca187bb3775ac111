/** Parameters of reports: from the words of a command line or a form to values, or to what is wrong with them. */
import type { Bucket, IsoDate } from '../model/date.ts';
import { isIsoDate } from '../model/date.ts';
import type { Money } from '../model/money.ts';
import { isCurrencyCode, moneyToString, parseMoney } from '../model/money.ts';
import { nearest } from '../model/nearMiss.ts';
import type { CrmRecord } from '../model/record.ts';
import type { Pipeline } from '../model/schema.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { buckets } from './dimension.ts';
import type { ParameterValue } from './reportModel.ts';

/** A field to group by, with the period of a date: `account.industry`, `close_date:quarter`. */
export interface GroupBy {
  readonly field: string;
  readonly bucket?: Bucket;
}

/** Parameters read; what a report does not take is never set. */
export interface ReportParameters {
  /** First day of the period. */
  readonly from?: IsoDate;
  /** First day after the period. */
  readonly to?: IsoDate;
  readonly by?: readonly GroupBy[];
  /** An expression over the records that are counted. */
  readonly where?: string;
  /** Always set: the base currency of crm.yaml unless another is asked for. */
  readonly currency: string;
  readonly pipeline?: Pipeline;
  /** A person's key, or a name that crm.yaml does not know, as it was given. */
  readonly owner?: string;
  readonly segment?: CrmRecord;
  readonly target?: Money;
  /** Name of a type of records. */
  readonly type?: string;
  readonly limit?: number;
}

export type ParameterName = keyof ReportParameters;

/** One parameter as help shows it. */
export interface ParameterSpec {
  readonly name: ParameterName;
  /** What to write: `DATE`, `FIELD[,FIELD]`. */
  readonly placeholder: string;
  readonly description: string;
}

const specs: Readonly<Record<ParameterName, Omit<ParameterSpec, 'name'>>> = {
  from: {
    placeholder: 'DATE',
    description: 'First day of the period: 2026-11-22, or the start of 2026-11, 2026-Q4 or 2026.',
  },
  to: { placeholder: 'DATE', description: 'First day after the period, in the same forms.' },
  by: {
    placeholder: 'FIELD[,FIELD]',
    description: `Fields that make the rows; a date by its period: close_date:quarter (${buckets.join(', ')}; month unless said).`,
  },
  where: {
    placeholder: 'EXPRESSION',
    description: 'Counts only the records for which it is true.',
  },
  currency: {
    placeholder: 'CODE',
    description: 'Currency of the amounts; the base currency of crm.yaml unless said.',
  },
  pipeline: { placeholder: 'ID', description: 'Only the deals of one pipeline.' },
  owner: {
    placeholder: 'PERSON',
    description: 'Only the records of one owner: key, name, alias or e-mail.',
  },
  segment: { placeholder: 'ID', description: 'Only what belongs to the members of one segment.' },
  target: {
    placeholder: 'AMOUNT',
    description: 'Amount to be won in the period, for the coverage: 1000000 or "1000000 EUR".',
  },
  type: { placeholder: 'TYPE', description: 'Only the records of one type.' },
  limit: { placeholder: 'N', description: 'At most this many rows.' },
};

export function parameterSpec(name: ParameterName): ParameterSpec {
  return { name, ...specs[name] };
}

/** A parameter that cannot be used, and why. */
export interface ParameterProblem {
  readonly parameter: string;
  readonly message: string;
}

export interface ParsedParameters {
  readonly values: ReportParameters;
  readonly problems: readonly ParameterProblem[];
}

/** Reads what was given for the parameters that a report takes; a name it does not take is a problem. */
export function parseParameters(
  given: Readonly<Record<string, string>>,
  accepted: readonly ParameterName[],
  snapshot: Snapshot,
): ParsedParameters {
  const problems: ParameterProblem[] = [];
  const values: Writable = {};
  // An amount without a currency is in that of the report, so the currency comes first.
  const names = Object.keys(given).sort(
    (a, b) => Number(b === 'currency') - Number(a === 'currency'),
  );
  for (const name of names) {
    const text = given[name] ?? '';
    const known = accepted.find((one) => one === name);
    const problem = known
      ? readParameter(known, text.trim(), snapshot, values)
      : unknownParameter(name, accepted);
    if (problem !== undefined) problems.push({ parameter: name, message: problem });
  }
  const { from, to } = values;
  if (from !== undefined && to !== undefined && from >= to) {
    problems.push({
      parameter: 'to',
      message: `the period ends (${to}) before it begins (${from})`,
    });
  }
  return { values: { ...values, currency: values.currency ?? snapshot.schema.currency }, problems };
}

type Writable = { -readonly [K in ParameterName]?: ReportParameters[K] };

/** Sets one value; a text says why it cannot. */
function readParameter(
  name: ParameterName,
  text: string,
  snapshot: Snapshot,
  values: Writable,
): string | undefined {
  if (text === '') return 'it has no value';
  switch (name) {
    case 'from':
    case 'to': {
      const date = parseDay(text);
      if (date === undefined)
        return `"${text}" is not a date: write 2026-11-22, 2026-11, 2026-Q4 or 2026`;
      values[name] = date;
      return undefined;
    }
    case 'by': {
      const by = parseGroupBy(text);
      if (typeof by === 'string') return by;
      values.by = by;
      return undefined;
    }
    case 'currency': {
      const code = text.toUpperCase();
      if (!isCurrencyCode(code)) return `"${text}" is not a currency code like EUR`;
      values.currency = code;
      return undefined;
    }
    case 'where':
      values.where = text;
      return undefined;
    case 'owner':
      values.owner = snapshot.person(text)?.key ?? text;
      return undefined;
    case 'limit': {
      if (!/^[1-9]\d{0,6}$/.test(text)) return `"${text}" is not a whole number from 1`;
      values.limit = Number(text);
      return undefined;
    }
    case 'target': {
      const target = parseMoney(text, values.currency ?? snapshot.schema.currency);
      if (!target) return `"${text}" is not an amount like 1000000 or 1000000 EUR`;
      values.target = target;
      return undefined;
    }
    case 'type': {
      if (!snapshot.type(text)) return unknownType(text, snapshot);
      values.type = text;
      return undefined;
    }
    case 'pipeline':
      return readPipeline(text, snapshot, values);
    case 'segment':
      return readSegment(text, snapshot, values);
  }
}

function unknownType(text: string, { schema }: Snapshot): string {
  const meant = nearest(
    text,
    schema.types.map(({ name }) => name),
  );
  return `there is no type "${text}"${meant === undefined ? '' : `; did you mean "${meant}"?`}`;
}

function readPipeline(text: string, snapshot: Snapshot, values: Writable): string | undefined {
  const { pipelines } = snapshot.schema;
  const found = pipelines.find(({ id, name }) => id === text || name === text);
  if (found) {
    values.pipeline = found;
    return undefined;
  }
  const ids = pipelines.map(({ id }) => id);
  const meant = nearest(text, ids);
  const hint = meant === undefined ? `there are ${ids.join(', ')}` : `did you mean "${meant}"?`;
  return `there is no pipeline "${text}"; ${hint}`;
}

function readSegment(text: string, snapshot: Snapshot, values: Writable): string | undefined {
  const found = snapshot.resolve(text, ['segment']);
  if (found.kind === 'found' && found.record.type === 'segment') {
    values.segment = found.record;
    return undefined;
  }
  const meant = nearest(
    text,
    snapshot.records('segment').map(({ id }) => id),
  );
  return `there is no segment "${text}"${meant === undefined ? '' : `; did you mean "${meant}"?`}`;
}

function unknownParameter(name: string, accepted: readonly ParameterName[]): string {
  const meant = nearest(name, accepted);
  return meant === undefined
    ? `this report does not take it; it takes ${accepted.join(', ')}`
    : `there is no such parameter; did you mean "${meant}"?`;
}

/** The day that a date, or the first day that a month, quarter or year names. */
export function parseDay(text: string): IsoDate | undefined {
  if (isIsoDate(text)) return text;
  const quarter = /^(\d{4})-?[qQ]([1-4])$/.exec(text);
  const month = quarter ? String(Number(quarter[2]) * 3 - 2).padStart(2, '0') : undefined;
  const first = quarter
    ? `${quarter[1]}-${month}-01`
    : /^\d{4}-\d{2}$/.test(text)
      ? `${text}-01`
      : `${text}-01-01`;
  return isIsoDate(first) ? first : undefined;
}

/** `owner,close_date:quarter`; a text says what is wrong. */
export function parseGroupBy(text: string): readonly GroupBy[] | string {
  const by: GroupBy[] = [];
  for (const part of text.split(',')) {
    const [field = '', period, ...rest] = part.trim().split(':');
    const bucket = buckets.find((one) => one === period);
    if (field === '' || rest.length > 0) return `"${part.trim()}" is not a field or FIELD:PERIOD`;
    if (period !== undefined && !bucket) {
      return `"${period}" is not a period; there are ${buckets.join(', ')}`;
    }
    if (by.some((other) => other.field === field && other.bucket === bucket)) {
      return `"${part.trim()}" is named twice`;
    }
    by.push(bucket ? { field, bucket } : { field });
  }
  return by;
}

export function groupByText({ field, bucket }: GroupBy): string {
  return bucket === undefined ? field : `${field}:${bucket}`;
}

/** The parameters in force, as a report says them; `by` as given by the report, which knows its default. */
export function parametersInForce(
  parameters: ReportParameters,
  by?: readonly GroupBy[],
): Readonly<Record<string, ParameterValue>> {
  const { from, to, where, pipeline, owner, segment, target, type, limit, currency } = parameters;
  const groups = by ?? parameters.by;
  return {
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(groups !== undefined && groups.length > 0 && { by: groups.map(groupByText) }),
    ...(where !== undefined && { where }),
    ...(pipeline && { pipeline: pipeline.id }),
    ...(owner !== undefined && { owner }),
    ...(segment && { segment: segment.id }),
    ...(target && { target: moneyToString(target) }),
    ...(type !== undefined && { type }),
    ...(limit !== undefined && { limit }),
    currency,
  };
}
