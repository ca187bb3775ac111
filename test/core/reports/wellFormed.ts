import assert from 'node:assert/strict';

/** Elements of HTML that have no end tag. */
const voidElements = new Set(['meta', 'br', 'hr', 'img', 'input', 'link']);

/** Fails where tags do not nest, an attribute is not quoted or a bare `<` or `&` stands in text. */
export function assertWellFormed(markup: string): void {
  const open: string[] = [];
  const tag =
    /<(\/?)([a-z][a-z0-9]*)((?:\s+[a-z][a-z0-9:-]*(?:="[^"<]*")?)*)\s*(\/?)>|<!doctype html>/giy;
  let at = 0;
  for (;;) {
    const next = markup.indexOf('<', at);
    const text = markup.slice(at, next < 0 ? undefined : next);
    if (open.at(-1) !== 'style') {
      assert.doesNotMatch(text, /&(?!(?:amp|lt|gt|quot|#39);)/, `bare & in ${text}`);
      assert.doesNotMatch(text, />/, `bare > in ${text}`);
    }
    if (next < 0) break;
    tag.lastIndex = next;
    const match = tag.exec(markup);
    assert.ok(match, `not a tag: ${markup.slice(next, next + 80)}`);
    const [, end, name = '', , empty] = match;
    if (end === '/') assert.equal(open.pop(), name, `</${name}> closes nothing`);
    else if (name !== '' && empty !== '/' && !voidElements.has(name)) open.push(name);
    at = tag.lastIndex;
  }
  assert.deepEqual(open, []);
  const ids = [...markup.matchAll(/ id="([^"]*)"/g)].map((match) => match[1]);
  assert.equal(new Set(ids).size, ids.length, 'an id is used twice');
}
