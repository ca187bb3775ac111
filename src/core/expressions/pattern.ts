/**
 * Patterns for `matches`, searched in time proportional to pattern × text (Thompson's construction): no pattern
 * that a workspace brings can hang the program, as a backtracking engine's could.
 */
import { limits } from './limits.ts';
import type { Assertion, CharacterTest, PatternNode } from './patternSyntax.ts';
import { PatternError, isWordCharacter, parsePatternSyntax } from './patternSyntax.ts';

const maxInstructions = 2000;

type Instruction =
  | { readonly kind: 'character'; readonly test: CharacterTest }
  | { readonly kind: 'assertion'; readonly assertion: Assertion }
  | { readonly kind: 'split'; first: number; second: number }
  | { readonly kind: 'jump'; to: number }
  | { readonly kind: 'match' };

/** A pattern that can be used, or the reason why it cannot. */
export function parsePattern(source: string): Pattern | string {
  if (source.length > limits.patternLength) {
    return `a pattern has at most ${limits.patternLength} characters`;
  }
  try {
    return new Pattern(source);
  } catch (error) {
    if (error instanceof PatternError) return error.message;
    throw error;
  }
}

export class Pattern {
  readonly #program: readonly Instruction[];
  readonly #current: ThreadSet;
  readonly #next: ThreadSet;

  constructor(source: string) {
    const emitter = new Emitter();
    emitter.emit(parsePatternSyntax(source));
    emitter.program.push({ kind: 'match' });
    this.#program = emitter.program;
    this.#current = new ThreadSet(emitter.program);
    this.#next = new ThreadSet(emitter.program);
  }

  /** True where the pattern is found anywhere in the text. `spend` is told how many steps that took. */
  test(text: string, spend?: (steps: number) => void): boolean {
    let current = this.#current;
    let next = this.#next;
    let work = 0;
    let found = false;
    current.clear();
    for (let at = 0; !found;) {
      current.add(0, text, at);
      found = current.matched;
      work += current.size + 1;
      if (found || at >= text.length) break;
      const code = text.codePointAt(at) ?? 0;
      const after = at + (code > 0xffff ? 2 : 1);
      next.clear();
      for (let thread = 0; thread < current.size; thread++) {
        const index = current.at(thread);
        const instruction = this.#program[index];
        if (instruction?.kind === 'character' && instruction.test(code))
          next.add(index + 1, text, after);
      }
      found = next.matched;
      [current, next] = [next, current];
      at = after;
    }
    spend?.(work);
    return found;
  }
}

/** The instructions at which the search stands, each once. */
class ThreadSet {
  readonly #program: readonly Instruction[];
  readonly #dense: Uint16Array;
  readonly #seen: Uint32Array;
  #round = 0;
  size = 0;
  matched = false;

  constructor(program: readonly Instruction[]) {
    this.#program = program;
    this.#dense = new Uint16Array(program.length);
    this.#seen = new Uint32Array(program.length);
  }

  at(thread: number): number {
    return this.#dense[thread] ?? 0;
  }

  clear(): void {
    this.size = 0;
    this.matched = false;
    if (++this.#round > 0xfffffff0) {
      this.#seen.fill(0);
      this.#round = 1;
    }
  }

  /** Adds an instruction and whatever follows from it without taking a character. */
  add(start: number, text: string, at: number): void {
    const waiting = [start];
    for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
      if (this.#seen[index] === this.#round) continue;
      this.#seen[index] = this.#round;
      const instruction = this.#program[index];
      switch (instruction?.kind) {
        case 'jump':
          waiting.push(instruction.to);
          break;
        case 'split':
          waiting.push(instruction.second, instruction.first);
          break;
        case 'assertion':
          if (holds(instruction.assertion, text, at)) waiting.push(index + 1);
          break;
        case 'match':
          this.matched = true;
          break;
        case 'character':
          this.#dense[this.size++] = index;
          break;
        case undefined:
          break;
      }
    }
  }
}

function holds(assertion: Assertion, text: string, at: number): boolean {
  switch (assertion) {
    case 'start':
      return at === 0;
    case 'end':
      return at === text.length;
    case 'lineStart':
      return at === 0 || text.charCodeAt(at - 1) === 10;
    case 'lineEnd':
      return at === text.length || text.charCodeAt(at) === 10;
    case 'word':
      return isBoundary(text, at);
    case 'notWord':
      return !isBoundary(text, at);
  }
}

function isBoundary(text: string, at: number): boolean {
  const before = at > 0 && isWordCharacter(text.charCodeAt(at - 1));
  const after = at < text.length && isWordCharacter(text.charCodeAt(at));
  return before !== after;
}

/** Lays a pattern out as instructions. */
class Emitter {
  readonly program: Instruction[] = [];
  #emitted = 0;

  emit(node: PatternNode): void {
    // Empty parts repeated thousands of times make no instructions, but they take time.
    if (++this.#emitted > 20 * maxInstructions || this.program.length > maxInstructions) {
      throw new PatternError('the pattern is too large');
    }
    switch (node.kind) {
      case 'character':
        this.program.push({ kind: 'character', test: node.test });
        break;
      case 'assertion':
        this.program.push({ kind: 'assertion', assertion: node.assertion });
        break;
      case 'sequence':
        for (const part of node.parts) this.emit(part);
        break;
      case 'choice':
        this.#choice(node.options);
        break;
      case 'repeat':
        this.#repeat(node.part, node.min, node.max);
        break;
    }
  }

  #split(): { kind: 'split'; first: number; second: number } {
    const split = { kind: 'split' as const, first: this.program.length + 1, second: 0 };
    this.program.push(split);
    return split;
  }

  #choice(options: readonly PatternNode[]): void {
    const ends: { kind: 'jump'; to: number }[] = [];
    for (const [index, option] of options.entries()) {
      if (index === options.length - 1) {
        this.emit(option);
        break;
      }
      const split = this.#split();
      this.emit(option);
      const end = { kind: 'jump' as const, to: 0 };
      this.program.push(end);
      ends.push(end);
      split.second = this.program.length;
    }
    for (const end of ends) end.to = this.program.length;
  }

  #repeat(part: PatternNode, min: number, max: number): void {
    for (let i = 0; i < min; i++) this.emit(part);
    const splits: { second: number }[] = [];
    if (max === Infinity) {
      const start = this.program.length;
      splits.push(this.#split());
      this.emit(part);
      this.program.push({ kind: 'jump', to: start });
    } else {
      for (let i = min; i < max; i++) {
        splits.push(this.#split());
        this.emit(part);
      }
    }
    for (const split of splits) split.second = this.program.length;
  }
}
