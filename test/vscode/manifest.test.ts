import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { commandIds, reportPanelType, settingIds, viewIds } from '../../src/vscode/ids.ts';

const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const manifest = JSON.parse(read('package.json'));
const words: Readonly<Record<string, string>> = JSON.parse(read('package.nls.json'));

/** Text of every TypeScript file below a folder of src. */
function sources(folder: string): string {
  const files = readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.ts'))
    .map((file) => read(path.join(folder, file)))
    .join('\n');
}

/** Every text in the manifest that matches. */
function matches(pattern: RegExp): string[] {
  return [...JSON.stringify(manifest).matchAll(pattern)].map((match) => match[1] ?? '');
}

describe('the manifest', () => {
  it('declares exactly the commands that the extension knows', () => {
    const declared: readonly { command: string }[] = manifest.contributes.commands;
    assert.deepEqual(declared.map(({ command }) => command).toSorted(), [...commandIds].toSorted());
  });

  it('declares exactly the views that the extension fills', () => {
    const declared: readonly { id: string }[] = Object.values(
      manifest.contributes.views,
    ).flat() as {
      id: string;
    }[];
    assert.deepEqual(declared.map(({ id }) => id).toSorted(), Object.values(viewIds).toSorted());
  });

  it('declares exactly the settings that the extension reads', () => {
    const declared = Object.keys(manifest.contributes.configuration.properties);
    assert.deepEqual(declared.toSorted(), [...settingIds].toSorted());
  });

  it('names only commands that exist, in menus, keys and welcome texts', () => {
    const { menus, keybindings } = manifest.contributes;
    const inMenus = (Object.values(menus).flat() as { command: string }[]).map((m) => m.command);
    const inKeys = (keybindings as { command: string }[]).map((key) => key.command);
    const inWords = [
      ...Object.values(words)
        .join('\n')
        .matchAll(/\(command:(rapport\.\w+)/g),
    ];
    for (const id of [...inMenus, ...inKeys, ...inWords.map((match) => match[1] ?? '')]) {
      assert.ok((commandIds as readonly string[]).includes(id), id);
    }
  });

  it('gives each command a category, and a word for each text', () => {
    for (const { command, category } of manifest.contributes.commands) {
      assert.equal(category, 'Rapport', command);
    }
    const used = matches(/"%([\w.]+)%"/g);
    assert.deepEqual([...new Set(used)].toSorted(), Object.keys(words).toSorted());
  });

  it('uses only context keys and panel types that the extension sets', () => {
    const code = sources('src/vscode');
    for (const key of new Set(matches(/\b(rapport\.\w+) [=!]=/g))) {
      assert.ok(code.includes(`'${key}'`), `context key ${key}`);
    }
    assert.ok(code.includes(reportPanelType));
  });

  it('points to files that exist', () => {
    for (const file of new Set(matches(/"((?:\.\/)?media\/[^"]+)"/g))) {
      assert.ok(existsSync(path.join(root, file)), file);
    }
  });

  it('asks for the VS Code that the types are of, or a newer one', () => {
    const types: string = manifest.devDependencies['@types/vscode'];
    assert.equal(manifest.engines.vscode, `^${types}`);
  });
});
