/** `pipelines:` of crm.yaml. */
import type { ForecastCategory, Pipeline, Stage } from '../model/schema.ts';
import { foldName } from '../model/foldName.ts';
import type { YamlEntry, YamlNode } from '../yaml/yamlNode.ts';
import type { ConfigReader, Place } from './configReader.ts';
import { isEmptyNode, keyPlace, valuePlace } from './configReader.ts';
import { humanize } from './words.ts';

export const forecastCategories = [
  'pipeline',
  'best_case',
  'commit',
  'closed',
  'omitted',
] as const satisfies readonly ForecastCategory[];

const thirtyDays = 30 * 86400;

/** What deals move through where crm.yaml names no pipeline. */
export const defaultPipeline: Pipeline = {
  id: 'sales',
  name: 'Sales',
  stages: [
    {
      id: 'qualify',
      name: 'Qualify',
      probability: 10,
      forecast: 'pipeline',
      rotAfter: 21 * 86400,
    },
    {
      id: 'proposal',
      name: 'Proposal',
      probability: 40,
      forecast: 'best_case',
      rotAfter: thirtyDays,
    },
    { id: 'commit', name: 'Commit', probability: 80, forecast: 'commit', rotAfter: thirtyDays },
    { id: 'won', name: 'Won', probability: 100, forecast: 'closed', outcome: 'won' },
    { id: 'lost', name: 'Lost', probability: 0, forecast: 'omitted', outcome: 'lost' },
  ],
};

/** Pipelines in the order of crm.yaml; the default one where there is none. */
export function readPipelines(
  reader: ConfigReader,
  entry: YamlEntry | undefined,
): readonly Pipeline[] {
  const entries = entry ? reader.entries(entry.value, 'pipelines') : [];
  const pipelines = entries.map((pipeline) => readPipeline(reader, pipeline));
  return pipelines.length > 0 ? pipelines : [defaultPipeline];
}

function readPipeline(reader: ConfigReader, entry: YamlEntry): Pipeline {
  const settings = reader.settings(entry.value, `Pipeline ${entry.key}`, ['name', 'stages']);
  const name = reader.text(settings.get('name')) ?? humanize(entry.key);
  const stagesEntry = settings.get('stages');
  const nodes = stagesEntry?.value.kind === 'list' ? stagesEntry.value.items : [];
  if (nodes.length === 0) {
    const place = stagesEntry ? valuePlace(stagesEntry) : keyPlace(entry);
    reader.invalid(place, `Pipeline ${entry.key} needs a list of stages.`);
  }
  const drafts = uniqueDrafts(
    reader,
    nodes.map((node) => readStage(reader, node)).filter((draft) => draft !== undefined),
  );
  const stages = completeStages(reader, drafts);
  if (stages.length > 0) checkOutcomes(reader, keyPlace(entry), entry.key, stages);
  return { id: entry.key, name, stages };
}

/** A stage as far as it was written. */
interface StageDraft {
  readonly place: Place;
  readonly id: string;
  readonly name: string;
  readonly probability: number | undefined;
  readonly forecast: ForecastCategory | undefined;
  readonly outcome: 'won' | 'lost' | undefined;
  readonly rotAfter: number | undefined;
}

const stageSettings = ['id', 'name', 'probability', 'forecast', 'outcome', 'rot_after'] as const;

function readStage(reader: ConfigReader, node: YamlNode): StageDraft | undefined {
  const settings = reader.settings(node, 'A stage', stageSettings);
  const idEntry = settings.get('id');
  const nameEntry = settings.get('name');
  const name = reader.text(nameEntry);
  const id = reader.text(idEntry) ?? name;
  if (id === undefined) {
    if (node.kind === 'map' || isEmptyNode(node)) reader.invalid(node, 'This stage has no id.');
    return undefined;
  }
  const place = idEntry ?? nameEntry;
  return {
    place: place ? valuePlace(place) : node,
    id,
    name: name ?? humanize(id),
    probability: reader.number(settings.get('probability'), { min: 0, max: 100, percent: true }),
    forecast: reader.word(settings.get('forecast'), forecastCategories),
    outcome: reader.word(settings.get('outcome'), ['won', 'lost'] as const),
    rotAfter: reader.duration(settings.get('rot_after')),
  };
}

function uniqueDrafts(reader: ConfigReader, drafts: readonly StageDraft[]): readonly StageDraft[] {
  const seen = new Set<string>();
  return drafts.filter((draft) => {
    const key = foldName(draft.id);
    if (seen.has(key)) {
      reader.invalid(draft.place, `Two stages of this pipeline have the id ${draft.id}.`);
      return false;
    }
    seen.add(key);
    return true;
  });
}

/** Fills what was not said: an open stage without probability stands evenly between first and last. */
function completeStages(reader: ConfigReader, drafts: readonly StageDraft[]): readonly Stage[] {
  const open = drafts.filter((draft) => draft.outcome === undefined);
  return drafts.map((draft) => {
    const { place, id, name, outcome, rotAfter } = draft;
    const even = Math.round((100 * (open.indexOf(draft) + 1)) / (open.length + 1));
    const usual = outcome === 'won' ? 100 : outcome === 'lost' ? 0 : even;
    if (draft.probability === undefined && outcome === undefined) {
      reader.hint(place, `Stage ${id} has no probability: ${even} % is assumed from its position.`);
    }
    const forecast =
      draft.forecast ??
      (outcome === 'won' ? 'closed' : outcome === 'lost' ? 'omitted' : 'pipeline');
    return {
      id,
      name,
      probability: draft.probability ?? usual,
      forecast,
      ...(outcome !== undefined && { outcome }),
      ...(rotAfter !== undefined && { rotAfter }),
    };
  });
}

function checkOutcomes(
  reader: ConfigReader,
  place: Place,
  id: string,
  stages: readonly Stage[],
): void {
  const missing = (['won', 'lost'] as const).filter(
    (outcome) => !stages.some((stage) => stage.outcome === outcome),
  );
  if (missing.length === 0) return;
  const words = missing.map((outcome) => `outcome: ${outcome}`).join(' and none with ');
  const message = `Pipeline ${id} has no stage with ${words}, so its deals are never ${missing.join(' or ')}.`;
  reader.hint(place, message);
}
