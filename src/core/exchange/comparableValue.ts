import { decimalToString } from '../model/decimal.ts';
import { isMoney } from '../model/money.ts';
import type { FieldMap, FieldValue } from '../model/record.ts';
import { recordKey } from '../model/record.ts';
import type { FieldSpec } from '../model/schema.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { refKey } from '../records/refKey.ts';

/**
 * A value as text such that equal meaning gives equal text, however it is written: `1054 USD` and `1054.00 USD`,
 * `acme` and `[[accounts/acme]]`. Empty where there is no value.
 */
export function comparableValue(
  value: FieldValue | undefined,
  spec: FieldSpec | undefined,
  snapshot: Snapshot,
): string {
  if (value === undefined || value === null) return '';
  if (isMoney(value)) return `${trimmed(decimalToString(value))} ${value.currency}`;
  if (Array.isArray(value)) {
    if (value.length === 0) return '';
    return JSON.stringify(value.map((item) => comparableValue(item, spec, snapshot)));
  }
  if (typeof value === 'object') return comparableMap(value as FieldMap, spec, snapshot);
  if (spec?.kind === 'ref' && typeof value === 'string') {
    const found = snapshot.resolve(value, spec.to);
    return found.kind === 'found' ? recordKey(found.record) : refKey(value);
  }
  return String(value);
}

function comparableMap(value: FieldMap, spec: FieldSpec | undefined, snapshot: Snapshot): string {
  const entries: [string, string][] = [];
  for (const name of Object.keys(value).sort()) {
    const inner = spec?.fields.find((field) => field.name === name);
    const text = comparableValue(value[name], inner, snapshot);
    if (text !== '') entries.push([name, text]);
  }
  return entries.length === 0 ? '' : JSON.stringify(entries);
}

function trimmed(decimal: string): string {
  return decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal;
}
