/** The conversation between a report's page and the extension. */

export type ReportToView =
  | { readonly kind: 'show'; readonly html: string }
  | { readonly kind: 'failed'; readonly message: string };

export type ReportToHost =
  | { readonly kind: 'ready' }
  /** A figure was clicked: show the records behind it. */
  | { readonly kind: 'openFigure'; readonly figure: string; readonly label: string }
  /** A record's name was clicked. */
  | { readonly kind: 'openRecord'; readonly record: string };

/** Messages come from a page: nothing about them is taken for granted. */
export function parseReportToHost(message: unknown): ReportToHost | undefined {
  if (typeof message !== 'object' || message === null || !('kind' in message)) return undefined;
  if (message.kind === 'ready') return { kind: 'ready' };
  if (message.kind === 'openFigure' && 'figure' in message && typeof message.figure === 'string') {
    const label = 'label' in message && typeof message.label === 'string' ? message.label : '';
    return { kind: 'openFigure', figure: message.figure, label };
  }
  if (message.kind === 'openRecord' && 'record' in message && typeof message.record === 'string') {
    return { kind: 'openRecord', record: message.record };
  }
  return undefined;
}

/** What the page remembers over a reload of the window. */
export interface ReportPageState {
  readonly folder: string;
  readonly name: string;
  readonly parameters: Readonly<Record<string, string>>;
}

export function parseReportPageState(state: unknown): ReportPageState | undefined {
  if (typeof state !== 'object' || state === null || !('folder' in state) || !('name' in state))
    return undefined;
  if (typeof state.folder !== 'string' || typeof state.name !== 'string') return undefined;
  const raw =
    'parameters' in state && typeof state.parameters === 'object' && state.parameters !== null
      ? state.parameters
      : {};
  const parameters: Record<string, string> = {};
  for (const [key, value] of Object.entries(raw))
    if (typeof value === 'string') parameters[key] = value;
  return { folder: state.folder, name: state.name, parameters };
}
