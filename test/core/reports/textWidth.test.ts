import assert from 'node:assert/strict';
import {
  estimateTextWidth,
  singleLine,
  terminalWidth,
  truncateToEstimate,
  truncateToWidth,
} from '../../../src/core/reports/textWidth.ts';

describe('the width of text', () => {
  it('counts Chinese, Japanese, Korean and emoji as two columns', () => {
    assert.equal(terminalWidth('abc'), 3);
    assert.equal(terminalWidth('数据平台'), 8);
    assert.equal(terminalWidth('データ'), 6);
    assert.equal(terminalWidth('데이터'), 6);
    assert.equal(terminalWidth('a👩‍👩‍👧b'), 4);
    assert.equal(terminalWidth('🇨🇭'), 2);
  });

  it('counts combining marks and joiners as nothing', () => {
    assert.equal(terminalWidth('Toma\u{301}s\u{30c}'), 5);
    assert.equal(terminalWidth('می‌خواهم'), 7);
    assert.equal(terminalWidth('Орлов'), 5);
  });

  it('cuts at whole characters and marks the cut', () => {
    assert.equal(truncateToWidth('数据平台建设', 7), '数据平…');
    assert.equal(truncateToWidth('short', 5), 'short');
    assert.equal(truncateToWidth('👩‍👩‍👧👩‍👩‍👧', 3), '👩‍👩‍👧…');
  });

  it('lets no escape sequence and no line break of a record reach the terminal', () => {
    assert.equal(singleLine('a\u{1b}[31mred\nb\tc'), 'a\u{FFFD}[31mred b c');
    assert.equal(singleLine('invoice\u{202e}fdp.exe'), 'invoicefdp.exe');
  });

  it('estimates that broad letters are wider than narrow ones', () => {
    assert.ok(estimateTextWidth('WWWW', 10) > estimateTextWidth('iiii', 10));
    assert.ok(estimateTextWidth('数据', 10) >= 20);
    assert.equal(truncateToEstimate('Northwind Consulting', 60, 10).endsWith('…'), true);
  });
});
