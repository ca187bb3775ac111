import type { Problem } from '../model/problem.ts';
import type { Schema } from '../model/schema.ts';
import type { YamlNode } from '../yaml/yamlNode.ts';
import type { Draft } from './draft.ts';

/** What a check of one file sees: the record with the text and the YAML that it was read from. */
export interface CheckedFile {
  readonly draft: Draft;
  /** The whole text of the file; the draft says where the body begins. */
  readonly text: string;
  readonly root: YamlNode | undefined;
  readonly schema: Schema;
}

/**
 * A check of one type by a capability, of what the file alone can tell, so that it says exact places. What it
 * finds is kept with the file until that changes.
 */
export interface FileCheck {
  readonly type: string;
  readonly check: (file: CheckedFile) => readonly Problem[];
}
