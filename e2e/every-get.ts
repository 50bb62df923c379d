/** Every GET of the API, what a site owner asks it with, and the status of the answer. */
export const asked: Readonly<
  Record<string, { readonly status: number; readonly query?: Readonly<Record<string, string>> }>
> = {
  '/activity': { status: 403 },
  '/activity/export': { status: 403, query: { format: 'csv' } },
  '/bindings': { status: 404, query: { workflowId: 'w', stepId: 's' } },
  '/confirmations/:confirmationId': { status: 404 },
  '/connect-flows/:flowId': { status: 200 },
  '/connections': { status: 200 },
  '/connections/:connectionId': { status: 200 },
  /** About the person who asks. */
  '/connections/:connectionId/access': { status: 200 },
  '/connections/:connectionId/activity': { status: 200 },
  '/connectors': { status: 200 },
  '/deleted-connections': { status: 200 },
  '/principals': { status: 200, query: { search: 'o', kind: 'person' } },
  '/settings': { status: 403 },
  '/site-collection-settings': { status: 403 },
};

const withoutSite: ReadonlySet<string> = new Set([
  '/confirmations/:confirmationId',
  '/connect-flows/:flowId',
  '/connectors',
  '/settings',
]);

interface Things {
  readonly connectionId: string;
  readonly flowId: string;
  readonly site: string;
  readonly person: string;
}

/** The address at which a path of `asked` is asked, about these things. */
export function addressOf(path: string, { connectionId, flowId, site, person }: Things): string {
  const named = path
    .replace(':connectionId', connectionId)
    .replace(':flowId', flowId)
    .replace(':confirmationId', `cnf_${'0'.repeat(26)}`);
  const query = new URLSearchParams({
    ...(!withoutSite.has(path) && { site }),
    ...(path.endsWith('/access') && { person }),
    ...asked[path]?.query,
  });
  return `${named}?${query.toString()}`;
}
