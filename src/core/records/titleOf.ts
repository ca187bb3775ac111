import type { FieldMap, FieldValue } from '../model/record.ts';
import { isMoney, moneyToString } from '../model/money.ts';
import { parseTitleTemplate } from '../schema/titleTemplate.ts';
import type { TitleTemplate } from '../schema/titleTemplate.ts';
import type { RecordPlace } from './recordReader.ts';
import { lastSegment, refKey } from './refKey.ts';

export interface Title {
  readonly text: string;
  readonly from: 'template' | 'field' | 'heading' | 'id';
}

/** The display title: the type's template, else name, title, first heading, the name of the file. */
export function titleOf(
  place: RecordPlace,
  fields: FieldMap,
  text: string,
  bodyStart: number,
  path: string,
): Title {
  const template = place.type.spec.title;
  if (template !== undefined) {
    const filled = fillTitle(template, fields);
    if (filled !== '') return { text: filled, from: 'template' };
  }
  const name = oneLine(fields['name']) || oneLine(fields['title']);
  if (name !== '') return { text: name, from: 'field' };
  const heading = firstHeading(text, bodyStart);
  if (heading !== '') return { text: heading, from: 'heading' };
  return { text: fileName(path), from: 'id' };
}

function fillTitle(template: string, fields: FieldMap): string {
  let filled = '';
  for (const part of templateOf(template).parts) {
    filled += part.kind === 'text' ? part.text : oneLine(inner(fields, part.path));
  }
  return filled.replace(/\s+/g, ' ').trim();
}

const templates = new Map<string, TitleTemplate>();

function templateOf(text: string): TitleTemplate {
  let template = templates.get(text);
  if (!template) {
    template = parseTitleTemplate(text);
    templates.set(text, template);
  }
  return template;
}

/** A field by its path. Beyond a reference lies another file, which reading one file cannot see: its id stands for it. */
function inner(fields: FieldMap, path: readonly string[]): FieldValue | undefined {
  let value: FieldValue | undefined = fields;
  for (const part of path) {
    if (typeof value === 'string') return lastSegment(refKey(value));
    if (typeof value !== 'object' || value === null || Array.isArray(value) || isMoney(value))
      return undefined;
    value = Object.hasOwn(value, part) ? (value as FieldMap)[part] : undefined;
  }
  return value;
}

function oneLine(value: FieldValue | undefined): string {
  if (typeof value === 'string') {
    if (value.startsWith('[[')) return lastSegment(refKey(value));
    return /[\n\r\t]/.test(value) ? value.replace(/\s+/g, ' ').trim() : value;
  }
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (isMoney(value)) return moneyToString(value);
  return Array.isArray(value) ? value.map(oneLine).join(', ') : '';
}

/** The file's own name in its own letters, which the id folds; of `acme/index.md` the folder's. */
function fileName(path: string): string {
  const parts = path.replace(/\.[^./]*$/, '').split('/');
  const last = parts.at(-1) ?? path;
  return (/^index$/i.test(last) ? parts.at(-2) : undefined) ?? last;
}

function firstHeading(text: string, bodyStart: number): string {
  if (text.indexOf('# ', bodyStart) < 0) return '';
  const match = /^ {0,3}#{1,6}[ \t]+(.+?)[ \t]*#*[ \t]*\r?$/m.exec(
    text.slice(bodyStart, bodyStart + 4000),
  );
  return match?.[1] ?? '';
}
