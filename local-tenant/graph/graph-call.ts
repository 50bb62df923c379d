import type { ReadToken } from '../directory/access-token-reader';
import { peopleOf } from '../world/changes';
import type { Person, Tenant } from '../world/world';
import { forbidden, notFound } from './problems';

/** A call of Graph with a genuine token. */
export interface GraphCall {
  readonly token: ReadToken;
  readonly query: URLSearchParams;
  readonly consistencyLevel: string | undefined;
  /** The JSON object of a POST; undefined where there is none. */
  readonly body: Readonly<Record<string, unknown>> | undefined;
}

export function tenantOf({ token }: GraphCall): Tenant {
  return token.directory.tenant;
}

export function isDelegated({ token }: GraphCall): boolean {
  return token.claims.idtyp === 'user';
}

export function has({ token }: GraphCall, ...enough: readonly string[]): boolean {
  return enough.some((permission) => token.permissions.includes(permission));
}

/** The person of the address: `me`, who is nobody to an application, or an object id. */
export function personAt(call: GraphCall, address: string): Person {
  if (address === 'me' && !isDelegated(call)) throw forbidden();
  const objectId = address === 'me' ? String(call.token.claims.oid) : address;
  const person = peopleOf(tenantOf(call)).find((candidate) => candidate.objectId === objectId.toLowerCase());
  if (person === undefined) throw notFound();
  return person;
}

/** Guests may not look through a directory (Microsoft Entra, "Restrict guest access permissions"). */
export function refuseGuests(call: GraphCall): void {
  if (isDelegated(call) && personAt(call, 'me').userType === 'guest') throw forbidden();
}
