import { dateOf, daysBetween, formatDuration } from '../model/date.ts';
import { isMoney } from '../model/money.ts';
import type { CrmRecord, FieldValue } from '../model/record.ts';
import type { FieldKind, FieldSpec } from '../model/schema.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { formatMoneyShort, relativeDays } from '../model/words.ts';

/**
 * A field in words: titles for references, names for people and stages, labels for options. Empty where
 * the field is missing, or has no words.
 */
export function describeValue(record: CrmRecord, field: string, snapshot: Snapshot): string {
  const value = record.fields[field];
  if (value === undefined || value === null) return '';
  const spec = snapshot.field(record.type, field);
  switch (spec?.kind) {
    case 'ref':
      return snapshot
        .targets(record, field)
        .map(({ title }) => title)
        .join(', ');
    case 'stage':
      return snapshot.stageOf(record)?.name ?? plainWords(value, 'stage');
    case 'pipeline':
      return snapshot.pipelineOf(record)?.name ?? plainWords(value, 'pipeline');
    case 'person':
      return itemsOf(value)
        .map((item) => (typeof item === 'string' ? (snapshot.person(item)?.name ?? item) : ''))
        .join(', ');
    case 'enum':
      return itemsOf(value)
        .map((item) => optionLabel(spec, item))
        .join(', ');
    default:
      return plainWords(value, spec?.kind);
  }
}

/** A date with its distance from today: `2026-11-20 (3 days ago)`. */
export function describeDate(text: string, today: string): string {
  const day = dateOf(text);
  return `${day} (${relativeDays(daysBetween(today, day))})`;
}

/** Any value without looking anything up. */
export function plainWords(value: FieldValue | undefined, kind?: FieldKind): string {
  if (value === undefined || value === null) return '';
  if (isMoney(value)) return formatMoneyShort(value);
  if (typeof value === 'number') {
    if (kind === 'duration') return formatDuration(value);
    return kind === 'percent' ? `${value} %` : String(value);
  }
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return value;
  return itemsOf(value)
    .map((item) => (typeof item === 'object' ? '' : plainWords(item, kind)))
    .filter((text) => text !== '')
    .join(', ');
}

function itemsOf(value: FieldValue): readonly FieldValue[] {
  return Array.isArray(value) ? (value as readonly FieldValue[]) : [value];
}

/** An option by its label; one that nobody named is written with spaces. */
function optionLabel(spec: FieldSpec, value: FieldValue): string {
  if (typeof value !== 'string') return plainWords(value);
  const label = spec.options.find((option) => option.value === value)?.label ?? value;
  return label === value ? value.replaceAll('_', ' ') : label;
}
