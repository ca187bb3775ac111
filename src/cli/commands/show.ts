import { checks } from '../../core/engine/checks.ts';
import { computedFieldsOf } from '../../core/expressions/computed/computedFields.ts';
import type { ComputedField } from '../../core/expressions/computed/computedField.ts';
import { nearest } from '../../core/model/nearMiss.ts';
import type { CrmRecord, FieldMap, FieldValue } from '../../core/model/record.ts';
import { recordKey } from '../../core/model/record.ts';
import { decodeText } from '../../core/records/decodeText.ts';
import { maxRecordBytes } from '../../core/records/limits.ts';
import { lastSegment } from '../../core/records/refKey.ts';
import { singleLine } from '../../core/reports/textWidth.ts';
import type { CommandRun } from '../commandSpec.ts';
import { exitCodes, UsageError } from '../commandSpec.ts';
import { formatFieldValue } from '../formatFieldValue.ts';
import { columns } from '../help.ts';
import type { Io } from '../output.ts';
import { problemToJson } from '../problemFormats.ts';
import type { Json, ValueShape } from '../recordJson.ts';
import { valueToJson } from '../recordJson.ts';
import { findRecord, openWorkspace } from '../workspace.ts';
import type { OpenedWorkspace } from '../workspace.ts';

/** One record with all that is known of it. */
export const runShowCommand: CommandRun = async (args, io) => {
  const opened = await openWorkspace(args, io, { checks });
  const wanted = args.positionals[0] ?? '';
  const found = findRecord(wanted, opened, io);
  if (found.kind === 'ambiguous') {
    const keys = found.candidates.map(recordKey);
    throw new UsageError(`"${wanted}" fits ${keys.length} records: name one of ${keys.join(', ')}`);
  }
  if (found.kind === 'found') {
    const shown = describeRecord(found.record, opened);
    if (args.has('json')) io.json(shown);
    else io.print(recordAsText(found.record, shown, opened, io));
  } else io.note(missingRecord(wanted, opened));
  await opened.engine.saveCache();
  return found.kind === 'found' ? exitCodes.done : exitCodes.findings;
};

function missingRecord(wanted: string, { snapshot }: OpenedWorkspace): string {
  const ids = snapshot.all().map((record) => lastSegment(record.id));
  const meant = nearest(wanted, new Set(ids));
  const advice =
    meant === undefined ? '`rapport search` looks everywhere' : `did you mean ${meant}?`;
  return `There is no record "${wanted}": ${advice}`;
}

interface ShownRecord {
  readonly id: string;
  readonly type: string;
  readonly path: string;
  readonly title: string;
  readonly fields: Readonly<Record<string, Json>>;
  /** Values that do not fit their fields, as written. */
  readonly invalid: Readonly<Record<string, Json>>;
  readonly body: string;
  readonly links: readonly {
    /** `type/id`, or null where the link leads nowhere. */
    readonly to: string | null;
    readonly text: string;
    readonly field: string | null;
    /** The file it leads to. */
    readonly path: string | null;
    /** Where it is written, from 1. */
    readonly line: number;
  }[];
  readonly backlinks: readonly {
    readonly from: string;
    readonly field: string | null;
    readonly path: string;
    readonly line: number;
  }[];
  readonly computed: Readonly<Record<string, Json>>;
  readonly problems: readonly ReturnType<typeof problemToJson>[];
}

function describeRecord(record: CrmRecord, opened: OpenedWorkspace): ShownRecord {
  const { snapshot, engine } = opened;
  return {
    id: record.id,
    type: record.type,
    path: record.path,
    title: record.title,
    fields: fieldsToJson(record.fields, record, opened),
    invalid: fieldsToJson(record.invalid, record, opened),
    body: bodyOf(record, opened),
    links: record.links.map((link) => {
      const found = snapshot.resolveLink(record, link);
      const target = found.kind === 'found' ? found.record : undefined;
      return {
        to: target ? recordKey(target) : null,
        text: link.raw,
        field: link.field ?? null,
        path: target?.path ?? null,
        line: link.line + 1,
      };
    }),
    backlinks: snapshot.backlinks(record).map(({ from, field, link }) => ({
      from: recordKey(from),
      field: field ?? null,
      path: from.path,
      line: link.line + 1,
    })),
    computed: computedToJson(record, opened),
    problems: engine.problems(record.path).map(problemToJson),
  };
}

function shapesOf(
  record: CrmRecord,
  { snapshot }: OpenedWorkspace,
): ReadonlyMap<string, ValueShape> {
  const fields = snapshot.type(record.type)?.fields ?? [];
  return new Map(fields.map((spec) => [spec.name, spec]));
}

function fieldsToJson(
  fields: FieldMap,
  record: CrmRecord,
  opened: OpenedWorkspace,
): Readonly<Record<string, Json>> {
  const shapes = shapesOf(record, opened);
  const names = Object.keys(fields);
  return Object.fromEntries(
    names.map((name) => [name, valueToJson(fields[name], shapes.get(name), opened.snapshot)]),
  );
}

function computedValues(
  record: CrmRecord,
  { snapshot, today }: OpenedWorkspace,
): readonly (readonly [ComputedField, FieldValue | undefined])[] {
  return [...computedFieldsOf(record.type).values()].map((field) => [
    field,
    field.compute(record, { snapshot, today }),
  ]);
}

function computedToJson(
  record: CrmRecord,
  opened: OpenedWorkspace,
): Readonly<Record<string, Json>> {
  return Object.fromEntries(
    computedValues(record, opened).map(([field, value]) => [
      field.name,
      valueToJson(value, field, opened.snapshot),
    ]),
  );
}

function bodyOf(record: CrmRecord, { files }: OpenedWorkspace): string {
  const { text = '' } = decodeText(record.path, files.read(record.path, maxRecordBytes));
  if (record.inlineLine === undefined) return text.slice(record.bodyStart);
  return text.split('\n')[record.inlineLine]?.replace(/\r$/, '') ?? '';
}

function recordAsText(
  record: CrmRecord,
  shown: ShownRecord,
  opened: OpenedWorkspace,
  io: Io,
): string {
  const heading = (text: string): string => io.paint(text, 'bold');
  const type = opened.snapshot.type(record.type);
  const shapes = shapesOf(record, opened);
  const fieldRows = Object.keys(record.fields).map((name): readonly [string, string] => [
    name,
    singleLine(formatFieldValue(record.fields[name], shapes.get(name), opened.snapshot)),
  ]);
  const misfits = Object.keys(record.invalid).map((name): readonly [string, string] => [
    name,
    `${singleLine(formatFieldValue(record.invalid[name], undefined, opened.snapshot))} (?)`,
  ]);
  const figures = computedValues(record, opened)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([field, value]): readonly [string, string] => [
      field.name,
      formatFieldValue(value, field, opened.snapshot),
    ]);
  const sections = [
    `${heading(singleLine(record.title))}  ${io.paint(`${type?.label ?? record.type} · ${record.path}`, 'dim')}`,
    columns([...fieldRows, ...misfits]),
    section('Figures', figures, io),
    section('Links', linkRows(shown), io),
    section(
      'Referred to by',
      shown.backlinks.map(({ from, field, path, line }) => [
        from,
        `${field ?? 'text'} · ${path}:${line}`,
      ]),
      io,
    ),
    section(
      'Problems',
      shown.problems.map(({ line, column, severity, message }) => [
        `${line}:${column} ${severity}`,
        singleLine(message),
      ]),
      io,
    ),
    shown.body.trim() === '' ? '' : shown.body.trim(),
  ];
  return `${sections.filter((text) => text !== '').join('\n\n')}\n`;
}

function linkRows({ links }: ShownRecord): readonly (readonly [string, string])[] {
  return links.map(({ to, text, field, line }) => [
    to ?? `${singleLine(text)} (leads nowhere)`,
    `${field ?? 'text'} · line ${line}`,
  ]);
}

function section(title: string, rows: readonly (readonly [string, string])[], io: Io): string {
  return rows.length === 0 ? '' : `${io.paint(title, 'bold')}\n${columns(rows)}`;
}
