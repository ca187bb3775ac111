export function nodePackage(): string;
export function hostFolder(): string;
export function installHost(folder?: string, say?: (text: string) => void): boolean;
