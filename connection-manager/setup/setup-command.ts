import { requireConfiguration, withStorage } from '../command-line/storage';
import { CommandFailure, type Terminal } from '../command-line/terminal';
import { readConfiguration } from '../configuration/configuration';
import { ClientSecrets } from '../directory/client-secret';
import { createEgress } from '../egress/egress';
import { Tenants } from '../tenants/tenants';
import type { TenantRegistration } from '../tenants/tenant-registration';
import { jsonReport, textReport } from './check-report';
import { checkTenant } from './check-tenant';
import { checklistFor } from './checklist';
import { readSetupRequest } from './options';
import { planSetup } from './plan';
import { scriptFor } from './script';

/** Prints what sets a tenant up, or checks one that is registered. It never changes a tenant itself. */
export async function setup(words: readonly string[], terminal: Terminal): Promise<void> {
  const request = readSetupRequest(words);
  if (request.kind === 'check') {
    await check(request, terminal);
    return;
  }
  const plan = planSetup(request.options);
  terminal.write(request.kind === 'checklist' ? checklistFor(plan) : scriptFor(plan));
}

interface CheckRequest {
  readonly tenantId: string;
  readonly asJson: boolean;
}

async function check({ tenantId, asJson }: CheckRequest, terminal: Terminal): Promise<void> {
  const configuration = requireConfiguration(readConfiguration(terminal.environment));
  const tenant = await findTenant(tenantId, terminal);
  const egress = createEgress(configuration);
  try {
    const options = { egress, clientSecrets: new ClientSecrets(), origin: configuration.origin };
    const checks = await checkTenant(options, tenant);
    terminal.write(asJson ? jsonReport(tenant, checks) : textReport(tenant, checks));
    const missing = checks.filter(({ outcome }) => outcome === 'missing').length;
    if (missing > 0) throw new CommandFailure(`Missing: ${missing}.`);
  } finally {
    await egress.close();
  }
}

async function findTenant(tenantId: string, terminal: Terminal): Promise<TenantRegistration> {
  return await withStorage(terminal, async ({ store }) => {
    const onUnreadable = (): void => undefined;
    const tenant = await new Tenants({ store, now: () => new Date(), onUnreadable }).find(tenantId);
    if (tenant !== undefined) return tenant;
    throw new CommandFailure(
      `No tenant ${tenantId} is registered, or its registration cannot be read. Register it with "tenant add FILE".`,
    );
  });
}
