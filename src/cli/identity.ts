/** Who is at the keyboard: the meaning of `me` in conditions. */
import { execFileSync } from 'node:child_process';

/** The e-mail that git knows for this workspace, asked for only where a condition speaks of `me`. */
export function identityFor(text: string, root: string): string | undefined {
  return /(?:^|[^\w.])@?me(?![\w.])/.test(text) ? gitEmail(root) : undefined;
}

function gitEmail(folder: string): string | undefined {
  return gitSetting('user.email', folder);
}

/** A setting of git; undefined where there is no git or no such setting. */
export function gitSetting(name: string, folder: string): string | undefined {
  try {
    const text = execFileSync('git', ['config', '--get', name], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return text.trim() || undefined;
  } catch {
    return undefined;
  }
}
