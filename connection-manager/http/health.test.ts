import { chmod } from 'node:fs/promises';
import { startApp, type AppUnderTest } from '../testing/app-under-test';
import { bindHealth } from './health';

describe(bindHealth.name, () => {
  let under: AppUnderTest;

  beforeEach(async () => {
    under = await startApp();
  });

  afterEach(() => under.close());

  async function ready() {
    const answer = await under.app.server.inject('/health/ready');
    return { status: answer.statusCode, body: answer.json<unknown>() };
  }

  it('says that it lives and that it is ready', async () => {
    const live = await under.app.server.inject('/health/live');
    expect([live.statusCode, live.json()]).toEqual([200, { status: 'ok' }]);
    await expect(ready()).resolves.toEqual({
      status: 200,
      body: { status: 'ok', parts: { store: 'ok', masterKey: 'ok' } },
    });
  });

  it('says which part is not ready, and nothing more', async () => {
    await chmod(under.configuration.masterKeyFile, 0o644);
    await expect(ready()).resolves.toEqual({
      status: 503,
      body: { status: 'not ok', parts: { store: 'ok', masterKey: 'not ok' } },
    });
    await chmod(under.configuration.masterKeyFile, 0o600);
    under.clock += 1000;
    await under.app.store.close();
    await expect(ready()).resolves.toEqual({
      status: 503,
      body: { status: 'not ok', parts: { store: 'not ok', masterKey: 'ok' } },
    });
    expect((await under.app.server.inject('/health/live')).statusCode).toBe(200);
  });

  it('looks at the parts once a second at most', async () => {
    let probes = 0;
    under.app.store.probe = async () => void (probes += 1);
    await Promise.all(Array.from({ length: 50 }, ready));
    under.clock += 999;
    await ready();
    expect(probes).toBe(1);
    under.clock += 1;
    await ready();
    expect(probes).toBe(2);
  });
});
