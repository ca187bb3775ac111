import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  runTests,
  serverProgram,
  startBrowser,
  startServer,
} from '../support/host/vsCodeServer.ts';
import { checkPackage, createPackage } from '../support/package.mjs';
import { root } from '../support/setUp.mjs';

describe('the packaged extension', function () {
  this.timeout(180_000);
  let folder: string;
  let vsix: string;

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'vsp-'));
    vsix = createPackage();
  });
  after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

  it('holds what users need and nothing else', () => {
    assert.deepEqual(checkPackage(vsix), []);
  });

  it('installs into a fresh VS Code and activates from there', async () => {
    const extensions = path.join(folder, 'extensions');
    const { node, main } = serverProgram();
    execFileSync(node, [
      main,
      '--install-extension',
      vsix,
      '--extensions-dir',
      extensions,
      '--server-data-dir',
      path.join(folder, 'server'),
    ]);
    const probeFile = path.join(folder, 'probe.json');
    const [server, browser] = await Promise.all([
      startServer({
        driver: true,
        args: ['--extensions-dir', extensions],
        env: { PROBE_FILE: probeFile },
      }),
      startBrowser(),
    ]);
    try {
      const probe = path.join(root, 'test/support/host/probe');
      const tests = path.join(probe, 'run.cjs');
      const workspace = path.join(root, 'sample-workspace');
      assert.equal(
        await runTests({ server, browser, extension: probe, tests, folder: workspace }),
        0,
      );
    } finally {
      await browser.close();
      await server.stop();
    }
    const seen = JSON.parse(readFileSync(probeFile, 'utf8'));
    const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
    assert.equal(path.dirname(seen.path), realpathSync(extensions));
    assert.deepEqual([seen.active, seen.version], [true, manifest.version]);
    const declared: readonly { command: string }[] = manifest.contributes.commands;
    for (const { command } of declared) assert.ok(seen.commands.includes(command), command);
  });
});
