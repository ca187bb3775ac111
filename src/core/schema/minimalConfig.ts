/** The crm.yaml that `rapport init` writes. */
import { builtinTypes } from './builtinTypes.ts';
import { yamlText } from './configReader.ts';

export interface MinimalConfigOptions {
  /** Name of the workspace. */
  readonly name: string;
  /** ISO 4217. */
  readonly currency?: string;
  /** IANA name. */
  readonly timezone?: string;
  /** Whoever starts the workspace, as git knows them. */
  readonly person?: { readonly key: string; readonly name: string; readonly email?: string };
}

const startTypes: readonly string[] = [
  'account',
  'contact',
  'deal',
  'activity',
  'task',
  'article',
  'segment',
  'strategy',
  'report',
];

/** Folders that a new workspace starts with; those of other types come into being with their first record. */
export const minimalFolders: readonly string[] = builtinTypes
  .filter((type) => startTypes.includes(type.name))
  .map((type) => type.folder);

/** Text of a crm.yaml that resolves without a problem and says how to go on. */
export function minimalConfig(options: MinimalConfigOptions): string {
  const { name, currency = 'EUR', timezone = 'UTC', person } = options;
  return `version: 1
name: ${yamlText(name)}
currency: ${currency} # base currency of reports
timezone: ${timezone} # for "today", and for times that carry no offset
fiscal_year_start: 1 # month

${peopleText(person)}
pipelines: # the order of the stages is the order of the board
  sales:
    stages:
      - { id: qualify, name: Qualify, probability: 10, forecast: pipeline, rot_after: 21d }
      - { id: proposal, name: Proposal, probability: 40, forecast: best_case, rot_after: 30d }
      - { id: commit, name: Commit, probability: 80, forecast: commit, rot_after: 30d }
      - { id: won, name: Won, probability: 100, outcome: won }
      - { id: lost, name: Lost, probability: 0, outcome: lost }

# The built-in types need no entry: \`rapport types\` lists them. Add fields, move a folder,
# or make a type of your own:
#
# types:
#   account:
#     folder: companies
#     fields:
#       nps: { type: number, min: 0, max: 10 }
#   vehicle:
#     folder: vehicles
#     fields:
#       plate: { type: string, required: true, unique: true }
#       owner_account: { type: ref, to: account }

# rates: rates.csv # date,currency,rate: units of the currency for one ${currency}

policy: # a record may override these
  max_touches_per_30d: 4
  stale_after: { account: 180d, contact: 365d, deal: 30d, article: 365d }

ignore: ["**/_drafts/**"]
`;
}

function peopleText(person: MinimalConfigOptions['person']): string {
  const head = 'people: # owners; the e-mail ties the author of a commit to a person\n';
  if (!person) {
    return `# ${head}#   ana: { name: Ana Ruiz, email: ana@northwind.example }\n`;
  }
  const email = person.email === undefined ? '' : `, email: ${JSON.stringify(person.email)}`;
  return `${head}  ${yamlText(person.key)}: { name: ${yamlText(person.name)}${email} }\n`;
}
