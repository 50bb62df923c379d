import { readFile } from 'node:fs/promises';
import { ClientSecrets } from '../directory/client-secret';
import { fieldErrors } from '../http/field-errors';
import { tenantRegistrationSchema, type TenantRegistration } from '../tenants/tenant-registration';
import { addTenant, Tenants } from '../tenants/tenants';
import { withStorage } from './storage';
import { CommandFailure, type Terminal } from './terminal';

export async function addTenantFile(file: string, terminal: Terminal): Promise<void> {
  const registration = await readRegistration(file);
  await withStorage(terminal, async (storage) => {
    const result = await addTenant(storage, registration);
    if (result.kind === 'hostTaken') {
      throw new CommandFailure(
        'One of sharePointHosts belongs to another registered tenant. A host belongs to one tenant only.',
      );
    }
    const key = result.keyCreated ? ', and its first key made' : '';
    terminal.write(
      `${registration.displayName} (${registration.tenantId}): registration ${result.kind}${key}.`,
    );
  });
  await warnOfSecret(registration, terminal);
}

/** The secret may still be on its way to this machine: that is worth a word, and no reason to refuse. */
async function warnOfSecret({ application }: TenantRegistration, { complain }: Terminal): Promise<void> {
  try {
    await new ClientSecrets().read(application.clientSecretFile);
  } catch (error) {
    complain(
      `Not yet usable: ${error instanceof Error ? error.message : 'the client secret cannot be read.'}`,
    );
  }
}

export async function listTenants(terminal: Terminal): Promise<void> {
  await withStorage(terminal, async ({ store }) => {
    const tenants = new Tenants({
      store,
      now: () => new Date(),
      onUnreadable: (tenantId) =>
        terminal.complain(`${tenantId}: the stored registration cannot be read. Add it again.`),
    });
    const registrations = await tenants.list();
    if (registrations.length === 0) terminal.write('No tenant is registered.');
    for (const { tenantId, displayName, sharePointHosts } of registrations) {
      terminal.write(`${tenantId}  ${displayName}  ${sharePointHosts.join(', ')}`);
    }
  });
}

async function readRegistration(file: string): Promise<TenantRegistration> {
  const value = parseJson(file, await readText(file));
  const parsed = tenantRegistrationSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const lines = fieldErrors(parsed.error, value).map(({ message }) => `  ${message}`);
  throw new CommandFailure([`${file} has mistakes:`, ...lines].join('\n'));
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    throw new CommandFailure(`${file} cannot be read. Name a JSON file that describes the tenant.`);
  }
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's message quotes the text, and a secret may have been written there by mistake.
    throw new CommandFailure(`${file} is not JSON.`);
  }
}
