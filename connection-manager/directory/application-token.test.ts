import { egressFetch } from '../egress/egress-fetch';
import { ClientSecretPost } from 'oauth4webapi';
import {
  apiId,
  directoryHost,
  registration,
  TestDirectory,
  tenantId,
  waltId,
} from '../testing/test-directory';
import { createApplicationToken, type GetApplicationToken } from './application-token';

const scope = 'https://graph.microsoft.com/.default';

describe(createApplicationToken.name, () => {
  let directory: TestDirectory;
  let clock: number;
  let getToken: GetApplicationToken;

  beforeEach(() => {
    clock = Date.parse('2026-05-01T10:00:00Z');
    directory = new TestDirectory([]);
    answer(200, { access_token: 'application-token', token_type: 'Bearer', expires_in: 3600 });
    const egress = { send: directory.send.bind(directory), close: async () => undefined };
    const base = `https://${directoryHost}/${tenantId}`;
    getToken = createApplicationToken({
      now: () => new Date(clock),
      directory: {
        authorizationServer: async () => ({
          issuer: `${base}/v2.0`,
          token_endpoint: `${base}/oauth2/v2.0/token`,
        }),
        clientAuthentication: async () => ClientSecretPost('the-secret'),
        fetch: () => egressFetch(egress, { purpose: 'directory', allowedHosts: [directoryHost] }),
      },
    });
  });

  function answer(status: number, body: object): void {
    directory.tokenAnswer = { status, body };
  }

  it('asks by client credentials', async () => {
    expect((await getToken(registration(), scope)).reveal()).toBe('application-token');
    const sent = new URLSearchParams(String(Buffer.from(directory.requests[0]?.body ?? '')));
    expect(Object.fromEntries(sent)).toEqual({
      grant_type: 'client_credentials',
      scope,
      client_id: apiId,
      client_secret: 'the-secret',
    });
  });

  it('keeps a token until a minute before it expires, for each tenant and scope', async () => {
    await Promise.all([getToken(registration(), scope), getToken(registration(), scope)]);
    clock += 3_539_999;
    await getToken(registration(), scope);
    expect(directory.requests).toHaveLength(1);
    clock += 1;
    await getToken(registration(), scope);
    await getToken(registration({ tenantId: waltId }), scope);
    await getToken(registration(), 'https://graph.microsoft.us/.default');
    expect(directory.requests).toHaveLength(4);
  });

  it.each([
    [401, { error: 'invalid_client' }],
    [400, { error: 'invalid_grant', error_description: 'AADSTS53003: Blocked.' }],
    [503, {}],
  ])('says that the directory cannot be asked where it answers %d', async (status, body) => {
    answer(status, body);
    await expect(getToken(registration(), scope)).rejects.toMatchObject({ code: 'directory_unavailable' });
  });

  it('does not keep a failure', async () => {
    answer(503, {});
    await expect(getToken(registration(), scope)).rejects.toThrow();
    answer(200, { access_token: 'later', token_type: 'Bearer', expires_in: 3600 });
    expect((await getToken(registration(), scope)).reveal()).toBe('later');
  });
});
