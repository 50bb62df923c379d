import type { RouteDeclaration, SiteAction } from '../../src/contract/route';
import type { ConnectionAction } from '../../src/contract/connection';
import { decide } from '../../src/rules/access';
import type { AccessQuestion } from '../../src/rules/access-question';
import {
  decideSiteCollectionAdministration,
  decideTenantAdministration,
} from '../../src/rules/administration';
import type { Decision } from '../../src/rules/decision';
import { accessQuestion } from '../connections/connection-access';
import type { StoredConnection } from '../connections/connection-record';
import type { MemberGroups } from '../directory/member-groups';
import type { ApiCaller, PersonCaller } from '../identity/caller';
import { ConnectionError } from '../problems/connection-error';
import type { FindSite, SiteAtHand } from '../sharepoint/site-at-hand';
import type { ReadRequest } from './read-request';

export interface SubjectSources {
  readonly findSite: FindSite;
  readonly memberGroups: MemberGroups;
  /** Resolves with `undefined` for a connection that does not exist, is another tenant's, or was deleted. */
  readonly loadConnection: (tenantId: string, connectionId: string) => Promise<StoredConnection | undefined>;
}

/** What the route's permission is about, loaded and decided upon. */
export interface Subject {
  readonly site?: SiteAtHand;
  readonly connection?: StoredConnection;
  /** What was asked of the rules about the connection: with it the handler asks what depends on the request. */
  readonly question?: AccessQuestion;
}

/** Loads what a route is about and asks the rules, as its permission says (S24). */
export async function loadSubject(
  sources: SubjectSources,
  { permission }: Pick<RouteDeclaration, 'permission'>,
  { caller, read }: Request,
): Promise<Subject> {
  switch (permission.on) {
    case 'tenant':
      refuseForTenant(permission.action, caller);
      return {};
    case 'site': {
      const { person, site } = await loadSite(sources, caller, read);
      refuseAtSite(permission.action, person, site);
      return { site };
    }
    case 'connection':
      return await loadConnectionSubject(sources, permission.action, { caller, read });
    default:
      return {};
  }
}

interface Request {
  readonly caller: ApiCaller;
  readonly read: ReadRequest;
}

async function loadSite(
  { findSite }: SubjectSources,
  caller: ApiCaller,
  read: ReadRequest,
): Promise<{ readonly person: PersonCaller; readonly site: SiteAtHand }> {
  if (caller.kind !== 'person') throw new TypeError('Only people are asked about at a site.');
  const site = await findSite(caller, siteAddress(read));
  if (site === undefined) throw new ConnectionError('site_not_found');
  return { person: caller, site };
}

async function loadConnectionSubject(
  sources: SubjectSources,
  action: ConnectionAction | readonly ConnectionAction[],
  { caller, read }: Request,
): Promise<Subject> {
  const { person, site } = await loadSite(sources, caller, read);
  const connectionId = member(read.params?.value, 'connectionId') ?? '';
  const connection = await sources.loadConnection(person.tenant.tenantId, connectionId);
  // A connection that the caller may not see is refused exactly as one that is missing (S23).
  if (connection === undefined) throw new ConnectionError('connection_not_found');
  const asking = { caller: person, connection: connection.value, site: site.standing };
  const question = await accessQuestion(sources.memberGroups, asking);
  if (!decide('see', question).allowed) throw new ConnectionError('connection_not_found');
  refuseUnlessAllowed(action, question);
  return { site, connection, question };
}

/** Who may be the first administrator depends on the tenant's settings: the handler asks. */
function refuseForTenant(action: 'administer' | 'registerFirstAdministrator', caller: ApiCaller): void {
  if (caller.kind !== 'person') throw new TypeError('Only people administer a tenant.');
  if (action === 'administer') refuseUnless(decideTenantAdministration(caller));
}

function refuseAtSite(action: SiteAction, caller: PersonCaller, { standing }: SiteAtHand): void {
  if (action === 'administerSiteCollection' || action === 'seeTenantActivity')
    refuseUnless(decideSiteCollectionAdministration(caller, standing));
}

function refuseUnless(decision: Decision): void {
  if (!decision.allowed) throw new ConnectionError('not_allowed', { because: decision.because });
}

/** Where a route names several actions, one of them is enough to be heard; its handler asks about the rest. */
function refuseUnlessAllowed(
  action: ConnectionAction | readonly ConnectionAction[],
  question: AccessQuestion,
): void {
  const decisions = [action].flat().map((one) => decide(one, question));
  if (decisions.some(({ allowed }) => allowed)) return;
  const because = decisions.flatMap((decision) => (decision.allowed ? [] : [decision.because]))[0];
  throw new ConnectionError('not_allowed', because === undefined ? {} : { because });
}

/** A route that is about a site names it in its query or in its body. */
function siteAddress({ query, body }: ReadRequest): string {
  return member(query, 'site') ?? member(body, 'site') ?? '';
}

function member(value: unknown, name: string): string | undefined {
  const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  return typeof found === 'string' ? found : undefined;
}
