/** A small notation in which the built-in types are written: one line a field. */
import type { EnumOption, FieldKind, FieldSpec } from '../model/schema.ts';
import { humanize } from './words.ts';

/** What a field may say beyond name, kind and description. */
export type FieldExtras = Partial<
  Pick<FieldSpec, 'label' | 'list' | 'required' | 'recommended' | 'unique' | 'min' | 'max'>
>;

export const required: FieldExtras = { required: true };
export const recommended: FieldExtras = { recommended: true };
export const list: FieldExtras = { list: true };

/** A field of the workspace's own, with everything at rest. */
export function plainField(name: string, kind: FieldKind): FieldSpec {
  return {
    name,
    label: humanize(name),
    description: '',
    kind,
    list: false,
    required: false,
    recommended: false,
    unique: false,
    options: [],
    to: [],
    fields: [],
    values: {},
    writtenAs: [name],
    builtin: false,
  };
}

export function field(
  name: string,
  kind: FieldKind,
  description: string,
  ...extras: readonly FieldExtras[]
): FieldSpec {
  return Object.assign(plainField(name, kind), { description, builtin: true }, ...extras);
}

/** An enum; `values` are separated by spaces. */
export function choice(
  name: string,
  values: string,
  description: string,
  ...extras: readonly FieldExtras[]
): FieldSpec {
  const options: EnumOption[] = values
    .split(' ')
    .map((value) => ({ value, label: humanize(value) }));
  return { ...field(name, 'enum', description, ...extras), options };
}

/** A reference; `to` are type names separated by spaces, `*` is any type. */
export function ref(
  name: string,
  to: string,
  description: string,
  ...extras: readonly FieldExtras[]
): FieldSpec {
  return { ...field(name, 'ref', description, ...extras), to: to === '*' ? [] : to.split(' ') };
}

/** A map with inner fields. */
export function group(
  name: string,
  fields: readonly FieldSpec[],
  description: string,
  ...extras: readonly FieldExtras[]
): FieldSpec {
  return { ...field(name, 'map', description, ...extras), fields };
}
