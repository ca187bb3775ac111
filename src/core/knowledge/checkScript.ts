/** Problems of guided scripts: every answer leads to a step, every step can be reached, every path ends. */
import { nearest } from '../model/nearMiss.ts';
import type { Fix, Problem, ProblemCode, Severity } from '../model/problem.ts';
import type { Range } from '../model/range.ts';
import { rangeAt } from '../model/range.ts';
import type { FieldSpec } from '../model/schema.ts';
import type { CheckedFile, FileCheck } from '../records/fileCheck.ts';
import { writtenEntry } from '../records/writtenEntry.ts';
import { scalarText } from '../yaml/writeScalar.ts';
import type { YamlNode } from '../yaml/yamlNode.ts';

interface Step {
  /** Empty where the step has no id: nothing can lead to it. */
  readonly id: string;
  readonly node: YamlNode;
  readonly idNode: YamlNode | undefined;
  readonly answers: readonly Answer[];
  /** True where the conversation may end here. */
  readonly ends: boolean;
}

interface Answer {
  readonly node: YamlNode;
  /** The step it leads to; undefined where it leads nowhere. */
  readonly goto: { readonly id: string; readonly node: YamlNode } | undefined;
}

type Report = (
  code: ProblemCode,
  severity: Severity,
  node: YamlNode,
  message: string,
  fixes?: readonly Fix[],
) => void;

function checkScript({ draft, text, root, schema }: CheckedFile): readonly Problem[] {
  const fields = schema.types.find(({ name }) => name === draft.type)?.fields ?? [];
  const list = writtenEntry(root, fields, 'steps')?.value;
  if (list?.kind !== 'list' || draft.broken) return [];
  const inner = fields.find(({ name }) => name === 'steps')?.fields ?? [];
  const steps = list.items.map((node) => readStep(node, inner));
  const problems: Problem[] = [];
  const report: Report = (code, severity, node, message, fixes = []) => {
    const range = placeOf(text, node);
    problems.push({ path: draft.path, range, severity, code, message, fixes });
  };
  const byId = indexSteps(steps, report);
  checkAnswers(steps, byId, (node, id) => fixGoto(draft.path, text, node, id), report);
  checkWays(steps, byId, report);
  return problems;
}

/** To be given to the engine with the checks of other capabilities. */
export const scriptCheck: FileCheck = { type: 'script', check: checkScript };

function readStep(node: YamlNode, fields: readonly FieldSpec[]): Step {
  const idNode = writtenEntry(node, fields, 'id')?.value;
  const inner = fields.find(({ name }) => name === 'answers')?.fields ?? [];
  const answers = writtenEntry(node, fields, 'answers')?.value;
  const items = answers?.kind === 'list' ? answers.items : answers?.kind === 'map' ? [answers] : [];
  return {
    id: textOf(idNode),
    node,
    idNode,
    answers: items.map((item) => readAnswer(item, inner)),
    ends: textOf(writtenEntry(node, fields, 'resolve')?.value) !== '',
  };
}

function readAnswer(node: YamlNode, fields: readonly FieldSpec[]): Answer {
  const target = writtenEntry(node, fields, 'goto')?.value;
  const id = textOf(target);
  return { node, goto: target && id !== '' ? { id, node: target } : undefined };
}

function textOf(node: YamlNode | undefined): string {
  return node?.kind === 'scalar' && node.value !== null ? node.text.trim() : '';
}

function indexSteps(steps: readonly Step[], report: Report): ReadonlyMap<string, Step> {
  const byId = new Map<string, Step>();
  for (const step of steps) {
    if (step.id === '') continue;
    if (!byId.has(step.id)) byId.set(step.id, step);
    else {
      const message = `Another step is called "${step.id}" already: answers lead to that one`;
      report('field-unique', 'error', step.idNode ?? step.node, message);
    }
  }
  return byId;
}

function checkAnswers(
  steps: readonly Step[],
  byId: ReadonlyMap<string, Step>,
  fix: (node: YamlNode, id: string) => Fix,
  report: Report,
): void {
  const ids = [...byId.keys()];
  for (const { answers, ends } of steps) {
    for (const { node, goto: target } of answers) {
      if (!target) {
        if (!ends)
          report('script-goto', 'error', node, 'This answer leads nowhere: give it a goto');
        continue;
      }
      if (byId.has(target.id)) continue;
      const near = nearest(target.id, ids);
      const hint = near === undefined ? '' : `: did you mean "${near}"?`;
      const message = `There is no step "${target.id}"${hint}`;
      const fixes = near === undefined ? [] : [fix(target.node, near)];
      report('script-goto', 'error', target.node, message, fixes);
    }
  }
}

function checkWays(steps: readonly Step[], byId: ReadonlyMap<string, Step>, report: Report): void {
  const [first] = steps;
  if (!first) return;
  const next = (step: Step): Step[] =>
    step.answers.flatMap(({ goto: target }) => {
      const found = target && byId.get(target.id);
      return found ? [found] : [];
    });
  const leadsOn = ({ goto: target }: Answer): boolean =>
    target !== undefined && byId.has(target.id);
  const reached = closure([first], next);
  const before = new Map<Step, Step[]>();
  for (const step of steps) {
    for (const after of next(step)) before.set(after, [...(before.get(after) ?? []), step]);
  }
  const ending = closure(
    steps.filter(({ ends }) => ends),
    (step) => before.get(step) ?? [],
  );
  const told = new Set<Step>();
  for (const step of steps) {
    const { id, idNode, node, answers, ends } = step;
    const name = id === '' ? 'this step' : `the step "${id}"`;
    const tell = (code: 'script-unreachable' | 'script-endless', message: string): void =>
      report(code, 'warning', idNode ?? node, message);
    if (!reached.has(step)) tell('script-unreachable', `No answer leads to ${name}`);
    else if (answers.length === 0 && !ends) {
      tell('script-endless', `After ${name} nothing follows: give it answers or a resolve`);
    } else if (!ending.has(step) && !told.has(step) && answers.every((answer) => leadsOn(answer))) {
      // the steps after it are in the same trap: once is enough
      for (const after of closure([step], next)) told.add(after);
      tell(
        'script-endless',
        `From ${name} on the conversation never ends: no way leads to a resolve`,
      );
    }
  }
}

/** Everything that can be reached from some steps, these included. */
function closure(from: readonly Step[], next: (step: Step) => readonly Step[]): ReadonlySet<Step> {
  const found = new Set(from);
  for (const step of found) for (const after of next(step)) found.add(after);
  return found;
}

function fixGoto(path: string, text: string, node: YamlNode, id: string): Fix {
  const first = text.charAt(node.start);
  const like = first === '"' ? 'double' : first === "'" ? 'single' : 'plain';
  const newText = scalarText(id, { flow: true, like });
  const edits = [{ path, range: placeOf(text, node), newText }];
  return { title: `Lead to "${id}"`, safe: false, edits };
}

function placeOf(text: string, node: YamlNode): Range {
  return rangeAt(text, node.start, Math.max(node.start, node.end));
}
