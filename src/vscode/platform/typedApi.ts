/** vscode's string-keyed calls with the types of ids.ts. */
import * as vscode from 'vscode';
import type { Log } from '../../core/ports/log.ts';
import type { CommandArguments, CommandId, ContextKeys, Settings } from '../ids.ts';

/** Registers a command; what it throws is logged and said once, with the way to the log. */
export function registerCommand<K extends CommandId>(
  id: K,
  log: Log,
  run: (...args: CommandArguments[K]) => unknown,
): vscode.Disposable {
  return vscode.commands.registerCommand(id, async (...args: CommandArguments[K]) => {
    try {
      return await run(...args);
    } catch (error) {
      if (error instanceof vscode.CancellationError) return undefined;
      log.error(`${id} failed`, error);
      const show = vscode.l10n.t('Show Log');
      const text = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
      if ((await vscode.window.showErrorMessage(`Rapport: ${text}`, show)) === show)
        await runCommand('rapport.showLog');
      return undefined;
    }
  });
}

export function runCommand<K extends CommandId>(
  id: K,
  ...args: CommandArguments[K]
): Thenable<unknown> {
  return vscode.commands.executeCommand(id, ...args);
}

export function asCommand<K extends CommandId>(
  id: K,
  title: string,
  ...args: CommandArguments[K]
): vscode.Command {
  return { command: id, title, arguments: args };
}

export function readSetting<K extends keyof Settings>(
  id: K,
  fallback: Settings[K],
  scope?: vscode.Uri,
): Settings[K] {
  return (
    vscode.workspace.getConfiguration(undefined, scope ?? null).get<Settings[K]>(id) ?? fallback
  );
}

export function setContextKey<K extends keyof ContextKeys>(key: K, value: ContextKeys[K]): void {
  void vscode.commands.executeCommand('setContext', key, value);
}

/** Who asks, as the settings of a folder say; nobody in particular where they do not. */
export function askerOf(scope: vscode.Uri): { readonly me?: string } {
  const me = readSetting('rapport.me', '', scope).trim();
  return me === '' ? {} : { me };
}
