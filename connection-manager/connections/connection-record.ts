import type { ConnectionState, ConnectionStatus, Settings } from '../../src/contract/connection';
import type { Owner, PersonReference, User } from '../../src/contract/principal';
import type { Availability, SiteReference } from '../../src/contract/site';

/** A connection as it is stored. Its credential stands in a record of its own. */
export interface ConnectionValue {
  readonly format: 1;
  readonly id: string;
  readonly name: string;
  readonly connectorId: string;
  readonly authMethodId: string;
  readonly kind: 'shared' | 'personal';
  readonly availability: Availability;
  readonly homeSite: SiteReference;
  readonly settings: Settings;
  /** Where the credential may be sent: frozen when it was connected. Empty while there is no credential. */
  readonly allowedHosts: readonly string[];
  readonly status: ConnectionStatus;
  /** While it is disabled: the state that it comes back to. */
  readonly stateBefore?: Exclude<ConnectionState, 'disabled'>;
  readonly account?: string;
  /** Object id of the person whose sign-in the credential is. Absent while there is none. */
  readonly connectedBy?: string;
  /** Counts the credentials this connection has had; 0 before the first. */
  readonly secretVersion: number;
  readonly owners: readonly Owner[];
  readonly users: readonly User[];
  /** Since when every owner has left the tenant or is disabled; seen by a sweep, at most hourly. */
  readonly orphanedSince?: string;
  readonly createdBy: PersonReference;
  readonly createdAt: string;
  readonly changedBy: PersonReference;
  readonly changedAt: string;
  /** Set when the connection was deleted: from then on it is refused to everybody. */
  readonly deletedAt?: string;
  /** Digest of the request that created it, to tell a repeated Idempotency-Key from a reused one. */
  readonly requestDigest: string;
}

/** A stored connection and the etag it had when it was read. */
export interface StoredConnection {
  readonly value: ConnectionValue;
  readonly etag: string;
}
