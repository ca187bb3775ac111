/** The words of the schema: what crm.yaml and the built-in types resolve to. Plain data, so it crosses threads. */

/**
 * What one value of a field is:
 * `string` one line · `text` prose · `number` · `integer` · `boolean` · `date` calendar date ·
 * `datetime` date or datetime · `duration` seconds · `percent` percent points (40 is 40 %) ·
 * `money` · `enum` one of options · `stage` a stage of the record's pipeline · `pipeline` ·
 * `ref` reference to a record · `person` key of people · `topic` type/category/subcategory ·
 * `expression` CEL · `url` `email` `phone` text with a form · `map` inner fields · `any` kept as written.
 */
export type FieldKind =
  | 'string'
  | 'text'
  | 'number'
  | 'integer'
  | 'boolean'
  | 'date'
  | 'datetime'
  | 'duration'
  | 'percent'
  | 'money'
  | 'enum'
  | 'stage'
  | 'pipeline'
  | 'ref'
  | 'person'
  | 'topic'
  | 'expression'
  | 'url'
  | 'email'
  | 'phone'
  | 'map'
  | 'any';

export interface EnumOption {
  readonly value: string;
  readonly label: string;
}

export interface FieldSpec {
  /** Canonical name: what expressions, columns and JSON use. */
  readonly name: string;
  readonly label: string;
  readonly description: string;
  readonly kind: FieldKind;
  /** True where the field holds any number of values of `kind`; a single value is accepted as a list of one. */
  readonly list: boolean;
  readonly required: boolean;
  /** Counts towards completeness without being required. */
  readonly recommended: boolean;
  readonly unique: boolean;
  /** For `enum`; empty elsewhere. */
  readonly options: readonly EnumOption[];
  /** For `ref`: type names it may lead to; empty means any. */
  readonly to: readonly string[];
  readonly min?: number;
  readonly max?: number;
  /** Source of a regular expression that the whole text must match. */
  readonly pattern?: string;
  /** For `map`: the inner fields in order. */
  readonly fields: readonly FieldSpec[];
  /** As this workspace writes values -> canonical value. */
  readonly values: Readonly<Record<string, string>>;
  /** Names under which this workspace writes the field, first one preferred for writing; the canonical name also reads unless it is taken. */
  readonly writtenAs: readonly string[];
  readonly builtin: boolean;
}

export interface TypeSpec {
  readonly name: string;
  readonly label: string;
  readonly plural: string;
  /** Codicon id. */
  readonly icon: string;
  /** Folder below the root, `/` between parts, no slash at the ends; `.` is the root itself; empty: no folder. */
  readonly folder: string;
  readonly description: string;
  /** In schema order. */
  readonly fields: readonly FieldSpec[];
  /** Title template (`{{first_name}} {{last_name}}`), or undefined for name, title, first heading, id. */
  readonly title?: string;
  /** How new records are spread over subfolders. */
  readonly shard: 'year' | 'month' | 'none';
  readonly builtin: boolean;
}

export type ForecastCategory = 'pipeline' | 'best_case' | 'commit' | 'closed' | 'omitted';

export interface Stage {
  readonly id: string;
  readonly name: string;
  /** Percent points, 0 to 100. */
  readonly probability: number;
  readonly forecast: ForecastCategory;
  readonly outcome?: 'won' | 'lost';
  /** Seconds without activity or stage change after which an open deal rots. */
  readonly rotAfter?: number;
}

export interface Pipeline {
  readonly id: string;
  readonly name: string;
  /** Order of the board. */
  readonly stages: readonly Stage[];
}

export interface Person {
  readonly key: string;
  readonly name: string;
  readonly email?: string;
  readonly aliases: readonly string[];
}

export interface Policy {
  readonly maxTouchesPer30Days?: number;
  /** Type name -> seconds after which a record of it is stale. */
  readonly staleAfter: Readonly<Record<string, number>>;
}

export interface Schema {
  readonly version: number;
  readonly name: string;
  /** Base currency of reports. */
  readonly currency: string;
  /** IANA name: only for "today" and datetimes without an offset. */
  readonly timezone: string;
  /** Month 1 to 12. */
  readonly fiscalYearStart: number;
  readonly people: readonly Person[];
  /** The first is the default for deals that name none. */
  readonly pipelines: readonly Pipeline[];
  /** Built-in types first, then the workspace's own in the order of crm.yaml. */
  readonly types: readonly TypeSpec[];
  /** Path of the rates file below the root, if any. */
  readonly rates?: string;
  readonly policy: Policy;
  /** Glob patterns of paths that are not read. */
  readonly ignore: readonly string[];
}
