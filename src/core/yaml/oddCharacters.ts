import { maximumProblems } from './limits.ts';
import { yamlError } from './yamlProblem.ts';
import type { YamlEdit, YamlProblem } from './yamlProblem.ts';

const control =
  /[\0-\x08\x0b\x0c\x0e-\x1f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

export interface Hidden {
  /** The same text with what was hidden replaced unit by unit, so that every offset stays. */
  readonly text: string;
  readonly problems: readonly YamlProblem[];
}

/**
 * Replaces control characters and halves of surrogate pairs, which YAML forbids, by U+FFFD, and a carriage return
 * alone by the line feed that it means and the library does not know.
 */
export function hideControlCharacters(text: string, start: number, end: number): Hidden {
  const slice = text.slice(start, end);
  const problems: YamlProblem[] = [];
  const shown = slice.replace(control, (unit, offset: number) => {
    if (problems.length > maximumProblems) return '\ufffd';
    const code = unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    const message = `The character U+${code} cannot be in YAML; it is read as U+FFFD.`;
    const at = start + offset;
    const fix = {
      title: `Remove U+${code}`,
      safe: false,
      edits: [{ start: at, end: at + 1, newText: '' }],
    };
    problems.push(yamlError('yaml-syntax', message, at, at + 1, [fix]));
    return '\ufffd';
  });
  const read = shown.replace(/\r(?!\n)/g, '\n');
  if (read === slice) return { text, problems };
  return { text: text.slice(0, start) + read + text.slice(end), problems };
}

const tabbedIndent = /(?<![^\n]) *\t[ \t]*(?=[^ \t\r\n])/g;

/** The indents that hold tabs, and what two spaces for each tab make of them. */
export function tabbedIndents(text: string, start: number, end: number): readonly YamlEdit[] {
  return [...text.slice(start, end).matchAll(tabbedIndent)].map((match) => ({
    start: start + match.index,
    end: start + match.index + match[0].length,
    newText: match[0].replaceAll('\t', '  '),
  }));
}

/** Replaces each tab of an indent by one space, so that every offset stays. */
export function hideTabs(text: string, start: number, end: number): string {
  const shown = text.slice(start, end).replace(tabbedIndent, (indent) => ' '.repeat(indent.length));
  return text.slice(0, start) + shown + text.slice(end);
}
