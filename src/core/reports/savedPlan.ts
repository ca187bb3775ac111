/** A saved report made ready for the records of a snapshot: fields found, expressions compiled, columns named. */
import { compileExpression, compileRowExpression } from '../expressions/compileExpression.ts';
import type { CompiledRowExpression } from '../expressions/compileExpression.ts';
import { nearest } from '../model/nearMiss.ts';
import type { CrmRecord } from '../model/record.ts';
import type { TypeSpec } from '../model/schema.ts';
import { collectionName, humanize } from '../schema/words.ts';
import type { ValueKind } from './aggregates.ts';
import type { Dimension } from './dimension.ts';
import { fieldDimension, isDateKind, pipelineDimension, stageDimension } from './dimension.ts';
import { issueInWords } from './expressionIssue.ts';
import type { FieldPath, PathContext } from './fieldPath.ts';
import { compileFieldPath } from './fieldPath.ts';
import type { ReportContext } from './reportDefinition.ts';
import type { Column } from './reportModel.ts';
import {
  countedColumn,
  fieldColumn,
  mismatch,
  resultType,
  specOf,
  valueKindOf,
} from './savedColumns.ts';
import type {
  AggregateMeasure,
  ExpressionMeasure,
  SavedDefinition,
  SavedGroup,
  SavedIssue,
  SavedSort,
} from './savedDefinition.ts';
import { segmentDimension } from './segmentMembership.ts';

type Test = (record: CrmRecord) => boolean;

export interface PlannedAggregate {
  readonly measure: AggregateMeasure;
  readonly column: Column;
  readonly kind: ValueKind;
  /** Undefined where the records themselves are counted. */
  readonly path: FieldPath | undefined;
  readonly test: Test | undefined;
}

export interface PlannedExpression {
  readonly measure: ExpressionMeasure;
  readonly column: Column;
  readonly compiled: CompiledRowExpression;
}

export interface SavedPlan {
  readonly type: TypeSpec;
  readonly test: Test;
  readonly dimensions: readonly Dimension[];
  readonly aggregates: readonly PlannedAggregate[];
  /** In the order in which they are computed. */
  readonly expressions: readonly PlannedExpression[];
  /** Groups, then measures in the order in which they are written. */
  readonly columns: readonly Column[];
  readonly having: CompiledRowExpression | undefined;
  readonly sort: readonly SavedSort[];
}

export type PlanContext = Pick<ReportContext, 'snapshot' | 'today' | 'parameters' | 'asOf'> &
  Pick<PathContext, 'exclude'>;

export function isError({ severity = 'error' }: SavedIssue): boolean {
  return severity === 'error';
}

/** Plans a saved report. Undefined where it has errors: a report with a part left out would be another report. */
export function planSavedReport(
  definition: SavedDefinition,
  context: PlanContext,
  issues: SavedIssue[],
): SavedPlan | undefined {
  const type = typeOf(definition.from, context, issues);
  if (!type) return undefined;
  const planner = new Planner(type, context, issues);
  const test = planner.condition(definition.where, 'where');
  const dimensions = definition.groups.flatMap((group) => planner.dimension(group) ?? []);
  const aggregates = definition.measures.flatMap((measure) =>
    'fn' in measure ? (planner.aggregate(measure) ?? []) : [],
  );
  const expressions: PlannedExpression[] = [];
  const known = aggregates.map(({ column }) => column);
  for (const measure of definition.measures) {
    if ('fn' in measure) continue;
    const planned = planner.expression(measure, known);
    if (!planned) continue;
    expressions.push(planned);
    known.push(planned.column);
  }
  const groups = dimensions.map(({ column }) => column);
  const having = planner.having(definition.having, [...groups, ...known]);
  const measures = definition.measures.flatMap(
    ({ id }) => known.find((one) => one.id === id) ?? [],
  );
  const columns = [...groups, ...measures];
  planner.checkColumns(definition, columns);
  if (issues.some(isError)) return undefined;
  const { sort } = definition;
  return { type, test, dimensions, aggregates, expressions, columns, having, sort };
}

/** `deal`, or the plural by which expressions call it, `deals`. */
function typeOf(
  from: string | undefined,
  { snapshot }: PlanContext,
  issues: SavedIssue[],
): TypeSpec | undefined {
  if (from === undefined) return undefined;
  const { types } = snapshot.schema;
  const found = types.find((type) => type.name === from || collectionName(type) === from);
  if (!found) {
    const meant = nearest(
      from,
      types.map(({ name }) => name),
    );
    const hint = meant === undefined ? '' : `; did you mean "${meant}"?`;
    issues.push({ field: 'from', message: `there is no type "${from}"${hint}` });
  }
  return found;
}

class Planner {
  readonly #type: TypeSpec;
  readonly #context: PlanContext;
  readonly #issues: SavedIssue[];

  constructor(type: TypeSpec, context: PlanContext, issues: SavedIssue[]) {
    this.#type = type;
    this.#context = context;
    this.#issues = issues;
  }

  #issue(field: string, message: string): undefined {
    this.#issues.push({ field, message });
    return undefined;
  }

  condition(source: string | undefined, field: string): Test {
    if (source === undefined) return () => true;
    const { snapshot, today } = this.#context;
    const type = this.#type.name;
    const compiled = compileExpression(source, { snapshot, type, condition: true });
    if (!compiled.ok) {
      this.#issue(field, issueInWords(compiled.issues, source));
      return () => false;
    }
    for (const doubt of compiled.issues) {
      const message = issueInWords([doubt], source);
      this.#issues.push({ field, message, severity: 'warning' });
    }
    return (record) => compiled.test(record, today);
  }

  dimension(group: SavedGroup): Dimension | undefined {
    const dimension = this.#plainDimension(group);
    if (!dimension || group.label === undefined) return dimension;
    return { ...dimension, column: { ...dimension.column, label: group.label } };
  }

  #plainDimension({ id, field, bucket }: SavedGroup): Dimension | undefined {
    const { snapshot, parameters, asOf, today } = this.#context;
    const isDeal = this.#type.name === 'deal';
    if (isDeal && bucket === undefined) {
      if (field === 'stage') return stageDimension(snapshot, id);
      if (field === 'pipeline') return pipelineDimension(snapshot, id);
    }
    const compiled = compileFieldPath(this.#type.name, field, this.#context);
    if (!compiled.ok) {
      if (field === 'segment') return segmentDimension({ snapshot, parameters, asOf, today });
      return this.#issue('group_by', compiled.message);
    }
    const { path } = compiled;
    if (bucket !== undefined && !isDateKind(path.kind)) {
      return this.#issue('group_by', `${field} is not a date, so it has no ${bucket}`);
    }
    return fieldDimension(path, { id, snapshot, bucket });
  }

  aggregate(measure: AggregateMeasure): PlannedAggregate | undefined {
    const { fn, of, where } = measure;
    const test = where === undefined ? undefined : this.condition(where, 'measures');
    if (of === undefined) {
      const column = this.#column(measure, countedColumn(fn, this.#type), where);
      return { measure, column, kind: 'number', path: undefined, test };
    }
    const { snapshot, today, exclude } = this.#context;
    const compiled = compileFieldPath(this.#type.name, of, { snapshot, today, exclude });
    if (!compiled.ok) return this.#issue('measures', compiled.message);
    const { path } = compiled;
    const kind = valueKindOf(path);
    const wrong = mismatch(fn, kind, of);
    if (wrong !== undefined) return this.#issue('measures', wrong);
    const column = this.#column(measure, fieldColumn(fn, path, kind), where);
    return { measure, column, kind, path, test };
  }

  expression(measure: ExpressionMeasure, known: readonly Column[]): PlannedExpression | undefined {
    const { snapshot } = this.#context;
    const compiled = compileRowExpression(measure.expr, { snapshot, columns: known.map(specOf) });
    if (!compiled.ok) {
      return this.#issue(
        'measures',
        `${measure.id}: ${issueInWords(compiled.issues, measure.expr)}`,
      );
    }
    const type = measure.type ?? resultType(compiled.resultKind);
    if (type === undefined || compiled.resultKind.list) {
      return this.#issue('measures', `${measure.id}: ${measure.expr} is not a figure`);
    }
    const formula = `${measure.expr}${type === 'money' ? ', rounded to the digits of the currency' : ''}`;
    const column = this.#column(measure, { label: humanize(measure.id), type, formula }, undefined);
    return { measure, column, compiled };
  }

  having(
    source: string | undefined,
    columns: readonly Column[],
  ): CompiledRowExpression | undefined {
    if (source === undefined) return undefined;
    const { snapshot } = this.#context;
    const compiled = compileRowExpression(source, {
      snapshot,
      columns: columns.map(specOf),
      condition: true,
    });
    return compiled.ok ? compiled : this.#issue('having', issueInWords(compiled.issues, source));
  }

  #column(
    measure: AggregateMeasure | ExpressionMeasure,
    own: Pick<Column, 'label' | 'type' | 'formula'>,
    where: string | undefined,
  ): Column {
    const type = own.type === 'money' ? own.type : (measure.type ?? own.type);
    const unit =
      type === 'money' ? this.#context.parameters.currency : type === 'days' ? 'days' : undefined;
    return {
      id: measure.id,
      label: measure.label ?? (where === undefined ? own.label : humanize(measure.id)),
      type,
      ...(unit !== undefined && { unit }),
      formula: where === undefined ? own.formula : `${own.formula}, where ${where}`,
      group: false,
    };
  }

  /** Sort and chart may only name columns. */
  checkColumns({ sort, chart }: SavedDefinition, columns: readonly Column[]): void {
    const ids = columns.map(({ id }) => id);
    const check = (name: string, field: string): void => {
      if (ids.includes(name)) return;
      this.#issue(field, `there is no column "${name}"; there are ${ids.join(', ')}`);
    };
    for (const { column } of sort) check(column, 'sort');
    for (const name of [...(chart?.x === undefined ? [] : [chart.x]), ...(chart?.ys ?? [])]) {
      check(name, 'chart');
    }
  }
}
