import type { ApplicationRole, Scope } from '../../src/contract/route';
import { ConnectionError } from '../problems/connection-error';
import type { TenantRegistration } from '../tenants/tenant-registration';
import { policyOf, type TenantSettingsValue } from '../tenants/tenant-settings';
import type { Secret } from '../vault/secret';
import type { EngineCaller, PersonCaller } from './caller';
import type { EngineClaims, PersonClaims } from './token-claims';

interface PersonToken {
  readonly claims: PersonClaims;
  readonly tenant: TenantRegistration;
  /** One of these is enough. */
  readonly needed: readonly Scope[];
  readonly assertion: Secret;
  readonly settings: TenantSettingsValue;
}

const scopes: readonly Scope[] = ['connections.access', 'bindings.write'];

/** The person of a verified token. A scope counts only where the application may bring it (`allowedClients`). */
export function personOf({ claims, tenant, needed, assertion, settings }: PersonToken): PersonCaller {
  const granted = claims.scp.split(' ');
  const usable = scopes.filter(
    (scope) => granted.includes(scope) && tenant.allowedClients[scope].includes(claims.azp),
  );
  if (!needed.some((scope) => usable.includes(scope))) {
    throw new ConnectionError('wrong_kind_of_token', {
      detail: `This needs the scope ${needed.join(' or ')}, brought by an application that is registered for it.`,
    });
  }
  return {
    kind: 'person',
    tenant,
    objectId: claims.oid,
    name: claims.name ?? claims.oid,
    // Without the claim it is not known that the person is a member, and guests may do less.
    isGuest: claims.acct !== 0,
    isWorkflowAdministrator: settings.workflowAdministrators.includes(claims.oid),
    policy: policyOf(settings),
    directoryRoles: claims.wids ?? [],
    scopes: usable,
    clientId: claims.azp,
    assertion,
  };
}

/** The engine of a verified application token: it needs the role, and to be one of the tenant's engines. */
export function engineOf(
  claims: EngineClaims,
  tenant: TenantRegistration,
  role: ApplicationRole,
): EngineCaller {
  if (!claims.roles.includes(role)) {
    throw new ConnectionError('wrong_kind_of_token', { detail: `This needs the application role ${role}.` });
  }
  if (!tenant.engines.includes(claims.azp)) {
    throw new ConnectionError('not_allowed', { because: 'engineNotRegistered' });
  }
  return { kind: 'engine', tenant, applicationId: claims.azp };
}
