/** Lower case and Unicode-normalised: two names that a file system may treat as one are one here. */
export function foldName(text: string): string {
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) > 127) return text.normalize('NFC').toLowerCase();
  }
  return text.toLowerCase();
}
