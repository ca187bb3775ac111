/** `people:` of crm.yaml. */
import type { Person } from '../model/schema.ts';
import { foldName } from '../model/foldName.ts';
import type { YamlEntry } from '../yaml/yamlNode.ts';
import type { ConfigReader, Place } from './configReader.ts';
import { isEmptyNode, keyPlace, valuePlace } from './configReader.ts';
import { humanize } from './words.ts';

/** Remembers by which names someone is known already, so that one name never means two people. */
class NamesTaken {
  readonly #owners = new Map<string, string>();
  readonly #reader: ConfigReader;

  constructor(reader: ConfigReader) {
    this.#reader = reader;
  }

  /** True where the name is free or this person's own. */
  claim(name: string, person: string, place: Place): boolean {
    const key = foldName(name);
    const owner = this.#owners.get(key);
    if (owner === undefined) this.#owners.set(key, person);
    if (owner === undefined || owner === person) return true;
    this.#reader.invalid(
      place,
      `"${name}" already means ${owner}: one name can mean one person only.`,
    );
    return false;
  }
}

/** People in the order of crm.yaml: `ana: {name, email, aliases}` or `ana: Ana Ruiz`. */
export function readPeople(reader: ConfigReader, entry: YamlEntry | undefined): readonly Person[] {
  if (!entry) return [];
  const taken = new NamesTaken(reader);
  const entries = reader.entries(entry.value, 'people');
  // Keys first: a key outranks the alias that somebody else wrote further up.
  const people = entries.filter((person) => taken.claim(person.key, person.key, keyPlace(person)));
  return people.map((person) => readPerson(reader, person, taken));
}

function readPerson(reader: ConfigReader, entry: YamlEntry, taken: NamesTaken): Person {
  const { key, value } = entry;
  if (value.kind === 'scalar') {
    const name = isEmptyNode(value) ? humanize(key) : value.text;
    taken.claim(name, key, valuePlace(entry));
    return { key, name, aliases: [] };
  }
  const settings = reader.settings(value, key, ['name', 'email', 'aliases']);
  const nameEntry = settings.get('name');
  const name = reader.text(nameEntry) ?? humanize(key);
  if (nameEntry) taken.claim(name, key, valuePlace(nameEntry));
  const email = readEmail(reader, settings.get('email'), key, taken);
  const aliases = reader
    .texts(settings.get('aliases'))
    .filter((alias) => taken.claim(alias.text, key, alias))
    .map((alias) => alias.text);
  return email === undefined ? { key, name, aliases } : { key, name, email, aliases };
}

function readEmail(
  reader: ConfigReader,
  entry: YamlEntry | undefined,
  key: string,
  taken: NamesTaken,
): string | undefined {
  const email = reader.text(entry)?.trim();
  if (email === undefined || !entry) return undefined;
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) {
    reader.invalid(valuePlace(entry), `"${email}" is not an e-mail address.`);
    return undefined;
  }
  return taken.claim(email, key, valuePlace(entry)) ? email : undefined;
}
