/** The conversation between a report's page and the extension. */

export type ReportToView =
  | { readonly kind: 'show'; readonly html: string }
  /** There is nothing to show (yet), and why. */
  | { readonly kind: 'tell'; readonly message: string; readonly isFailure: boolean };

export type ReportToHost =
  | { readonly kind: 'ready' }
  /** A figure was clicked: show the records behind it. */
  | { readonly kind: 'openFigure'; readonly figure: string; readonly label: string }
  /** A record's name was clicked. */
  | { readonly kind: 'openRecord'; readonly record: string };

/** Messages come from a page: nothing about them is taken for granted. */
export function parseReportToHost(message: unknown): ReportToHost | undefined {
  if (!isObject(message)) return undefined;
  const { kind, figure, label, record } = message;
  switch (kind) {
    case 'ready':
      return { kind };
    case 'openFigure':
      if (typeof figure !== 'string') return undefined;
      return { kind, figure, label: typeof label === 'string' ? label : '' };
    case 'openRecord':
      return typeof record === 'string' ? { kind, record } : undefined;
    default:
      return undefined;
  }
}

/** What the page remembers over a reload of the window. */
export interface ReportPageState {
  readonly folder: string;
  readonly name: string;
  readonly parameters: Readonly<Record<string, string>>;
}

export function parseReportPageState(state: unknown): ReportPageState | undefined {
  if (!isObject(state)) return undefined;
  const { folder, name, parameters } = state;
  if (typeof folder !== 'string' || typeof name !== 'string') return undefined;
  const texts: Record<string, string> = {};
  for (const [key, value] of Object.entries(isObject(parameters) ? parameters : {}))
    if (typeof value === 'string') texts[key] = value;
  return { folder, name, parameters: texts };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
