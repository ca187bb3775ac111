/** SQLite FTS5 as a yardstick for search, by the sqlite3 program where there is one: no binding is built for it. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface Fts5 {
  /** Milliseconds of processor time that each query took, as the program itself counts them. */
  time(queries: readonly string[]): readonly number[];
  dispose(): void;
}

export interface Fts5Row {
  readonly title: string;
  readonly keywords: string;
  readonly body: string;
}

const PROGRAM = 'sqlite3';

/** A table of the rows, or why there is none. */
export function createFts5(rows: readonly Fts5Row[]): Fts5 | string {
  const probe = spawnSync(PROGRAM, [':memory:', 'create virtual table t using fts5(a);']);
  if (probe.error !== undefined) return 'no sqlite3 program here';
  if (probe.status !== 0) return 'this sqlite3 has no FTS5';
  const folder = mkdtempSync(path.join(tmpdir(), 'rapport-fts5-'));
  const database = path.join(folder, 'fts5.db');
  const script = path.join(folder, 'build.sql');
  const lines = [
    'pragma journal_mode = off; begin;',
    "create virtual table t using fts5(title, keywords, body, tokenize = 'unicode61', prefix = '2 3');",
    ...rows.map(
      ({ title, keywords, body }) =>
        `insert into t values (${quote(title)}, ${quote(keywords)}, ${quote(body)});`,
    ),
    'commit;',
  ];
  writeFileSync(script, lines.join('\n'));
  spawnSync(PROGRAM, [database, `.read ${script}`]);
  return {
    time: (queries) => runTimed(database, queries),
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function runTimed(database: string, queries: readonly string[]): number[] {
  const input = [
    '.timer on',
    ...queries.map(
      (query) =>
        `select rowid from t where t match ${quote(query)} order by bm25(t, 3, 2, 1) limit 20;`,
    ),
  ].join('\n');
  const { stdout } = spawnSync(PROGRAM, [database], {
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const times = [...stdout.matchAll(/user ([0-9.]+) sys ([0-9.]+)/gu)];
  return times.map(([, user, system]) => (Number(user) + Number(system)) * 1000);
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
