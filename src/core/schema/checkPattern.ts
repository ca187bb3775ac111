/**
 * Regular expressions of crm.yaml come from whoever wrote the workspace and run over every record, so
 * only those are taken whose time grows gently with the text. JavaScript tries all ways in which a text
 * can be divided among repetitions; a pattern is refused where those ways can multiply.
 */

const maxLength = 200;
const maxSize = 2000;
const maxChoices = 6;
/** Alternatives multiply when they stand side by side; so many are not written by hand. */
const maxChains = 64;

/** Why a pattern cannot be used, or undefined where it can. It is meant to match a whole text, with flag `u`. */
export function checkPattern(source: string): string | undefined {
  if (source.length > maxLength) return `A pattern has at most ${maxLength} characters.`;
  try {
    // On its own: between anchors, `a)(` would pass.
    new RegExp(source, 'u');
  } catch (error) {
    const detail = error instanceof Error ? error.message.replace(/^.*\/u?:\s*/, '') : '';
    return `The pattern cannot be read${detail === '' ? '.' : `: ${detail}.`}`;
  }
  try {
    const pattern = new PatternReader(source).read();
    if (degree(pattern) > 2)
      return 'The pattern has too many repetitions that can match the same text.';
    return pattern.choices > maxChoices ? 'The pattern has too many optional parts.' : undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
}

class Refusal extends Error {}

/**
 * What one part of a pattern can match, as far as the cost of matching goes: the characters that it may
 * hold, those it may begin with, whether it may match nothing, and how much in it varies.
 */
interface Part {
  readonly letters: LetterSet;
  readonly first: LetterSet;
  readonly empty: boolean;
  /** The ways through it, each a row of what must be there and what may vary. */
  readonly chains: readonly (readonly Link[])[];
  /** Decisions that the next character does not settle: optional groups, alternatives that begin alike. */
  readonly choices: number;
  /** Steps of the automaton that it becomes. */
  readonly size: number;
}

/** One step on a way through a pattern. */
interface Link {
  readonly letters: LetterSet;
  /** True where it can take more or less of the text. */
  readonly varies: boolean;
}

/** Bit n is the ASCII character n; bit 128 is every other character. */
type LetterSet = bigint;
const everything: LetterSet = (1n << 129n) - 1n;
const nothing: LetterSet = 0n;
const other: LetterSet = 1n << 128n;

function letter(code: number): LetterSet {
  return code < 128 ? 1n << BigInt(code) : other;
}

function letterRange(from: number, to: number): LetterSet {
  let set = to >= 128 ? other : nothing;
  for (let code = from; code <= Math.min(to, 127); code++) set |= letter(code);
  return set;
}

const digits = letterRange(48, 57);
const wordLetters = digits | letterRange(65, 90) | letterRange(97, 122) | letter(95);
const spaces = letterRange(9, 13) | letter(32) | other;
const escapes: Readonly<Record<string, LetterSet>> = {
  d: digits,
  D: everything ^ digits,
  w: wordLetters,
  W: (everything ^ wordLetters) | other,
  s: spaces,
  S: (everything ^ spaces) | other,
  n: letter(10),
  r: letter(13),
  t: letter(9),
  v: letter(11),
  f: letter(12),
  0: letter(0),
};

const emptyPart: Part = {
  letters: nothing,
  first: nothing,
  empty: true,
  chains: [[]],
  choices: 0,
  size: 0,
};

function letterPart(letters: LetterSet): Part {
  const chains = [[{ letters, varies: false }]];
  return { letters, first: letters, empty: false, chains, choices: 0, size: 1 };
}

function follow(a: Part, b: Part): Part {
  const chains = a.chains.flatMap((left) => b.chains.map((right) => [...left, ...right]));
  if (chains.length > maxChains) throw new Refusal('The pattern has too many alternatives.');
  return {
    letters: a.letters | b.letters,
    first: a.empty ? a.first | b.first : a.first,
    empty: a.empty && b.empty,
    chains,
    choices: a.choices + b.choices,
    size: a.size + b.size,
  };
}

function either(parts: readonly Part[]): Part {
  let first = nothing;
  let alike = 0;
  for (const part of parts) {
    if (part.empty || (first & part.first) !== nothing) alike++;
    first |= part.first;
  }
  const letters = parts.reduce((set, part) => set | part.letters, nothing);
  const single = parts.every((part) => part.size === 1 && part.choices === 0 && !part.empty);
  return {
    letters,
    first,
    empty: parts.some((part) => part.empty),
    chains: single ? [[{ letters, varies: false }]] : parts.flatMap((part) => part.chains),
    choices: parts.reduce((sum, part) => sum + part.choices, alike),
    size: parts.reduce((sum, part) => sum + part.size, 0),
  };
}

function repeat(part: Part, min: number, max: number): Part {
  const size = part.size * Math.max(1, Number.isFinite(max) ? max : min);
  if (size > maxSize) throw new Refusal('The pattern repeats too often.');
  const simple = part.choices === 0 && part.chains.every((chain) => !chain.some((l) => l.varies));
  const empty = part.empty || min === 0;
  if (max <= 1 && part.size > 1) {
    const chains = min === 0 ? [...part.chains, []] : part.chains;
    return { ...part, empty, chains, choices: part.choices + 1 - min, size };
  }
  if (min === max && simple) return { ...part, empty, size };
  if (max > 1) refuseManyWays(part);
  return { ...part, empty, chains: [[{ letters: part.letters, varies: true }]], choices: 0, size };
}

/** What is repeated must have one way only to divide a text among its rounds. */
function refuseManyWays(part: Part): void {
  if (part.empty) {
    throw new Refusal('The pattern repeats something that may be empty: that can take forever.');
  }
  const twice = part.chains.flatMap((a) => part.chains.map((b) => [...a, ...b]));
  if (part.choices > 0 || twice.some((chain) => chainDegree(chain) > 1)) {
    throw new Refusal(
      'The pattern repeats what can match one text in several ways, as in (a+)+ or (a|ab)*: that can take forever.',
    );
  }
}

/**
 * How many varying steps can share one stretch of text: 1 takes time as the text is long, 2 as its
 * square. It is the longest row of steps of which each can share with the next.
 */
function chainDegree(chain: readonly Link[]): number {
  const reach = chain.map(() => 0);
  for (const [end, link] of chain.entries()) {
    if (!link.varies) continue;
    let most = 0;
    for (let start = 0; start < end; start++) {
      if (chain[start]?.varies && canShare(chain, start, end)) {
        most = Math.max(most, reach[start] ?? 0);
      }
    }
    reach[end] = most + 1;
  }
  return Math.max(0, ...reach);
}

/** True where some text fits both steps and everything that must stand between them. */
function canShare(chain: readonly Link[], start: number, end: number): boolean {
  const shared = (chain[start]?.letters ?? nothing) & (chain[end]?.letters ?? nothing);
  if (shared === nothing) return false;
  return chain
    .slice(start + 1, end)
    .every((between) => between.varies || (between.letters & shared) !== nothing);
}

function degree(part: Part): number {
  return Math.max(0, ...part.chains.map(chainDegree));
}

/** Reads a pattern that is known to be valid under flag `u`. */
class PatternReader {
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  read(): Part {
    return this.#alternatives();
  }

  #alternatives(): Part {
    const first = this.#sequence();
    const parts = [first];
    while (this.#take('|')) parts.push(this.#sequence());
    return parts.length === 1 ? first : either(parts);
  }

  #sequence(): Part {
    let sequence = emptyPart;
    while (this.#at < this.#source.length && !'|)'.includes(this.#peek())) {
      sequence = follow(sequence, this.#quantified());
    }
    return sequence;
  }

  #quantified(): Part {
    const part = this.#atom();
    const limits = this.#quantifier();
    return limits ? repeat(part, limits[0], limits[1]) : part;
  }

  #atom(): Part {
    const char = this.#next();
    switch (char) {
      case '(':
        return this.#group();
      case '[':
        return letterPart(this.#charClass());
      case '.':
        return letterPart(everything);
      case '^':
      case '$':
        return emptyPart;
      case '\\':
        return this.#escape();
      default:
        return letterPart(letter(char.codePointAt(0) ?? 0));
    }
  }

  #group(): Part {
    if (/^\?<?[=!]/.test(this.#source.slice(this.#at))) {
      throw new Refusal('The pattern looks ahead or behind, which is not supported.');
    }
    this.#skipGroupMark();
    const part = this.#alternatives();
    this.#take(')');
    return part;
  }

  #skipGroupMark(): void {
    const mark = /^\?(?::|<[^>]*>|[a-z-]*:)/.exec(this.#source.slice(this.#at));
    if (mark) this.#at += mark[0].length;
  }

  #escape(): Part {
    const next = this.#peek();
    if (/[1-9k]/.test(next)) {
      throw new Refusal('The pattern refers back to a group, which is not supported.');
    }
    if (next === 'b' || next === 'B') {
      this.#at++;
      return emptyPart;
    }
    return letterPart(this.#escapedLetters());
  }

  /** After a backslash. */
  #escapedLetters(): LetterSet {
    const char = this.#next();
    const known = escapes[char];
    if (known !== undefined) return known;
    if (char === 'p' || char === 'P') {
      this.#skip(/^\{[^}]*\}/);
      return everything;
    }
    if (char === 'u' || char === 'x') {
      const code = /^\{([0-9a-f]+)\}|^[0-9a-f]{4}(?:\\u[0-9a-f]{4})?|^[0-9a-f]{2}/i;
      const text = this.#skip(code).replaceAll(/[{}]/g, '');
      return letter(Number.parseInt(text.slice(0, char === 'x' ? 2 : 8), 16));
    }
    if (char === 'c') return letter((this.#next().codePointAt(0) ?? 0) % 32);
    return letter(char.codePointAt(0) ?? 0);
  }

  #charClass(): LetterSet {
    const negated = this.#take('^');
    let set = nothing;
    while (this.#peek() !== ']') {
      const from = this.#classLetter();
      if (this.#peek() === '-' && this.#source[this.#at + 1] !== ']') {
        this.#at++;
        set |= spanned(from, this.#classLetter());
      } else set |= from;
    }
    this.#at++;
    return negated ? (everything & ~set) | other : set;
  }

  #classLetter(): LetterSet {
    const char = this.#next();
    if (char !== '\\') return letter(char.codePointAt(0) ?? 0);
    if (this.#take('b')) return letter(8);
    return this.#escapedLetters();
  }

  #quantifier(): readonly [min: number, max: number] | undefined {
    const match = /^(?:[*+?]|\{(\d+)(,?)(\d*)\})\??/.exec(this.#source.slice(this.#at));
    if (!match) return undefined;
    this.#at += match[0].length;
    switch (match[0][0]) {
      case '*':
        return [0, Number.POSITIVE_INFINITY];
      case '+':
        return [1, Number.POSITIVE_INFINITY];
      case '?':
        return [0, 1];
      default: {
        const min = Number(match[1]);
        const max = match[3] ? Number(match[3]) : match[2] ? Number.POSITIVE_INFINITY : min;
        return [min, max];
      }
    }
  }

  #peek(): string {
    return this.#source[this.#at] ?? '';
  }

  #next(): string {
    const char = String.fromCodePoint(this.#source.codePointAt(this.#at) ?? 0);
    this.#at += char.length;
    return char;
  }

  #take(text: string): boolean {
    const found = this.#source.startsWith(text, this.#at);
    if (found) this.#at += text.length;
    return found;
  }

  #skip(form: RegExp): string {
    const text = form.exec(this.#source.slice(this.#at))?.[0] ?? '';
    this.#at += text.length;
    return text;
  }
}

/** All letters from one to another; outside of ASCII everything counts as one letter. */
function spanned(from: LetterSet, to: LetterSet): LetterSet {
  const low = from.toString(2).length - 1;
  const high = to.toString(2).length - 1;
  return letterRange(low, high);
}
