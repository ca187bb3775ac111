import type { IsoDate } from '../model/date.ts';
import type { CrmRecord } from '../model/record.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { SearchRequest } from './engineApi.ts';

export interface SearchFilter {
  /** The words to search for, filters taken out. */
  readonly words: string;
  /** True where the request filters at all. */
  readonly filters: boolean;
  readonly issues: readonly string[];
  test(record: CrmRecord): boolean;
}

const typeFilter = /(?:^|\s)(-?)type:(\S+)/gi;

/** Takes the filters out of a search: `type:deal` for every search, the short form within the type it names. */
export function compileFilter(
  snapshot: Snapshot,
  request: SearchRequest,
  _today: IsoDate,
): SearchFilter {
  const issues: string[] = [];
  const wanted = new Set<string>();
  const unwanted = new Set<string>();
  const words = request.text.replace(typeFilter, (_, minus: string, names: string) => {
    for (const name of names.split(',')) {
      const type = typeNamed(snapshot, name);
      if (type === undefined) issues.push(`There is no type "${name}"`);
      else (minus === '-' ? unwanted : wanted).add(type);
    }
    return ' ';
  });
  if (request.type !== undefined) wanted.add(request.type);
  return {
    words,
    filters: wanted.size + unwanted.size > 0,
    issues,
    test: (record) => (wanted.size === 0 || wanted.has(record.type)) && !unwanted.has(record.type),
  };
}

/** A type by its name or plural, upper and lower case alike. */
function typeNamed(snapshot: Snapshot, name: string): string | undefined {
  const folded = name.toLowerCase();
  return snapshot.schema.types.find(
    (type) =>
      type.name === folded ||
      type.plural.toLowerCase() === folded ||
      type.label.toLowerCase() === folded,
  )?.name;
}
