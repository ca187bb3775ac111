import type { Draft } from '../records/draft.ts';
import type { SearchDocument } from '../search/searchIndex.ts';
import { keywordsOf } from '../workspace/searchText.ts';

/** What search reads of a record: its title, its fields, and its body; an inline task's body is its owner's. */
export function searchDocument(slot: number, record: Draft, text: string): SearchDocument {
  return {
    key: slot,
    title: record.title,
    keywords: keywordsOf(record),
    body: record.inlineLine === undefined ? text.slice(record.bodyStart) : '',
  };
}
