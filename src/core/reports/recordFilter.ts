/** Which records a report counts, by its parameters: `where`, `owner`, `pipeline` and `segment` together. */
import { compileWhere } from '../expressions/compileWhere.ts';
import type { CrmRecord } from '../model/record.ts';
import type { ReportContext, ReportProblem } from './reportDefinition.ts';
import { issueInWords } from './expressionIssue.ts';
import { segmentFilter } from './segmentMembership.ts';

export type RecordFilter =
  | {
      readonly ok: true;
      readonly test: (record: CrmRecord) => boolean;
      /** What is doubtful about the expression: a field that no type declares, say. */
      readonly notes: readonly string[];
    }
  | { readonly ok: false; readonly problems: readonly ReportProblem[] };

type Test = (record: CrmRecord) => boolean;

/** The filter of a report over records of one type, or of every type. */
export function createRecordFilter(type: string | undefined, context: ReportContext): RecordFilter {
  const { snapshot, today, parameters, me } = context;
  const tests: Test[] = [];
  const notes: string[] = [];
  const { pipeline, owner, segment, where } = parameters;
  if (pipeline) tests.push((record) => snapshot.pipelineOf(record)?.id === pipeline.id);
  if (owner !== undefined) tests.push(({ fields }) => fields['owner'] === owner);
  if (segment) {
    const members = segmentFilter(segment, context);
    notes.push(...members.notes);
    tests.push(members.test);
  }
  if (where !== undefined) {
    const compiled = compileWhere(where, { snapshot, type, me });
    if (!compiled.ok) {
      const message = issueInWords(compiled.issues, where);
      return { ok: false, problems: [{ parameter: 'where', message }] };
    }
    for (const issue of compiled.issues) notes.push(`where: ${issueInWords([issue], where)}`);
    tests.push((record) => compiled.test(record, today));
  }
  return { ok: true, test: allOf(tests), notes };
}

function allOf(tests: readonly Test[]): Test {
  const [first, ...rest] = tests;
  if (!first) return () => true;
  return rest.length === 0 ? first : (record) => tests.every((test) => test(record));
}
