import { isIsoDate, isIsoDatetime, dateOf, parseDuration } from '../model/date.ts';
import { parseMoney } from '../model/money.ts';
import { isSameWord, nearest } from '../model/nearMiss.ts';
import type { ProblemCode, Severity } from '../model/problem.ts';
import type { FieldMap, FieldValue } from '../model/record.ts';
import type { FieldSpec, Person } from '../model/schema.ts';
import type { YamlMap, YamlNode, YamlScalar } from '../yaml/yamlNode.ts';
import { likelyDate, likelyMoney } from './likelyValues.ts';
import { refKey } from './refKey.ts';

/** A problem with offsets into the file's text; it gets line and column only if it is kept. */
export interface Issue {
  readonly code: ProblemCode;
  readonly severity: Severity;
  readonly message: string;
  readonly start: number;
  readonly end: number;
  readonly fix?:
    { readonly title: string; readonly newText: string; readonly safe: boolean } | undefined;
}

/** A reference found while reading fields, with offsets. */
export interface FieldRef {
  readonly field: string;
  readonly raw: string;
  readonly key: string;
  readonly start: number;
  readonly end: number;
}

/** What reading one file needs to know and gathers. */
export interface ReadContext {
  readonly text: string;
  readonly currency: string;
  readonly findPerson: (text: string) => Person | undefined;
  readonly issues: Issue[];
  readonly refs: FieldRef[];
}

/** Marks a value that does not fit its kind; it goes to `invalid`. */
export const misfit: unique symbol = Symbol('misfit');
export type Read = FieldValue | undefined | typeof misfit;

/** A value as its field's kind understands it; missing is undefined; what does not fit is `misfit` with an issue. */
export function readValue(
  node: YamlNode,
  spec: FieldSpec,
  path: string,
  context: ReadContext,
): Read {
  if (isEmpty(node)) return undefined;
  return spec.list ? readList(node, spec, path, context) : readOne(node, spec, path, context);
}

function isEmpty(node: YamlNode): boolean {
  return node.kind === 'scalar' && (node.value === null || (node.text === '' && node.plain));
}

function readList(node: YamlNode, spec: FieldSpec, path: string, context: ReadContext): Read {
  const isLinked = spec.kind === 'ref' || spec.kind === 'person';
  const wikilink = isLinked ? bracketedScalar(node) : undefined;
  const items = node.kind === 'list' && !wikilink ? node.items : [node];
  const values: FieldValue[] = [];
  for (const item of items) {
    if (isEmpty(item)) continue;
    const value = readOne(item, spec, path, context);
    if (value !== undefined && value !== misfit) values.push(value);
  }
  return values.length > 0 ? values : undefined;
}

function readOne(node: YamlNode, spec: FieldSpec, path: string, context: ReadContext): Read {
  if (spec.kind === 'map') return readMap(node, spec, path, context);
  if (spec.kind === 'any') return plainValue(node);
  if (spec.kind === 'ref') return readRef(node, path, context);
  if (spec.kind === 'money') return readMoney(node, context);
  if (spec.kind === 'person') {
    const linked = bracketedScalar(node);
    if (linked) return readPerson({ ...linked, text: `[[${linked.text}]]` }, spec, context);
  }
  if (node.kind !== 'scalar') {
    const wanted = kindWords[spec.kind] ?? 'one value';
    return refuse(
      context,
      node,
      'field-type',
      `${spec.label} must be ${wanted}, not a ${node.kind}`,
    );
  }
  return readScalar(node, spec, context);
}

const kindWords: Readonly<Record<string, string>> = {
  string: 'text',
  text: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  date: 'a date',
  datetime: 'a date',
  duration: 'a duration',
  percent: 'a percentage',
  enum: 'one of its options',
  stage: 'a stage',
  pipeline: 'a pipeline',
  person: 'a person',
  expression: 'an expression',
};

function readScalar(node: YamlScalar, spec: FieldSpec, context: ReadContext): Read {
  switch (spec.kind) {
    case 'number':
    case 'integer':
      return readNumber(node, spec, context);
    case 'percent':
      return readPercent(node, spec, context);
    case 'boolean':
      return readBoolean(node, spec, context);
    case 'date':
    case 'datetime':
      return readDate(node, spec, context);
    case 'duration': {
      const seconds = parseDuration(node.text);
      if (seconds !== undefined) return seconds;
      return refuse(
        context,
        node,
        'duration-invalid',
        `"${node.text}" is not a duration such as 90m, 2h or 21d`,
      );
    }
    case 'enum':
      return readEnum(node, spec, context);
    case 'person':
      return readPerson(node, spec, context);
    default:
      return readText(node, spec, context);
  }
}

function readText(node: YamlScalar, spec: FieldSpec, context: ReadContext): Read {
  const mapped = mappedValue(spec, node.text);
  const text = mapped ?? node.text;
  const tooLong = text.length > maxPatternText;
  if (spec.pattern !== undefined && (tooLong || !patternOf(spec.pattern).test(text))) {
    report(
      context,
      node,
      'field-pattern',
      `"${text.slice(0, 80)}" does not have the form ${spec.pattern}`,
    );
  }
  return text;
}

/** Even a harmless pattern may take time as the square of the text. */
const maxPatternText = 2000;

const patterns = new Map<string, RegExp>();

function patternOf(source: string): RegExp {
  let pattern = patterns.get(source);
  if (!pattern) {
    pattern = new RegExp(`^(?:${source})$`, 'u');
    patterns.set(source, pattern);
  }
  return pattern;
}

function mappedValue({ values }: FieldSpec, text: string): string | undefined {
  // Hardly any field maps values: finding that out must not cost a look-up of the text.
  for (const _ in values) return Object.hasOwn(values, text) ? values[text] : undefined;
  return undefined;
}

function readNumber(node: YamlScalar, spec: FieldSpec, context: ReadContext): Read {
  const value = typeof node.value === 'number' ? node.value : numberOf(node.text);
  if (value === undefined || !Number.isFinite(value)) {
    return refuse(
      context,
      node,
      'field-type',
      `${spec.label} must be a number, not "${node.text}"`,
    );
  }
  if (spec.kind === 'integer' && !Number.isInteger(value)) {
    return refuse(
      context,
      node,
      'field-type',
      `${spec.label} must be a whole number, not ${node.text}`,
    );
  }
  checkLimits(value, node, spec, context);
  return value;
}

function numberOf(text: string): number | undefined {
  return /^[+-]?\d[\d_]*(?:\.\d+)?$/.test(text) ? Number(text.replaceAll('_', '')) : undefined;
}

function checkLimits(value: number, node: YamlScalar, spec: FieldSpec, context: ReadContext): void {
  const { min, max } = spec;
  if ((min === undefined || value >= min) && (max === undefined || value <= max)) return;
  const limits =
    min === undefined
      ? `at most ${max}`
      : max === undefined
        ? `at least ${min}`
        : `${min} to ${max}`;
  report(context, node, 'field-range', `${spec.label} must be ${limits}, not ${value}`);
}

function readPercent(node: YamlScalar, spec: FieldSpec, context: ReadContext): Read {
  const value = numberOf(node.text.endsWith('%') ? node.text.slice(0, -1).trim() : node.text);
  if (value === undefined) {
    return refuse(
      context,
      node,
      'field-type',
      `${spec.label} must be a percentage such as 40 or 40%, not "${node.text}"`,
    );
  }
  checkLimits(value, node, spec, context);
  return value;
}

const truths: Readonly<Record<string, boolean>> = {
  true: true,
  yes: true,
  on: true,
  y: true,
  false: false,
  no: false,
  off: false,
  n: false,
};

function readBoolean(node: YamlScalar, spec: FieldSpec, context: ReadContext): Read {
  const text = mappedValue(spec, node.text) ?? node.text;
  const value = Object.hasOwn(truths, text.toLowerCase()) ? truths[text.toLowerCase()] : undefined;
  return (
    value ??
    refuse(context, node, 'field-type', `${spec.label} must be true or false, not "${node.text}"`)
  );
}

function readDate(node: YamlScalar, spec: FieldSpec, context: ReadContext): Read {
  const text = node.text;
  if (isIsoDate(text)) return text;
  if (isIsoDatetime(text)) return spec.kind === 'date' ? dateOf(text) : text;
  const meant = likelyDate(text);
  const message = `"${text}" is not a date: write YYYY-MM-DD`;
  const fix =
    meant === undefined ? undefined : { title: `Write ${meant}`, newText: meant, safe: true };
  return refuse(context, node, 'date-invalid', message, fix);
}

function readEnum(node: YamlScalar, spec: FieldSpec, context: ReadContext): Read {
  const text = mappedValue(spec, node.text) ?? node.text;
  if (spec.options.length === 0 || spec.options.some((option) => option.value === text))
    return text;
  const values = spec.options.map((option) => option.value);
  const meant = nearest(text, values);
  const options = values.length <= 12 ? values.join(', ') : `${values.slice(0, 12).join(', ')}…`;
  const written = meant === undefined ? undefined : writtenValue(spec, meant);
  const fix =
    written === undefined
      ? undefined
      : { title: `Change to ${written}`, newText: written, safe: isSameWord(text, meant ?? '') };
  report(context, node, 'enum-unknown', `"${node.text}" is not one of: ${options}`, { fix });
  return text;
}

/** As this workspace writes a canonical value. */
function writtenValue(spec: FieldSpec, canonical: string): string {
  for (const [written, value] of Object.entries(spec.values))
    if (value === canonical) return written;
  return canonical;
}

function readPerson(node: YamlScalar, spec: FieldSpec, context: ReadContext): Read {
  const text = mappedValue(spec, node.text) ?? node.text;
  const person = context.findPerson(text);
  if (person) return person.key;
  report(context, node, 'person-unknown', `${text} is not among the people of crm.yaml`, {
    severity: 'hint',
  });
  return text;
}

function readMoney(node: YamlNode, context: ReadContext): Read {
  const written = node.kind === 'scalar' ? node.text : moneyParts(node);
  const money = written === undefined ? undefined : parseMoney(written, context.currency);
  if (money) return money;
  const text = context.text.slice(node.start, node.end);
  const meant = likelyMoney(text);
  return refuse(
    context,
    node,
    'money-invalid',
    `"${text}" is not an amount such as 12000 or 12000.50 EUR`,
    meant === undefined ? undefined : { title: `Write ${meant}`, newText: meant, safe: false },
  );
}

function moneyParts(node: YamlNode): { amount: string; currency?: string } | undefined {
  if (node.kind !== 'map') return undefined;
  const part = (name: string): string | undefined => {
    const value = node.entries.find((entry) => entry.key === name)?.value;
    return value?.kind === 'scalar' && value.value !== null ? value.text : undefined;
  };
  const amount = part('amount');
  const currency = part('currency');
  if (amount === undefined) return undefined;
  return currency === undefined ? { amount } : { amount, currency };
}

function readRef(node: YamlNode, path: string, context: ReadContext): Read {
  const scalar = node.kind === 'scalar' ? node : bracketedScalar(node);
  if (!scalar) {
    return refuse(
      context,
      node,
      'field-type',
      'A reference must be an id, a path or a [[wikilink]]',
    );
  }
  const raw = scalar === node ? scalar.text : `[[${scalar.text}]]`;
  const key = refKey(raw);
  if (key === '') return undefined;
  context.refs.push({ field: path, raw, key, start: node.start, end: node.end });
  return raw;
}

/** `[[acme]]` without quotes is, to YAML, a list in a list: the scalar inside, if it is just that. */
function bracketedScalar(node: YamlNode): YamlScalar | undefined {
  if (node.kind !== 'list' || node.items.length !== 1) return undefined;
  const inner = node.items[0];
  if (inner?.kind !== 'list' || inner.items.length !== 1) return undefined;
  const scalar = inner.items[0];
  return scalar?.kind === 'scalar' ? scalar : undefined;
}

function readMap(node: YamlNode, spec: FieldSpec, path: string, context: ReadContext): Read {
  if (node.kind !== 'map') {
    return refuse(
      context,
      node,
      'field-type',
      `${spec.label} must be a map of ${spec.fields.map((f) => f.name).join(', ')}`,
    );
  }
  const value: Record<string, FieldValue> = {};
  for (const entry of node.entries) {
    const inner = innerField(spec, entry.key);
    const read = inner
      ? readValue(entry.value, inner, `${path}.${inner.name}`, context)
      : plainValue(entry.value);
    if (read !== undefined && read !== misfit) setOwn(value, inner?.name ?? entry.key, read);
  }
  for (const inner of spec.fields) {
    if (
      inner.required &&
      !Object.hasOwn(value, inner.name) &&
      !node.entries.some((e) => innerField(spec, e.key) === inner)
    ) {
      report(context, node, 'field-missing', `${inner.label} is missing`);
    }
  }
  return value;
}

function innerField(spec: FieldSpec, key: string): FieldSpec | undefined {
  return spec.fields.find((field) => field.name === key || field.writtenAs.includes(key));
}

/** Sets a key of the user's choosing; `__proto__` stays an ordinary name. */
export function setOwn(target: Record<string, FieldValue>, key: string, value: FieldValue): void {
  if (key === '__proto__') {
    Object.defineProperty(target, key, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  } else target[key] = value;
}

/** A value of no declared kind: text as text, numbers as numbers, lists and maps nested. */
export function plainValue(node: YamlNode): FieldValue | undefined {
  if (node.kind === 'scalar') return node.value === null ? undefined : node.value;
  if (node.kind === 'list') {
    const wikilink = bracketedScalar(node);
    if (wikilink) return `[[${wikilink.text}]]`;
    return node.items.map((item) => plainValue(item) ?? null);
  }
  return plainMap(node);
}

export function plainMap(node: YamlMap): FieldMap {
  const value: Record<string, FieldValue> = {};
  for (const entry of node.entries) setOwn(value, entry.key, plainValue(entry.value) ?? null);
  return value;
}

interface IssueDetail {
  readonly severity?: Severity;
  readonly fix?: Issue['fix'] | undefined;
}

function report(
  context: ReadContext,
  node: YamlNode,
  code: ProblemCode,
  message: string,
  detail: IssueDetail = {},
): void {
  const { severity = 'error', fix } = detail;
  context.issues.push({ code, severity, message, start: node.start, end: node.end, fix });
}

function refuse(
  context: ReadContext,
  node: YamlNode,
  code: ProblemCode,
  message: string,
  fix?: Issue['fix'],
): typeof misfit {
  report(context, node, code, message, { fix });
  return misfit;
}
