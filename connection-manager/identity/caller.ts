import type { Scope } from '../../src/contract/route';
import type { TenantPolicy } from '../../src/rules/tenant-policy';
import type { TenantRegistration } from '../tenants/tenant-registration';
import type { Secret } from '../vault/secret';

/** A person, established from an access token that the tenant's directory issued to an allowed application. */
export interface PersonCaller {
  readonly kind: 'person';
  readonly tenant: TenantRegistration;
  readonly objectId: string;
  /** As the directory shows it. For screens and the audit trail; never compared. */
  readonly name: string;
  readonly isGuest: boolean;
  readonly isWorkflowAdministrator: boolean;
  /** What the tenant's workflow administrators decided, as it held when the request came. */
  readonly policy: TenantPolicy;
  /** Template ids of the directory roles in the token (`wids`); they count for who may be the first administrator, and nothing else. */
  readonly directoryRoles: readonly string[];
  readonly scopes: readonly Scope[];
  /** The application (`azp`) that brought the token. */
  readonly clientId: string;
  /** The token itself, to ask SharePoint and Graph on the person's behalf. */
  readonly assertion: Secret;
}

/** A workflow engine, established from an application token. */
export interface EngineCaller {
  readonly kind: 'engine';
  readonly tenant: TenantRegistration;
  readonly applicationId: string;
}

export type ApiCaller = PersonCaller | EngineCaller;
