import { compileWhere } from '../core/expressions/compileWhere.ts';
import type { CrmRecord } from '../core/model/record.ts';
import { recordKey } from '../core/model/record.ts';
import { countOf } from '../core/model/words.ts';
import { UsageError } from './commandSpec.ts';
import { identityFor } from './identity.ts';
import type { Io } from './output.ts';
import type { OpenedWorkspace } from './workspace.ts';

export interface Condition {
  readonly test: (record: CrmRecord) => boolean;
  /** Says which records could not be judged in full (an amount without a rate), once they were tested. */
  noteExcluded(): void;
}

/** The condition of `--where`. Throws where it cannot be used, with the column. */
export function compileCondition(
  where: string,
  type: string | undefined,
  { root, snapshot, today }: OpenedWorkspace,
  io: Io,
): Condition {
  const compiled = compileWhere(where, { snapshot, type, me: identityFor(where, root) });
  for (const { severity, message } of compiled.issues) {
    if (severity !== 'error') io.note(`--where: ${message}`);
  }
  if (!compiled.ok) {
    const issue = compiled.issues.find(({ severity }) => severity === 'error');
    const column = issue ? ` (column ${issue.start + 1})` : '';
    const hint = issue?.suggestion === undefined ? '' : `; did you mean ${issue.suggestion}?`;
    throw new UsageError(
      `--where "${where}": ${issue?.message ?? 'it cannot be used'}${column}${hint}`,
    );
  }
  const excluded = new Map<string, string>();
  const options = {
    exclude: (record: CrmRecord, reason: string) => void excluded.set(recordKey(record), reason),
  };
  return {
    test: (record) => compiled.test(record, today, options),
    noteExcluded() {
      const [first] = excluded;
      if (!first) return;
      const others = excluded.size === 1 ? '' : ` and ${countOf(excluded.size - 1, 'other')}`;
      io.note(`Not judged in full: ${first[0]} (${first[1]})${others}`);
    },
  };
}
