/** Workspaces to measure on: the same bytes for the same size, in four languages, with links and money. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Small, fast and the same everywhere (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

type Random = () => number;

const alphabets = {
  en: { first: 'bcdfghjklmnprstvw', second: 'aeiou', size: 18000, space: ' ' },
  ru: { first: 'бвгджзклмнпрстфх', second: 'аеиоуыя', size: 8000, space: ' ' },
  zh: {
    first:
      '的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严',
    second: '',
    size: 5000,
    space: '',
  },
  fa: { first: 'بپتجچدرزسشفقکگلمنوه', second: 'ایو', size: 6000, space: ' ' },
} as const;
type Language = keyof typeof alphabets;

function makeWords(language: Language, random: Random): readonly string[] {
  const { first, second, size } = alphabets[language];
  const words = new Set<string>();
  while (words.size < size) {
    let word = '';
    const parts = language === 'zh' ? 1 + Math.floor(random() * 2) : 1 + Math.floor(random() * 4);
    for (let i = 0; i < parts; i++) {
      word += first[Math.floor(random() * first.length)];
      word +=
        second === ''
          ? first[Math.floor(random() * first.length)]
          : second[Math.floor(random() * second.length)];
    }
    if (language !== 'zh' && random() < 0.4) word += first[Math.floor(random() * first.length)];
    words.add(word);
  }
  return [...words];
}

/** A word by Zipf's law: the k-th is about as frequent as 1/k. */
function zipf(words: readonly string[], random: Random): string {
  return words[Math.floor(words.length ** random()) - 1] ?? words[0] ?? '';
}

interface Writer {
  readonly random: Random;
  readonly words: Readonly<Record<Language, readonly string[]>>;
  readonly counts: Readonly<
    Record<'account' | 'contact' | 'deal' | 'activity' | 'article', number>
  >;
}

function prose(writer: Writer, bytes: number, links: readonly string[]): string {
  const pick = writer.random();
  const language: Language = pick < 0.8 ? 'en' : pick < 0.9 ? 'ru' : pick < 0.96 ? 'zh' : 'fa';
  const { space } = alphabets[language];
  let text = '';
  let length = 0;
  let sentence = 0;
  const perCharacter = language === 'en' ? 1 : language === 'zh' ? 3 : 2;
  let nextLink = 0;
  while (length < bytes) {
    const word = zipf(writer.words[language], writer.random);
    text +=
      sentence === 0 && language === 'en' ? word.charAt(0).toUpperCase() + word.slice(1) : word;
    length += word.length * perCharacter + 1;
    if (++sentence > 8 + writer.random() * 10) {
      if (nextLink < links.length) text += `${space}[[${links[nextLink++]}]]`;
      text += language === 'zh' ? '。\n' : '.\n';
      sentence = 0;
    } else text += space;
  }
  return `${text.trimEnd()}\n`;
}

const pick = <T>(items: readonly T[], random: Random): T =>
  items[Math.floor(random() * items.length)] as T;
const date = (random: Random, from: number, years: number): string => {
  const day = new Date(Date.UTC(from, 0, 1 + Math.floor(random() * 365 * years)));
  return day.toISOString().slice(0, 10);
};

const people = ['ana', 'tomas', 'leila', 'jun', 'dmitri', 'freya'];
const stages = ['qualify', 'proposal', 'commit', 'won', 'won', 'won', 'lost', 'lost'];

const accountId = (n: number): string => `company-${String(n).padStart(5, '0')}`;
const contactId = (n: number): string => `person-${String(n).padStart(5, '0')}`;
const dealPath = (n: number): string => `${2022 + (n % 5)}/deal-${String(n).padStart(5, '0')}`;

function account(n: number, writer: Writer): string {
  const { random } = writer;
  return `---
name: Company ${n} ${zipf(writer.words.en, random)}
status: ${pick(['prospect', 'customer', 'customer', 'partner', 'former'], random)}
domain: company${n}.example
industry: ${pick(['software', 'medical', 'retail', 'logistics', 'energy'], random)}
employees: ${Math.floor(random() * 5000)}
annual_revenue: ${Math.floor(random() * 90000000)} ${pick(['EUR', 'USD'], random)}
country: ${pick(['Germany', 'Kazakhstan', 'Singapore', 'Spain'], random)}
since: ${date(random, 2015, 10)}
health: ${Math.floor(random() * 100)}
tier: ${pick(['a', 'b', 'c'], random)}
owner: ${pick(people, random)}
tags: [${pick(['saas', 'oem', 'public'], random)}, ${pick(['key', 'new', 'risk'], random)}]
---

# Company ${n}

${prose(writer, 1150, [])}`;
}

function contact(n: number, writer: Writer): string {
  const { random, counts } = writer;
  return `---
name: Person ${n} ${zipf(writer.words.en, random)}
account: ${accountId(Math.floor(random() * counts.account))}
job_title: Head of ${zipf(writer.words.en, random)}
role: ${pick(['economic_buyer', 'champion', 'user', 'influencer'], random)}
emails: [person${n}@company.example]
phones: ["+49 30 ${1000000 + n}"]
preferred_channel: ${pick(['email', 'phone', 'chat'], random)}
birthday: ${date(random, 1960, 40)}
owner: ${pick(people, random)}
created: ${date(random, 2020, 5)}
language: ${pick(['en', 'de', 'ru'], random)}
source: ${pick(['fair', 'referral', 'web'], random)}
---

${prose(writer, 1150, [])}`;
}

function deal(n: number, writer: Writer): string {
  const { random, counts } = writer;
  const stage = pick(stages, random);
  const created = date(random, 2022, 3);
  const isClosed = stage === 'won' || stage === 'lost';
  return `---
name: Deal ${n} ${zipf(writer.words.en, random)}
account: ${accountId(Math.floor(random() * counts.account))}
contacts: [${contactId(Math.floor(random() * counts.contact))}, ${contactId(Math.floor(random() * counts.contact))}]
stage: ${stage}
amount: ${Math.floor(random() * 200000)}.${String(Math.floor(random() * 100)).padStart(2, '0')} ${pick(['EUR', 'EUR', 'USD'], random)}
created: ${created}
${isClosed ? `closed: ${date(random, 2025, 1)}` : `close_date: ${date(random, 2026, 2)}`}
kind: ${pick(['new', 'expansion', 'renewal'], random)}
owner: ${pick(people, random)}
source: ${pick(['fair', 'referral', 'web'], random)}
next_step: ${zipf(writer.words.en, random)} ${zipf(writer.words.en, random)}
tags: [${pick(['q1', 'q2', 'q3'], random)}]
---

${prose(writer, 1150, [`accounts/${accountId(Math.floor(random() * counts.account))}`])}`;
}

function activity(n: number, writer: Writer): string {
  const { random, counts } = writer;
  return `---
kind: ${pick(['call', 'email', 'meeting', 'visit', 'note'], random)}
date: ${date(random, 2023, 3)}T${String(8 + Math.floor(random() * 10)).padStart(2, '0')}:${pick(['00', '15', '30'], random)}
account: ${accountId(Math.floor(random() * counts.account))}
contacts:
  - ${contactId(Math.floor(random() * counts.contact))}
deal: ${dealPath(Math.floor(random() * counts.deal))}
direction: ${pick(['in', 'out'], random)}
duration: ${pick(['15m', '30m', '1h'], random)}
topics: [request/${pick(['billing', 'access', 'data'], random)}/${pick(['question', 'error'], random)}]
outcome: ${zipf(writer.words.en, random)} ${zipf(writer.words.en, random)}
satisfaction: ${1 + Math.floor(random() * 5)}
by: [${pick(people, random)}]
helped: "${pick(['yes', 'no'], random)}"
---

${prose(writer, 1100, [`contacts/${contactId(Math.floor(random() * counts.contact))}`])}`;
}

function article(n: number, writer: Writer): string {
  const { random } = writer;
  return `---
title: Article ${n} ${zipf(writer.words.en, random)} ${zipf(writer.words.en, random)}
topics: [request/${pick(['billing', 'access', 'data'], random)}/${pick(['question', 'error'], random)}]
audience: ${pick(['internal', 'client'], random)}
status: ${pick(['draft', 'reviewed', 'published'], random)}
review_by: ${date(random, 2026, 2)}
kind: ${pick(['howto', 'faq', 'policy'], random)}
owner: ${pick(people, random)}
created: ${date(random, 2021, 4)}
updated: ${date(random, 2025, 1)}
language: ${pick(['en', 'ru', 'zh', 'fa'], random)}
tags: [${zipf(writer.words.en, random)}]
source: desk
---

# Article ${n}

${prose(writer, 1300, [`accounts/${accountId(Math.floor(random() * writer.counts.account))}`])}`;
}

const config = `version: 1
name: Generated
currency: EUR
timezone: Europe/Berlin
people:
${people.map((key) => `  ${key}: {name: ${key}, email: ${key}@example.org}`).join('\n')}
pipelines:
  sales:
    stages:
      - {id: qualify, name: Qualify, probability: 10, rot_after: 21d}
      - {id: proposal, name: Proposal, probability: 40, forecast: best_case}
      - {id: commit, name: Commit, probability: 80, forecast: commit}
      - {id: won, name: Won, probability: 100, outcome: won}
      - {id: lost, name: Lost, probability: 0, outcome: lost}
rates: rates.csv
`;

/** Writes a workspace of `records` records below `root` unless it is there already; gives its folder. */
export function generateWorkspace(root: string, records: number): string {
  const folder = path.join(root, `generated-${records}-v3`);
  const done = path.join(folder, '.done');
  if (existsSync(done) && readFileSync(done, 'utf8') === 'ok') return folder;
  const random = createRandom(42);
  const share = (part: number): number => Math.max(1, Math.round(records * part));
  const counts = {
    account: share(0.05),
    contact: share(0.15),
    deal: share(0.2),
    activity: share(0.5),
    article: share(0.1),
  };
  const words = {
    en: makeWords('en', random),
    ru: makeWords('ru', random),
    zh: makeWords('zh', random),
    fa: makeWords('fa', random),
  };
  const writer: Writer = { random, words, counts };
  const made = new Set<string>();
  const write = (file: string, text: string): void => {
    const target = path.join(folder, file);
    if (!made.has(path.dirname(target))) {
      mkdirSync(path.dirname(target), { recursive: true });
      made.add(path.dirname(target));
    }
    writeFileSync(target, text);
  };
  write('crm.yaml', config);
  write(
    'rates.csv',
    'date,currency,rate\n2020-01-31,USD,1.1052\n2024-01-31,USD,1.0837\n2026-01-30,USD,1.0412\n',
  );
  for (let n = 0; n < counts.account; n++) write(`accounts/${accountId(n)}.md`, account(n, writer));
  for (let n = 0; n < counts.contact; n++) write(`contacts/${contactId(n)}.md`, contact(n, writer));
  for (let n = 0; n < counts.deal; n++) write(`deals/${dealPath(n)}.md`, deal(n, writer));
  for (let n = 0; n < counts.activity; n++) {
    write(
      `activities/${2023 + (n % 3)}/${String(1 + (n % 12)).padStart(2, '0')}/activity-${String(n).padStart(6, '0')}.md`,
      activity(n, writer),
    );
  }
  for (let n = 0; n < counts.article; n++)
    write(`kb/topic-${n % 20}/article-${String(n).padStart(5, '0')}.md`, article(n, writer));
  writeFileSync(done, 'ok');
  return folder;
}
