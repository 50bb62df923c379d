import type { AddressInfo } from 'node:net';
import { startApp, type AppUnderTest } from '../testing/app-under-test';
import { operations } from '../testing/test-sharepoint';

describe('closing the app', () => {
  let under: AppUnderTest;
  let address: string;

  beforeEach(async () => {
    under = await startApp();
    await under.app.server.listen({ host: '127.0.0.1', port: 0 });
    address = `http://127.0.0.1:${(under.app.server.server.address() as AddressInfo).port}`;
  });

  it('answers what is running, accepts nothing new, and then closes the store', async () => {
    let finish = (): void => undefined;
    under.sharePoint.answering = new Promise<void>((resolve) => (finish = resolve));
    const headers = await under.person();
    const asked = new Promise<void>((resolve) => under.app.server.server.once('request', () => resolve()));
    const running = fetch(`${address}/api/v1/connections?site=${encodeURIComponent(operations)}`, {
      headers,
    });
    await asked;
    const closing = under.close();
    await expect(fetch(`${address}/health/live`)).rejects.toThrow();
    finish();
    expect((await running).status).toBe(200);
    await closing;
    await expect(under.app.store.probe()).rejects.toThrow();
  });

  it('does not wait for connections that are idle', async () => {
    const live = await fetch(`${address}/health/live`);
    expect(await live.json()).toEqual({ status: 'ok' });
    await under.close();
    await expect(fetch(`${address}/health/live`)).rejects.toThrow();
  });
});
