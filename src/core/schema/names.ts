/** Names of types and fields: words that expressions can say. */

const identifier = /^[a-z][a-z0-9_]*$/;

export function isIdentifier(name: string): boolean {
  return identifier.test(name) && name.length <= 64;
}

/** The nearest usable name (`First Name` becomes `first_name`); undefined where no letter is left. */
export function identifierOf(name: string): string | undefined {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^[_0-9]+|_+$/g, '')
    .slice(0, 64);
  return isIdentifier(plain) ? plain : undefined;
}

/** Names that mean something wherever records are listed, filtered or printed. */
export const reservedNames: Readonly<Partial<Record<string, string>>> = Object.assign(
  Object.create(null),
  {
    id: 'the id of the record',
    path: 'the path of its file',
    body: 'the text below the frontmatter',
    today: 'the current date',
    me: 'the person asking',
    last_activity: 'computed from activities',
    open_amount: 'computed from open deals',
    days_in_stage: 'computed from history',
    completeness: 'computed from the fields filled in',
  },
);
