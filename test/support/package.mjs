// npm run package: builds for production and makes out/rapport-VERSION.vsix, then looks into it:
// nothing but what the user needs, no source, no test, no source map, and within the size budget.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, installNpmPackages, root, runOrExplain, say, SetUpError } from './setUp.mjs';

const sizeBudget = 2.5 * 1024 * 1024;

/** Everything that may be in the package; a file that matches none is a mistake. */
const allowed = [
  /^\[Content_Types\]\.xml$/,
  /^extension\.vsixmanifest$/,
  /^extension\/package(\.nls(\.[\w-]+)?)?\.json$/,
  /^extension\/(readme\.md|changelog\.md|LICENSE(\.txt)?)$/i,
  /^extension\/dist\/((web\/)?extension|engineWorker|partWorker|webview\/\w+)\.js$/,
  /^extension\/dist\/cli\/[\w.-]+\.mjs$/,
  /^extension\/dist\/THIRD-PARTY-NOTICES\.txt$/,
  /^extension\/media\/.+\.(svg|png|css|md|ttf|woff2)$/,
  /^extension\/sample-workspace\/.+\.(md|yaml|csv)$/,
  /^extension\/sample-workspace\/(.+\/)?\.(gitattributes|gitignore)$/,
];
const required = [
  'extension/package.json',
  'extension/readme.md',
  'extension/changelog.md',
  'extension/LICENSE.txt',
  'extension/dist/extension.js',
  'extension/dist/engineWorker.js',
  'extension/dist/partWorker.js',
  'extension/dist/web/extension.js',
  'extension/dist/webview/report.js',
  'extension/dist/cli/rapport.mjs',
  'extension/dist/THIRD-PARTY-NOTICES.txt',
];

/** Names in the central directory of a zip file; a .vsix is one. */
export function listZip(file) {
  const data = fs.readFileSync(file);
  const end = data.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0) throw new SetUpError(`${file} is not a zip file.`);
  const names = [];
  let at = data.readUInt32LE(end + 16);
  for (let left = data.readUInt16LE(end + 10); left > 0; left -= 1) {
    const nameLength = data.readUInt16LE(at + 28);
    names.push(data.toString('utf8', at + 46, at + 46 + nameLength));
    at += 46 + nameLength + data.readUInt16LE(at + 30) + data.readUInt16LE(at + 32);
  }
  return names.filter((name) => !name.endsWith('/'));
}

/** What is wrong with the package; empty when nothing is. */
export function checkPackage(file) {
  const names = listZip(file);
  const size = fs.statSync(file).size;
  const unexpected = names.filter((name) => !allowed.some((pattern) => pattern.test(name)));
  const missing = required.filter((name) => !names.includes(name));
  return [
    ...unexpected.map((name) => `unexpected file: ${name}`),
    ...missing.map((name) => `missing file: ${name}`),
    ...(size > sizeBudget ? [`${size} bytes, more than the budget of ${sizeBudget}`] : []),
  ];
}

export function packageFile() {
  const { name, version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  return path.join(root, 'out', `${name}-${version}.vsix`);
}

function makePackage(file) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.rmSync(file, { force: true });
  const vsce = path.join(root, 'node_modules/@vscode/vsce/vsce');
  // Without a repository address vsce cannot rewrite the relative links of the README.
  const relativeLinks = ['--allow-missing-repository', '--no-rewrite-relative-links'];
  const args = [vsce, 'package', '--no-dependencies', ...relativeLinks, '--out', file];
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0 || !fs.existsSync(file)) throw new SetUpError('vsce made no package.');
}

/** Builds and packages; returns the file. The package is checked before anyone may use it. */
export function createPackage() {
  build('--production');
  const file = packageFile();
  say(`Packaging ${path.relative(root, file)}`);
  makePackage(file);
  const faults = checkPackage(file);
  if (faults.length) {
    throw new SetUpError(`The package is not fit to ship:\n  ${faults.join('\n  ')}`);
  }
  return file;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runOrExplain(() => {
    installNpmPackages();
    const file = createPackage();
    const { size } = fs.statSync(file);
    say(
      `${listZip(file).length} files, ${(size / 1024).toFixed(0)} KB: ${path.relative(root, file)}`,
    );
  });
}
