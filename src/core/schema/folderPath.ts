/** Paths written in crm.yaml: below the workspace's root, never above it. */

export interface ParsedFolder {
  /** `/` between parts, none at the ends, `.` for the root; undefined where it cannot be used. */
  readonly path?: string;
  /** Why it cannot be used. */
  readonly reason?: string;
}

/** Reads a path that a person wrote: backslashes, `./` in front and `/` behind are forgiven. */
export function parseFolder(text: string): ParsedFolder {
  const written = text.trim().normalize('NFC').replaceAll('\\', '/');
  if (written.startsWith('/') || /^[A-Za-z]:/.test(written) || written.startsWith('~')) {
    return { reason: `"${text}" must be a path below the folder of crm.yaml.` };
  }
  const parts = written.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..')) {
    return { reason: `"${text}" leads out of the workspace: ".." is not followed.` };
  }
  if (parts.some((part) => hasControlCharacter(part))) {
    return { reason: `"${text}" holds a character that no path can have.` };
  }
  return { path: parts.length === 0 ? '.' : parts.join('/') };
}

function hasControlCharacter(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) < 32) return true;
  return false;
}
