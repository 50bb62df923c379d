/**
 * Who and what exists in the local tenant: the directory, SharePoint and the third-party systems
 * all answer from this one description. Everything here is invented.
 */
import { ports } from './addresses';
import { contoso } from './contoso';
import { fabrikam } from './fabrikam';
import type { BasicSystem, Tenant } from './model';

export { connectionManagerOrigin, directoryOrigin, hosts, ports, sharePointOrigin } from './addresses';
export type { Person, PermissionLevel, Web, SiteCollection, Application, Tenant, BasicSystem } from './model';
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
