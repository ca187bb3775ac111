import { parseFile } from '../records/parseFile.ts';
import type { Draft } from '../records/draft.ts';
import { joinPath, newRecordText } from '../records/writeRecord.ts';
import type { NewValue } from '../records/writeValue.ts';
import type { ImportRequest } from './importPlan.ts';

/** By canonical field. */
export type RowValues = ReadonlyMap<string, NewValue>;

/** The record that values make, as reading its file would give it. */
export function draftOf(values: RowValues, { type, workspace }: ImportRequest): Draft {
  const path = joinPath(type.folder, 'new.md');
  const content = { kind: 'text', text: newRecordText({ type, values }, 'md') } as const;
  const [draft] = parseFile(path, content, workspace.reader).drafts;
  if (!draft) throw new RangeError(`${path} is no record of ${type.name}`);
  return draft;
}
