import { isIsoDate } from '../model/date.ts';
import type { Problem } from '../model/problem.ts';
import type { FieldValue, Link } from '../model/record.ts';
import type { Draft } from './draft.ts';
import { eachProseLine, findProseLinks } from './proseLinks.ts';
import type { RecordReader } from './recordReader.ts';
import { slugOf } from './slug.ts';

/**
 * Tasks written in a body as `- [ ] text (due: 2026-12-01, owner: ana)`. Only checkboxes with a due date
 * or an owner are tasks: an article's checklist is not. Their id is the record's own key and a slug of the
 * text, so that it survives moves within the file.
 */
const taskForm =
  /^\s*(?:[-*+]|\d+[.)])\s+\[([ xX-])\]\s+(.*?)\s*\(((?:\s*\w+\s*:\s*[^,()]+,?)+)\)\s*$/;

export function findInlineTasks(
  text: string,
  bodyStart: number,
  owner: Draft,
  reader: RecordReader,
  problems: Problem[],
): Draft[] {
  if (text.indexOf('] ', bodyStart) < 0 || !/\[[ xX-]\] /.test(text.slice(bodyStart))) return [];
  if (!reader.typeReaders.has('task')) return [];
  const tasks: Draft[] = [];
  const taken = new Map<string, number>();
  const links = findProseLinks(text, bodyStart, owner.path);
  eachProseLine(text, bodyStart, (line, lineNumber) => {
    const match = taskForm.exec(line.replace(/\r$/, ''));
    if (!match) return;
    const settings = readSettings(match[3] ?? '');
    if (!settings.has('due') && !settings.has('owner')) return;
    for (const name of ['due', 'done'])
      checkDate(settings.get(name), owner.path, line, lineNumber, problems);
    const title = match[2] ?? '';
    const slug = slugOf(title);
    const count = (taken.get(slug) ?? 0) + 1;
    taken.set(slug, count);
    tasks.push({
      type: 'task',
      id: `${owner.type}/${owner.id}#${slug}${count > 1 ? `-${count}` : ''}`,
      path: owner.path,
      title,
      ...taskFields(title, match[1] ?? ' ', settings, owner, reader),
      links: [aboutLink(owner, lineNumber), ...links.filter((link) => link.line === lineNumber)],
      broken: false,
      places: '',
      bodyStart,
      inlineLine: lineNumber,
    });
  });
  return tasks;
}

function checkDate(
  date: string | undefined,
  path: string,
  line: string,
  lineNumber: number,
  problems: Problem[],
): void {
  if (date === undefined || isIsoDate(date)) return;
  const column = Math.max(0, line.lastIndexOf(date));
  const range = {
    start: { line: lineNumber, column },
    end: { line: lineNumber, column: column + date.length },
  };
  const message = `"${date}" is not a date: write YYYY-MM-DD`;
  problems.push({ path, range, severity: 'error', code: 'date-invalid', message, fixes: [] });
}

function aboutLink(owner: Draft, line: number): Link {
  const key = `${owner.type}/${owner.id}`;
  return { field: 'about', raw: key, key, line, column: 0, endColumn: 0 };
}

function readSettings(text: string): Map<string, string> {
  const settings = new Map<string, string>();
  for (const part of text.split(',')) {
    const colon = part.indexOf(':');
    if (colon > 0)
      settings.set(part.slice(0, colon).trim().toLowerCase(), part.slice(colon + 1).trim());
  }
  return settings;
}

function taskFields(
  title: string,
  mark: string,
  settings: ReadonlyMap<string, string>,
  owner: Draft,
  reader: RecordReader,
): Pick<Draft, 'fields' | 'invalid'> {
  const fields: Record<string, FieldValue> = {
    title,
    status: mark === ' ' ? 'open' : mark === '-' ? 'cancelled' : 'done',
    about: [`${owner.type}/${owner.id}`],
  };
  const invalid: Record<string, FieldValue> = {};
  const due = settings.get('due');
  if (due !== undefined) (isIsoDate(due) ? fields : invalid)['due'] = due;
  const done = settings.get('done');
  if (done !== undefined) (isIsoDate(done) ? fields : invalid)['done'] = done;
  const person = settings.get('owner') ?? settings.get('assignee');
  if (person !== undefined) {
    const key = reader.findPerson(person)?.key ?? person;
    fields['assignee'] = key;
    fields['owner'] = key;
  }
  const repeat = settings.get('repeat');
  if (repeat !== undefined) fields['repeat'] = repeat;
  return { fields, invalid };
}
