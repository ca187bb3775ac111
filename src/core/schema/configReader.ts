/** Reads values out of crm.yaml; whatever cannot be used becomes a problem at its place and is left out. */
import { parseDuration } from '../model/date.ts';
import { isSameWord, nearest } from '../model/nearMiss.ts';
import type { ProblemCode, Severity } from '../model/problem.ts';
import type { YamlEntry, YamlNode } from '../yaml/yamlNode.ts';
import type { YamlFix, YamlProblem } from '../yaml/yamlProblem.ts';

/** A stretch of the text, by UTF-16 offsets. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

export interface PlacedText extends Place {
  readonly text: string;
}

export interface NumberLimits {
  readonly min?: number;
  readonly max?: number;
  readonly integer?: boolean;
}

export function keyPlace(entry: YamlEntry): Place {
  return { start: entry.keyStart, end: entry.keyEnd };
}

/** Where the value stands; the key where there is no value. */
export function valuePlace(entry: YamlEntry): Place {
  return entry.value.end > entry.value.start ? entry.value : keyPlace(entry);
}

export function isEmptyNode(node: YamlNode): boolean {
  return node.kind === 'scalar' && node.value === null;
}

/** YAML that reads back as this text. */
export function yamlText(text: string): string {
  const plain = /^[A-Za-z][\w./-]*(?: [\w./-]+)*$/.test(text);
  return plain && !/^(?:true|false|null)$/i.test(text) ? text : JSON.stringify(text);
}

export class ConfigReader {
  readonly problems: YamlProblem[] = [];

  report(
    place: Place,
    severity: Severity,
    code: ProblemCode,
    message: string,
    fixes: readonly YamlFix[] = [],
  ): void {
    const { start, end } = place;
    this.problems.push({ code, severity, message, start, end, fixes });
  }

  /** A value that cannot be used; `newText` (YAML) is what was probably meant. */
  invalid(place: Place, message: string, newText?: string, safe = false): void {
    const fixes = newText === undefined ? [] : [replace(place, newText, safe)];
    this.report(place, 'error', 'config-value', message, fixes);
  }

  hint(place: Place, message: string, fixes: readonly YamlFix[] = []): void {
    this.report(place, 'hint', 'config-value', message, fixes);
  }

  /** A name that is not one of `known`: what was meant, if it is near, is offered as a fix and returned. */
  unknown(
    place: PlacedText,
    known: Iterable<string>,
    what: string,
    code: 'config-unknown' | 'config-value' = 'config-value',
  ): string | undefined {
    const names = [...known];
    const meant = nearest(place.text, names);
    const advice =
      meant !== undefined
        ? `did you mean ${meant}?`
        : names.length > 0 && names.length <= 24
          ? `known are ${names.join(', ')}.`
          : 'there is none of that name.';
    const fixes =
      meant === undefined ? [] : [replace(place, yamlText(meant), isSameWord(place.text, meant))];
    const severity = code === 'config-unknown' ? 'warning' : 'error';
    this.report(place, severity, code, `${what} "${place.text}" is not known: ${advice}`, fixes);
    return meant;
  }

  /** The entries of a map; nothing where it is empty, nothing and a problem where it is no map. */
  entries(node: YamlNode, what: string): readonly YamlEntry[] {
    if (node.kind === 'map') return node.entries;
    if (!isEmptyNode(node)) this.invalid(node, `${what} must be a map of names and values.`);
    return [];
  }

  /** The entries of a map by name, those with other names reported. Of two with one name the first counts. */
  settings<Name extends string>(
    node: YamlNode,
    what: string,
    names: readonly Name[],
  ): ReadonlyMap<Name, YamlEntry> {
    const found = new Map<Name, YamlEntry>();
    for (const entry of this.entries(node, what)) {
      const name = names.find((known) => known === entry.key);
      if (name !== undefined) {
        if (!found.has(name)) found.set(name, entry);
      } else
        this.unknown(
          { ...keyPlace(entry), text: entry.key },
          names,
          `The setting`,
          'config-unknown',
        );
    }
    return found;
  }

  /** Text of one value; undefined where there is none, with a problem where it is a list or map. */
  text(entry: YamlEntry | undefined): string | undefined {
    if (!entry || isEmptyNode(entry.value)) return undefined;
    const node = entry.value;
    if (node.kind === 'scalar' && node.text.trim() !== '') return node.text;
    this.invalid(
      valuePlace(entry),
      node.kind === 'scalar'
        ? `${entry.key} is empty.`
        : `${entry.key} must be text, not a ${node.kind}.`,
    );
    return undefined;
  }

  /** Text of one value or of each of a list. */
  texts(entry: YamlEntry | undefined): readonly PlacedText[] {
    if (!entry || isEmptyNode(entry.value)) return [];
    const nodes = entry.value.kind === 'list' ? entry.value.items : [entry.value];
    const texts: PlacedText[] = [];
    for (const node of nodes) {
      if (node.kind === 'scalar' && node.text.trim() !== '') {
        texts.push({ start: node.start, end: node.end, text: node.text });
      } else {
        const place = node.end > node.start ? node : keyPlace(entry);
        this.invalid(place, `${entry.key} must be text or a list of texts.`);
      }
    }
    return texts;
  }

  /** One of a few words. */
  word<Word extends string>(
    entry: YamlEntry | undefined,
    words: readonly Word[],
    what = entry?.key ?? '',
  ): Word | undefined {
    const text = this.text(entry);
    if (text === undefined || !entry) return undefined;
    const word = words.find((known) => known === text);
    if (word === undefined) this.unknown({ ...valuePlace(entry), text }, words, `The ${what}`);
    return word;
  }

  /** A number within limits; `40%` counts as 40 where a percentage is meant. */
  number(
    entry: YamlEntry | undefined,
    limits: NumberLimits & { readonly percent?: boolean } = {},
  ): number | undefined {
    if (!entry || isEmptyNode(entry.value)) return undefined;
    const value = numberOf(entry.value, limits.percent ?? false);
    const { min, max, integer = false } = limits;
    const fits =
      value !== undefined &&
      (min === undefined || value >= min) &&
      (max === undefined || value <= max) &&
      (!integer || Number.isInteger(value));
    if (fits) return value;
    const wanted = integer ? 'a whole number' : 'a number';
    const range =
      min !== undefined && max !== undefined
        ? ` from ${min} to ${max}`
        : min !== undefined
          ? ` of at least ${min}`
          : max !== undefined
            ? ` of at most ${max}`
            : '';
    this.invalid(valuePlace(entry), `${entry.key} must be ${wanted}${range}.`);
    return undefined;
  }

  /** True or false. `yes` is text in YAML 1.2: it counts, and a fix writes `true`. */
  flag(entry: YamlEntry | undefined): boolean | undefined {
    if (!entry || isEmptyNode(entry.value)) return undefined;
    const node = entry.value;
    if (node.kind === 'scalar') {
      if (typeof node.value === 'boolean') return node.value;
      const meant = /^(?:yes|on|true)$/i.test(node.text)
        ? true
        : /^(?:no|off|false)$/i.test(node.text)
          ? false
          : undefined;
      if (meant !== undefined) {
        this.report(node, 'warning', 'config-value', `${entry.key} must be true or false.`, [
          replace(node, String(meant), true),
        ]);
        return meant;
      }
    }
    this.invalid(valuePlace(entry), `${entry.key} must be true or false.`);
    return undefined;
  }

  /** Seconds of a duration with its unit (`21d`). A bare number is refused: days were surely meant, minutes it would be. */
  duration(entry: YamlEntry | undefined): number | undefined {
    const text = this.text(entry)?.trim();
    if (text === undefined || !entry) return undefined;
    if (/^\d+$/.test(text)) {
      const message = `${entry.key} needs a unit, as in ${text}d.`;
      this.invalid(valuePlace(entry), message, `${text}d`);
      return undefined;
    }
    const seconds = parseDuration(text);
    if (seconds !== undefined) return seconds;
    this.invalid(valuePlace(entry), `"${text}" is not a duration such as 21d, 2w or 12h.`);
    return undefined;
  }
}

export function replace(place: Place, newText: string, safe: boolean): YamlFix {
  const { start, end } = place;
  return { title: `Change to ${newText}`, safe, edits: [{ start, end, newText }] };
}

function numberOf(node: YamlNode, percent: boolean): number | undefined {
  if (node.kind !== 'scalar') return undefined;
  if (typeof node.value === 'number') return Number.isFinite(node.value) ? node.value : undefined;
  const match = percent ? /^([+-]?\d+(?:\.\d+)?)\s*%$/.exec(node.text) : null;
  return match ? Number(match[1]) : undefined;
}
