import { pino } from 'pino';
import {
  fabrikamId,
  personOf,
  storeConnection,
  tenantOf,
  useConnections,
} from './connections/connections-under-test';
import type { Account } from './directory/accounts';
import type { AskDirectory } from './directory/ask-directory';
import { ConnectionError } from './problems/connection-error';
import { createOrphanSweep } from './sweeping';

const world = useConnections();
const hourMs = 60 * 60_000;

interface Swept {
  readonly sweep: () => Promise<void>;
  readonly asked: string[];
}

/** Contoso's directory answers; Fabrikam, which stands before it, has one that does not. */
function makeSweep(): Swept {
  const asked: string[] = [];
  const unasked = async () => Promise.reject(new Error('Nobody is signed in here.'));
  const askDirectory: AskDirectory = {
    memberGroups: unasked,
    searchPrincipals: unasked,
    describePrincipals: unasked,
    atRunTime: { account: unasked, memberGroups: unasked },
    async readAccounts({ tenantId }) {
      asked.push(tenantId);
      if (tenantId === fabrikamId) throw new ConnectionError('directory_unavailable');
      return new Map<string, Account>();
    },
    readGroups: async () => new Map<string, string>(),
  };
  const tenants = { list: async () => [tenantOf(fabrikamId), tenantOf()] };
  const log = pino({ level: 'silent' });
  const { store, now } = world;
  return { asked, sweep: createOrphanSweep({ log, now, store, askDirectory, tenants }) };
}

describe(createOrphanSweep.name, () => {
  it('looks at each tenant at most once in an hour, whatever another tenant’s directory does', async () => {
    await storeConnection(world, { owners: [{ kind: 'person', objectId: personOf(1).objectId, name: 'A' }] });
    const { sweep, asked } = makeSweep();
    await sweep();
    world.advance(hourMs - 1);
    await sweep();
    expect(asked.filter((tenantId) => tenantId !== fabrikamId)).toHaveLength(1);
    world.advance(1);
    await sweep();
    expect(asked.filter((tenantId) => tenantId !== fabrikamId)).toHaveLength(2);
  });
});
