import type { NewConnection } from '../../src/contract/connection';
import type { FieldError } from '../../src/contract/problem';
import { checkConnectionName, trimConnectionName } from '../../src/rules/connection-name';
import { decideCreation, decidePersonalCreation } from '../../src/rules/creation';
import { checkSettings, normaliseSettings } from '../../src/rules/settings';
import type { ConnectorDefinition } from '../connectors/connector-definition';
import { findConnector } from '../connectors/registry';
import type { PersonCaller } from '../identity/caller';
import { rulesCaller } from '../identity/rules-caller';
import { derivedId } from '../ids/random-id';
import { ConnectionError } from '../problems/connection-error';
import type { SiteAtHand } from '../sharepoint/site-at-hand';
import { readSiteCollectionSettings } from '../tenants/site-collection-settings';
import { StoreConflict, type Store } from '../store/store';
import { personReference } from './connection-access';
import type { ConnectionValue, StoredConnection } from './connection-record';
import { insertConnection, readStoredConnection, tenantPartition } from './connection-records';

export interface Creation {
  readonly caller: PersonCaller;
  readonly site: SiteAtHand;
  readonly body: NewConnection;
  readonly idempotency: { readonly key: string; readonly requestDigest: string };
}

/**
 * Creates a connection that is *not connected*. Its creator owns it. A shared one reaches as far as its creator's
 * highest role, and everyone within its reach may use it; a personal one has no other owners or users.
 *
 * The id is derived from tenant, person and Idempotency-Key, and the store makes an id once: however often and
 * at whatever time the request is repeated, there is one connection (S43).
 */
export async function createConnection(
  deps: { readonly store: Store; readonly now: () => Date },
  creation: Creation,
): Promise<StoredConnection> {
  const { tenantId } = creation.caller.tenant;
  const standing = await standingAtBirth(deps.store, creation);
  const value = newConnection(creation, standing, deps.now().toISOString());
  try {
    const [etag = ''] = await deps.store.write(tenantPartition(tenantId), [insertConnection(value)]);
    return { value, etag };
  } catch (error) {
    if (!(error instanceof StoreConflict)) throw error;
    return await earlierConnection(deps.store, tenantId, value);
  }
}

/** The connection that the same request made before, as it is now. */
async function earlierConnection(
  store: Store,
  tenantId: string,
  value: ConnectionValue,
): Promise<StoredConnection> {
  const earlier = await readStoredConnection(store, tenantId, value.id);
  if (earlier !== undefined && earlier.value.requestDigest !== value.requestDigest) {
    throw new ConnectionError('idempotency_key_reused');
  }
  if (earlier === undefined || earlier.value.deletedAt !== undefined) {
    throw new ConnectionError('connection_not_found', {
      detail: 'This request has made a connection before, and it was deleted since.',
    });
  }
  return earlier;
}

type Standing = Pick<ConnectionValue, 'kind' | 'availability' | 'users'>;

/** What kind of connection it is and how far it reaches, as the rules allow it to the creator here. */
async function standingAtBirth(
  store: Store,
  { caller, site, body: { kind = 'shared' } }: Creation,
): Promise<Standing> {
  if (kind === 'shared') {
    const decision = decideCreation(rulesCaller(caller, []), site.standing, caller.policy);
    if (!decision.allowed) throw new ConnectionError('not_allowed', { because: decision.because });
    return { kind, availability: decision.availability, users: [{ kind: 'everyone' }] };
  }
  const { siteId } = site.standing;
  const { value } = await readSiteCollectionSettings(store, caller.tenant.tenantId, siteId);
  const decision = decidePersonalCreation(site.standing, value);
  if (!decision.allowed) throw new ConnectionError('not_allowed', { because: decision.because });
  return { kind, availability: 'tenant', users: [] };
}

function newConnection(
  { caller, site, body, idempotency }: Creation,
  standing: Standing,
  at: string,
): ConnectionValue {
  const definition = findConnector(body.connectorId);
  if (definition === undefined) throw new ConnectionError('connector_not_found');
  const errors = creationErrors(definition, body);
  if (errors.length > 0) throw new ConnectionError('invalid_request', { errors });
  const creator = personReference(caller);
  return {
    format: 1,
    id: derivedId('con', [caller.tenant.tenantId, caller.objectId, idempotency.key]),
    name: trimConnectionName(body.name),
    connectorId: definition.id,
    authMethodId: body.authMethodId,
    ...standing,
    homeSite: site.reference,
    settings: normaliseSettings(definition.settings, body.settings),
    allowedHosts: [],
    status: { state: 'notConnected', since: at },
    secretVersion: 0,
    owners: [creator],
    createdBy: creator,
    createdAt: at,
    changedBy: creator,
    changedAt: at,
    requestDigest: idempotency.requestDigest,
  };
}

/** Everything that is wrong with the fields, so that a person is told once. */
function creationErrors(definition: ConnectorDefinition, body: NewConnection): FieldError[] {
  const name = checkConnectionName(body.name);
  const hasMethod = definition.authMethods.some(({ id }) => id === body.authMethodId);
  const methods = definition.authMethods.map(({ id }) => id).join(', ');
  const method: FieldError = {
    field: 'authMethodId',
    code: 'not_one_of',
    message: `This connector has these auth methods: ${methods}.`,
  };
  return [
    ...(name === undefined ? [] : [name]),
    ...(hasMethod ? [] : [method]),
    ...checkSettings(definition.settings, body.settings),
  ];
}
