/** What can be said about a record of a type: its fields, computed fields, back-references, id and title. */
import type { FieldSpec, Schema, TypeSpec } from '../model/schema.ts';
import { collectionName } from '../schema/words.ts';
import type { ComputedField } from './computed/computedField.ts';
import { computedFieldsOf } from './computed/computedFields.ts';
import type { ExprType } from './exprType.ts';
import { listOf, textType, typeOfValue } from './exprType.ts';

export type Member = {
  readonly name: string;
  readonly type: ExprType;
  readonly description: string;
} & (
  | { readonly from: 'field'; readonly spec: FieldSpec }
  | { readonly from: 'computed'; readonly computed: ComputedField }
  | { readonly from: 'intrinsic'; readonly intrinsic: Intrinsic }
  /** Records of a type that refer to this one. */
  | { readonly from: 'backReferences'; readonly referring: string }
);

export type Intrinsic = 'id' | 'path' | 'type' | 'title';

const intrinsics: Readonly<Record<Intrinsic, string>> = {
  id: 'Path below the folder of its type, without extension.',
  path: 'Path of the file in the workspace.',
  type: 'The type of the record.',
  title: 'The title under which lists show it.',
};

/** Names that mean something else than a field wherever they stand. */
export const constants = {
  today: 'Today, as a date.',
  me: 'You, as a person of crm.yaml.',
} as const;

/** The members of every type of a schema, found once for each. */
export class Members {
  readonly schema: Schema;
  readonly #types: ReadonlyMap<string, TypeSpec>;
  readonly #byType = new Map<string, ReadonlyMap<string, Member>>();
  readonly #stages: readonly string[];
  readonly #pipelines: readonly string[];

  constructor(schema: Schema) {
    this.schema = schema;
    this.#types = new Map(schema.types.map((type) => [type.name, type]));
    const stages = schema.pipelines.flatMap((pipeline) => pipeline.stages.map(({ id }) => id));
    this.#stages = [...new Set(stages)];
    this.#pipelines = schema.pipelines.map(({ id }) => id);
  }

  typeSpec(name: string): TypeSpec | undefined {
    return this.#types.get(name);
  }

  get typeNames(): readonly string[] {
    return [...this.#types.keys()];
  }

  /** The type of a field's value, a list where it holds many. */
  typeOf(spec: FieldSpec): ExprType {
    const type = typeOfValue(spec, this.#stages, this.#pipelines);
    return spec.list ? listOf(type) : type;
  }

  /**
   * Members of a type by every name they can be called. A declared field comes before a computed one of its name
   * unless that completes it; then come the names this workspace writes fields by, what every record has, and
   * back-references.
   */
  of(typeName: string): ReadonlyMap<string, Member> {
    let members = this.#byType.get(typeName);
    if (!members) {
      members = this.#find(this.#types.get(typeName));
      this.#byType.set(typeName, members);
    }
    return members;
  }

  /** Members of a pseudo type, such as the columns of a report's row. */
  ofColumns(columns: readonly FieldSpec[]): ReadonlyMap<string, Member> {
    return new Map(columns.map((spec) => [spec.name, this.#fieldMember(spec)]));
  }

  #find(type: TypeSpec | undefined): ReadonlyMap<string, Member> {
    const members = new Map<string, Member>();
    const add = (name: string, member: Member): void => {
      if (!members.has(name)) members.set(name, member);
    };
    if (!type) return members;
    const computed = [...computedFieldsOf(type.name).values()];
    for (const field of computed) if (field.effective) add(field.name, this.#computedMember(field));
    for (const spec of type.fields) add(spec.name, this.#fieldMember(spec));
    for (const spec of type.fields) {
      for (const name of spec.writtenAs)
        add(name, members.get(spec.name) ?? this.#fieldMember(spec));
    }
    for (const name of ['id', 'path', 'type', 'title'] as const) {
      const description = intrinsics[name];
      add(name, { name, type: textType, description, from: 'intrinsic', intrinsic: name });
    }
    for (const field of computed) add(field.name, this.#computedMember(field));
    for (const referring of this.#types.values()) this.#addBackReferences(add, referring);
    return members;
  }

  #addBackReferences(add: (name: string, member: Member) => void, referring: TypeSpec): void {
    const name = collectionName(referring);
    add(name, {
      name,
      type: listOf({ kind: 'record', types: [referring.name] }),
      description: `${referring.plural} that refer to it.`,
      from: 'backReferences',
      referring: referring.name,
    });
  }

  #fieldMember(spec: FieldSpec): Member {
    const { name, description } = spec;
    return { name, type: this.typeOf(spec), description, from: 'field', spec };
  }

  #computedMember(computed: ComputedField): Member {
    const { name, description, kind, unit, options = [] } = computed;
    const spec = {
      kind,
      options: options.map((value) => ({ value, label: value })),
      to: [],
      fields: [],
      values: {},
    };
    const type: ExprType =
      unit === 'days' ? { kind: 'number', unit } : typeOfValue(spec, this.#stages, this.#pipelines);
    return { name, type, description, from: 'computed', computed };
  }
}

const known = new WeakMap<Schema, Members>();

/** The members of a schema; kept while the schema lives. */
export function membersOf(schema: Schema): Members {
  let members = known.get(schema);
  if (!members) {
    members = new Members(schema);
    known.set(schema, members);
  }
  return members;
}
