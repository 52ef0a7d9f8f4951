export declare function readCsv(text: string): Record<string, string>[];
export declare function number(row: Record<string, string>, column: string, options?: { readonly optional?: boolean }): number | undefined;
