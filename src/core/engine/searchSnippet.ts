/** What shows, in one line under a title, why a record was found. */
import type { CrmRecord } from '../model/record.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Searched, Snippet } from '../search/snippet.ts';
import { buildSnippet } from '../search/snippet.ts';
import { TextMatcher } from '../search/textMatcher.ts';
import { describeValue } from '../views/describeValue.ts';
import { wordsOf } from '../workspace/searchText.ts';

/**
 * The place in the prose with the words searched for; else the fields that hold them; else, where only the
 * title does, how the prose begins.
 */
export function searchSnippet(
  record: CrmRecord,
  body: string,
  searched: Searched,
  snapshot: Snapshot,
): Snippet {
  const prose = plainProse(body);
  const inProse = buildSnippet(prose, searched);
  if (inProse.matches.length > 0) return inProse;
  const matcher = new TextMatcher(searched);
  const isFound = (text: string): boolean => matcher.find(text).length > 0;
  const fields = fieldsOf(record, snapshot);
  const found = fields.flatMap(({ label, words, written }) => {
    // of a list with much in it only what was searched for
    const parts =
      words === '' ? written.filter(isFound) : [words, ...written].some(isFound) ? [words] : [];
    return parts.length > 0 ? [`${label}: ${parts.join(', ')}`] : [];
  });
  if (found.length > 0) return buildSnippet(found.join(' · '), searched);
  if (prose.trim() !== '') return inProse;
  const all = fields.map(({ label, words, written }) => `${label}: ${words || written.join(', ')}`);
  return buildSnippet(all.join(' · '), searched);
}

interface FieldText {
  readonly label: string;
  /** The value in words; empty where it has none, as a list of maps. */
  readonly words: string;
  /** Every text in it as written, wikilinks without their brackets. */
  readonly written: readonly string[];
}

/** Every field but the title, as a person reads it. */
function fieldsOf(record: CrmRecord, snapshot: Snapshot): FieldText[] {
  const texts: FieldText[] = [];
  for (const values of [record.fields, record.invalid]) {
    for (const [name, value] of Object.entries(values)) {
      if (value === undefined || value === record.title) continue;
      const spec = snapshot.field(record.type, name);
      const written = wordsOf(value).map((word) =>
        word.replace(/\[\[([^\]|]*)(?:\|[^\]]*)?\]\]/g, '$1'),
      );
      const described = values === record.fields ? describeValue(record, name, snapshot) : '';
      // a reference is found by its id, a person by a key: both are said
      const isNamed = spec?.kind === 'ref' || spec?.kind === 'person';
      const words =
        isNamed && described !== '' ? `${described} (${written.join(', ')})` : described;
      if (words !== '' || written.length > 0)
        texts.push({ label: spec?.label ?? name, words, written });
    }
  }
  return texts;
}

/** Markdown as a person reads it aloud: without the marks of headings, lists, tables, links and emphasis. */
function plainProse(markdown: string): string {
  return markdown
    .replace(/\[\[(?:[^\]|]*\|)?([^\]|]*)\]\]/g, '$1')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^[ \t]*\|?(?:[ \t]*:?-{3,}:?[ \t]*\|)+[ \t:-]*$/gm, '')
    .replace(/^[ \t]*(?:#{1,6}|>|[-*+](?: \[[ xX]\])?)[ \t]+/gm, '')
    .replace(/\*\*|__|`/g, '')
    .replaceAll('|', ' ');
}
