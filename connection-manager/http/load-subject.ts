import type { RouteDeclaration } from '../../src/contract/route';
import { decide } from '../../src/rules/access';
import { accessQuestion } from '../connections/connection-access';
import type { StoredConnection } from '../connections/connection-record';
import type { ApiCaller, PersonCaller } from '../identity/caller';
import { ConnectionError } from '../problems/connection-error';
import type { FindSite, SiteAtHand } from '../sharepoint/site-at-hand';
import type { ReadRequest } from './read-request';

export interface SubjectSources {
  readonly findSite: FindSite;
  /** Resolves with `undefined` for a connection that does not exist, is another tenant's, or was deleted. */
  readonly loadConnection: (tenantId: string, connectionId: string) => Promise<StoredConnection | undefined>;
}

/** What the route's permission is about, loaded and decided upon. */
export interface Subject {
  readonly site?: SiteAtHand;
  readonly connection?: StoredConnection;
}

/** Loads what a route is about and asks the rules, as its permission says (S24). */
export async function loadSubject(
  sources: SubjectSources,
  { permission }: Pick<RouteDeclaration, 'permission'>,
  { caller, read }: { readonly caller: ApiCaller; readonly read: ReadRequest },
): Promise<Subject> {
  if (permission.on !== 'connection' && permission.on !== 'site') return {};
  if (caller.kind !== 'person') throw new TypeError('Only people are asked about at a site.');
  const site = await sources.findSite(caller, siteAddress(read));
  if (site === undefined) throw new ConnectionError('site_not_found');
  if (permission.on === 'site') return { site };
  const connectionId = member(read.params?.value, 'connectionId') ?? '';
  const connection = await sources.loadConnection(caller.tenant.tenantId, connectionId);
  return { site, connection: allowedConnection({ caller, site, connection, action: permission.action }) };
}

interface Question {
  readonly caller: PersonCaller;
  readonly site: SiteAtHand;
  readonly connection: StoredConnection | undefined;
  readonly action: Extract<RouteDeclaration['permission'], { on: 'connection' }>['action'];
}

/** A connection that the caller may not see is refused exactly as one that is missing (S23). */
function allowedConnection({ caller, site, connection, action }: Question): StoredConnection {
  if (connection === undefined || connection.value.deletedAt !== undefined) {
    throw new ConnectionError('connection_not_found');
  }
  const question = accessQuestion(caller, connection.value, site.standing);
  if (!decide('see', question).allowed) throw new ConnectionError('connection_not_found');
  const decision = decide(action, question);
  if (!decision.allowed) throw new ConnectionError('not_allowed', { because: decision.because });
  return connection;
}

/** A route that is about a site names it in its query or in its body. */
function siteAddress({ query, body }: ReadRequest): string {
  return member(query, 'site') ?? member(body, 'site') ?? '';
}

function member(value: unknown, name: string): string | undefined {
  const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  return typeof found === 'string' ? found : undefined;
}
