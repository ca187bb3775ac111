// Mocha reporter: one line per passed file suite, each failure in full, and a machine-readable result.
// The result goes to the file named by RESULT_FILE, and only at the end of the run: a run that was
// killed leaves no file, so its caller cannot mistake it for a success.
import fs from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';

const { EVENT_RUN_END, EVENT_TEST_END, EVENT_SUITE_END } = Mocha.Runner.constants;

export default class ResultReporter extends Mocha.reporters.Base {
  static description = 'a line per suite, failures in full, a result file';

  constructor(runner, options) {
    super(runner, options);
    const tests = [];
    runner.on(EVENT_TEST_END, (test) => tests.push(summarize(test)));
    runner.on(EVENT_SUITE_END, (suite) => {
      if (suite.parent?.root) this.printSuite(suite);
    });
    runner.once(EVENT_RUN_END, () => {
      this.failures.filter(isHookFailure).forEach((hook) => tests.push(summarize(hook)));
      if (this.failures.length) this.epilogue();
      writeResult(tests);
    });
  }

  printSuite(suite) {
    let passed = 0;
    let skipped = 0;
    suite.eachTest((test) => {
      if (test.isPending()) skipped += 1;
      else if (test.state === 'passed') passed += 1;
    });
    const failed = this.failures.filter((failure) => isBelow(failure, suite)).length;
    const parts = [`${passed} passed`];
    if (failed) parts.push(`${failed} failed`);
    if (skipped) parts.push(`${skipped} skipped`);
    console.log(`  ${failed ? 'FAILED' : 'ok    '} ${suite.title}: ${parts.join(', ')}`);
  }
}

/** Failures are tests and hooks: a hook counts too, for the tests after it never ran. */
function isBelow(failure, suite) {
  for (let parent = failure.parent; parent; parent = parent.parent) {
    if (parent === suite) return true;
  }
  return false;
}

function isHookFailure(failure) {
  return failure.type === 'hook';
}

function summarize(test) {
  const state = test.isPending?.() ? 'skipped' : test.state === 'passed' ? 'passed' : 'failed';
  const error = test.err ? (test.err.stack ?? String(test.err)) : undefined;
  return { title: test.fullTitle(), state, duration: test.duration ?? 0, error };
}

function writeResult(tests) {
  const file = process.env.RESULT_FILE;
  if (!file) return;
  const count = (state) => tests.filter((test) => test.state === state).length;
  const result = {
    passed: count('passed'),
    failed: count('failed'),
    skipped: count('skipped'),
    tests,
  };
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, JSON.stringify(result, null, 1));
}
