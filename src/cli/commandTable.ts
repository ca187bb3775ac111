/** Every command. Names and flags are a contract: they change only with the major version. */
import type { CommandSpec, OptionSpec } from './commandSpec.ts';

/** Options that every command takes. */
export const globalOptions: readonly OptionSpec[] = [
  { name: 'directory', short: 'C', value: 'DIR', description: 'Work in this folder' },
  { name: 'json', description: 'Print one JSON value and nothing else' },
  { name: 'today', value: 'DATE', description: 'Take this day for today: 2026-11-22' },
  { name: 'help', short: 'h', description: 'Show help' },
  { name: 'version', short: 'V', description: 'Show the version' },
];

const dryRun: OptionSpec = {
  name: 'dry-run',
  description: 'Write nothing; show what would change as a unified diff',
};

const where: OptionSpec = {
  name: 'where',
  value: 'EXPRESSION',
  description:
    'Only records for which it holds: "stage == \'won\'", or short: stage:won amount>10k',
};

const limit: OptionSpec = { name: 'limit', value: 'N', description: 'At most this many' };

const anyNumber = Number.POSITIVE_INFINITY;

export const commands: readonly CommandSpec[] = [
  {
    name: 'init',
    usage: '[DIR]',
    summary: 'Start a workspace: a crm.yaml and folders, or the sample',
    details: ['Refuses to overwrite anything that is there.'],
    arguments: { least: 0, most: 1 },
    options: [
      {
        name: 'sample',
        description: 'The sample workspace: a fictional firm with all of its books',
      },
      dryRun,
    ],
    examples: ['rapport init', 'rapport init demo --sample'],
    load: async () => (await import('./commands/init.ts')).runInitCommand,
  },
  {
    name: 'check',
    usage: '[PATH...]',
    summary: 'List every problem of the workspace, or of some files and folders',
    details: ['Exits with 1 where a problem is an error.'],
    arguments: { least: 0, most: anyNumber },
    options: [
      {
        name: 'format',
        value: 'FORMAT',
        description: 'text, json, sarif (code scanning) or github (annotations)',
        choices: ['text', 'json', 'sarif', 'github'],
      },
    ],
    examples: ['rapport check', 'rapport check deals/2026 --format github'],
    load: async () => (await import('./commands/check.ts')).runCheckCommand,
  },
  {
    name: 'fix',
    usage: '[CODE...]',
    summary: 'Apply the fixes that cannot lose meaning, of all problems or of some codes',
    details: ['Writes all of its files or none.'],
    arguments: { least: 0, most: anyNumber },
    options: [dryRun],
    examples: ['rapport fix --dry-run', 'rapport fix enum-unknown date-invalid'],
    load: async () => (await import('./commands/fix.ts')).runFixCommand,
  },
  {
    name: 'types',
    usage: '',
    summary: 'List the types of records, as crm.yaml resolves',
    details: [],
    arguments: { least: 0, most: 0 },
    options: [],
    examples: ['rapport types', 'rapport types --json'],
    load: async () => (await import('./commands/types.ts')).runTypesCommand,
  },
  {
    name: 'fields',
    usage: 'TYPE',
    summary: 'List the fields of a type, the computed ones as well',
    details: [],
    arguments: { least: 1, most: 1 },
    options: [],
    examples: ['rapport fields deal'],
    load: async () => (await import('./commands/fields.ts')).runFieldsCommand,
  },
  {
    name: 'schema',
    usage: '[TYPE]',
    summary: 'Print the JSON Schema (2020-12) of crm.yaml and the types, for other editors',
    details: [],
    arguments: { least: 0, most: 1 },
    options: [],
    examples: ['rapport schema deal > deal.schema.json'],
    load: async () => (await import('./commands/schema.ts')).runSchemaCommand,
  },
  {
    name: 'list',
    usage: 'TYPE',
    summary: 'List records of a type',
    details: [
      'Fields may be computed (weighted_amount) and may follow references (account.industry).',
      'Exits with 1 where nothing is found.',
    ],
    arguments: { least: 1, most: 1 },
    options: [
      where,
      { name: 'fields', value: 'A,B', description: 'The fields to show' },
      { name: 'sort', value: 'A,-B', description: 'Order by fields; - for the largest first' },
      limit,
      {
        name: 'format',
        value: 'FORMAT',
        description: 'table, csv or json',
        choices: ['table', 'csv', 'json'],
      },
    ],
    examples: [
      'rapport list deal --where "stage:won amount>10k" --sort -amount --limit 10',
      'rapport list account --fields name,industry,open_amount --format csv',
    ],
    load: async () => (await import('./commands/list.ts')).runListCommand,
  },
  {
    name: 'show',
    usage: 'REF',
    summary: 'Show one record: fields, links, what refers to it, figures, problems',
    details: [
      'REF is an id, a path or type/id, as in any reference. Exits with 1 where there is none.',
    ],
    arguments: { least: 1, most: 1 },
    options: [],
    examples: ['rapport show acme', 'rapport show deals/2026/acme-rollout.md --json'],
    load: async () => (await import('./commands/show.ts')).runShowCommand,
  },
  {
    name: 'search',
    usage: 'QUERY...',
    summary: 'Search the text of every record, ranked, forgiving typing errors, in any language',
    details: [
      'Filters may stand among the words: type:deal stage:won owner:@me.',
      'Exits with 1 where nothing is found.',
    ],
    arguments: { least: 1, most: anyNumber },
    options: [
      { name: 'type', value: 'TYPE', description: 'Only records of this type' },
      where,
      { ...limit, description: 'At most this many; 20 unless said' },
    ],
    examples: ['rapport search pricing objection', 'rapport search "migration type:deal" --json'],
    load: async () => (await import('./commands/search.ts')).runSearchCommand,
  },
  {
    name: 'segment',
    usage: '[NAME]',
    summary: 'List the segments, or the members of one',
    details: ['With --explain: why a record belongs to the segment or does not.'],
    arguments: { least: 0, most: 1 },
    options: [
      { name: 'explain', value: 'REF', description: 'Why this record is a member, or why not' },
    ],
    examples: ['rapport segment', 'rapport segment key-accounts --explain acme'],
    load: async () => (await import('./commands/segment.ts')).runSegmentCommand,
  },
  {
    name: 'report',
    usage: '[NAME]',
    summary: 'List the reports, or compute one',
    details: ['rapport report NAME --help explains the parameters and columns of a report.'],
    arguments: { least: 0, most: 1 },
    options: [
      {
        name: 'from',
        value: 'DATE',
        description: 'First day of the period: 2026-11-22, 2026-Q4, 2026',
      },
      { name: 'to', value: 'DATE', description: 'First day after the period' },
      {
        name: 'by',
        value: 'FIELD[,FIELD]',
        description: 'Fields that make the rows; close_date:quarter',
      },
      { ...where, description: 'Count only the records for which it holds' },
      { name: 'currency', value: 'CODE', description: 'Currency of the amounts' },
      { name: 'pipeline', value: 'ID', description: 'Only the deals of one pipeline' },
      { name: 'owner', value: 'PERSON', description: 'Only the records of one owner' },
      {
        name: 'segment',
        value: 'ID',
        description: 'Only what belongs to the members of a segment',
      },
      { name: 'target', value: 'AMOUNT', description: 'Amount to be won, for the coverage' },
      { ...limit, description: 'At most this many rows' },
      {
        name: 'format',
        value: 'FORMAT',
        description: 'table, json, csv, markdown, html or svg',
        choices: ['table', 'json', 'csv', 'markdown', 'html', 'svg'],
      },
    ],
    examples: [
      'rapport report pipeline',
      'rapport report win-loss --by owner --from 2026 --format html > win-loss.html',
      'rapport report win-loss --help',
    ],
    ownHelp: true,
    load: async () => (await import('./commands/report.ts')).runReportCommand,
  },
  {
    name: 'import',
    usage: 'csv FILE...',
    summary: 'Make records of the rows of tables, by a map of columns to fields',
    details: [
      'Without --map a map is proposed: save it, put it right, and pass it. Importing a file twice changes nothing.',
      'In a terminal nothing is written without --yes. Exits with 1 where rows were refused.',
      `
A map is YAML:
  type: deal
  id: "{{key}}"                        made a slug; without it the name decides
  match: [id]                          how an existing record is known again
  fields:
    name: "{{account}} {{product}}"    a column, or text with columns in braces
    account: {column: account, by: name}             a reference, found by a field of its target
    stage: {column: status, values: {Won: won, Open: null}}
    amount: {column: value, currency: USD, times: 1000}
    created: {column: opened, date: DD/MM/YYYY}      or auto, judged over the whole column
    closed: [won_on, lost_on]                        the first that has a value; of a list, all
    tags: {column: labels, list: ";"}
    lines: [{product: {column: item, by: name}, quantity: {const: 1}}]
  body: notes                          text below the fields of new records
  options: {encoding: auto, delimiter: auto, decimal: auto, null: [N/A, "-"]}`,
    ],
    arguments: { least: 2, most: anyNumber },
    options: [
      { name: 'map', value: 'MAP.yaml', description: 'Which column becomes which field' },
      {
        name: 'type',
        value: 'TYPE',
        description: 'Type of the records, where the map does not say',
      },
      {
        name: 'match',
        value: 'A,B',
        description: 'Fields by which an existing record is known; id is one',
      },
      { name: 'yes', short: 'y', description: 'Write without being asked' },
      dryRun,
    ],
    examples: [
      'rapport import csv companies.csv > map.yaml',
      'rapport import csv companies.csv --map map.yaml --yes',
    ],
    load: async () => (await import('./commands/import.ts')).runImportCommand,
  },
  {
    name: 'completion',
    usage: 'SHELL',
    summary: 'Print the completion of commands and names for bash, zsh or fish',
    details: [],
    arguments: { least: 1, most: 1 },
    options: [],
    examples: [
      'source <(rapport completion bash)',
      'rapport completion zsh > ~/.zfunc/_rapport',
      'rapport completion fish > ~/.config/fish/completions/rapport.fish',
    ],
    load: async () => (await import('./commands/completion.ts')).runCompletionCommand,
  },
];
