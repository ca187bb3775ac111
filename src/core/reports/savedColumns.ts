/** What the measures of a saved report are called, what they show and in which words they are computed. */
import type { ResultKind } from '../expressions/exprType.ts';
import type { FieldKind, FieldSpec, TypeSpec } from '../model/schema.ts';
import type { ValueKind } from './aggregates.ts';
import { columnTypeOf, isDateKind } from './dimension.ts';
import type { FieldPath } from './fieldPath.ts';
import type { Column, ColumnType } from './reportModel.ts';
import type { AggregateName } from './savedDefinition.ts';

type ColumnOutline = Pick<Column, 'label' | 'type' | 'formula'>;

/** The column of a measure that counts records themselves. */
export function countedColumn(fn: AggregateName, type: TypeSpec): ColumnOutline {
  const name = type.plural;
  return fn === 'share'
    ? {
        label: `Share of ${name.toLowerCase()}`,
        type: 'ratio',
        formula: `number of ${name.toLowerCase()} ÷ that of all rows`,
      }
    : { label: name, type: 'count', formula: `number of ${name.toLowerCase()}` };
}

/** What the values of a field can be aggregated as. */
export function valueKindOf(path: FieldPath): ValueKind {
  if (path.kind === 'money') return 'money';
  if (isDateKind(path.kind)) return 'date';
  const numbers: readonly FieldKind[] = ['number', 'integer', 'percent', 'duration', 'any'];
  return numbers.includes(path.kind) ? 'number' : 'text';
}

export function mismatch(fn: AggregateName, kind: ValueKind, of: string): string | undefined {
  if (fn === 'count' || fn === 'count_distinct' || kind === 'money' || kind === 'number') {
    return undefined;
  }
  if (kind === 'date' && (fn === 'min' || fn === 'max')) return undefined;
  return `${fn} needs money, a number or a duration, and ${of} is ${kind === 'date' ? 'a date' : 'text'}`;
}

export function fieldColumn(fn: AggregateName, path: FieldPath, kind: ValueKind): ColumnOutline {
  const { label, text } = path;
  const lower = label.slice(0, 1).toLowerCase() + label.slice(1);
  const own: ColumnType = kind === 'money' ? 'money' : columnTypeOf(path.kind, path.unit);
  const type = own === 'text' ? 'number' : own;
  switch (fn) {
    case 'count':
      return { label: `With ${lower}`, type: 'count', formula: `number of records with ${text}` };
    case 'count_distinct':
      return {
        label: `Different ${lower}`,
        type: 'count',
        formula: `number of different values of ${text}`,
      };
    case 'share':
      return {
        label: `Share of ${lower}`,
        type: 'ratio',
        formula: `sum of ${text} ÷ that of all rows`,
      };
    case 'sum':
      return { label, type, formula: `sum of ${text}` };
    case 'avg':
      return {
        label: `Average ${lower}`,
        type: notCount(type),
        formula: `mean of ${text} over the records that have it`,
      };
    case 'median':
      return {
        label: `Median ${lower}`,
        type: notCount(type),
        formula: `median of ${text}; of an even number the mean of the middle two`,
      };
    case 'p90':
      return {
        label: `${label}, p90`,
        type: notCount(type),
        formula: `90th percentile of ${text}, interpolated linearly between the closest ranks`,
      };
    case 'min':
      return {
        label: kind === 'date' ? `First ${lower}` : `Least ${lower}`,
        type,
        formula: `least ${text}`,
      };
    case 'max':
      return {
        label: kind === 'date' ? `Last ${lower}` : `Greatest ${lower}`,
        type,
        formula: `greatest ${text}`,
      };
  }
}

function notCount(type: ColumnType): ColumnType {
  return type === 'count' ? 'number' : type;
}

const kindOfColumn: Readonly<Record<ColumnType, FieldKind>> = {
  text: 'string',
  ref: 'string',
  date: 'date',
  count: 'integer',
  number: 'number',
  ratio: 'number',
  percent: 'percent',
  days: 'number',
  money: 'money',
};

/** A column as expressions over rows know it. */
export function specOf({ id, label, type, formula }: Column): FieldSpec {
  return {
    name: id,
    label,
    description: formula,
    kind: kindOfColumn[type],
    list: false,
    required: false,
    recommended: false,
    unique: false,
    options: [],
    to: [],
    fields: [],
    values: {},
    writtenAs: [id],
    builtin: false,
  };
}

export function resultType({ kind, unit }: ResultKind): ColumnType | undefined {
  switch (kind) {
    case 'money':
      return 'money';
    case 'percent':
      return 'percent';
    case 'number':
    case 'integer':
      return unit === 'days' ? 'days' : 'number';
    case 'duration':
      return 'days';
    case 'date':
    case 'datetime':
      return 'date';
    case 'boolean':
    case 'string':
    case 'text':
      return 'text';
    default:
      return undefined;
  }
}
