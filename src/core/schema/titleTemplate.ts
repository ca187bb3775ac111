/** Title templates of crm.yaml: text with `{{field}}`, inner fields and fields of references by dot. */

export type TitlePart =
  | { readonly kind: 'text'; readonly text: string }
  /** `start` is the offset of the name in the template. */
  | { readonly kind: 'field'; readonly path: readonly string[]; readonly start: number };

export interface TitleTemplate {
  readonly parts: readonly TitlePart[];
  /** What is wrong with its form; the parts are then what could be read. */
  readonly reason?: string;
}

const slot = /\{\{\s*([^{}]*?)\s*\}\}/g;
const fieldPath = /^[^\s.{}]+(?:\.[^\s.{}]+)*$/;

/** Reads a template; a slot that names nothing stays text. */
export function parseTitleTemplate(template: string): TitleTemplate {
  const parts: TitlePart[] = [];
  let reason: string | undefined;
  let at = 0;
  const addText = (text: string): void => {
    if (text === '') return;
    if (/\{\{|\}\}/.test(text)) reason ??= 'A {{ or }} has no partner.';
    parts.push({ kind: 'text', text });
  };
  for (const match of template.matchAll(slot)) {
    const name = match[1] ?? '';
    addText(template.slice(at, match.index));
    at = match.index + match[0].length;
    if (fieldPath.test(name)) {
      const start = match.index + match[0].indexOf(name);
      parts.push({ kind: 'field', path: name.split('.'), start });
    } else {
      reason ??= `{{${name}}} does not name a field.`;
      parts.push({ kind: 'text', text: match[0] });
    }
  }
  addText(template.slice(at));
  if (!parts.some((part) => part.kind === 'field')) {
    reason ??= 'A title needs at least one {{field}}.';
  }
  return reason === undefined ? { parts } : { parts, reason };
}
