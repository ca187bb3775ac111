/** What goes between a front end and an engine in another thread. */
import type { EngineApi } from './engineApi.ts';

export type EngineMethod = keyof EngineApi;

export interface EngineCall {
  readonly id: number;
  readonly method: EngineMethod;
  readonly argument: unknown;
}

export type EngineReply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | {
      readonly kind: 'log';
      readonly level: 'debug' | 'info' | 'warn' | 'error';
      readonly message: string;
    }
  | { readonly kind: 'value'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'error'; readonly id: number; readonly message: string };

/** Calls a method of an engine by name: the receiving end of the thread's boundary. */
export function callEngine(
  engine: EngineApi,
  method: EngineMethod,
  argument: unknown,
): Promise<unknown> {
  // The argument was typed where it was sent; both ends are built together.
  const call = engine[method] as (argument: unknown) => Promise<unknown>;
  return call.call(engine, argument);
}

/** The sending end: an engine whose answers come from elsewhere. */
export function createRemoteEngine(
  send: (method: EngineMethod, argument: unknown) => Promise<unknown>,
): EngineApi {
  const ask = <M extends EngineMethod>(method: M) =>
    ((argument: unknown) => send(method, argument)) as EngineApi[M];
  return {
    overview: ask('overview'),
    tree: ask('tree'),
    tooltip: ask('tooltip'),
    reference: ask('reference'),
    search: ask('search'),
    problemPaths: ask('problemPaths'),
    problems: ask('problems'),
    reports: ask('reports'),
    report: ask('report'),
    figure: ask('figure'),
    cards: ask('cards'),
    update: ask('update'),
    refresh: ask('refresh'),
    save: ask('save'),
  };
}
