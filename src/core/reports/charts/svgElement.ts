/** SVG as text: elements with escaped attributes and texts, numbers short, keys in the order given. */

export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An element; children are markup already, so text goes through `textNode`. */
export function element(name: string, attributes: Attributes, ...children: string[]): string {
  let open = `<${name}`;
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined) continue;
    open += ` ${key}="${typeof value === 'number' ? coordinate(value) : escapeMarkup(value)}"`;
  }
  return children.length === 0 ? `${open}/>` : `${open}>${children.join('')}</${name}>`;
}

export function textNode(text: string): string {
  return escapeMarkup(text);
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for markup, attributes included; control characters, which XML does not allow, become U+FFFD. */
export function escapeMarkup(text: string): string {
  return text
    .replace(/[&<>"']/g, (character) => escapes[character] ?? character)
    .replace(/[^\P{Cc}\n\t]|[\u{fffe}\u{ffff}]|\p{Cs}/gu, '\u{FFFD}');
}

/** At most two decimals: enough for a screen, and stable bytes. */
export function coordinate(value: number): string {
  const rounded = Math.round(value * 100) / 100;
  return Object.is(rounded, -0) ? '0' : String(rounded);
}

/** A path through points; the move and line commands are written out. */
export function pathThrough(points: readonly (readonly [number, number])[]): string {
  return points
    .map(([x, y], at) => `${at === 0 ? 'M' : 'L'}${coordinate(x)} ${coordinate(y)}`)
    .join('');
}
