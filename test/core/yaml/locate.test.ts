import assert from 'node:assert/strict';
import { entryAt, nodeAt, nodeToValue } from '../../../src/core/yaml/locate.ts';
import { readYaml } from '../../../src/core/yaml/readYaml.ts';

const text =
  'name: Acme\nlines:\n  - {product: hub, quantity: 3}\n  - product: cable\n__proto__: {x: 1}\nempty:\n';
const { root } = readYaml(text, 0, text.length);
assert.ok(root);

function source(node: { readonly start: number; readonly end: number } | undefined): string {
  assert.ok(node);
  return text.slice(node.start, node.end);
}

describe('a path into YAML', () => {
  it('leads to the value with its place', () => {
    assert.equal(source(nodeAt(root, ['lines', 0, 'quantity'])), '3');
    assert.equal(source(nodeAt(root, ['lines', 0])), '{product: hub, quantity: 3}');
    assert.equal(source(nodeAt(root, ['lines', 1])), 'product: cable');
    assert.equal(nodeAt(root, []), root);
  });

  it('leads to the entry, whose key has a place too', () => {
    const entry = entryAt(root, ['lines', 1, 'product']);
    assert.ok(entry);
    assert.equal(text.slice(entry.keyStart, entry.keyEnd), 'product');
    assert.equal(source(entry.value), 'cable');
    const empty = entryAt(root, ['empty'])?.value;
    assert.deepEqual([empty?.start, empty?.end], [text.length - 1, text.length - 1]);
  });

  it('leads nowhere where there is nothing', () => {
    for (const path of [['x'], ['name', 'x'], ['lines', 2], ['lines', 'x'], ['name', 0], [0]]) {
      assert.equal(nodeAt(root, path), undefined, path.join());
      assert.equal(entryAt(root, path), undefined, path.join());
    }
    assert.equal(nodeAt(undefined, ['x']), undefined);
    assert.equal(entryAt(root, []), undefined);
  });
});

describe('the plain value of YAML', () => {
  it('is what was written, a key like __proto__ being a key like any other', () => {
    const value = nodeToValue(root);
    assert.ok(value !== null && typeof value === 'object');
    assert.equal(
      JSON.stringify(value),
      '{"name":"Acme","lines":[{"product":"hub","quantity":3},{"product":"cable"}],"__proto__":{"x":1},"empty":null}',
    );
    assert.equal(Object.getPrototypeOf(value), Object.prototype);
    assert.equal('x' in value, false);
  });
});
