/**
 * Regular expressions of crm.yaml come from whoever wrote the workspace and run over every record, so
 * only those are taken whose time grows gently with the text. JavaScript tries all ways in which a text
 * can be divided among repetitions; a pattern is refused where those ways can multiply.
 */

import type { LetterSet } from './letterSet.ts';
import { escapes, everything, letter, nothing, other, spanned } from './letterSet.ts';
import type { Part } from './patternPart.ts';
import { degree, either, emptyPart, follow, letterPart, Refusal, repeat } from './patternPart.ts';

const maxLength = 200;
const maxChoices = 6;

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
