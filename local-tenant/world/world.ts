/**
 * Who and what exists in the local tenant: the directory, SharePoint and the third-party systems
 * all answer from this one description. Everything here is invented.
 */
import { ports } from './addresses';
import { contoso } from './contoso';
import { fabrikam } from './fabrikam';
import type { BasicSystem, KeySystem, Tenant } from './model';

export {
  connectionManagerOrigin,
  directoryOrigin,
  hosts,
  ports,
  sharePointOrigin,
  sharePointsOf,
} from './addresses';
export type {
  Person,
  Group,
  PermissionLevel,
  Web,
  SiteCollection,
  Application,
  Tenant,
  BasicSystem,
  KeySystem,
} from './model';
export { contoso, fabrikam };

export const tenants: readonly Tenant[] = [contoso, fabrikam];

export const ledger: BasicSystem = {
  key: 'ledger',
  title: 'Ledger',
  host: 'ledger.systems.localhost',
  port: ports.ledger,
  accounts: [
    { username: 'workflow', password: 'Blue-Harbor-42', displayName: 'Workflow account' },
    { username: 'auditor', password: 'Quiet-Meadow-17', displayName: 'Auditor' },
  ],
};

export const beacon: KeySystem = {
  key: 'beacon',
  title: 'Beacon',
  host: 'beacon.systems.localhost',
  port: ports.beacon,
  header: 'X-Api-Key',
  keys: [
    { label: 'Workflow key', key: 'Amber-Meadow-93' },
    { label: 'Audit key', key: 'Silver-Brook-58' },
  ],
};

/** Where the third-party systems are. */
export const systemOrigins = {
  ledger: `https://${ledger.host}:${ledger.port}`,
  beacon: `https://${beacon.host}:${beacon.port}`,
} as const;
