/** YAML as a tree of values with their places. Offsets count UTF-16 units in the whole file's text. */
export interface YamlScalar {
  readonly kind: 'scalar';
  /** YAML 1.2 core value, except that a number written with leading zeros stays text. */
  readonly value: string | number | boolean | null;
  /** The scalar's text: as written for a plain scalar (so `12000.50` keeps its zero), unquoted and unfolded else. */
  readonly text: string;
  /** True for a plain (unquoted, not block) scalar. */
  readonly plain: boolean;
  readonly start: number;
  readonly end: number;
}

export interface YamlList {
  readonly kind: 'list';
  readonly items: readonly YamlNode[];
  readonly start: number;
  readonly end: number;
}

export interface YamlMap {
  readonly kind: 'map';
  readonly entries: readonly YamlEntry[];
  readonly start: number;
  readonly end: number;
}

export interface YamlEntry {
  /** Text of the key; a key that is not a scalar is its source text. */
  readonly key: string;
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly value: YamlNode;
}

export type YamlNode = YamlScalar | YamlList | YamlMap;
