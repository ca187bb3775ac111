import { foldName } from '../model/foldName.ts';

const longest = 60;

/** Letters and digits of any script in lower case, joined by hyphens, at most 60 characters; empty where there are none. */
export function slugOrNothing(text: string): string {
  const slug = foldName(text)
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  if (slug.length <= longest) return slug;
  const cut = slug.slice(0, longest);
  return (/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut).replace(/-+$/, '');
}

/** The same; `untitled` where a text has neither letters nor digits. */
export function slugOf(text: string): string {
  return slugOrNothing(text) || 'untitled';
}

/** Names that Windows keeps for devices, and those that stand for their folder. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d|index|readme)$/;

/**
 * The last part of a new record's id: a slug which every file system takes as a name and which stays an id of
 * its own below `folder`. Empty where the text has neither letters nor digits.
 */
export function newIdPart(text: string, type: string, folder: string): string {
  const slug = slugOrNothing(text);
  const parent = folder.slice(folder.lastIndexOf('/') + 1);
  return reserved.test(slug) || (slug !== '' && slug === foldName(parent))
    ? `${type}-${slug}`
    : slug;
}
