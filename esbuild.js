// Builds everything that runs outside of the source tree:
//   node esbuild.js [--production] [--watch]
// dist/extension.js      desktop and remote extension host      dist/engineWorker.js  worker thread
// dist/web/extension.js  browser extension host                 dist/cli/rapport.mjs  command line
// dist/webview/VIEW.js   one per folder below src/webview that has a main.ts
// It also bundles src/core platform-neutral, in memory: an import of vscode or node fails the build.
// --production minifies, writes dist/meta.json and dist/THIRD-PARTY-NOTICES.txt and checks the size budget.
const esbuild = require('esbuild');
const fs = require('node:fs');
const path = require('node:path');

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');
const root = __dirname;
process.chdir(root);

/** Budget in bytes of what is loaded at once; lazy parts are files of their own. */
const budget = {
  'dist/extension.js': 300 * 1024,
  'dist/web/extension.js': 1.1 * 1024 * 1024,
};

/** Licences that allow shipping in a bundle with a notice. */
const allowedLicences = [
  'MIT',
  'MIT-0',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'CC0-1.0',
].concat(['Apache-2.0', 'MPL-2.0', 'Unlicense', 'BlueOak-1.0.0', 'CC-BY-4.0']);

const common = {
  bundle: true,
  metafile: true,
  logLevel: 'silent', // printed by report() with the name of the bundle
  target: 'es2022',
  charset: 'utf8',
  minify: production,
  keepNames: false,
  sourcemap: 'linked', // for stack traces; .vscodeignore keeps maps out of the package
  sourcesContent: false,
  legalComments: 'none', // the licences are in THIRD-PARTY-NOTICES.txt
  define: { 'process.env.NODE_ENV': production ? '"production"' : '"development"' },
};
const node = {
  ...common,
  platform: 'node',
  target: 'node20',
  mainFields: ['module', 'main'],
  conditions: ['module', 'import', 'node', 'default'],
  // Its ES modules load in half the time of its CommonJS build and need nothing of Node.
  alias: { yaml: './node_modules/yaml/browser/dist/index.js' },
};
const browser = {
  ...common,
  platform: 'browser',
  mainFields: ['browser', 'module', 'main'],
  conditions: ['browser', 'module', 'import', 'default'],
};

function filesBelow(folder, wanted) {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && wanted(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name));
}

function webviewBundles() {
  return fs
    .readdirSync('src/webview', { withFileTypes: true })
    .filter((e) => e.isDirectory() && fs.existsSync(`src/webview/${e.name}/main.ts`))
    .map((e) => ({
      name: `webview ${e.name}`,
      options: {
        ...browser,
        format: 'iife',
        entryPoints: [`src/webview/${e.name}/main.ts`],
        outfile: `dist/webview/${e.name}.js`,
      },
    }));
}

function bundles() {
  const vscodeHost = { external: ['vscode'], format: 'cjs' };
  return [
    {
      name: 'extension',
      options: {
        ...node,
        ...vscodeHost,
        entryPoints: ['src/extension.ts'],
        outfile: 'dist/extension.js',
      },
    },
    {
      name: 'extension in the browser',
      options: {
        ...browser,
        ...vscodeHost,
        entryPoints: ['src/extension.web.ts'],
        outfile: 'dist/web/extension.js',
      },
    },
    {
      name: 'engine worker',
      options: {
        ...node,
        format: 'cjs',
        entryPoints: ['src/node/engineWorker.ts'],
        outfile: 'dist/engineWorker.js',
      },
    },
    {
      name: 'second reading thread',
      options: {
        ...node,
        format: 'cjs',
        entryPoints: ['src/node/partWorker.ts'],
        outfile: 'dist/partWorker.js',
      },
    },
    {
      name: 'command line',
      options: {
        ...node,
        format: 'esm',
        splitting: true, // import() of a command loads its file only then
        entryPoints: [{ in: 'src/cli/main.ts', out: 'rapport' }],
        outdir: 'dist/cli',
        chunkNames: '[name]-[hash]',
        outExtension: { '.js': '.mjs' },
        banner: { js: '#!/usr/bin/env node' },
      },
    },
    ...webviewBundles(),
    {
      name: 'core, platform-neutral (boundary check)',
      options: {
        ...common,
        platform: 'neutral',
        mainFields: ['module', 'main'],
        format: 'esm',
        splitting: true,
        entryPoints: filesBelow('src/core', (name) => name.endsWith('.ts')),
        outdir: 'out/core',
        write: false,
        sourcemap: false,
        minify: false,
      },
    },
  ];
}

async function formatted(messages, kind) {
  const lines = await esbuild.formatMessages(messages, { kind, color: process.stderr.isTTY });
  return lines.join('\n');
}

async function report(name, result) {
  for (const kind of ['error', 'warning']) {
    const messages = result[`${kind}s`];
    if (messages.length) console.error(`${name}:\n${await formatted(messages, kind)}`);
  }
  return result.errors.length === 0;
}

/** Chunks carry a hash in their name: those of earlier builds would be packaged too. */
function removeStaleChunks(metafile) {
  const current = new Set(Object.keys(metafile.outputs).map((file) => path.normalize(file)));
  for (const file of filesBelow('dist/cli', () => true)) {
    if (!current.has(path.normalize(file))) fs.rmSync(file, { force: true });
  }
}

function finish(name, result) {
  if (name === 'command line') {
    removeStaleChunks(result.metafile);
    fs.chmodSync('dist/cli/rapport.mjs', 0o755);
  }
}

function mergeMetafiles(results) {
  const merged = { inputs: {}, outputs: {} };
  for (const { result } of results) {
    Object.assign(merged.inputs, result.metafile.inputs);
    Object.assign(merged.outputs, result.metafile.outputs);
  }
  return merged;
}

/** Folder of the package that a bundled file belongs to: the last node_modules counts. */
function packageFolder(input) {
  const match = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input);
  return match?.[1];
}

function licenceText(folder) {
  const file = fs.readdirSync(folder).find((name) => /^(licen[cs]e|copying)/i.test(name));
  return file ? fs.readFileSync(path.join(folder, file), 'utf8').trim() : undefined;
}

/** Names each bundled package with its licence; throws on one that must not be shipped. */
function writeNotices(metafile) {
  const shipped = Object.entries(metafile.outputs)
    .filter(([file]) => file.startsWith('dist/'))
    .flatMap(([, output]) => Object.keys(output.inputs));
  const folders = new Set(shipped.map(packageFolder).filter(Boolean));
  const parts = [...folders].sort().map((folder) => {
    const { name, version, license, homepage, author } = JSON.parse(
      fs.readFileSync(path.join(folder, 'package.json'), 'utf8'),
    );
    if (!allowedLicences.includes(license)) {
      throw new Error(`${name} ${version} is bundled under an unexpected licence: ${license}`);
    }
    const owner = author?.name ?? author ?? name;
    const text = licenceText(folder) ?? `Copyright (c) ${owner}. Licensed under ${license}.`;
    return [`${name} ${version} (${license})`, homepage, '', text].filter((l) => l !== undefined);
  });
  const intro = 'Rapport contains the following third-party software.';
  const rule = `\n\n${'-'.repeat(80)}\n\n`;
  const notices = [intro, ...parts.map((lines) => lines.join('\n'))].join(rule);
  fs.writeFileSync('dist/THIRD-PARTY-NOTICES.txt', notices + '\n');
}

/** Prints the sizes of the shipped files, the command line's as one; false when one is over its budget. */
function checkSizes(metafile) {
  let within = true;
  const sizes = {};
  for (const [file, { bytes }] of Object.entries(metafile.outputs)) {
    if (file.endsWith('.map') || !file.startsWith('dist/')) continue;
    const name = file.startsWith('dist/cli/') ? 'dist/cli/*' : file;
    sizes[name] = (sizes[name] ?? 0) + bytes;
  }
  for (const [name, bytes] of Object.entries(sizes)) {
    const limit = budget[name];
    const over = limit !== undefined && bytes > limit;
    const note = limit === undefined ? '' : ` of ${(limit / 1024).toFixed(0)} KB`;
    const size = (bytes / 1024).toFixed(1).padStart(7);
    console.log(`${over ? 'OVER ' : '     '}${size} KB${note}  ${name}`);
    if (over) within = false;
  }
  return within;
}

async function build() {
  const results = await Promise.all(
    bundles().map(async ({ name, options }) => {
      // esbuild throws an error that holds the same lists as a result
      const result = await esbuild.build(options).catch((error) => error);
      if (!result.errors) throw result;
      return { name, result, ok: await report(name, result) };
    }),
  );
  if (results.some(({ ok }) => !ok)) return false;
  for (const { name, result } of results) finish(name, result);
  if (!production) return true;
  const metafile = mergeMetafiles(results);
  fs.writeFileSync('dist/meta.json', JSON.stringify(metafile));
  writeNotices(metafile);
  return checkSizes(metafile);
}

async function rebuildOnChange() {
  for (const { name, options } of bundles()) {
    const onEnd = async (result) => {
      const ok = await report(name, result);
      if (ok) finish(name, result);
      console.log(`${ok ? 'built' : 'FAILED'}: ${name}`);
    };
    const plugin = { name: 'report', setup: (build) => build.onEnd(onEnd) };
    const context = await esbuild.context({ ...options, plugins: [plugin] });
    await context.watch();
  }
}

async function main() {
  fs.mkdirSync('dist', { recursive: true });
  if (watch) return rebuildOnChange();
  if (!(await build())) {
    console.error('The build failed.');
    process.exitCode = 1;
  }
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
