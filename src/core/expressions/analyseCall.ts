/** Calls: functions, methods and macros over lists. */
import { nearest } from '../model/nearMiss.ts';
import type { AstNode, CallNode } from './ast.ts';
import type { Analysis, Binding } from './analysis.ts';
import { refuse } from './analysis.ts';
import { expectCondition } from './analyseCondition.ts';
import type { ExprType } from './exprType.ts';
import { anyType, booleanType, describeType } from './exprType.ts';
import { functionNamed, functions } from './functions.ts';
import type { FunctionSpec, Parameter } from './functionSpec.ts';
import { limits } from './limits.ts';
import type { MacroSpec } from './macros.ts';
import { macroNamed, macros } from './macros.ts';
import type { Typed } from './typed.ts';

export function analyseCall(analysis: Analysis, node: CallNode): Typed {
  if (node.name === 'has' && !node.target) return analyseHas(analysis, node);
  if (node.target) {
    const target = analysis.analyse(node.target);
    const macro = macroNamed(node.name);
    if (
      macro &&
      (target.type.kind === 'list' || target.type.kind === 'any' || !functionNamed(node.name))
    ) {
      return analyseMacro(analysis, node, macro, target);
    }
    return analyseFunction(analysis, node, target);
  }
  if (macroNamed(node.name) && !functionNamed(node.name)) {
    return refuse(
      analysis,
      node.nameSpan,
      `${node.name} asks about a list: write list.${macroNamed(node.name)?.example ?? node.name}`,
    );
  }
  return analyseFunction(analysis, node, undefined);
}

function analyseHas(analysis: Analysis, node: CallNode): Typed {
  const { start, end, args } = node;
  const [argument] = args;
  if (args.length !== 1 || !argument)
    return refuse(analysis, node, 'has() takes one field, as in has(owner)');
  return { op: 'has', operand: analysis.analyse(argument), type: booleanType, start, end };
}

function analyseFunction(analysis: Analysis, node: CallNode, target: Typed | undefined): Typed {
  const spec = functionNamed(node.name);
  if (!spec) return unknownFunction(analysis, node, target);
  const asMethod = target !== undefined;
  if (spec.form === (asMethod ? 'function' : 'method')) return wrongForm(analysis, node, spec);
  const args = node.args.map((argument) => analysis.analyse(argument));
  const all = target ? [target, ...args] : args;
  const arity = wrongArity(spec, all.length, asMethod);
  if (arity !== undefined) return refuse(analysis, node, arity);
  for (const [index, argument] of all.entries()) {
    const parameter = parameterAt(spec, index);
    if (parameter && !accepts(parameter, argument.type))
      return wrongArgument(analysis, spec, parameter, argument);
  }
  const literals = all.map((argument) => (argument.op === 'literal' ? argument.value : undefined));
  const reason = spec.refuse?.(literals);
  if (reason !== undefined) return refuse(analysis, node.args[0] ?? node, capital(reason));
  const { result } = spec;
  const type = typeof result === 'function' ? result(all.map((argument) => argument.type)) : result;
  return { op: 'call', spec, args: all, type, start: node.start, end: node.end };
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function parameterAt(spec: FunctionSpec, index: number): Parameter | undefined {
  return spec.parameters[index] ?? (spec.repeats ? spec.parameters.at(-1) : undefined);
}

function accepts({ kinds }: Parameter, type: ExprType): boolean {
  return kinds.length === 0 || type.kind === 'any' || kinds.includes(type.kind);
}

function wrongArgument(
  analysis: Analysis,
  spec: FunctionSpec,
  parameter: Parameter,
  argument: Typed,
): Typed {
  const [kind = 'any'] = parameter.kinds;
  const wanted = describeType(kind === 'list' ? { kind, of: anyType } : sampleType(kind));
  return refuse(
    analysis,
    argument,
    `${spec.name}() expects ${wanted}, found ${describeType(argument.type)}`,
  );
}

function sampleType(kind: ExprType['kind']): ExprType {
  switch (kind) {
    case 'text':
      return { kind, fieldKind: 'string', choices: [] };
    case 'record':
      return { kind, types: [] };
    case 'map':
      return { kind, fields: [] };
    case 'list':
      return { kind, of: anyType };
    default:
      return { kind };
  }
}

function wrongArity(spec: FunctionSpec, given: number, asMethod: boolean): string | undefined {
  const least = spec.parameters.filter((parameter) => !parameter.optional).length;
  const most = spec.repeats ? Infinity : spec.parameters.length;
  if (given >= least && given <= most) return undefined;
  const shift = asMethod ? 1 : 0;
  const names = spec.parameters.slice(shift).map((p) => (p.optional ? `${p.name}?` : p.name));
  const wanted = names.length === 0 ? 'nothing' : names.join(', ') + (spec.repeats ? ', …' : '');
  return `${spec.name}() takes ${wanted} in its parentheses; ${given - shift} given`;
}

function wrongForm(analysis: Analysis, node: CallNode, spec: FunctionSpec): Typed {
  const written = spec.form === 'function' ? `${spec.name}(…)` : `x.${spec.name}(…)`;
  return refuse(analysis, node.nameSpan, `${spec.name} is written ${written}`);
}

function unknownFunction(analysis: Analysis, node: CallNode, target: Typed | undefined): Typed {
  const wanted = target ? 'function' : 'method';
  const names = functions.filter(({ form }) => form !== wanted).map(({ name }) => name);
  const all = target ? [...names, ...macros.map(({ name }) => name)] : [...names, 'has'];
  const near = nearest(node.name, all);
  for (const argument of node.args) if (argument.kind !== 'name') analysis.analyse(argument);
  const message = `There is no function ${node.name}()`;
  return refuse(
    analysis,
    node.nameSpan,
    near === undefined ? message : `${message}: did you mean ${near}()?`,
    near,
  );
}

function analyseMacro(analysis: Analysis, node: CallNode, macro: MacroSpec, list: Typed): Typed {
  const { start, end, args } = node;
  if (list.type.kind !== 'list' && list.type.kind !== 'any') {
    return refuse(
      analysis,
      node.nameSpan,
      `${macro.name}() asks about a list, this is ${describeType(list.type)}`,
    );
  }
  const item = list.type.kind === 'list' ? list.type.of : anyType;
  const depth = analysis.bindings.length;
  if (depth >= limits.macroNesting) {
    return refuse(
      analysis,
      node.nameSpan,
      `Lists can be nested ${limits.macroNesting} deep at most`,
    );
  }
  const base = { op: 'macro' as const, name: macro.name, list, depth, start, end };
  if (args.length === 0 && macro.plain) {
    const type = checkedResult(analysis, node, macro, item);
    return { ...base, condition: undefined, transform: undefined, type };
  }
  const [name, ...bodies] = args;
  const form = macro.forms.find((parts) => parts.length === bodies.length);
  if (!form || name?.kind !== 'name') {
    return refuse(analysis, node, `${macro.name}() is written .${macro.example}`);
  }
  const binding: Binding = { name: name.name, type: item, depth, list };
  const part = (which: 'condition' | 'transform'): Typed | undefined => {
    const index = form.indexOf(which);
    const body = index < 0 ? undefined : bodies[index];
    return body && analyseBody(analysis, binding, body, which);
  };
  const condition = part('condition');
  const transform = part('transform');
  const type = checkedResult(analysis, node, macro, transform?.type ?? item);
  return { ...base, condition, transform, type };
}

function analyseBody(
  analysis: Analysis,
  binding: Binding,
  body: AstNode,
  which: 'condition' | 'transform',
): Typed {
  const typed = analysis.analyseWith(binding, body);
  return which === 'condition' ? expectCondition(analysis, typed) : typed;
}

const additive = new Set(['number', 'money', 'duration', 'any']);
const ordered = new Set([...additive, 'date', 'datetime', 'text']);

/** The type of a macro's result; sums and extremes want values that can be summed or put in order. */
function checkedResult(
  analysis: Analysis,
  node: CallNode,
  macro: MacroSpec,
  item: ExprType,
): ExprType {
  const isSum = macro.name === 'sum' || macro.name === 'avg';
  const isExtreme = macro.name === 'min' || macro.name === 'max';
  if ((isSum && !additive.has(item.kind)) || (isExtreme && !ordered.has(item.kind))) {
    const wanted = isSum ? 'numbers, money or durations' : 'numbers, money, durations or dates';
    refuse(
      analysis,
      node,
      `${macro.name}() wants ${wanted}, found ${describeType(item)}: write .${macro.example}`,
    );
    return anyType;
  }
  return macro.result(item);
}
