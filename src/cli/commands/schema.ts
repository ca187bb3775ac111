import { buildJsonSchema } from '../../core/schema/jsonSchema.ts';
import type { CommandRun } from '../commandSpec.ts';
import { exitCodes } from '../commandSpec.ts';
import { typeNamed } from '../typeNamed.ts';
import { openWorkspace } from '../workspace.ts';

/** JSON Schema of the whole workspace, or of one type. */
export const runSchemaCommand: CommandRun = async (args, io) => {
  const { engine, snapshot } = await openWorkspace(args, io);
  const [name] = args.positionals;
  const type = name === undefined ? undefined : typeNamed(name, snapshot).name;
  io.json(buildJsonSchema(snapshot.schema, type));
  await engine.saveCache();
  return exitCodes.done;
};
