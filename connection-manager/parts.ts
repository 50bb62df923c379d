import type { Logger } from 'pino';
import type { AuditTrail } from './audit/audit-trail';
import type { Configuration } from './configuration/configuration';
import type { AskDirectory } from './directory/ask-directory';
import type { Directory } from './directory/directory';
import type { KnownDirectories } from './directory/known-directories';
import type { GetTokenOnBehalfOf } from './directory/on-behalf-of';
import type { Egress } from './egress/egress';
import type { Store } from './store/store';
import type { Tenants } from './tenants/tenants';
import type { Vault } from './vault/vault';

/** The parts that more than one other part uses. */
export interface Parts {
  readonly configuration: Configuration;
  readonly log: Logger;
  readonly now: () => Date;
  readonly store: Store;
  readonly egress: Egress;
  readonly vault: Vault;
  readonly tenants: Tenants;
  readonly directory: Directory;
  readonly known: KnownDirectories;
  readonly getTokenOnBehalfOf: GetTokenOnBehalfOf;
  readonly askDirectory: AskDirectory;
  readonly auditTrail: AuditTrail;
}
