import type { CrmRecord, FieldMap, Link } from '../model/record.ts';
import type { Draft } from '../records/draft.ts';

/** What of a record is read only when somebody looks at it. Short names: it stands once for each record in a cache. */
interface Contents {
  readonly f: FieldMap;
  readonly i?: FieldMap;
  /** field or 0 · as written · key, or 0 where it is as written · line · columns */
  readonly l?: readonly (readonly [string | 0, string, string | 0, number, number, number])[];
  readonly p: string;
}

/** Bytes that hold the contents of many records, one after the other. */
export interface ContentBytes {
  readonly bytes: Uint8Array;
  /** Offsets into `bytes`; record n ends where n + 1 begins. */
  readonly offsets: Uint32Array;
  readonly hasBigints: boolean;
}

const nothing: FieldMap = Object.freeze({});
const noLinks: readonly Link[] = Object.freeze([]);
const decoder = new TextDecoder();

/** The contents of a record as text; a record that nobody looked into is handed on as the bytes it came in. */
export function encodeContents(record: Draft): string | Uint8Array {
  if (record instanceof LazyRecord) return record.source;
  const { fields, invalid, links, places } = record;
  const contents: Contents = {
    f: fields,
    ...(Object.keys(invalid).length > 0 && { i: invalid }),
    ...(links.length > 0 && { l: links.map(tupleOf) }),
    p: places,
  };
  try {
    return JSON.stringify(contents);
  } catch {
    // Amounts beyond 2^53 are bigints, which JSON does not know.
    return JSON.stringify(contents, (_, value: unknown) =>
      typeof value === 'bigint' ? { $bigint: String(value) } : value,
    );
  }
}

function tupleOf(link: Link): NonNullable<Contents['l']>[number] {
  const { field, raw, key, line, column, endColumn } = link;
  return [field ?? 0, raw, key === raw ? 0 : key, line, column, endColumn];
}

function reviveBigint(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('$bigint' in value)) return value;
  return BigInt(String(value.$bigint));
}

export interface RecordHead {
  readonly type: string;
  readonly id: string;
  readonly path: string;
  readonly title: string;
  readonly broken: boolean;
  readonly bodyStart: number;
  readonly inlineLine: number | undefined;
}

/** A record of a cache: what lists show is there, its fields and links are read when they are first asked for. */
export class LazyRecord implements CrmRecord {
  slot: number;
  readonly type: string;
  readonly id: string;
  readonly path: string;
  readonly title: string;
  readonly broken: boolean;
  readonly bodyStart: number;
  declare readonly inlineLine?: number;
  readonly #contents: ContentBytes;
  readonly #index: number;
  #fields: FieldMap | undefined;
  #invalid: FieldMap = nothing;
  #links: readonly Link[] = noLinks;
  #places = '';

  constructor(slot: number, head: RecordHead, contents: ContentBytes, index: number) {
    this.slot = slot;
    this.type = head.type;
    this.id = head.id;
    this.path = head.path;
    this.title = head.title;
    this.broken = head.broken;
    this.bodyStart = head.bodyStart;
    if (head.inlineLine !== undefined) this.inlineLine = head.inlineLine;
    this.#contents = contents;
    this.#index = index;
  }

  get fields(): FieldMap {
    return this.#fields ?? this.#read();
  }

  get invalid(): FieldMap {
    if (!this.#fields) this.#read();
    return this.#invalid;
  }

  get links(): readonly Link[] {
    if (!this.#fields) this.#read();
    return this.#links;
  }

  get places(): string {
    if (!this.#fields) this.#read();
    return this.#places;
  }

  /** The bytes it came in. */
  get source(): Uint8Array {
    const { bytes, offsets } = this.#contents;
    return bytes.subarray(offsets[this.#index], offsets[this.#index + 1]);
  }

  get mayHaveBigints(): boolean {
    return this.#contents.hasBigints;
  }

  #read(): FieldMap {
    const text = decoder.decode(this.source);
    const revive = this.#contents.hasBigints ? reviveBigint : undefined;
    const contents = JSON.parse(text, revive) as Contents;
    this.#fields = contents.f;
    this.#invalid = contents.i ?? nothing;
    this.#links = contents.l ? contents.l.map(linkOf) : noLinks;
    this.#places = contents.p;
    return contents.f;
  }
}

function linkOf([field, raw, key, line, column, endColumn]: NonNullable<
  Contents['l']
>[number]): Link {
  return {
    field: field === 0 ? undefined : field,
    raw,
    key: key === 0 ? raw : key,
    line,
    column,
    endColumn,
  };
}
