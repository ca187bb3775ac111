import assert from 'node:assert/strict';
import type { Fix, Problem } from '../../../src/core/model/problem.ts';
import { offsetAt } from '../../../src/core/model/range.ts';
import type { FieldSpec, Schema, TypeSpec } from '../../../src/core/model/schema.ts';
import { resolveSchema } from '../../../src/core/schema/resolveSchema.ts';

export function problemsOf(text: string): readonly Problem[] {
  return resolveSchema(text).problems;
}

/** The one problem of a crm.yaml. */
export function theProblem(text: string): Problem {
  const problems = problemsOf(text);
  const [problem] = problems;
  assert.ok(problem && problems.length === 1, `one problem: ${JSON.stringify(problems)}`);
  return problem;
}

/** The schema of a crm.yaml that must be free of problems. */
export function cleanSchema(text: string): Schema {
  const { schema, problems } = resolveSchema(text);
  assert.deepEqual(problems, []);
  return schema;
}

/** The text that a problem underlines. */
export function underlined(text: string, problem: Problem): string {
  return text.slice(offsetAt(text, problem.range.start), offsetAt(text, problem.range.end));
}

/** The text after a fix. */
export function fixed(text: string, fix: Fix | undefined): string {
  assert.ok(fix, 'there is a fix');
  const edits = [...fix.edits].sort(
    (a, b) => offsetAt(text, b.range.start) - offsetAt(text, a.range.start),
  );
  let result = text;
  for (const edit of edits) {
    const start = offsetAt(result, edit.range.start);
    result = result.slice(0, start) + edit.newText + result.slice(offsetAt(result, edit.range.end));
  }
  return result;
}

export function typeOf(schema: Schema, name: string): TypeSpec {
  const type = schema.types.find((candidate) => candidate.name === name);
  assert.ok(type, `type ${name}`);
  return type;
}

/** A field by type and name, inner fields by dot. */
export function fieldOf(schema: Schema, path: string): FieldSpec {
  const [typeName = '', ...names] = path.split('.');
  let fields = typeOf(schema, typeName).fields;
  let found: FieldSpec | undefined;
  for (const name of names) {
    found = fields.find((field) => field.name === name);
    assert.ok(found, `field ${path}`);
    fields = found.fields;
  }
  assert.ok(found);
  return found;
}
