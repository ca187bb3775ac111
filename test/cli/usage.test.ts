import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { aShop } from './aShop.ts';
import { aFolder, ensureBuilt, program, projectRoot, removeFolders, runCli } from './runCli.ts';

const names =
  'init check fix types fields schema list show search segment report import completion'.split(' ');

describe('the command line', () => {
  let root = '';
  before(ensureBuilt);
  before(() => {
    root = aFolder(aShop);
  });
  after(removeFolders);

  it('names its version', async () => {
    const { version } = JSON.parse(
      readFileSync(path.join(projectRoot, 'package.json'), 'utf8'),
    ) as { version: string };
    for (const flag of ['--version', '-V']) {
      assert.deepEqual(await runCli([flag], { cwd: root }), {
        code: 0,
        stdout: `${version}\n`,
        stderr: '',
      });
    }
  });

  it('lists its commands, and explains each with options and examples', async () => {
    const help = await runCli(['--help'], { cwd: root });
    assert.equal(help.code, 0);
    for (const name of names) {
      assert.match(help.stdout, new RegExp(`^  ${name} +[A-Z]`, 'm'));
      const own = await runCli([name, '--help'], { cwd: root });
      assert.equal(own.code, 0);
      assert.match(own.stdout, new RegExp(`^Usage: rapport ${name}`));
      assert.match(own.stdout, new RegExp(`Examples:\n(?:.*\n)*?.*rapport ${name}`));
      assert.match(own.stdout, /Exit codes: 0 /);
    }
  });

  const mistakes: readonly (readonly [readonly string[], RegExp])[] = [
    [[], /Name a command/],
    [['lst', 'deal'], /no command "lst": did you mean list\?/],
    [['frobnicate'], /no command "frobnicate": `rapport --help`/],
    [['merge', 'a', 'b'], /no command "merge"/],
    [['list', 'deal', '--wher', 'x'], /no option --wher: did you mean --where\?/],
    [['list', 'deal', '--where'], /--where needs a value/],
    [['list', 'deal', '--format', 'jso'], /--format cannot be "jso": did you mean json\?/],
    [['list', 'deal', '--limit', '0'], /--limit takes a whole number from 1/],
    [['list', 'deal', '--json=yes'], /--json takes no value/],
    [['list'], /list needs more to go on: rapport list TYPE/],
    [['list', 'deal', 'account'], /list does not take "account"/],
    [['list', 'deel'], /no type "deel": did you mean deal\?/],
    [['list', 'deal', '--fields', 'amout'], /no field "amout" of deal; did you mean "amount"\?/],
    [['list', 'deal', '--where', 'stage =='], /--where "stage ==": .* \(column \d+\)/],
    [['list', 'deal', '--today', 'soon'], /--today takes a date/],
    [['-C', 'nowhere', 'check'], /no folder nowhere/],
    [['check', 'nowhere.md'], /no file or folder nowhere\.md/],
    [['check', '/'], /does not lie in the workspace/],
    [['fix', 'enum-unkown'], /no problem code "enum-unkown": did you mean enum-unknown\?/],
    [['report', 'pipelin'], /no report "pipelin"; did you mean "pipeline"\?/],
    [['report', 'pipeline', '--owner', 'x', '--from', 'soon'], /--from: "soon" is not a date/],
    [['import', 'xml', 'a.xml'], /"xml" cannot be imported/],
    [['import', 'csv', 'a.csv'], /a\.csv cannot be read: there is no such file/],
    [['completion', 'tcsh'], /no completion for "tcsh": there is bash, zsh and fish/],
  ];
  for (const [args, message] of mistakes) {
    it(`says in one line what to do about: rapport ${args.join(' ')}`, async () => {
      const { code, stdout, stderr } = await runCli(args, { cwd: root });
      assert.equal(stdout, '');
      assert.match(stderr, message);
      assert.match(stderr, /^rapport: [^\n]+\n$/);
      assert.equal(code, 2);
    });
  }

  it('works in the folder that -C names, and finds the workspace from any folder below', async () => {
    const elsewhere = aFolder();
    const expected = await runCli(['list', 'account', '--json'], { cwd: root });
    assert.equal(expected.code, 0);
    for (const where of [root, path.join(root, 'deals/2026')]) {
      const { stdout } = await runCli(['-C', where, 'list', 'account', '--json'], {
        cwd: elsewhere,
      });
      assert.equal(stdout, expected.stdout);
    }
  });

  it('is plain where nobody looks, coloured where that is asked for, and plain again by NO_COLOR', async () => {
    const plain = await runCli(['check'], { cwd: root });
    assert(!plain.stdout.includes('\u001b'));
    const coloured = await runCli(['check'], { cwd: root, environment: { FORCE_COLOR: '1' } });
    assert(coloured.stdout.includes('\u001b[31merror'));
    assert.equal(coloured.stdout.replaceAll(/\u001b\[\d+m/g, ''), plain.stdout);
    const environment = { FORCE_COLOR: '1', NO_COLOR: '1' };
    assert.equal((await runCli(['check'], { cwd: root, environment })).stdout, plain.stdout);
  });

  it('lets the reader of its output stop reading', function () {
    if (process.platform === 'win32') this.skip();
    const command = `"${process.execPath}" "${program}" schema | head -n 1; echo "\${PIPESTATUS[0]}"`;
    const { stdout, stderr } = spawnSync('bash', ['-c', command], { cwd: root, encoding: 'utf8' });
    assert.equal(stderr, '');
    assert.equal(stdout, '{\n0\n');
  });
});
