import { describeSchema } from '../../core/schema/describeSchema.ts';
import type { CommandRun } from '../commandSpec.ts';
import { exitCodes } from '../commandSpec.ts';
import { textTable } from '../textTable.ts';
import { openWorkspace } from '../workspace.ts';

/** The types of records, as crm.yaml resolves. */
export const runTypesCommand: CommandRun = async (args, io) => {
  const { engine, snapshot } = await openWorkspace(args, io);
  if (args.has('json')) io.json(describeSchema(snapshot.schema));
  else {
    const columns = [
      { heading: 'type' },
      { heading: 'folder' },
      { heading: 'records', isNumeric: true },
      { heading: 'fields', isNumeric: true },
      { heading: 'what it is' },
    ];
    const rows = snapshot.schema.types.map((type) => [
      type.name,
      type.folder,
      String(snapshot.records(type.name).length),
      String(type.fields.length),
      type.description || (type.builtin ? '' : `${type.label}: a type of this workspace`),
    ]);
    io.print(textTable(columns, rows, io));
  }
  await engine.saveCache();
  return exitCodes.done;
};
