/** Patterns as RE2 writes them, parsed: what a backtracking engine would need (back-references, lookaround) is refused. */

/** True for the characters (code points) that a step of a pattern takes. */
export type CharacterTest = (code: number) => boolean;

export type Assertion = 'start' | 'end' | 'lineStart' | 'lineEnd' | 'word' | 'notWord';

export type PatternNode =
  | { readonly kind: 'character'; readonly test: CharacterTest }
  | { readonly kind: 'assertion'; readonly assertion: Assertion }
  | { readonly kind: 'sequence'; readonly parts: readonly PatternNode[] }
  | { readonly kind: 'choice'; readonly options: readonly PatternNode[] }
  | {
      readonly kind: 'repeat';
      readonly part: PatternNode;
      readonly min: number;
      /** Infinity where there is no upper bound. */
      readonly max: number;
    };

export class PatternError extends Error {}

interface Flags {
  readonly ignoreCase: boolean;
  readonly dotAll: boolean;
  readonly multiline: boolean;
}

const maxRepeat = 1000;
const maxNesting = 30;

export function isWordCharacter(code: number): boolean {
  return (
    (code >= 48 && code <= 57) ||
    (code >= 65 && code <= 90) ||
    code === 95 ||
    (code >= 97 && code <= 122)
  );
}

const shorthand: Readonly<Record<string, CharacterTest>> = {
  d: (code) => code >= 48 && code <= 57,
  w: isWordCharacter,
  s: (code) => code === 32 || (code >= 9 && code <= 13 && code !== 11) || code === 0xa0,
};

const controls: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, f: 12, v: 11, a: 7 };

/** Parses a pattern or throws a PatternError that says what is wrong. */
export function parsePatternSyntax(source: string): PatternNode {
  return new PatternParser(source).parse();
}

class PatternParser {
  readonly #characters: readonly string[];
  #at = 0;
  #depth = 0;

  constructor(source: string) {
    this.#characters = [...source];
  }

  parse(): PatternNode {
    const node = this.#choice({ ignoreCase: false, dotAll: false, multiline: false });
    if (this.#at < this.#characters.length) throw new PatternError('the pattern has a ) without (');
    return node;
  }

  get #next(): string | undefined {
    return this.#characters[this.#at];
  }

  #take(expected: string): boolean {
    if (
      !this.#characters
        .slice(this.#at, this.#at + expected.length)
        .join('')
        .startsWith(expected)
    )
      return false;
    this.#at += expected.length;
    return true;
  }

  #choice(flags: Flags): PatternNode {
    if (++this.#depth > maxNesting) throw new PatternError('the pattern is nested too deeply');
    const options: PatternNode[] = [];
    let current = flags;
    do {
      const sequence = this.#sequence(current);
      options.push(sequence.node);
      current = sequence.flags;
    } while (this.#take('|'));
    this.#depth--;
    const [only] = options;
    return options.length === 1 && only ? only : { kind: 'choice', options };
  }

  #sequence(outer: Flags): { node: PatternNode; flags: Flags } {
    const parts: PatternNode[] = [];
    let flags = outer;
    while (this.#next !== undefined && this.#next !== '|' && this.#next !== ')') {
      const changed = this.#flagsAlone(flags);
      if (changed) flags = changed;
      else parts.push(this.#repeated(flags));
    }
    return { node: { kind: 'sequence', parts }, flags };
  }

  /** `(?i)` holds to the end of its group. */
  #flagsAlone(flags: Flags): Flags | undefined {
    const text = this.#characters.slice(this.#at, this.#at + 8).join('');
    const match = /^\(\?([ims]+)\)/.exec(text);
    if (!match) return undefined;
    this.#at += match[0].length;
    return withFlags(flags, match[1] ?? '');
  }

  #repeated(flags: Flags): PatternNode {
    let node = this.#atom(flags);
    for (;;) {
      const bounds = this.#bounds();
      if (!bounds) return node;
      this.#take('?');
      if (this.#next === '+') throw new PatternError('possessive repeats are not supported');
      node = { kind: 'repeat', part: node, ...bounds };
    }
  }

  #bounds(): { min: number; max: number } | undefined {
    if (this.#take('*')) return { min: 0, max: Infinity };
    if (this.#take('+')) return { min: 1, max: Infinity };
    if (this.#take('?')) return { min: 0, max: 1 };
    if (this.#next !== '{') return undefined;
    const match = /^\{(\d{1,5})(,(\d{0,5}))?\}/.exec(
      this.#characters.slice(this.#at, this.#at + 14).join(''),
    );
    if (!match) return undefined;
    this.#at += match[0].length;
    const min = Number(match[1]);
    const max = match[2] === undefined ? min : match[3] ? Number(match[3]) : Infinity;
    if (max < min)
      throw new PatternError(`the pattern repeats ${match[0]}: the bounds are reversed`);
    if (min > maxRepeat || (max !== Infinity && max > maxRepeat)) {
      throw new PatternError(`the pattern repeats more than ${maxRepeat} times`);
    }
    return { min, max };
  }

  #atom(flags: Flags): PatternNode {
    const character = this.#characters[this.#at++] ?? '';
    switch (character) {
      case '(':
        return this.#group(flags);
      case '[':
        return { kind: 'character', test: this.#set(flags) };
      case '.':
        return { kind: 'character', test: flags.dotAll ? () => true : (code) => code !== 10 };
      case '^':
        return { kind: 'assertion', assertion: flags.multiline ? 'lineStart' : 'start' };
      case '$':
        return { kind: 'assertion', assertion: flags.multiline ? 'lineEnd' : 'end' };
      case '\\':
        return this.#escape(flags);
      case '*':
      case '+':
      case '?':
        throw new PatternError(`nothing stands before ${character} in the pattern`);
      default:
        return { kind: 'character', test: sameCharacter(character, flags) };
    }
  }

  #group(flags: Flags): PatternNode {
    const text = this.#characters.slice(this.#at, this.#at + 60).join('');
    const opening = /^\?(?:([ims]*):|P?<([A-Za-z_]\w*)>)/.exec(text);
    if (opening) this.#at += opening[0].length;
    else if (text.startsWith('?')) {
      throw new PatternError(
        'a pattern cannot look ahead or behind: (?=, (?!, (?<= and (?<! are not supported',
      );
    }
    const node = this.#choice(withFlags(flags, opening?.[1] ?? ''));
    if (!this.#take(')')) throw new PatternError('a ( of the pattern is not closed');
    return node;
  }

  #escape(flags: Flags): PatternNode {
    const character = this.#next;
    if (character === 'b' || character === 'B') {
      this.#at++;
      return { kind: 'assertion', assertion: character === 'b' ? 'word' : 'notWord' };
    }
    if (character === 'A' || character === 'z') {
      this.#at++;
      return { kind: 'assertion', assertion: character === 'A' ? 'start' : 'end' };
    }
    const escaped = this.#escapedCharacter();
    const test =
      typeof escaped === 'number' ? sameCharacter(String.fromCodePoint(escaped), flags) : escaped;
    return { kind: 'character', test };
  }

  /** A code point, or the test of a class such as \d. */
  #escapedCharacter(): number | CharacterTest {
    const character = this.#characters[this.#at++];
    if (character === undefined) throw new PatternError('the pattern ends in \\');
    const lower = character.toLowerCase();
    const known = Object.hasOwn(shorthand, lower) ? shorthand[lower] : undefined;
    if (known) return character === lower ? known : (code) => !known(code);
    if (lower === 'p') return this.#property(character === 'P');
    if (character === 'x' || character === 'u') return this.#codePoint();
    if (/[1-9]/.test(character))
      throw new PatternError(`back-references such as \\${character} are not supported`);
    if (Object.hasOwn(controls, character)) return controls[character] ?? 0;
    if (/[a-zA-Z]/.test(character))
      throw new PatternError(`\\${character} has no meaning in a pattern`);
    return character.codePointAt(0) ?? 0;
  }

  #codePoint(): number {
    const text = this.#characters.slice(this.#at, this.#at + 12).join('');
    const match = /^(?:\{([0-9a-fA-F]{1,6})\}|([0-9a-fA-F]{4})|([0-9a-fA-F]{2}))/.exec(text);
    const code = Number.parseInt(match?.[1] ?? match?.[2] ?? match?.[3] ?? '', 16);
    if (!match || !(code <= 0x10ffff))
      throw new PatternError('a character code in the pattern cannot be read');
    this.#at += match[0].length;
    return code;
  }

  #property(negated: boolean): CharacterTest {
    const text = this.#characters.slice(this.#at, this.#at + 40).join('');
    const match = /^(?:\{(\^?)([A-Za-z_=]+)\}|([A-Z]))/.exec(text);
    if (!match) throw new PatternError('\\p wants a class such as \\p{L} or \\p{Greek}');
    this.#at += match[0].length;
    return propertyTest(match[2] ?? match[3] ?? '', negated !== (match[1] === '^'));
  }

  #set(flags: Flags): CharacterTest {
    const negated = this.#take('^');
    const tests: CharacterTest[] = [];
    let first = true;
    while (first || this.#next !== ']') {
      first = false;
      if (this.#next === undefined) throw new PatternError('a [ of the pattern is not closed');
      tests.push(this.#setItem(flags));
    }
    this.#at++;
    const holds: CharacterTest = (code) => tests.some((test) => test(code));
    return negated ? (code) => !holds(code) : holds;
  }

  #setItem(flags: Flags): CharacterTest {
    const low = this.#setCharacter();
    if (typeof low !== 'number') return low;
    const range =
      this.#next === '-' &&
      this.#characters[this.#at + 1] !== ']' &&
      this.#characters[this.#at + 1] !== undefined;
    if (!range) return sameCharacter(String.fromCodePoint(low), flags);
    this.#at++;
    const high = this.#setCharacter();
    if (typeof high !== 'number' || high < low)
      throw new PatternError('a range in [ ] of the pattern is reversed');
    return rangeTest(low, high, flags);
  }

  #setCharacter(): number | CharacterTest {
    const named = /^\[:(\^?)([a-z]+):\]/.exec(
      this.#characters.slice(this.#at, this.#at + 14).join(''),
    );
    if (named) {
      this.#at += named[0].length;
      return posixTest(named[2] ?? '', named[1] === '^');
    }
    const character = this.#characters[this.#at++] ?? '';
    return character === '\\' ? this.#escapedCharacter() : (character.codePointAt(0) ?? 0);
  }
}

function withFlags(flags: Flags, letters: string): Flags {
  return {
    ignoreCase: flags.ignoreCase || letters.includes('i'),
    dotAll: flags.dotAll || letters.includes('s'),
    multiline: flags.multiline || letters.includes('m'),
  };
}

function otherCases(code: number): readonly number[] {
  const character = String.fromCodePoint(code);
  return [character.toLowerCase(), character.toUpperCase()].map((c) => c.codePointAt(0) ?? code);
}

function sameCharacter(character: string, flags: Flags): CharacterTest {
  const code = character.codePointAt(0) ?? 0;
  if (!flags.ignoreCase) return (other) => other === code;
  const cases = new Set([code, ...otherCases(code)]);
  return (other) => cases.has(other);
}

function rangeTest(low: number, high: number, flags: Flags): CharacterTest {
  const within: CharacterTest = (code) => code >= low && code <= high;
  if (!flags.ignoreCase) return within;
  return (code) => within(code) || otherCases(code).some(within);
}

const posixClasses: Readonly<Record<string, CharacterTest>> = {
  alpha: (code) => (code >= 65 && code <= 90) || (code >= 97 && code <= 122),
  digit: (code) => code >= 48 && code <= 57,
  alnum: (code) => isWordCharacter(code) && code !== 95,
  lower: (code) => code >= 97 && code <= 122,
  upper: (code) => code >= 65 && code <= 90,
  space: (code) => code === 32 || (code >= 9 && code <= 13),
  punct: (code) => code > 32 && code < 127 && (!isWordCharacter(code) || code === 95),
};

function posixTest(name: string, negated: boolean): CharacterTest {
  const test = Object.hasOwn(posixClasses, name) ? posixClasses[name] : undefined;
  if (!test) throw new PatternError(`[:${name}:] is not a class of characters`);
  return negated ? (code) => !test(code) : test;
}

/** A Unicode class: by the engine's own tables, one character at a time, so nothing can run away. */
function propertyTest(name: string, negated: boolean): CharacterTest {
  const form = unicodeClass(name) ?? unicodeClass(`Script=${name}`);
  if (!form) throw new PatternError(`\\p{${name}} is not a class of characters`);
  return (code) => form.test(String.fromCodePoint(code)) !== negated;
}

function unicodeClass(name: string): RegExp | undefined {
  try {
    return new RegExp(`^\\p{${name}}$`, 'u');
  } catch {
    return undefined;
  }
}
