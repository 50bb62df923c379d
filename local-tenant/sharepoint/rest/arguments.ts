/** Arguments inside an OData function call. */

/** `'it''s'` → `it's`. */
export function unquote(literal: string): string {
  return literal.replace(/^'|'$/g, '').replaceAll("''", "'");
}

/** An argument given in place, or by name in the query: `f(@v)?@v='x'`. */
export function argument(captured: string, query: URLSearchParams): string {
  return captured.startsWith('@') ? (query.get(captured) ?? '') : captured;
}

/** Reads `{'High':'0','Low':'1073741824'}`, with either kind of quotes or none around the numbers. */
export function readBasePermissions(literal: string): { high: number; low: number } | undefined {
  const high = /["']High["']\s*:\s*["']?(\d+)/i.exec(literal)?.[1];
  const low = /["']Low["']\s*:\s*["']?(\d+)/i.exec(literal)?.[1];
  return high && low ? { high: Number(high) >>> 0, low: Number(low) >>> 0 } : undefined;
}
