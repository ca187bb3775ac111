/** The import map: which column becomes which field, as values. `parseImportMap` reads it, `writeImportMap` writes it. */

/** Text with columns in double braces, cut apart; a plain column name is one part. */
export type TextSource = readonly TextPart[];

export type TextPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'column'; readonly column: string };

export interface CellSource {
  readonly kind: 'cell';
  readonly text: TextSource;
  /** For references: the field of the target that holds the text; its id where this is missing. */
  readonly by?: string;
  /** As the file writes values -> as the field has them; null means that there is none. */
  readonly values?: ReadonlyMap<string, string | null>;
  /** Currency of amounts that name none: a code, or text with the column that holds it. */
  readonly currency?: TextSource;
  /** Form of dates, or `auto`. */
  readonly date?: string;
  /** Plain decimal text by which a number is multiplied. */
  readonly times?: string;
  /** What separates the values of a list in one cell. */
  readonly list?: string;
}

export type FieldSource =
  | CellSource
  | { readonly kind: 'constant'; readonly value: ConstantValue }
  /** Each source that gives something is an item; of a field with one value the first one counts. */
  | { readonly kind: 'list'; readonly items: readonly FieldSource[] }
  | { readonly kind: 'map'; readonly entries: readonly FieldMapping[] };

export type ConstantValue = string | number | boolean | readonly (string | number | boolean)[];

export interface FieldMapping {
  /** Any name of the field; kept as it is written in the map. */
  readonly field: string;
  readonly source: FieldSource;
}

export interface ImportOptions {
  /** `auto` or a name that TextDecoder knows. */
  readonly encoding: string;
  readonly delimiter: string;
  /** `auto`, judged over each column, or the mark itself. */
  readonly decimal: 'auto' | '.' | ',';
  /** Cells that mean: no value. */
  readonly null: readonly string[];
}

export const defaultOptions: ImportOptions = {
  encoding: 'auto',
  delimiter: 'auto',
  decimal: 'auto',
  null: [''],
};

export interface ImportMap {
  /** Undefined where the map leaves it to the command line. */
  readonly type?: string;
  /** Text that becomes the id; without it the name does. */
  readonly id?: TextSource;
  /** Fields by which an existing record is known, `id` among them; all of them must agree. */
  readonly match?: readonly string[];
  readonly fields: readonly FieldMapping[];
  /** Text below the frontmatter of new records. */
  readonly body?: TextSource;
  readonly options: ImportOptions;
}

const slot = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** A column name, or a template where it holds `{{column}}`. */
export function parseTextSource(text: string): TextSource {
  if (!text.includes('{{')) return [{ kind: 'column', column: text.trim() }];
  const parts: TextPart[] = [];
  let at = 0;
  for (const match of text.matchAll(slot)) {
    if (match.index > at) parts.push({ kind: 'text', text: text.slice(at, match.index) });
    parts.push({ kind: 'column', column: match[1] ?? '' });
    at = match.index + match[0].length;
  }
  if (at < text.length) parts.push({ kind: 'text', text: text.slice(at) });
  return parts;
}

/** As it is written in a map. */
export function textSourceToString(source: TextSource): string {
  const [first] = source;
  if (source.length === 1 && first?.kind === 'column') return first.column;
  return source.map((part) => (part.kind === 'text' ? part.text : `{{${part.column}}}`)).join('');
}

/** Every column that a source reads, in order. */
export function columnsOf(source: FieldSource): readonly string[] {
  switch (source.kind) {
    case 'cell':
      return [...columnsOfText(source.text), ...columnsOfText(source.currency ?? [])];
    case 'constant':
      return [];
    case 'list':
      return source.items.flatMap(columnsOf);
    case 'map':
      return source.entries.flatMap((entry) => columnsOf(entry.source));
  }
}

export function columnsOfText(source: TextSource): readonly string[] {
  return source.flatMap((part) => (part.kind === 'column' ? [part.column] : []));
}

/** Every column that a map reads, each once. */
export function columnsOfMap(map: ImportMap): readonly string[] {
  return [
    ...new Set([
      ...columnsOfText(map.id ?? []),
      ...columnsOfText(map.body ?? []),
      ...map.fields.flatMap((entry) => columnsOf(entry.source)),
    ]),
  ];
}
