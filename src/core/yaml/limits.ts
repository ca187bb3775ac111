/** Lists and maps within each other. Deeper nesting is a problem, never a stack overflow. */
export const maximumDepth = 100;
/** YAML allows no longer keys on one line. */
export const maximumKeyLength = 1024;
/** UTF-16 units of YAML in one file; what lies beyond is not read. */
export const maximumYamlLength = 1 << 20;
/** Aliases (`*name`) that are replaced by what they stand for. */
export const maximumAliases = 1000;
/** Nodes that aliases may add to the tree of one file. */
export const maximumAliasedNodes = 10_000;
/** Problems told of one file: more help nobody. */
export const maximumProblems = 100;
/** UTF-16 units of one piece of YAML that the library is asked to read. */
export const maximumPieceLength = 1 << 18;
