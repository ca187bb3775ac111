import type { Money } from './money.ts';

/**
 * A typed value of a field, as the field's kind says: text kinds, dates (ISO text), enum, stage, person
 * and references (as written) are strings; numbers, percent points and duration seconds are numbers; money
 * is Money; maps and lists nest. A person that crm.yaml knows is stored by key. An enum, stage, person or
 * reference that fits nothing stays as written in `fields` (with a problem); other misfits go to `invalid`.
 */
export type FieldValue =
  string | number | boolean | null | Money | readonly FieldValue[] | FieldMap;

export interface FieldMap {
  readonly [name: string]: FieldValue | undefined;
}

/** A reference written in a field or in prose. */
export interface Link {
  /** Canonical field, inner fields by dot (`lines.product`); undefined for a link in prose. */
  readonly field: string | undefined;
  /** As written, brackets and alias included. */
  readonly raw: string;
  /** What it leads to, without brackets, alias, heading and extension, normalised for matching (NFC, lower case). */
  readonly key: string;
  /** 0-based line and UTF-16 columns of the reference text itself. */
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
}

/** A file understood. Plain data: it crosses threads and lies in the cache. */
export interface CrmRecord {
  /** Dense number of this record in its snapshot; stable while the file exists. */
  readonly slot: number;
  readonly type: string;
  /** Path below the type's folder without extension, lower case, NFC. Unique within its type (else a problem on both). */
  readonly id: string;
  /** Workspace-relative, `/` between folders. */
  readonly path: string;
  readonly title: string;
  /** By canonical name; undeclared fields under their own name. Only values that fit the kind of their field. */
  readonly fields: FieldMap;
  /** Values that do not fit the kind of their field, as written: shown and searchable, counted by nobody, each with a problem. */
  readonly invalid: FieldMap;
  readonly links: readonly Link[];
  /** True where the file could only be read in part: it is still listed, flagged and searchable. */
  readonly broken: boolean;
  /** Where each field lies, packed; read it with `placeOf` of records/places.ts. */
  readonly places: string;
  /** UTF-16 offset at which the body begins in the file's text; the length of the text for a .yaml record. */
  readonly bodyStart: number;
  /** Set on a task written as `- [ ] …` in another record's body: the 0-based line. */
  readonly inlineLine?: number;
}

/** The name by which JSON and reports call a record: `type/id`. */
export function recordKey(record: { readonly type: string; readonly id: string }): string {
  return `${record.type}/${record.id}`;
}

export type Resolution =
  | { readonly kind: 'found'; readonly record: CrmRecord; readonly former: boolean }
  | { readonly kind: 'ambiguous'; readonly candidates: readonly CrmRecord[] }
  | { readonly kind: 'missing' };

export interface Backlink {
  readonly from: CrmRecord;
  /** The referring field, or undefined for prose. */
  readonly field: string | undefined;
  readonly link: Link;
}
