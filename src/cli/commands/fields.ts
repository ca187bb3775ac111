import { computedFieldsOf } from '../../core/expressions/computed/computedFields.ts';
import type { FieldSpec } from '../../core/model/schema.ts';
import { describeType } from '../../core/schema/describeSchema.ts';
import type { CommandRun } from '../commandSpec.ts';
import { exitCodes } from '../commandSpec.ts';
import { textTable } from '../textTable.ts';
import { typeNamed } from '../typeNamed.ts';
import { openWorkspace } from '../workspace.ts';

/** The fields of a type, then what is computed of its records. */
export const runFieldsCommand: CommandRun = async (args, io) => {
  const { engine, snapshot } = await openWorkspace(args, io);
  const type = typeNamed(args.positionals[0] ?? '', snapshot);
  const computed = [...computedFieldsOf(type.name).values()];
  if (args.has('json')) {
    const figures = computed.map(({ name, label, kind, unit, description }) => ({
      name,
      label,
      description,
      type: kind,
      unit: unit ?? null,
    }));
    io.json({ ...describeType(type), computed: figures });
  } else {
    const columns = [
      { heading: 'field' },
      { heading: 'value' },
      { heading: 'must' },
      { heading: 'what it is' },
    ];
    const rows = [
      ...type.fields.map((spec) => [
        namesOf(spec),
        valueOf(spec),
        spec.required ? 'required' : spec.recommended ? 'recommended' : '',
        spec.description,
      ]),
      ...computed.map(({ name, kind, unit, description }) => [
        name,
        unit ?? kind,
        'computed',
        description,
      ]),
    ];
    io.print(textTable(columns, rows, io));
  }
  await engine.saveCache();
  return exitCodes.done;
};

function namesOf({ name, writtenAs }: FieldSpec): string {
  const others = writtenAs.filter((written) => written !== name);
  return others.length === 0 ? name : `${name} (${others.join(', ')})`;
}

function valueOf({ kind, list, options, to, fields }: FieldSpec): string {
  const many = list ? ', any number' : '';
  if (kind === 'enum' && options.length > 0) {
    return `${options.map(({ value }) => value).join(' · ')}${many}`;
  }
  if (kind === 'ref') return `ref ${to.join(' or ') || 'to any record'}${many}`;
  if (kind === 'map') return `{${fields.map(({ name }) => name).join(', ')}}${many}`;
  return `${kind}${many}`;
}
