/** Values as tables show them to people. */
import { formatDuration } from '../core/model/date.ts';
import { isMoney } from '../core/model/money.ts';
import { formatMoney } from '../core/model/words.ts';
import type { FieldMap, FieldValue } from '../core/model/record.ts';
import type { Snapshot } from '../core/model/snapshot.ts';
import type { ValueShape } from './recordJson.ts';

/** References show the title of what they lead to. */
export function formatFieldValue(
  value: FieldValue | undefined,
  shape: ValueShape | undefined,
  snapshot: Snapshot,
): string {
  if (value === undefined || value === null) return '';
  if (isMoney(value)) return formatMoney(value);
  if (Array.isArray(value)) {
    return value.map((item: FieldValue) => formatFieldValue(item, shape, snapshot)).join(', ');
  }
  if (typeof value === 'object') return formatMap(value as FieldMap, shape, snapshot);
  if (typeof value === 'number') return formatNumber(value, shape);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return shape?.kind === 'ref' ? formatReference(value, shape.to ?? [], snapshot) : value;
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

function formatReference(value: string, to: readonly string[], snapshot: Snapshot): string {
  const found = snapshot.resolve(value, to);
  return found.kind === 'found' ? found.record.title : value;
}

function formatMap(value: FieldMap, shape: ValueShape | undefined, snapshot: Snapshot): string {
  return Object.keys(value)
    .map((name) => {
      const inner = shape?.fields?.find((field) => field.name === name);
      return `${name}: ${formatFieldValue(value[name], inner, snapshot)}`;
    })
    .join(', ');
}
