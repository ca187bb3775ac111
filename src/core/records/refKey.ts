import { foldName } from '../model/foldName.ts';

/** Written forms of references, brought to one key for matching. */

const extension = /\.(?:md|markdown|ya?ml)$/;

/**
 * The matching key of a reference: without `[[ ]]`, alias, heading and extension, folded, `/` between
 * parts, no leading `./` or `/`. Empty where nothing is named.
 */
export function refKey(raw: string): string {
  // In a table an alias is written with an escaped bar.
  let text = raw.includes('\\|') ? raw.replaceAll('\\|', '|') : raw;
  if (text.startsWith('[[') && text.endsWith(']]')) text = text.slice(2, -2);
  const alias = text.indexOf('|');
  if (alias >= 0) text = text.slice(0, alias);
  const heading = text.indexOf('#');
  if (heading >= 0) text = text.slice(0, heading);
  text = foldName(text.trim());
  if (text.includes('\\')) text = text.replaceAll('\\', '/');
  while (text.startsWith('./')) text = text.slice(2);
  if (text.startsWith('/')) text = text.slice(1);
  return text.replace(extension, '');
}

/** The part after the last slash. */
export function lastSegment(key: string): string {
  const slash = key.lastIndexOf('/');
  return slash < 0 ? key : key.slice(slash + 1);
}

/**
 * The key of a relative markdown link seen from a file: its path below the root without extension.
 * Undefined for links that leave the workspace or are no files (URLs, anchors).
 */
export function relativeLinkKey(target: string, fromPath: string): string | undefined {
  if (/^[a-z][a-z0-9+.-]*:/i.test(target) || target.startsWith('#') || target === '')
    return undefined;
  const cut = target.search(/[#?]/);
  let path = cut < 0 ? target : target.slice(0, cut);
  try {
    path = decodeURIComponent(path);
  } catch {
    return undefined;
  }
  const folder = fromPath.includes('/') ? fromPath.slice(0, fromPath.lastIndexOf('/')) : '';
  const parts = path.startsWith('/') || folder === '' ? [] : folder.split('/');
  for (const part of path.split('/')) {
    if (part === '..') {
      if (parts.length === 0) return undefined;
      parts.pop();
    } else if (part !== '.' && part !== '') parts.push(part);
  }
  const joined = parts.join('/');
  return extension.test(joined.toLowerCase()) ? foldName(joined).replace(extension, '') : undefined;
}
