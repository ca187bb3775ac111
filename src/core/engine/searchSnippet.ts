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
  const fields = fieldLines(record, snapshot);
  const matcher = new TextMatcher(searched);
  const found = fields.filter((line) => matcher.find(line).length > 0);
  if (found.length > 0) return buildSnippet(found.join(' · '), searched);
  return prose.trim() === '' ? buildSnippet(fields.join(' · '), searched) : inProse;
}

/** `Label: value` for every field but the title; values in words, and as written where these differ. */
function fieldLines(record: CrmRecord, snapshot: Snapshot): string[] {
  const lines: string[] = [];
  for (const values of [record.fields, record.invalid]) {
    for (const [name, value] of Object.entries(values)) {
      if (value === undefined || value === record.title) continue;
      const label = snapshot.field(record.type, name)?.label ?? name;
      const written = wordsOf(value).join(', ');
      const words = values === record.fields ? describeValue(record, name, snapshot) : '';
      const kind = snapshot.field(record.type, name)?.kind;
      // a reference is found by its id, a person by a key: both are said
      const isNamed = kind === 'ref' || kind === 'person';
      const text = words === '' ? written : isNamed ? `${words} (${written})` : words;
      if (text !== '') lines.push(`${label}: ${text}`);
    }
  }
  return lines;
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
