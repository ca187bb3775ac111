import type { ExtensionContext } from 'vscode';
import { createApp } from './vscode/app.ts';
import { createDesktopPorts } from './vscode/platform/desktopPorts.ts';

export function activate(context: ExtensionContext): void {
  context.subscriptions.push(createApp(context, createDesktopPorts(context)));
}
