import { searchRecords } from '../../core/engine/searchRecords.ts';
import type { SearchResult } from '../../core/model/searchResult.ts';
import { singleLine } from '../../core/reports/textWidth.ts';
import type { CommandRun } from '../commandSpec.ts';
import { exitCodes } from '../commandSpec.ts';
import { identityFor } from '../identity.ts';
import type { Io } from '../output.ts';
import { typeNamed } from '../typeNamed.ts';
import { openWorkspace } from '../workspace.ts';

const usualLimit = 20;

/** Full text over every record, best first. */
export const runSearchCommand: CommandRun = async (args, io) => {
  const opened = await openWorkspace(args, io, { withSearch: true });
  const { engine, snapshot, root } = opened;
  const text = args.positionals.join(' ');
  const type = args.text('type');
  const where = args.text('where');
  const typeName = type === undefined ? undefined : typeNamed(type, snapshot).name;
  if (where !== undefined) {
    const { compileCondition } = await import('../condition.ts');
    compileCondition(where, typeName, opened, io);
  }
  const me = identityFor(`${text} ${where ?? ''}`, root);
  const { results, issues } = await searchRecords(engine, {
    text,
    limit: args.count('limit') ?? usualLimit,
    ...(typeName !== undefined && { type: typeName }),
    ...(where !== undefined && { where }),
    ...(me !== undefined && { me }),
  });
  for (const issue of issues) io.note(issue);
  if (args.has('json')) io.json(results.map(resultToJson));
  else if (results.length > 0)
    io.print(results.map((result) => resultAsText(result, io)).join('\n'));
  else io.note(`Nothing found for "${text}".`);
  await engine.saveCache();
  return results.length > 0 ? exitCodes.done : exitCodes.findings;
};

/** Lines count from 1; `matches` are [start, end) in the snippet. */
function resultToJson({
  id,
  type,
  path,
  line,
  title,
  score,
  snippet,
  matches,
}: SearchResult): unknown {
  return {
    id: id.slice(type.length + 1),
    type,
    path,
    line: line + 1,
    title,
    score: Number(score.toPrecision(6)),
    snippet,
    matches,
  };
}

function resultAsText(result: SearchResult, io: Io): string {
  const { path, line, title, titleMatches, typeLabel, description, snippet, matches } = result;
  const about = [typeLabel, description].filter((text) => text !== '').join(' · ');
  const place = io.paint(`${singleLine(path)}:${line + 1}`, 'cyan');
  return `${place}  ${marked(title, titleMatches, io)}  ${io.paint(singleLine(about), 'dim')}\n  ${marked(snippet, matches, io)}\n`;
}

/** Shows what matched; without colours the text stays as it is. */
function marked(text: string, ranges: readonly (readonly [number, number])[], io: Io): string {
  let result = '';
  let at = 0;
  for (const [start, end] of ranges) {
    result +=
      singleLine(text.slice(at, start)) + io.paint(singleLine(text.slice(start, end)), 'bold');
    at = end;
  }
  return result + singleLine(text.slice(at));
}
