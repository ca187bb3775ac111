import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseReportToHost } from '../../src/protocol/report.ts';

describe('messages of a report page', () => {
  it('are taken as they are when they are right', () => {
    for (const message of [
      { kind: 'ready' },
      { kind: 'openFigure', figure: '3:won', label: 'Won' },
      { kind: 'openRecord', record: 'deal/anvils' },
    ]) {
      assert.deepEqual(parseReportToHost(message), message);
    }
  });

  it('lose what nobody asked for', () => {
    const message = { kind: 'openRecord', record: 'deal/anvils', command: 'workbench.quit' };
    assert.deepEqual(parseReportToHost(message), { kind: 'openRecord', record: 'deal/anvils' });
  });

  it('are refused when they are anything else', () => {
    for (const message of [
      undefined,
      null,
      'ready',
      {},
      { kind: 'openFile', path: '/etc/passwd' },
      { kind: 'openFigure' },
      { kind: 'openFigure', figure: 3 },
      { kind: 'openRecord', record: ['deal/anvils'] },
    ]) {
      assert.equal(parseReportToHost(message), undefined);
    }
  });

  it('never make the host throw', () => {
    fc.assert(
      fc.property(fc.anything(), (message) => {
        const parsed = parseReportToHost(message);
        assert.ok(parsed === undefined || typeof parsed.kind === 'string');
      }),
    );
  });
});
