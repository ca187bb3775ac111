/** Which files are records, of which type, and under which id. */
import type { Schema, TypeSpec } from '../model/schema.ts';
import { foldName } from '../model/foldName.ts';
import { createIgnoreMatcher } from './ignoreGlob.ts';

export interface LocatedType {
  readonly type: TypeSpec;
  /** The type's folder, as `idOf` takes it; `.` for the root. */
  readonly folder: string;
}

export interface TypeLocator {
  /** The type whose folder is the nearest mapped ancestor of a file; undefined outside of all of them. */
  typeOfPath(path: string): LocatedType | undefined;
  /**
   * The id of a file below a folder (`.` or empty: the root): its path without extension, folded;
   * `acme/index` and `acme/acme` are `acme`.
   */
  idOf(path: string, folder: string): string;
  /**
   * True for files that can be records: markdown anywhere (outside of mapped folders its frontmatter
   * decides), YAML below mapped folders. Not crm.yaml, not a README.md at the root, nothing ignored.
   * A README.md further down is a record only if it has frontmatter with fields: see `needsFrontmatter`.
   */
  isRecordFile(path: string): boolean;
  /** False for folders that are not read: ignored ones, dot-folders, node_modules. */
  entersFolder(folder: string): boolean;
  /** True where the ignore patterns of crm.yaml or the default ones name a path or a folder above it. */
  isIgnored(path: string): boolean;
}

export function createTypeLocator(schema: Schema): TypeLocator {
  const typeOfFolder = createFolderLookup(schema);
  const matchesIgnore = createIgnoreMatcher(schema.ignore);
  const isIgnored = (path: string): boolean => hasHiddenPart(path) || matchesIgnore(path);
  const typeOfPath = (path: string): LocatedType | undefined => {
    const slash = path.lastIndexOf('/');
    return typeOfFolder(slash < 0 ? '' : path.slice(0, slash));
  };
  return {
    typeOfPath,
    idOf,
    isIgnored,
    entersFolder: (folder) => folder === '' || folder === '.' || !isIgnored(folder),
    isRecordFile(path) {
      const kind = recordExtension(path);
      if (kind === undefined || isIgnored(path)) return false;
      if (!path.includes('/') && isRootDocument(path)) return false;
      return kind === 'markdown' || typeOfPath(path) !== undefined;
    },
  };
}

/** Answers for a folder are remembered: many files lie in few folders. */
function createFolderLookup(schema: Schema): (folder: string) => LocatedType | undefined {
  const mapped = new Map<string, LocatedType>();
  for (const type of schema.types) {
    if (type.folder === '') continue;
    const key = type.folder === '.' ? '' : foldName(type.folder);
    if (!mapped.has(key)) mapped.set(key, { type, folder: type.folder });
  }
  const known = new Map<string, LocatedType | undefined>();
  return (folder) => {
    if (known.has(folder)) return known.get(folder);
    let key = foldName(folder);
    let found = mapped.get(key);
    while (!found && key !== '') {
      const slash = key.lastIndexOf('/');
      key = slash < 0 ? '' : key.slice(0, slash);
      found = mapped.get(key);
    }
    known.set(folder, found);
    return found;
  };
}

function idOf(path: string, folder: string): string {
  const id = foldName(withoutExtension(belowFolder(path, folder)));
  const slash = id.lastIndexOf('/');
  if (slash < 0) return id;
  const last = id.slice(slash + 1);
  const parent = id.slice(id.lastIndexOf('/', slash - 1) + 1, slash);
  return last === 'index' || last === parent ? id.slice(0, slash) : id;
}

/** Cuts as many parts as the folder has: the path may write them in another case or Unicode form. */
function belowFolder(path: string, folder: string): string {
  if (folder === '.' || folder === '') return path;
  let at = 0;
  for (let i = -1; (i = folder.indexOf('/', i + 1)) >= 0;) at = path.indexOf('/', at) + 1;
  return path.slice(path.indexOf('/', at) + 1);
}

function withoutExtension(path: string): string {
  return recordExtension(path) === undefined ? path : path.slice(0, path.lastIndexOf('.'));
}

/** What a file can be by its name; upper and lower case alike. */
function recordExtension(path: string): 'markdown' | 'yaml' | undefined {
  const dot = path.lastIndexOf('.');
  if (dot < 0) return undefined;
  switch (path.slice(dot + 1)) {
    case 'md':
    case 'markdown':
      return 'markdown';
    case 'yaml':
    case 'yml':
      return 'yaml';
    default:
      return foldedExtension(path.slice(dot + 1));
  }
}

function foldedExtension(extension: string): 'markdown' | 'yaml' | undefined {
  const folded = extension.toLowerCase();
  if (folded === extension) return undefined;
  if (folded === 'md' || folded === 'markdown') return 'markdown';
  return folded === 'yaml' || folded === 'yml' ? 'yaml' : undefined;
}

function isRootDocument(path: string): boolean {
  const name = path.toLowerCase();
  return name === 'crm.yaml' || name === 'crm.yml' || isReadme(name);
}

function isReadme(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  return name === 'readme.md' || name === 'readme.markdown';
}

/**
 * True for files that describe a folder rather than a record, unless they have frontmatter with
 * fields: a README.md. Whoever reads one without frontmatter leaves it out, in mapped folders as well.
 */
export function needsFrontmatter(path: string): boolean {
  return isReadme(path);
}

/** Dot-files and dot-folders (.git among them) and node_modules, wherever they lie. */
function hasHiddenPart(path: string): boolean {
  if (path.startsWith('.') && path.length > 1 && path !== '..') return true;
  return (
    path.includes('/.') ||
    path === 'node_modules' ||
    path.startsWith('node_modules/') ||
    path.includes('/node_modules/') ||
    path.endsWith('/node_modules')
  );
}
