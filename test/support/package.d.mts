export function listZip(file: string): string[];
export function checkPackage(file: string): string[];
export function packageFile(): string;
export function createPackage(): string;
