/** Names: fields, computed fields, back-references, and what lies behind their dots. */
import { nearest } from '../model/nearMiss.ts';
import type { IndexNode, MemberNode, NameNode, Span } from './ast.ts';
import type { Analysis } from './analysis.ts';
import { missing, refuse, variable, warn } from './analysis.ts';
import type { ExprType } from './exprType.ts';
import { anyType, dateType, describeType, textType } from './exprType.ts';
import { functionNamed } from './functions.ts';
import { limits } from './limits.ts';
import { macroNamed } from './macros.ts';
import type { Member } from './members.ts';
import { constants } from './members.ts';
import type { Typed } from './typed.ts';

export function analyseName(analysis: Analysis, node: NameNode): Typed {
  const binding = analysis.bindings.findLast(({ name }) => name === node.name);
  if (binding) return variable(binding, node);
  const { start, end } = node;
  if (node.name === 'today') return { op: 'today', type: dateType, start, end };
  if (node.name === 'me') return { op: 'me', type: { kind: 'person' }, start, end };
  const self: Typed = { op: 'self', type: selfType(analysis), start, end: start };
  const member = analysis.subject.own.get(node.name);
  if (member) return { op: 'member', owner: self, member, type: member.type, start, end };
  return undeclared(analysis, { owner: self, name: node.name, span: node, nameSpan: node });
}

function selfType({ subject }: Analysis): ExprType {
  return { kind: 'record', types: subject.typeName === '' ? [] : [subject.typeName] };
}

interface Undeclared {
  readonly owner: Typed;
  readonly name: string;
  readonly span: Span;
  readonly nameSpan: Span;
}

/** A name that the schema does not know: allowed, since records may carry such fields, but said. */
function undeclared(analysis: Analysis, { owner, name, span, nameSpan }: Undeclared): Typed {
  const { start, end } = span;
  const atRoot = owner.op === 'self';
  const label = atRoot ? analysis.subject.label : labelOf(analysis, owner.type);
  if (name === 'body') {
    return refuse(
      analysis,
      nameSpan,
      'The text of a record is not available in expressions: use search',
    );
  }
  if (atRoot && (functionNamed(name) ?? macroNamed(name))) {
    return refuse(analysis, nameSpan, `${name} is a function: write ${name}(…)`, `${name}()`);
  }
  const candidates = namesIn(analysis, owner);
  const near = nearest(name, candidates);
  const message = `${name} is not a field of ${label}`;
  if (near === undefined) {
    const issue = { start: nameSpan.start, end: nameSpan.end, severity: 'hint' as const };
    analysis.report({
      ...issue,
      message: `${message}: it is missing wherever a record does not have it`,
    });
  } else warn(analysis, nameSpan, `${message}: did you mean ${near}?`, near);
  return { op: 'inner', owner, name, spec: undefined, type: anyType, start, end };
}

function labelOf({ subject }: Analysis, type: ExprType): string {
  if (type.kind !== 'record') return 'it';
  const labels = type.types.map((name) => subject.members.typeSpec(name)?.label ?? name);
  return labels.length === 0 ? 'any type' : labels.join(' or ');
}

function namesIn(analysis: Analysis, owner: Typed): readonly string[] {
  const { subject, bindings } = analysis;
  if (owner.op === 'self') {
    const bound = bindings.map(({ name }) => name);
    return [...bound, ...subject.own.keys(), ...Object.keys(constants)];
  }
  if (owner.type.kind === 'map') return owner.type.fields.map(({ name }) => name);
  if (owner.type.kind !== 'record') return [];
  return typesOf(analysis, owner.type.types).flatMap((type) => [
    ...subject.members.of(type).keys(),
  ]);
}

function typesOf({ subject }: Analysis, types: readonly string[]): readonly string[] {
  return types.length === 0 ? subject.members.typeNames : types;
}

export function analyseMember(analysis: Analysis, node: MemberNode): Typed {
  return memberOf(analysis, analysis.analyse(node.object), node.name, node, node.nameSpan);
}

/** `object['name']` names a field, `list[0]` an item. */
export function analyseIndex(analysis: Analysis, node: IndexNode): Typed {
  const object = analysis.analyse(node.object);
  const { start, end } = node;
  if (object.type.kind === 'list' || object.type.kind === 'any') {
    const index = analysis.analyse(node.index);
    if (index.type.kind === 'number' || index.type.kind === 'any' || object.type.kind === 'any') {
      const type = object.type.kind === 'list' ? object.type.of : anyType;
      return { op: 'index', object, index, type, start, end };
    }
    return refuse(analysis, node.index, 'Items of a list are numbered from 0: write [0]');
  }
  if (node.index.kind === 'text')
    return memberOf(analysis, object, node.index.value, node, node.index);
  return refuse(analysis, node.index, `Expected the name of a field in quotes, as in ['name']`);
}

function memberOf(
  analysis: Analysis,
  owner: Typed,
  name: string,
  span: Span,
  nameSpan: Span,
): Typed {
  const { start, end } = span;
  switch (owner.type.kind) {
    case 'record':
      return recordMember(analysis, owner, name, span, nameSpan);
    case 'map': {
      const spec = owner.type.fields.find((f) => f.name === name || f.writtenAs.includes(name));
      if (!spec) return undeclared(analysis, { owner, name, span, nameSpan });
      const type = analysis.subject.members.typeOf(spec);
      return { op: 'inner', owner, name: spec.name, spec, type, start, end };
    }
    case 'any':
      return { op: 'inner', owner, name, spec: undefined, type: anyType, start, end };
    case 'list': {
      const example = `.exists(x, x.${name} == …)`;
      return refuse(
        analysis,
        nameSpan,
        `This is ${describeType(owner.type)}: ask about its items, as in ${example}`,
      );
    }
    case 'person':
      return name === 'name' || name === 'key' || name === 'email'
        ? refuse(
            analysis,
            nameSpan,
            'A person has no fields: compare with a key, name or e-mail of crm.yaml',
          )
        : refuse(analysis, nameSpan, `A person has no ${name}`);
    default:
      return refuse(analysis, nameSpan, `${capital(describeType(owner.type))} has no ${name}`);
  }
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function recordMember(
  analysis: Analysis,
  owner: Typed,
  name: string,
  span: Span,
  nameSpan: Span,
): Typed {
  const { start, end } = span;
  if (hops(owner) > limits.referenceHops) {
    return refuse(
      analysis,
      nameSpan,
      `At most ${limits.referenceHops} references can be followed in a row`,
    );
  }
  if (owner.type.kind !== 'record') return missing(span);
  const cases = new Map<string, Member>();
  const types = typesOf(analysis, owner.type.types);
  for (const type of types) {
    const member = analysis.subject.members.of(type).get(name);
    if (member) cases.set(type, member);
  }
  const [only] = types;
  const member = types.length === 1 && only !== undefined ? cases.get(only) : undefined;
  if (member) return { op: 'member', owner, member, type: member.type, start, end };
  if (cases.size === 0) return undeclared(analysis, { owner, name, span, nameSpan });
  const type = unite([...cases.values()].map((found) => found.type));
  return { op: 'various', owner, name, cases, type, start, end };
}

/** How many references lead to a record. */
function hops(node: Typed): number {
  switch (node.op) {
    case 'member':
    case 'various':
    case 'inner':
      return hops(node.owner) + (node.type.kind === 'record' ? 1 : 0);
    case 'index':
      return hops(node.object) + 1;
    default:
      return 0;
  }
}

/** One type for values of several: the same, records of any of the types, text without choices; else not known. */
function unite(types: readonly ExprType[]): ExprType {
  const [first = anyType, ...rest] = types;
  if (rest.some(({ kind }) => kind !== first.kind)) return anyType;
  if (first.kind === 'record') return uniteRecords(types);
  if (first.kind === 'text') return rest.length === 0 ? first : textType;
  if (first.kind === 'list') {
    return {
      kind: 'list',
      of: unite(types.flatMap((type) => (type.kind === 'list' ? [type.of] : []))),
    };
  }
  return first.kind === 'map' && rest.length > 0 ? anyType : first;
}

function uniteRecords(types: readonly ExprType[]): ExprType {
  const named = types.map((type) => (type.kind === 'record' ? type.types : []));
  if (named.some((list) => list.length === 0)) return { kind: 'record', types: [] };
  return { kind: 'record', types: [...new Set(named.flat())] };
}
