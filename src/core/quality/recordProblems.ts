/** Problems counted by the record that they are about and the part of quality that they lower. */
import type { Problem, ProblemCode } from '../model/problem.ts';
import type { CrmRecord } from '../model/record.ts';
import type { Snapshot } from '../model/snapshot.ts';

export interface ProblemCounts {
  /** Errors, and half of the warnings, about values and form. */
  validity: number;
  /** References and links that do not lead to one record. */
  references: number;
  /** Values and ids that must be unique and are not. */
  uniqueness: number;
  errors: number;
  warnings: number;
}

export const noProblems: Readonly<ProblemCounts> = {
  validity: 0,
  references: 0,
  uniqueness: 0,
  errors: 0,
  warnings: 0,
};

type CountedPart = 'validity' | 'references' | 'uniqueness';

/** Codes that lower another part than validity; undefined: none, for completeness counts it already. */
const partOfCode: Readonly<Partial<Record<ProblemCode, CountedPart | undefined>>> = {
  'field-missing': undefined,
  'ref-unresolved': 'references',
  'ref-ambiguous': 'references',
  'ref-type': 'references',
  'ref-cycle': 'references',
  'link-unresolved': 'references',
  'link-ambiguous': 'references',
  'field-unique': 'uniqueness',
  'id-duplicate': 'uniqueness',
  'id-case': 'uniqueness',
};

/** Slot -> counts, for records with problems. A task written in another record's body has those of its line. */
export function countProblems(snapshot: Snapshot): ReadonlyMap<number, Readonly<ProblemCounts>> {
  const counts = new Map<number, ProblemCounts>();
  const inline = inlineRecords(snapshot);
  let path: string | undefined;
  let host: CrmRecord | undefined;
  for (const problem of snapshot.problems()) {
    if (problem.path !== path) {
      ({ path } = problem);
      host = snapshot.byPath(path);
    }
    const record = inline.get(`${problem.path}\n${problem.range.start.line}`) ?? host;
    if (!record) continue;
    let own = counts.get(record.slot);
    if (!own) {
      own = { ...noProblems };
      counts.set(record.slot, own);
    }
    addProblem(own, problem);
  }
  return counts;
}

function addProblem(counts: ProblemCounts, { code, severity }: Problem): void {
  if (severity === 'hint') return;
  const weight = severity === 'error' ? 1 : 0.5;
  if (severity === 'error') counts.errors++;
  else counts.warnings++;
  const part = code in partOfCode ? partOfCode[code] : 'validity';
  if (part === 'validity') counts.validity += weight;
  else if (part) counts[part]++;
}

function inlineRecords(snapshot: Snapshot): ReadonlyMap<string, CrmRecord> {
  const inline = new Map<string, CrmRecord>();
  for (const task of snapshot.records('task')) {
    if (task.inlineLine !== undefined) inline.set(`${task.path}\n${task.inlineLine}`, task);
  }
  return inline;
}
