export declare function noticesOf(packages: readonly string[], root: string): string;
