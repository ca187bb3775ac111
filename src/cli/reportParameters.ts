import type { Arguments } from './parseArguments.ts';

const notParameters: ReadonlySet<string> = new Set(['format', 'today', 'directory']);

/** What was given on the command line for the parameters of a report, as text by name. */
export function parametersOfReport(args: Arguments): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(args.texts()).filter(([name]) => !notParameters.has(name)),
  );
}
