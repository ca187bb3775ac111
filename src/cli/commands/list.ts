import type { CrmRecord } from '../../core/model/record.ts';
import { isMoney, moneyToJson } from '../../core/model/money.ts';
import type { Snapshot } from '../../core/model/snapshot.ts';
import type { CommandRun } from '../commandSpec.ts';
import { exitCodes } from '../commandSpec.ts';
import { formatFieldValue } from '../formatFieldValue.ts';
import { allColumns, listColumn, tellingColumns } from '../listColumns.ts';
import type { ColumnContext, ListColumn } from '../listColumns.ts';
import type { Io } from '../output.ts';
import type { Arguments } from '../parseArguments.ts';
import type { Json } from '../recordJson.ts';
import { valueToJson } from '../recordJson.ts';
import { typeNamed } from '../typeNamed.ts';
import { openWorkspace } from '../workspace.ts';
import type { OpenedWorkspace } from '../workspace.ts';

/** Records of a type, filtered, sorted, cut, in the form asked for. */
export const runListCommand: CommandRun = async (args, io) => {
  const opened = await openWorkspace(args, io);
  const { snapshot, engine } = opened;
  const type = typeNamed(args.positionals[0] ?? '', snapshot);
  const context: ColumnContext = {
    type,
    snapshot,
    get today() {
      return opened.today;
    },
  };
  const limit = args.count('limit');
  const format = args.has('json') ? 'json' : (args.text('format') ?? 'table');
  const chosen = await columnsOf(args, context);
  const matching = await matchingRecords(args, opened, io, type.name);
  const sorted = await sorting(matching, args, context);
  const records = limit === undefined ? sorted : sorted.slice(0, limit);
  if (format === 'json') {
    const columns = chosen ?? allColumns(type, records);
    io.json(records.map((record) => recordToJson(record, columns, snapshot)));
  } else if (format === 'csv') {
    await printCsv(records, chosen ?? allColumns(type, records), snapshot, io);
  } else if (records.length > 0) {
    await printTable(records, chosen ?? tellingColumns(type, records), snapshot, io);
  } else io.note(`No ${type.name} found.`);
  await engine.saveCache();
  return records.length > 0 ? exitCodes.done : exitCodes.findings;
};

async function columnsOf(
  args: Arguments,
  context: ColumnContext,
): Promise<readonly ListColumn[] | undefined> {
  const names = args.names('fields');
  if (!names) return undefined;
  const columns: ListColumn[] = [];
  for (const name of names) columns.push(await listColumn(name, context));
  return columns;
}

async function matchingRecords(
  args: Arguments,
  opened: OpenedWorkspace,
  io: Io,
  type: string,
): Promise<readonly CrmRecord[]> {
  const records = opened.snapshot.records(type);
  const where = args.text('where');
  if (where === undefined) return records;
  const { compileCondition } = await import('../condition.ts');
  const condition = compileCondition(where, type, opened, io);
  const matching = records.filter(condition.test);
  condition.noteExcluded();
  return matching;
}

async function sorting(
  records: readonly CrmRecord[],
  args: Arguments,
  context: ColumnContext,
): Promise<readonly CrmRecord[]> {
  const names = args.names('sort');
  if (!names || names.length === 0) return records;
  const { sortRecords } = await import('../sortRecords.ts');
  return sortRecords(records, names, context);
}

const reserved: ReadonlySet<string> = new Set(['id', 'type', 'path']);

/** A field that is called like a property of every record is printed as `fields.type`. */
function recordToJson(record: CrmRecord, columns: readonly ListColumn[], snapshot: Snapshot): Json {
  const json: Record<string, Json> = { id: record.id, type: record.type, path: record.path };
  for (const { name, shape, read } of columns) {
    const value = valueToJson(read(record), shape, snapshot);
    if (!reserved.has(name)) json[name] = value;
    else if (shape.kind === 'any' && value !== null) json[`fields.${name}`] = value;
  }
  return json;
}

async function printCsv(
  records: readonly CrmRecord[],
  columns: readonly ListColumn[],
  snapshot: Snapshot,
  io: Io,
): Promise<void> {
  const { tableToCsv } = await import('../csvTable.ts');
  const hasMoney = (column: ListColumn): boolean =>
    column.shape.kind === 'money' || records.some((record) => isMoney(column.read(record)));
  const own = columns.filter(({ name }) => !reserved.has(name));
  const money = new Set(own.filter(hasMoney));
  const header = [
    ...reserved,
    ...own.flatMap((column) =>
      money.has(column) ? [column.name, `${column.name}_currency`] : [column.name],
    ),
  ];
  const rows = records.map((record) => [
    record.id,
    record.type,
    record.path,
    ...own.flatMap((column) => {
      const value = column.read(record);
      if (!money.has(column)) return [csvCell(valueToJson(value, column.shape, snapshot))];
      if (!isMoney(value)) return ['', ''];
      const { amount, currency } = moneyToJson(value);
      return [{ number: amount }, currency];
    }),
  ]);
  io.print(tableToCsv(header, rows));
}

type CsvCell = string | { readonly number: string };

function csvCell(value: Json): CsvCell {
  if (value === null) return '';
  if (typeof value === 'number') return { number: String(value) };
  if (typeof value !== 'object') return String(value);
  if (!Array.isArray(value)) return JSON.stringify(value);
  const isPlain = value.every((item) => typeof item !== 'object');
  return isPlain ? value.map(String).join('; ') : JSON.stringify(value);
}

const numeric: ReadonlySet<string> = new Set(['money', 'number', 'integer', 'percent', 'duration']);

async function printTable(
  records: readonly CrmRecord[],
  columns: readonly ListColumn[],
  snapshot: Snapshot,
  io: Io,
): Promise<void> {
  const { textTable } = await import('../textTable.ts');
  const headings = columns.map(({ name, shape }) => ({
    heading: name,
    isNumeric: numeric.has(shape.kind) || shape.unit !== undefined,
  }));
  const rows = records.map((record) =>
    columns.map(({ shape, read, misfit }) => {
      const value = read(record);
      if (value !== undefined) return formatFieldValue(value, shape, snapshot);
      const written = misfit?.(record);
      return written === undefined ? '' : `${formatFieldValue(written, undefined, snapshot)} (?)`;
    }),
  );
  io.print(textTable(headings, rows, io));
}
