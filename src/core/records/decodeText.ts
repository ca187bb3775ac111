import type { Problem, ProblemCode, Severity } from '../model/problem.ts';
import { rangeAt, startOfFile } from '../model/range.ts';
import type { FileContent } from '../ports/files.ts';
import { maxRecordBytes } from './limits.ts';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * The text of a file, its byte-order mark kept as U+FEFF. Bytes that are not UTF-8 become U+FFFD and a
 * problem, as do NUL bytes; of a file that is too large the beginning is read; one that is gone has no text.
 */
export function decodeText(
  path: string,
  content: FileContent,
): { readonly text: string | undefined; readonly problems: readonly Problem[] } {
  const fail = (code: ProblemCode, message: string): ReturnType<typeof decodeText> => ({
    text: undefined,
    problems: [whole(path, code, 'error', message)],
  });
  switch (content.kind) {
    case 'text':
      return { text: content.text, problems: [] };
    case 'missing':
      return fail('file-unreadable', 'The file is gone');
    case 'unreadable':
      return fail('file-unreadable', `The file cannot be read: ${content.message}`);
    case 'bytes':
      break;
  }
  const tooLarge = content.bytes.length > maxRecordBytes;
  const bytes = tooLarge ? content.bytes.subarray(0, maxRecordBytes) : content.bytes;
  const text = decoder.decode(bytes);
  const problems = tooLarge ? [tooLargeProblem(path)] : encodingProblems(path, text, bytes);
  const nul = text.indexOf('\0');
  if (nul >= 0) {
    const range = rangeAt(text, nul, nul + 1);
    const message = 'The file holds NUL bytes: it is not text, or it is UTF-16';
    problems.push({ path, range, severity: 'error', code: 'file-binary', message, fixes: [] });
  }
  return { text, problems };
}

function tooLargeProblem(path: string): Problem {
  const message = `The file is larger than ${maxRecordBytes / 1024 / 1024} MB: only its beginning is read`;
  return whole(path, 'file-too-large', 'error', message);
}

function encodingProblems(path: string, text: string, bytes: Uint8Array): Problem[] {
  const first = text.indexOf('\uFFFD');
  if (first < 0) return [];
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return [];
  } catch {
    const message = 'The file is not UTF-8: save it as UTF-8 so that no character is lost';
    const range = rangeAt(text, first, first + 1);
    return [{ path, range, severity: 'error', code: 'file-encoding', message, fixes: [] }];
  }
}

function whole(path: string, code: ProblemCode, severity: Severity, message: string): Problem {
  return { path, range: startOfFile, severity, code, message, fixes: [] };
}
