/** The columns of the report `quality`. */
import type { QualityPart } from '../quality/quality.ts';
import { qualityParts } from '../quality/quality.ts';
import { humanize } from '../schema/words.ts';
import type { Column } from './reportModel.ts';

const partFormulas: Readonly<Record<QualityPart, string>> = {
  completeness: 'share of the required and recommended fields that are filled',
  validity: '1 − (errors + half of the warnings) ÷ number of fields',
  freshness: '1 up to stale_after of crm.yaml, then stale_after ÷ time since it was last cared for',
  uniqueness: '1 − probability that the record is a duplicate, by name, domain, e-mail and phone',
  references: 'share of the references and links that lead to one record',
};

const scoreFormula =
  'completeness 30, validity 25, freshness 15, uniqueness 15, references 15, of 100; a part that cannot be told does not count';

export const partColumns: readonly Column[] = qualityParts.map((part) => ({
  id: part,
  label: humanize(part),
  type: 'ratio',
  formula: `${partFormulas[part]}; leads to the records that lack something`,
  group: false,
}));

export const countColumn: Column = {
  id: 'count',
  label: 'Records',
  type: 'count',
  formula: 'number of records',
  group: false,
};

export const scoreColumn: Column = {
  id: 'score',
  label: 'Score',
  type: 'number',
  unit: 'of 100',
  formula: `mean score of the records: ${scoreFormula}`,
  group: false,
};

export const typeColumn: Column = {
  id: 'type',
  label: 'Type',
  type: 'text',
  formula: 'type of the records',
  group: true,
};

export const ownerColumn: Column = {
  id: 'owner',
  label: 'Owner',
  type: 'text',
  formula: 'owner of the records',
  group: true,
};

export const recordColumns: readonly Column[] = [
  { id: 'record', label: 'Record', type: 'ref', formula: 'the record', group: true },
  typeColumn,
  { ...scoreColumn, formula: `score of the record: ${scoreFormula}` },
  ...partColumns,
  {
    id: 'missing',
    label: 'Missing',
    type: 'text',
    formula: 'required and recommended fields that are not filled',
    group: false,
  },
  {
    id: 'fix',
    label: 'What to do',
    type: 'text',
    formula: 'the fix of its worst problem, else its largest gap',
    group: false,
  },
];
