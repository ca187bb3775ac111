/** Markdown in which no text of a record can act as markup. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!|<>~&:@/]/g, '\\$&').replace(/\s+/g, ' ');
}
