/** Problems of templates: the fields that they name in `{{…}}` must be there to be filled in. */
import type { ExprType } from '../expressions/exprType.ts';
import type { Members } from '../expressions/members.ts';
import { membersOf } from '../expressions/members.ts';
import { nearest } from '../model/nearMiss.ts';
import type { Problem } from '../model/problem.ts';
import { rangeAt } from '../model/range.ts';
import type { CheckedFile, FileCheck } from '../records/fileCheck.ts';
import { writtenEntry } from '../records/writtenEntry.ts';

/** What can be filled in besides fields: the day, the moment, and who writes. */
const wordsOfTheMoment: readonly string[] = ['today', 'now', 'me'];
const personFields: readonly string[] = ['name', 'email', 'key'];

interface Placeholder {
  readonly name: string;
  /** Of the name in the file's text. */
  readonly start: number;
  readonly end: number;
}

/** To be given to the engine with the checks of other capabilities. */
export const templateCheck: FileCheck = { type: 'template', check: checkTemplate };

function checkTemplate({ draft, text, root, schema }: CheckedFile): readonly Problem[] {
  const fields = schema.types.find(({ name }) => name === draft.type)?.fields ?? [];
  const parts = ['subject', 'body'].flatMap((name) => {
    const node = writtenEntry(root, fields, name)?.value;
    return node ? [{ start: node.start, end: node.end }] : [];
  });
  const members = membersOf(schema);
  const subject = subjectTypes(draft.fields['for'], members);
  return [...parts, { start: draft.bodyStart, end: text.length }]
    .flatMap(({ start, end }) => findPlaceholders(text, start, end))
    .flatMap((placeholder) => {
      const unknown = unknownPart(placeholder, subject, members);
      return unknown ? [problemOf(draft.path, text, unknown)] : [];
    });
}

function findPlaceholders(text: string, from: number, to: number): Placeholder[] {
  const found = text.slice(from, to).matchAll(/\{\{([^{}\n]*)\}\}/g);
  return [...found].flatMap(({ index, 1: inner = '' }) => {
    const name = inner.trim();
    const start = from + index + 2 + inner.indexOf(name);
    return name === '' ? [] : [{ name, start, end: start + name.length }];
  });
}

/**
 * The types that a template may be filled in for: the one that it is for, or, where it is for a channel, any;
 * a message can name the record itself by its type, too (`account.name`).
 */
function subjectTypes(target: unknown, members: Members): readonly string[] {
  return typeof target === 'string' && members.typeSpec(target) ? [target] : members.typeNames;
}

interface UnknownPart extends Placeholder {
  readonly suggestion: string | undefined;
}

/** The first part of a dotted name that nothing declares; undefined where all of it can be filled in. */
function unknownPart(
  { name, start }: Placeholder,
  subject: readonly string[],
  members: Members,
): UnknownPart | undefined {
  let type: ExprType | undefined = { kind: 'record', types: subject };
  let at = start;
  for (const [index, part] of name.split('.').entries()) {
    const step: ExprType | readonly string[] | undefined = stepInto(
      type,
      part,
      index === 0,
      members,
    );
    if (step === undefined) return undefined;
    if (isNames(step)) {
      return { name: part, start: at, end: at + part.length, suggestion: nearest(part, step) };
    }
    type = step;
    at += part.length + 1;
  }
  return undefined;
}

function isNames(step: ExprType | readonly string[]): step is readonly string[] {
  return Array.isArray(step);
}

/** The type of a part of a name; the names there are where it is none of them; undefined where nobody can tell. */
function stepInto(
  type: ExprType,
  part: string,
  isFirst: boolean,
  members: Members,
): ExprType | readonly string[] | undefined {
  switch (type.kind) {
    case 'list':
      return stepInto(type.of, part, isFirst, members);
    case 'person':
      return personFields.includes(part)
        ? { kind: 'text', fieldKind: 'string', choices: [] }
        : personFields;
    case 'map': {
      const field = type.fields.find(({ name, writtenAs }) => [name, ...writtenAs].includes(part));
      return field ? members.typeOf(field) : type.fields.map(({ name }) => name);
    }
    case 'record':
      return memberOfTypes(type.types, part, isFirst, members);
    default:
      return undefined;
  }
}

function memberOfTypes(
  types: readonly string[],
  part: string,
  isFirst: boolean,
  members: Members,
): ExprType | readonly string[] | undefined {
  const all = types.length === 0 ? members.typeNames : types;
  if (isFirst && wordsOfTheMoment.includes(part)) return undefined;
  if (isFirst && members.typeSpec(part)) return { kind: 'record', types: [part] };
  for (const name of all) {
    const member = members.of(name).get(part);
    if (member) return member.type;
  }
  const names = all.flatMap((name) => [...members.of(name).keys()]);
  return [...new Set([...names, ...(isFirst ? [...members.typeNames, ...wordsOfTheMoment] : [])])];
}

function problemOf(path: string, text: string, part: UnknownPart): Problem {
  const range = rangeAt(text, part.start, part.end);
  const { name, suggestion } = part;
  const hint = suggestion === undefined ? ' and will stay empty' : `: did you mean ${suggestion}?`;
  return {
    path,
    range,
    // a field that nobody declares may still be written in records
    severity: suggestion === undefined ? 'hint' : 'warning',
    code: 'template-invalid',
    message: `${name} is not a field that can be filled in here${hint}`,
    fixes:
      suggestion === undefined
        ? []
        : [
            {
              title: `Write ${suggestion}`,
              safe: false,
              edits: [{ path, range, newText: suggestion }],
            },
          ],
  };
}
