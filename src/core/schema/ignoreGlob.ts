/** `ignore:` of crm.yaml: glob patterns of paths that are not read. */
// The same on every system: its main entry takes backslashes for slashes on Windows.
import picomatch from 'picomatch/posix.js';
import { foldName } from '../model/foldName.ts';

const maxLength = 300;
/** A path part of 255 characters is matched against n stars in up to 255^n steps: three are quick, six hang. */
const maxStarsPerPart = 3;
const maxGlobstars = 4;

/** Why a pattern cannot be used, or undefined where it can. */
export function checkGlob(glob: string): string | undefined {
  const text = glob.trim();
  if (text === '') return 'An empty pattern ignores nothing.';
  if (text.length > maxLength) return `A pattern has at most ${maxLength} characters.`;
  if (text.startsWith('!')) {
    return `"${text}" would ignore everything else: a pattern names what is ignored, there is no exception with "!".`;
  }
  if (/(?:^|\/)\.\.(?:\/|$)/.test(text)) return `"${text}" leads out of the workspace.`;
  if (/[@!+*?]\(/.test(text)) return `"${text}" uses extended patterns, which are not supported.`;
  const parts = cleanGlob(text).split('/');
  if (parts.filter((part) => part === '**').length > maxGlobstars) {
    return `"${text}" has more than ${maxGlobstars} times "**".`;
  }
  if (parts.some((part) => part !== '**' && part.split('*').length - 1 > maxStarsPerPart)) {
    return `"${text}" has more than ${maxStarsPerPart} stars in one part.`;
  }
  try {
    picomatch.makeRe(text, matchOptions);
  } catch {
    return `"${text}" is not a pattern that can be read.`;
  }
  return undefined;
}

const matchOptions = { dot: true, nocase: true, noextglob: true, nonegate: true } as const;

function cleanGlob(glob: string): string {
  let text = glob.trim().normalize('NFC');
  while (text.startsWith('./')) text = text.slice(2);
  if (text.startsWith('/')) text = text.slice(1);
  return text.endsWith('/') ? `${text}**` : text;
}

/**
 * True for paths that one of the patterns names, or that lie below a folder which one names. Upper
 * and lower case are alike, as they are on two of three systems.
 */
export function createIgnoreMatcher(globs: readonly string[]): (path: string) => boolean {
  const prefixes: string[] = [];
  const patterns: string[] = [];
  for (const glob of globs) {
    if (checkGlob(glob) !== undefined) continue;
    const text = cleanGlob(glob);
    const folder = text.endsWith('/**') ? text.slice(0, -3) : text;
    if (/[*?[\]{}()!@+\\]/.test(folder)) patterns.push(folder, `${folder}/**`);
    else prefixes.push(foldName(folder));
  }
  const matches = patterns.length > 0 ? picomatch(patterns, matchOptions) : undefined;
  return (path) => {
    const folded = foldName(path);
    const below = (prefix: string): boolean =>
      folded.startsWith(prefix) &&
      (folded.length === prefix.length || folded[prefix.length] === '/');
    return prefixes.some(below) || (matches?.(folded) ?? false);
  };
}
