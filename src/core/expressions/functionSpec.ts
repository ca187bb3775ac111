/** What a function of the language is: one entry serves check, completion, documentation and evaluation. */
import type { IsoDate } from '../model/date.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { ExprType, TypeKind } from './exprType.ts';
import type { Value } from './value.ts';

export interface FunctionContext {
  readonly snapshot: Snapshot;
  readonly today: IsoDate;
  /** Counts work that grows with the values; throws where the limit is reached. */
  spend(steps: number): void;
}

export interface Parameter {
  readonly name: string;
  /** Kinds that are accepted; empty: any. */
  readonly kinds: readonly TypeKind[];
  readonly optional?: boolean;
}

export interface FunctionSpec {
  readonly name: string;
  /** `function`: `f(x)`; `method`: `x.f()`, the target is the first parameter; `both`: either. */
  readonly form: 'function' | 'method' | 'both';
  readonly parameters: readonly Parameter[];
  /** True where the last parameter may be repeated. */
  readonly repeats?: boolean;
  readonly result: ExprType | ((args: readonly ExprType[]) => ExprType);
  readonly description: string;
  /** Evaluated even where an argument is missing. */
  readonly acceptsMissing?: boolean;
  /** Why literal arguments cannot be used, or undefined: told by the check. */
  readonly refuse?: (args: readonly (Value | undefined)[]) => string | undefined;
  /** Undefined: missing. Arguments are of the declared kinds, or of any where those say so. */
  evaluate(args: readonly (Value | undefined)[], context: FunctionContext): Value | undefined;
}
