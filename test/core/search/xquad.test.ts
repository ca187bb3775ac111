import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { SearchIndex } from '../../../src/core/search/searchIndex.ts';

const FOLDER = path.join(import.meta.dirname, '../../../../shared/data/xquad');
/** Mean reciprocal rank of the right paragraph among the first ten hits. */
const GOALS = { en: 0.95, ru: 0.93, zh: 0.94 } as const;
type Language = keyof typeof GOALS;
const LANGUAGES = Object.keys(GOALS) as Language[];

interface Xquad {
  readonly data: readonly {
    readonly paragraphs: readonly {
      readonly context: string;
      readonly qas: readonly { readonly question: string }[];
    }[];
  }[];
}

interface Question {
  readonly text: string;
  readonly paragraph: number;
}

describe('search quality on XQuAD', () => {
  const index = SearchIndex.create();
  const questions = new Map<Language, Question[]>();

  before(function () {
    if (!existsSync(FOLDER)) {
      process.stdout.write(`    skipped: no XQuAD at ${path.relative(process.cwd(), FOLDER)}\n`);
      this.skip();
    }
    for (const language of LANGUAGES) questions.set(language, addParagraphs(index, language));
  });

  it('holds 240 paragraphs and 1,190 questions of each of three languages in one index', () => {
    assert.equal(index.size, 720);
    for (const list of questions.values()) assert.equal(list.length, 1190);
  });

  for (const language of LANGUAGES) {
    it(`answers questions in ${language} with a mean reciprocal rank of ${GOALS[language]} at least`, () => {
      const list = questions.get(language) ?? [];
      let sum = 0;
      for (const { text, paragraph } of list) {
        const rank = index.search(text, { limit: 10 }).findIndex((hit) => hit.key === paragraph);
        if (rank >= 0) sum += 1 / (rank + 1);
      }
      const mean = sum / list.length;
      process.stdout.write(`      MRR@10 ${language}: ${mean.toFixed(4)}\n`);
      assert.ok(mean >= GOALS[language], `MRR@10 ${mean.toFixed(4)}`);
    });
  }
});

/** Adds the paragraphs of a language after those that are there; returns its questions. */
function addParagraphs(index: SearchIndex, language: Language): Question[] {
  const file = path.join(FOLDER, `xquad.${language}.json`);
  const { data } = JSON.parse(readFileSync(file, 'utf8')) as Xquad;
  const questions: Question[] = [];
  for (const { paragraphs } of data) {
    for (const { context, qas } of paragraphs) {
      const paragraph = index.size;
      index.add({ key: paragraph, title: '', keywords: '', body: context });
      for (const { question } of qas) questions.push({ text: question, paragraph });
    }
  }
  return questions;
}
