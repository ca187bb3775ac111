import type { Problem } from '../model/problem.ts';
import { isCurrencyCode } from '../model/money.ts';
import { startOfFile } from '../model/range.ts';
import type { Schema } from '../model/schema.ts';
import { readYaml } from '../yaml/readYaml.ts';
import type { YamlEntry, YamlNode } from '../yaml/yamlNode.ts';
import type { YamlProblem } from '../yaml/yamlProblem.ts';
import { toProblems } from '../yaml/yamlProblem.ts';
import { checkTimezone } from './checkTimezone.ts';
import { ConfigReader, valuePlace } from './configReader.ts';
import { readPeople } from './readPeople.ts';
import { readPipelines } from './readPipelines.ts';
import { readIgnore, readPolicy, readRatesPath } from './readPolicy.ts';
import { readTypes } from './readTypes.ts';

/** The version of the format that this program reads. */
export const formatVersion = 1;

export interface ResolvedSchema {
  readonly schema: Schema;
  readonly problems: readonly Problem[];
}

const settingNames = [
  'version',
  'name',
  'currency',
  'timezone',
  'fiscal_year_start',
  'people',
  'pipelines',
  'types',
  'rates',
  'policy',
  'ignore',
] as const;

type Settings = ReadonlyMap<(typeof settingNames)[number], YamlEntry>;

const emptyRoot: YamlNode = { kind: 'map', entries: [], start: 0, end: 0 };

/**
 * The schema that crm.yaml describes: the built-in types with what it changes and adds. `text` is the
 * file's text, undefined where there is no file. What cannot be used is a problem at its place and the
 * rest still counts, so there is always a schema to work with. `knowsZone` judges the time zone: the first look at
 * the zones of the system takes some 10 ms, which a caller that shows no problems need not spend.
 */
export function resolveSchema(
  text: string | undefined,
  path = 'crm.yaml',
  knowsZone: typeof checkTimezone = checkTimezone,
): ResolvedSchema {
  if (text === undefined) {
    const schema = schemaOf(new ConfigReader(), emptyRoot, knowsZone);
    return { schema, problems: [missing(path)] };
  }
  const { root, problems } = readYaml(text, text.startsWith('\ufeff') ? 1 : 0, text.length);
  const reader = new ConfigReader();
  reader.problems.push(...problems.map(asConfigProblem));
  const schema = schemaOf(reader, usableRoot(reader, root), knowsZone);
  return { schema, problems: toProblems(path, text, reader.problems) };
}

function missing(path: string): Problem {
  return {
    path,
    range: startOfFile,
    severity: 'warning',
    code: 'config-missing',
    message: `There is no ${path}: built-in types and defaults are used. \`rapport init\` writes one.`,
    fixes: [],
  };
}

/** In crm.yaml, YAML that cannot be read is a broken configuration; duplicate keys and tags leave it readable. */
function asConfigProblem(problem: YamlProblem): YamlProblem {
  const { code } = problem;
  if (code === 'yaml-duplicate-key' || code === 'yaml-tag') return problem;
  return code.startsWith('yaml-') && problem.severity === 'error'
    ? { ...problem, code: 'config-syntax' }
    : problem;
}

function usableRoot(reader: ConfigReader, root: YamlNode | undefined): YamlNode {
  if (!root || (root.kind === 'scalar' && root.value === null)) return emptyRoot;
  if (root.kind === 'map') return root;
  reader.report(root, 'error', 'config-syntax', 'crm.yaml must be a map of settings.');
  return emptyRoot;
}

function schemaOf(reader: ConfigReader, root: YamlNode, knowsZone: typeof checkTimezone): Schema {
  const settings: Settings = reader.settings(root, 'crm.yaml', settingNames);
  const people = readPeople(reader, settings.get('people'));
  const pipelines = readPipelines(reader, settings.get('pipelines'));
  const types = readTypes({ reader, people, pipelines }, settings.get('types'));
  const typeNames = types.map((type) => type.name);
  const rates = readRatesPath(reader, settings.get('rates'));
  return {
    version: readVersion(reader, settings.get('version')),
    name: reader.text(settings.get('name')) ?? 'CRM',
    currency: readCurrency(reader, settings.get('currency')),
    timezone: readTimezone(reader, settings.get('timezone'), knowsZone),
    fiscalYearStart:
      reader.number(settings.get('fiscal_year_start'), { min: 1, max: 12, integer: true }) ?? 1,
    people,
    pipelines,
    types,
    ...(rates !== undefined && { rates }),
    policy: readPolicy(reader, settings.get('policy'), typeNames),
    ignore: readIgnore(reader, settings.get('ignore')),
  };
}

function readVersion(reader: ConfigReader, entry: YamlEntry | undefined): number {
  const version = reader.number(entry, { min: 1, integer: true }) ?? formatVersion;
  if (entry && version > formatVersion) {
    reader.invalid(
      valuePlace(entry),
      `Version ${version} of the format is newer than this program reads (${formatVersion}): update it.`,
    );
  }
  return version;
}

function readCurrency(reader: ConfigReader, entry: YamlEntry | undefined): string {
  const text = reader.text(entry);
  if (text === undefined || !entry) return 'EUR';
  if (isCurrencyCode(text)) return text;
  const upper = text.trim().toUpperCase();
  const usable = isCurrencyCode(upper);
  const message = `"${text}" is not a currency code such as EUR or USD.`;
  reader.invalid(valuePlace(entry), message, usable ? upper : undefined, true);
  return usable ? upper : 'EUR';
}

function readTimezone(
  reader: ConfigReader,
  entry: YamlEntry | undefined,
  knowsZone: typeof checkTimezone,
): string {
  const text = reader.text(entry);
  if (text === undefined || !entry) return 'UTC';
  const { known, meant } = knowsZone(text);
  if (known) return text;
  const message = `"${text}" is not a time zone such as Europe/Berlin or UTC.`;
  reader.invalid(valuePlace(entry), message, meant);
  return 'UTC';
}
