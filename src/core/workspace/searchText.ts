import { isMoney, moneyToString } from '../model/money.ts';
import type { CrmRecord, FieldValue } from '../model/record.ts';

/** The words of a record's fields that people search by: everything written in it but its title. */
export function keywordsOf(record: Pick<CrmRecord, 'id' | 'title' | 'fields' | 'invalid'>): string {
  const words: string[] = [record.id];
  for (const name in record.fields) {
    const value = record.fields[name];
    if (value !== record.title) collect(value, words);
  }
  for (const name in record.invalid) collect(record.invalid[name], words);
  return words.join('\n');
}

/** The texts in a value, nested ones too. */
export function wordsOf(value: FieldValue | undefined): readonly string[] {
  const words: string[] = [];
  collect(value, words);
  return words;
}

function collect(value: FieldValue | undefined, words: string[]): void {
  if (typeof value === 'string') words.push(value);
  else if (typeof value === 'number') words.push(String(value));
  else if (isMoney(value)) words.push(moneyToString(value));
  else if (Array.isArray(value)) for (const item of value) collect(item, words);
  else if (typeof value === 'object' && value !== null)
    for (const inner of Object.values(value)) collect(inner, words);
}
