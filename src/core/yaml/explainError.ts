import type { ComposeError } from './composeYaml.ts';
import { yamlError } from './yamlProblem.ts';
import type { YamlProblem } from './yamlProblem.ts';

/** Says in plain words what is wrong, where the library's own words are those of the grammar. */
export function explainError(error: ComposeError): YamlProblem {
  const { code, message, start, end } = error;
  const problemCode = code === 'RESOURCE_EXHAUSTION' ? 'yaml-limit' : 'yaml-syntax';
  return yamlError(problemCode, explanation(code, message), start, end);
}

function explanation(code: ComposeError['code'], message: string): string {
  switch (code) {
    case 'BAD_SCALAR_START':
      return `${message.replace('Plain value', 'A text without quotes')}.`;
    case 'BAD_DQ_ESCAPE':
      return `${message} in double quotes; a backslash itself is written \\\\.`;
    case 'BLOCK_AS_IMPLICIT_KEY':
      return 'There may be only one "name: value" on a line; a text with a colon and a space must be in quotes.';
    case 'MULTILINE_IMPLICIT_KEY':
      return 'A line of the form "name: value" is expected; the name of a field stands on one line with its colon.';
    case 'KEY_OVER_1024_CHARS':
      return 'The name of a field may be 1,024 characters long.';
    case 'TAB_AS_INDENT':
      return 'YAML is indented by spaces, not by tabs.';
    case 'BAD_INDENT':
      return indentExplanation(message);
    case 'MISSING_CHAR':
      return missingExplanation(message);
    case 'UNEXPECTED_TOKEN':
      return unexpectedExplanation(message);
    default:
      return `${message}.`;
  }
}

function indentExplanation(message: string): string {
  if (message.startsWith('Flow'))
    return `${message.replace(/^Flow (\w+) in block collection/, 'What is in brackets')}.`;
  if (message.startsWith('All'))
    return `${message.replace('mapping items', 'fields of one map').replace('sequence', 'list')}.`;
  return `${message}.`;
}

function missingExplanation(message: string): string {
  const quote = /^Missing closing (['"])quote/.exec(message);
  if (quote !== null) return `The quote ${quote[1]} is never closed.`;
  if (message.startsWith('Implicit map keys'))
    return 'A colon and a space must follow the name of a field.';
  if (message.startsWith('Sequence item')) return 'An item of a list must begin with "- ".';
  return `${message
    .replace(/flow (map|sequence) items/, 'items in brackets')
    .replace('flow map', 'a map')
    .replace('flow sequence', 'a list')}.`;
}

function unexpectedExplanation(message: string): string {
  if (message.startsWith('Unexpected block-seq-ind'))
    return 'A list begins on the line below its key.';
  const atEnd = /^Unexpected (\S+) at node end/.exec(message);
  if (atEnd !== null) return 'Something follows a value that is already complete.';
  const closing = /^Unexpected flow-(map|seq)-end/.exec(message);
  if (closing !== null)
    return `The closing ${closing[1] === 'map' ? '}' : ']'} has no opening one.`;
  const [short = message] = message.split(': "');
  return `${short.replace(/\.$/, '').replace('flow sequence', 'a list in brackets').replace('flow map', 'a map in braces')}.`;
}
