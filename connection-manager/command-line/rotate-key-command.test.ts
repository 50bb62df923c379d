import {
  connectionValue,
  contosoId as tenantId,
  makeReady,
  storeConnection,
} from '../connections/connections-under-test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireConfiguration } from './storage';
import { readStorageConfiguration } from '../configuration/configuration';
import { tenantPartition } from '../connections/connection-records';
import { openStorage, type Storage } from '../open-storage';
import { readCurrentTenantKey } from '../tenants/tenant-keys';
import { addTenant } from '../tenants/tenants';
import { registration } from '../testing/test-directory';
import { createKeyFile } from '../vault/key-file';
import { runCommandLine } from './run-command-line';

const otherId = '99999999-9999-4999-8999-999999999999';
const now = () => new Date('2026-05-01T10:00:00Z');

describe('rotating keys', () => {
  let folder: string;
  let storage: Storage;
  let output: string[];
  let complaints: string[];
  const environment = () => ({
    WFC_DATABASE_FILE: join(folder, 'data', 'store.db'),
    WFC_MASTER_KEY_FILE: join(folder, 'master.key'),
  });

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rotate-key-'));
    await createKeyFile(environment().WFC_MASTER_KEY_FILE);
    const configuration = requireConfiguration(readStorageConfiguration(environment()));
    storage = await openStorage(configuration, { now, onUnreadable: () => undefined });
    await addTenant(storage, registration({ tenantId }));
    output = [];
    complaints = [];
  });

  afterEach(async () => {
    await storage.store.close();
    await rm(folder, { recursive: true });
  });

  function run(words: readonly string[], changes: Readonly<Record<string, string>> = {}): Promise<number> {
    output = [];
    complaints = [];
    return runCommandLine(words, {
      environment: { ...environment(), ...changes },
      write: (line) => output.push(line),
      complain: (line) => complaints.push(line),
      wait: async () => undefined,
    });
  }

  describe('tenant rotate-key', () => {
    it('says how far it came and prints the line to pin, with the pins there are', async () => {
      await makeReady({ ...storage, now }, await storeConnection(storage, { id: 'con_1' }));
      expect(await run(['tenant', 'rotate-key', tenantId.toUpperCase()])).toBe(0);
      expect([output, complaints]).toEqual([
        [
          'Made generation 2 of the key.',
          '1 credentials are sealed under generation 2.',
          'Put this into the configuration of the connection manager, and start it again:',
          `WFC_LOWEST_KEY_GENERATIONS=${tenantId}=2`,
        ],
        [],
      ]);
      const pins = { WFC_LOWEST_KEY_GENERATIONS: `${otherId}=7,${tenantId}=2` };
      expect(await run(['tenant', 'rotate-key', tenantId], pins)).toBe(0);
      expect(output.at(-1)).toBe(`WFC_LOWEST_KEY_GENERATIONS=${otherId}=7,${tenantId}=3`);
      const printed = (output.at(-1) ?? '').replace('WFC_LOWEST_KEY_GENERATIONS=', '');
      expect(await run(['tenant', 'list'], { WFC_LOWEST_KEY_GENERATIONS: printed })).toBe(0);
    });

    it('names connections whose credential opens under no key', async () => {
      await makeReady({ ...storage, now }, await storeConnection(storage, { id: 'con_1' }));
      const { etag } = (await storage.store.read(tenantPartition(tenantId), 'connection:con_1')) ?? {
        etag: '',
      };
      const value = connectionValue({ id: 'con_1', secretVersion: 4 });
      const key = 'connection:con_1';
      await storage.store.write(tenantPartition(tenantId), [{ kind: 'replace', key, value, etag }]);
      expect(await run(['tenant', 'rotate-key', tenantId])).toBe(0);
      expect(complaints).toEqual([expect.stringContaining('1 credentials open under no key'), '  con_1']);
      expect(output).toContain('0 credentials are sealed under generation 2.');
    });

    it('refuses a tenant that is not registered', async () => {
      expect(await run(['tenant', 'rotate-key', otherId])).toBe(1);
      expect(complaints).toEqual([expect.stringContaining('No tenant of this id is registered')]);
    });

    it('refuses a pin that it cannot read, and makes no key', async () => {
      const pins = { WFC_LOWEST_KEY_GENERATIONS: `${tenantId}` };
      expect(await run(['tenant', 'rotate-key', tenantId], pins)).toBe(1);
      expect(complaints.join()).toContain('WFC_LOWEST_KEY_GENERATIONS');
      expect((await readCurrentTenantKey(storage.store, tenantId))?.value.header.generation).toBe(1);
    });
  });

  describe('key rotate', () => {
    it('wraps the keys of the other tenants where one tenant’s key does not open, and fails', async () => {
      await addTenant(storage, registration({ tenantId: otherId, sharePointHosts: ['other.example'] }));
      const damaged = await readCurrentTenantKey(storage.store, tenantId);
      if (damaged === undefined) throw new Error('There is no key.');
      const { key, etag, indexes, value } = damaged;
      const forged = { ...value, header: { ...value.header, generation: 2 } };
      await storage.store.write('tenants', [{ kind: 'replace', key, value: forged, etag, indexes }]);
      expect(await run(['key', 'add'])).toBe(0);
      expect(await run(['key', 'rotate'])).toBe(1);
      expect(output).toEqual([`${otherId}: 1 wrapped again, 0 were already.`]);
      expect(complaints).toEqual([
        expect.stringMatching(new RegExp(`^${tenantId}: .* does not open`)),
        expect.stringContaining('1 tenants are not all wrapped'),
      ]);
    });
  });
});
