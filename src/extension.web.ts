import type { ExtensionContext } from 'vscode';
import { createApp } from './vscode/app.ts';
import { createWebPorts } from './vscode/platform/webPorts.ts';

export function activate(context: ExtensionContext): void {
  context.subscriptions.push(createApp(context, createWebPorts(context)));
}
