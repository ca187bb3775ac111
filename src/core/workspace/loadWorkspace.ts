import type { Problem } from '../model/problem.ts';
import { startOfFile } from '../model/range.ts';
import type { FileContent, FileObstacle, Files, FileStat } from '../ports/files.ts';
import { decodeText } from '../records/decodeText.ts';
import type { FileCheck } from '../records/fileCheck.ts';
import { maxRecordBytes } from '../records/limits.ts';
import { parseFile } from '../records/parseFile.ts';
import type { ParsedFile } from '../records/parseFile.ts';
import { createRecordReader } from '../records/recordReader.ts';
import type { RecordReader } from '../records/recordReader.ts';
import { resolveSchema } from '../schema/resolveSchema.ts';
import { noRates, parseRates } from './rates.ts';
import type { RecordCheck } from './crossProblems.ts';
import { Workspace } from './workspace.ts';

export const configPath = 'crm.yaml';

/** crm.yaml and the rates file, read and resolved: what every record is read by. */
export interface WorkspaceConfig {
  readonly reader: RecordReader;
  readonly workspaceOptions: ConstructorParameters<typeof Workspace>[0];
  /** Texts that the answers depend on besides the records; undefined where the file is missing. */
  readonly texts: readonly (string | undefined)[];
  /** Paths whose change means that everything is read again. */
  readonly paths: readonly string[];
}

export async function loadConfig(
  files: Files,
  checks: readonly RecordCheck[],
  fileChecks: readonly FileCheck[] = [],
  withProblems = true,
): Promise<WorkspaceConfig> {
  const config = await readText(files, configPath);
  const { schema, problems } = withProblems
    ? resolveSchema(config.text, configPath)
    : resolveSchema(config.text, configPath, () => ({ known: true }));
  const all: Problem[] = [...config.problems, ...problems];
  const paths = [configPath];
  let rates = noRates(schema.currency);
  let ratesText: string | undefined;
  if (schema.rates !== undefined) {
    paths.push(schema.rates);
    const file = await readText(files, schema.rates);
    ratesText = file.text;
    if (file.text === undefined) all.push(missingRates(schema.rates));
    else {
      const parsed = parseRates(file.text, schema.rates, schema.currency);
      rates = parsed.rates;
      all.push(...file.problems, ...parsed.problems);
    }
  }
  const reader = createRecordReader(schema, fileChecks);
  return {
    reader,
    workspaceOptions: { reader, rates, configProblems: all, checks },
    texts: [config.text, ratesText],
    paths,
  };
}

async function readText(
  files: Files,
  path: string,
): Promise<{ readonly text: string | undefined; readonly problems: readonly Problem[] }> {
  let content: FileContent = { kind: 'missing' };
  await files.readAll([path], (_, read) => (content = read), maxRecordBytes);
  if (content.kind === 'missing') return { text: undefined, problems: [] };
  return decodeText(path, content);
}

function missingRates(path: string): Problem {
  const message = `The rates file ${path} does not exist: amounts in other currencies are left out of sums`;
  return {
    path: configPath,
    range: startOfFile,
    severity: 'warning',
    code: 'config-value',
    message,
    fixes: [],
  };
}

export interface Inventory {
  readonly stats: ReadonlyMap<string, FileStat>;
  readonly obstacles: readonly FileObstacle[];
}

export async function listFiles(
  files: Files,
  reader: RecordReader,
  withStats = true,
): Promise<Inventory> {
  const listing = await files.list({
    wants: (path) => reader.isCandidate(path),
    enters: (folder) => reader.entersFolder(folder),
    withStats,
  });
  return {
    stats: new Map(listing.files.map((stat) => [stat.path, stat])),
    obstacles: listing.obstacles,
  };
}

/** Reads and parses files, handing each over as it comes. */
export async function readFiles(
  files: Files,
  reader: RecordReader,
  paths: readonly string[],
  each: (parsed: ParsedFile, stat: FileStat | undefined) => void,
): Promise<void> {
  await files.readAll(
    paths,
    (path, content) => {
      if (content.kind === 'missing') return;
      each(parseFile(path, content, reader), content.kind === 'bytes' ? content.stat : undefined);
    },
    maxRecordBytes,
  );
}

/** What cannot be walked is a problem at its path. */
export function obstacleFile(obstacle: FileObstacle): ParsedFile {
  const code = obstacle.reason === 'unreadable' ? 'file-unreadable' : 'file-loop';
  const problem: Problem = {
    path: obstacle.path,
    range: startOfFile,
    severity: 'warning',
    code,
    message: obstacle.message,
    fixes: [],
  };
  return { path: obstacle.path, drafts: [], problems: [problem], text: '' };
}
