#!/usr/bin/env node
// Takes the place of the `code` executable for @vscode/test-electron, with VS Code in a browser behind
// it: the same suite runs here and in desktop VS Code. Linux and macOS.
import { register } from 'tsx/esm/api';

register();
await import('./codeLookAlike.ts');
