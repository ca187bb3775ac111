import type { ExpressionIssue } from '../expressions/ast.ts';
import { compileSearchText, compileWhere } from '../expressions/compileWhere.ts';
import type { IsoDate } from '../model/date.ts';
import type { CrmRecord } from '../model/record.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { SearchRequest } from './engineApi.ts';

export interface SearchFilter {
  /** The words to search for, filters taken out. */
  readonly words: string;
  /** True where the request filters at all. */
  readonly filters: boolean;
  /** What was wrong with a filter, in words. */
  readonly issues: readonly string[];
  test(record: CrmRecord): boolean;
}

/**
 * Takes the filters out of a search: the short form among the words (`type:deal stage:won owner:@me`), the type
 * and the condition asked for beside them. A condition that cannot be read lets nothing through, and says why.
 */
export function compileFilter(
  snapshot: Snapshot,
  request: SearchRequest,
  today: IsoDate,
): SearchFilter {
  const { type, me } = request;
  const typed = compileSearchText(request.text, { snapshot, type, me });
  const where =
    request.where === undefined ? undefined : compileWhere(request.where, { snapshot, type, me });
  return {
    words: typed.words,
    filters: typed.filters || type !== undefined || where !== undefined,
    issues: [...typed.issues, ...(where?.issues ?? [])].map(issueInWords),
    test: (record) =>
      (type === undefined || record.type === type) &&
      typed.test(record, today) &&
      (where === undefined || (where.ok && where.test(record, today))),
  };
}

function issueInWords({ message }: ExpressionIssue): string {
  return message;
}
