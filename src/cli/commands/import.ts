import { readFileSync } from 'node:fs';
import path from 'node:path';
import { decodeTable } from '../../core/exchange/decodeTable.ts';
import { defaultOptions } from '../../core/exchange/importMap.ts';
import type { ImportMap } from '../../core/exchange/importMap.ts';
import type { ImportPlan } from '../../core/exchange/importPlan.ts';
import type { ImportTable } from '../../core/exchange/importRow.ts';
import { parseImportMap } from '../../core/exchange/parseImportMap.ts';
import { planImport } from '../../core/exchange/planImport.ts';
import { proposeImportMap } from '../../core/exchange/proposeImportMap.ts';
import { readCsv } from '../../core/exchange/readCsv.ts';
import type { TypeSpec } from '../../core/model/schema.ts';
import type { FileWrite } from '../../node/atomicWrite.ts';
import type { CommandRun } from '../commandSpec.ts';
import { exitCodes, UsageError } from '../commandSpec.ts';
import { importAsText, importToJson } from '../importReport.ts';
import type { Io } from '../output.ts';
import type { Arguments } from '../parseArguments.ts';
import { typeNamed } from '../typeNamed.ts';
import { unifiedDiff } from '../unifiedDiff.ts';
import { folderOf, openWorkspace, writeToWorkspace } from '../workspace.ts';
import type { OpenedWorkspace } from '../workspace.ts';

/** Makes records of the rows of tables; in a terminal it writes only with --yes. */
export const runImportCommand: CommandRun = async (args, io) => {
  const [format = '', ...names] = args.positionals;
  if (format !== 'csv') throw new UsageError(`"${format}" cannot be imported: csv can`);
  const folder = folderOf(args, io);
  const map = readMap(args, folder);
  const tables = names.map((name) => readTable(name, folder, map, io));
  const opened = await openWorkspace(args, io);
  if (!map) return propose(tables, args, opened, io);
  const type = typeOf(map, args, opened);
  const match = args.names('match');
  const planned = await planImport({
    workspace: opened.snapshot,
    files: opened.files,
    type,
    map: match ? { ...map, match } : map,
    tables,
    today: opened.today,
  });
  if (!planned.ok) throw new UsageError(`Nothing was imported: ${planned.messages.join('\n  ')}`);
  return finish(planned.plan, args, opened, io);
};

function readText(name: string, folder: string): Uint8Array {
  try {
    return readFileSync(path.resolve(folder, name));
  } catch (error) {
    const reason =
      error instanceof Error && 'code' in error && error.code === 'ENOENT'
        ? 'there is no such file'
        : String(error);
    throw new UsageError(`${name} cannot be read: ${reason}`);
  }
}

function readMap(args: Arguments, folder: string): ImportMap | undefined {
  const name = args.text('map');
  if (name === undefined) return undefined;
  const decoded = decodeTable(readText(name, folder), 'auto');
  if (!decoded.ok) throw new UsageError(`${name}: ${decoded.message}`);
  const parsed = parseImportMap(decoded.text);
  if (parsed.ok) return parsed.map;
  const issues = parsed.issues.map(
    ({ position, message }) => `${name}:${position.line + 1}:${position.column + 1}: ${message}`,
  );
  throw new UsageError(issues.join('\n  '));
}

function readTable(name: string, folder: string, map: ImportMap | undefined, io: Io): ImportTable {
  const { encoding, delimiter } = map?.options ?? defaultOptions;
  const decoded = decodeTable(readText(name, folder), encoding);
  if (!decoded.ok) throw new UsageError(`${name}: ${decoded.message}`);
  if (decoded.guessed) {
    io.note(
      `${name}: read as ${decoded.encoding}; where letters are wrong, set options: {encoding: …} in the map`,
    );
  }
  const read = readCsv(decoded.text, delimiter);
  if (!read.ok) throw new UsageError(`${name}: ${read.message}`);
  for (const note of read.table.notes) io.note(`${name}: ${note}`);
  return { file: name, table: read.table };
}

function typeOf(map: ImportMap, args: Arguments, { snapshot }: OpenedWorkspace): TypeSpec {
  const name = args.text('type') ?? map.type;
  if (name === undefined)
    throw new UsageError('The map names no type: add type: account, or pass --type');
  return typeNamed(name, snapshot);
}

function propose(
  tables: readonly ImportTable[],
  args: Arguments,
  { snapshot }: OpenedWorkspace,
  io: Io,
): number {
  const wanted = args.text('type');
  const type = wanted === undefined ? undefined : typeNamed(wanted, snapshot);
  const proposal = proposeImportMap(tables, snapshot.schema, type);
  if (args.has('json')) {
    io.json({ created: [], updated: [], unchanged: [], refused: [], map: proposal });
  } else io.print(proposal);
  io.note(
    'Nothing was imported: this is a proposed map. Save it, put it right, and pass it with --map.',
  );
  return exitCodes.done;
}

async function finish(
  plan: ImportPlan,
  args: Arguments,
  opened: OpenedWorkspace,
  io: Io,
): Promise<number> {
  const isDry = args.has('dry-run') || (io.isInteractive && !args.has('yes'));
  if (args.has('dry-run') && !args.has('json')) printDiff(plan, io);
  if (!isDry) await writeToWorkspace(opened.root, writesOf(plan));
  if (args.has('json')) io.json(importToJson(plan, !isDry));
  else {
    const text = importAsText(plan, !isDry, io);
    if (args.has('dry-run')) io.note(text.trimEnd());
    else io.print(text);
    if (isDry && !args.has('dry-run'))
      io.note('Nothing was written: --yes writes, --dry-run shows every change.');
  }
  if (!isDry) {
    // The next command finds the new records in the cache.
    await opened.engine.update([...plan.created, ...plan.updated].map((record) => record.path));
    await opened.engine.saveCache();
  }
  return plan.refused.length > 0 ? exitCodes.findings : exitCodes.done;
}

function writesOf({ created, updated }: ImportPlan): readonly FileWrite[] {
  return [
    ...created.map((record) => ({ path: record.path, text: record.text, before: undefined })),
    ...updated.map((record) => ({ path: record.path, text: record.text, before: record.before })),
  ];
}

function printDiff({ created, updated }: ImportPlan, io: Io): void {
  for (const record of created) {
    io.print(unifiedDiff({ path: record.path, before: undefined, after: record.text }));
  }
  for (const record of updated) {
    io.print(unifiedDiff({ path: record.path, before: record.before, after: record.text }));
  }
}
