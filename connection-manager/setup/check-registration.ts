import type { TenantRegistration } from '../tenants/tenant-registration';
import { microsoftApplications } from './applications';
import { ok, operator, type Check } from './check';

const addAgain = 'in the registration file, and run "tenant add" again.';

/** Whether the registration names everybody it should. That its form is right was checked when it was added. */
export function checkRegistration(tenant: TenantRegistration): readonly Check[] {
  return [checkAdministrators(tenant), checkClients(tenant), checkEngines(tenant)];
}

function checkAdministrators({ workflowAdministrators }: TenantRegistration): Check {
  const check = 'workflowAdministrators';
  if (workflowAdministrators.length > 0) {
    return ok(check, `Workflow administrators are registered: ${workflowAdministrators.length}.`);
  }
  const sentence =
    'No workflow administrator is registered, so nobody can make connections for the whole tenant.';
  const cure = `Add the object id of a person to workflowAdministrators ${addAgain}`;
  return { check, outcome: 'missing', sentence, who: operator, cure };
}

function checkClients({ allowedClients }: TenantRegistration): Check {
  const check = 'clients';
  const clients = allowedClients['connections.access'];
  const { appId, displayName } = microsoftApplications.sharePointClient;
  if (clients.includes(appId)) return ok(check, `People may come through ${displayName}.`);
  const cure = `Add ${appId} to allowedClients, connections.access, ${addAgain}`;
  if (clients.length === 0) {
    const sentence = 'No application may bring people, so the Workflow Gallery is always refused.';
    return { check, outcome: 'missing', sentence, who: operator, cure };
  }
  const sentence = `People may come through other applications, and not through ${displayName}. Whether the Workflow Gallery uses it cannot be seen from here; in Teams it always does.`;
  return { check, outcome: 'unknown', sentence, who: operator, cure };
}

function checkEngines({ engines }: TenantRegistration): Check {
  const sentence =
    engines.length === 0
      ? 'No workflow engine is registered. Connections can be made, and no workflow uses them yet.'
      : `Workflow engines are registered: ${engines.length}.`;
  return ok('engines', sentence);
}
