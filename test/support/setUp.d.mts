export const root: string;
export class SetUpError extends Error {}
export function say(text: string): void;
export function findExecutable(...names: readonly string[]): string | undefined;
export function installNpmPackages(): void;
export function installSystemPackages(): void;
export function installVsCodeHost(): void;
export function build(...flags: readonly string[]): void;
export function runOrExplain(main: () => void | Promise<void>): Promise<void>;
