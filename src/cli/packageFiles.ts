import { fileURLToPath } from 'node:url';

/** A file or folder that ships with the program. The built program and its source lie equally deep. */
export function packageFile(name: string): string {
  return fileURLToPath(new URL(`../../${name}`, import.meta.url));
}
