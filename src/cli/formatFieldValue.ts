/** Values as tables show them to people. */
import { formatDuration } from '../core/model/date.ts';
import { isMoney } from '../core/model/money.ts';
import { formatMoney } from '../core/model/words.ts';
import type { FieldMap, FieldValue } from '../core/model/record.ts';
import { lastSegment, refKey } from '../core/records/refKey.ts';
import type { ValueShape } from './recordJson.ts';

export function formatFieldValue(
  value: FieldValue | undefined,
  shape: ValueShape | undefined,
): string {
  if (value === undefined || value === null) return '';
  if (isMoney(value)) return formatMoney(value);
  if (Array.isArray(value)) {
    return value.map((item: FieldValue) => formatFieldValue(item, shape)).join(', ');
  }
  if (typeof value === 'object') return formatMap(value as FieldMap, shape);
  if (typeof value === 'number') return formatNumber(value, shape);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return shape?.kind === 'ref' ? lastSegment(refKey(value)) : value;
}

function formatNumber(value: number, shape: ValueShape | undefined): string {
  if (shape?.unit === 'ratio') return `${rounded(value * 100)} %`;
  if (shape?.unit === 'days') return String(rounded(value));
  if (shape?.unit === 'count') return String(value);
  if (shape?.kind === 'percent') return `${value} %`;
  return shape?.kind === 'duration' ? formatDuration(value) : String(value);
}

function rounded(value: number): number {
  return Number(value.toFixed(2));
}

function formatMap(value: FieldMap, shape: ValueShape | undefined): string {
  return Object.keys(value)
    .map((name) => {
      const inner = shape?.fields?.find((field) => field.name === name);
      return `${name}: ${formatFieldValue(value[name], inner)}`;
    })
    .join(', ');
}
