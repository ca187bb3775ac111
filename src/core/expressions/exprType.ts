/** The types of expressions: what a field, a function or a part of an expression gives. */
import type { FieldKind, FieldSpec } from '../model/schema.ts';

export type ExprType =
  /** Known only at evaluation: an undeclared field. */
  | { readonly kind: 'any' }
  /** The literal `null`. */
  | { readonly kind: 'null' }
  | { readonly kind: 'boolean' }
  /** One kind of number. `days` compares with durations; `percent` is in percent points. */
  | { readonly kind: 'number'; readonly unit?: 'days' | 'percent' | undefined }
  /** `fieldKind` says which text; an enum, stage or pipeline has choices. */
  | {
      readonly kind: 'text';
      readonly fieldKind: FieldKind;
      readonly choices: readonly string[];
      /** As this workspace writes the choices -> canonical. */
      readonly values?: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'person' }
  | { readonly kind: 'date' }
  | { readonly kind: 'datetime' }
  | { readonly kind: 'duration' }
  | { readonly kind: 'money' }
  /** A record of one of the types; none named means any. */
  | { readonly kind: 'record'; readonly types: readonly string[] }
  | { readonly kind: 'map'; readonly fields: readonly FieldSpec[] }
  | { readonly kind: 'list'; readonly of: ExprType };

export type TypeKind = ExprType['kind'];

export const anyType: ExprType = { kind: 'any' };
export const booleanType: ExprType = { kind: 'boolean' };
export const numberType: ExprType = { kind: 'number' };
export const daysType: ExprType = { kind: 'number', unit: 'days' };
export const textType: ExprType = { kind: 'text', fieldKind: 'string', choices: [] };
export const dateType: ExprType = { kind: 'date' };
export const durationType: ExprType = { kind: 'duration' };
export const moneyType: ExprType = { kind: 'money' };

export function listOf(of: ExprType): ExprType {
  return { kind: 'list', of };
}

/** The type of one value of a field; `stages` and `pipelines` are the choices of those kinds. */
export function typeOfValue(
  spec: Pick<FieldSpec, 'kind' | 'options' | 'to' | 'fields' | 'values'>,
  stages: readonly string[],
  pipelines: readonly string[],
): ExprType {
  switch (spec.kind) {
    case 'number':
    case 'integer':
      return numberType;
    case 'percent':
      return { kind: 'number', unit: 'percent' };
    case 'boolean':
    case 'date':
    case 'datetime':
    case 'duration':
    case 'money':
    case 'person':
    case 'any':
      return { kind: spec.kind };
    case 'ref':
      return { kind: 'record', types: spec.to };
    case 'map':
      return { kind: 'map', fields: spec.fields };
    case 'enum': {
      const choices = spec.options.map((option) => option.value);
      return { kind: 'text', fieldKind: 'enum', choices, values: spec.values };
    }
    case 'stage':
      return { kind: 'text', fieldKind: 'stage', choices: stages, values: spec.values };
    case 'pipeline':
      return { kind: 'text', fieldKind: 'pipeline', choices: pipelines, values: spec.values };
    default:
      return { kind: 'text', fieldKind: spec.kind, choices: [] };
  }
}

/** What a column that shows the type is: the kind of field that formats like it, and whether it holds many. */
export interface ResultKind {
  readonly kind: FieldKind;
  readonly list: boolean;
  readonly unit?: 'days' | undefined;
}

export function resultKindOf(type: ExprType): ResultKind {
  switch (type.kind) {
    case 'list':
      return { ...resultKindOf(type.of), list: true };
    case 'number':
      if (type.unit === 'days') return { kind: 'number', list: false, unit: 'days' };
      return { kind: type.unit === 'percent' ? 'percent' : 'number', list: false };
    case 'text':
      return { kind: type.fieldKind, list: false };
    case 'record':
      return { kind: 'ref', list: false };
    case 'null':
      return { kind: 'any', list: false };
    default:
      return { kind: type.kind, list: false };
  }
}

/** A type as messages name it. */
export function describeType(type: ExprType): string {
  switch (type.kind) {
    case 'any':
      return 'an undeclared value';
    case 'null':
      return 'null';
    case 'boolean':
      return 'true or false';
    case 'number':
      return type.unit === 'days' ? 'a number of days' : 'a number';
    case 'text':
      return type.fieldKind === 'stage' ? 'a stage' : 'text';
    case 'person':
      return 'a person';
    case 'date':
    case 'datetime':
      return 'a date';
    case 'duration':
      return 'a duration';
    case 'money':
      return 'money';
    case 'record':
      return 'a record';
    case 'map':
      return 'a group of fields';
    case 'list':
      return `a list of ${describeMany(type.of)}`;
  }
}

function describeMany(type: ExprType): string {
  switch (type.kind) {
    case 'boolean':
      return 'truth values';
    case 'number':
      return 'numbers';
    case 'text':
      return 'texts';
    case 'person':
      return 'people';
    case 'date':
    case 'datetime':
      return 'dates';
    case 'duration':
      return 'durations';
    case 'record':
      return 'records';
    case 'map':
      return 'groups of fields';
    case 'money':
      return 'money';
    default:
      return 'values';
  }
}
