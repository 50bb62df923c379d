import type { RouteDeclaration } from '../../src/contract/route';

/** Where the routes of the tables are served. */
export const apiPrefix = '/api/v1';

export type RouteTable = Readonly<Record<string, RouteDeclaration>>;

/** A path of the API with everything one can ask of it. */
export interface KnownPath {
  readonly pattern: RegExp;
  readonly routes: readonly RouteDeclaration[];
  /** Whether pages of SharePoint may call it. */
  readonly isForBrowsers: boolean;
}

export function knownPaths(
  tables: readonly { readonly table: RouteTable; readonly isForBrowsers: boolean }[],
): KnownPath[] {
  return tables.flatMap(({ table, isForBrowsers }) => {
    const byPath = Map.groupBy(Object.values(table), ({ path }) => path);
    return [...byPath].map(([path, routes]) => ({ pattern: patternOf(path), routes, isForBrowsers }));
  });
}

export function findKnownPath(paths: readonly KnownPath[], address: string): KnownPath | undefined {
  const path = address.split('?', 1)[0] ?? '';
  return paths.find(({ pattern }) => pattern.test(path));
}

/** The value of `Allow` (RFC 9110 §10.2.1). */
export function allowedMethods({ routes }: KnownPath): string {
  return [...new Set(routes.map(({ method }) => method)), 'OPTIONS'].sort().join(', ');
}

function patternOf(path: string): RegExp {
  const pattern = path.replace(/:[A-Za-z]+/g, '[^/]+');
  return new RegExp(`^${apiPrefix}${pattern}$`);
}
