import { usualTenantPolicy } from '../../src/rules/tenant-policy';
import { ClientSecretPost } from 'oauth4webapi';
import { egressFetch } from '../egress/egress-fetch';
import type { PersonCaller } from '../identity/caller';
import {
  directoryHost,
  galleryId,
  newDirectoryKey,
  oliviaId,
  personClaims,
  registration,
  signToken,
  TestDirectory,
  tenantId,
  apiId,
  type DirectoryKey,
} from '../testing/test-directory';
import { Secret } from '../vault/secret';
import { createOnBehalfOf, type GetTokenOnBehalfOf } from './on-behalf-of';

const scope = 'https://contoso.sharepoint.example/AllSites.FullControl';

describe(createOnBehalfOf.name, () => {
  let key: DirectoryKey;
  let directory: TestDirectory;
  let getToken: GetTokenOnBehalfOf;
  let clock: number;

  beforeAll(async () => {
    key = await newDirectoryKey('key-1');
  });

  beforeEach(() => {
    clock = Date.parse('2026-05-01T10:00:00Z');
    directory = new TestDirectory([key]);
    const egress = { send: directory.send.bind(directory), close: async () => undefined };
    const base = `https://${directoryHost}/${tenantId}`;
    getToken = createOnBehalfOf({
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

  async function caller(changes: Readonly<Record<string, unknown>> = {}): Promise<PersonCaller> {
    return {
      kind: 'person',
      tenant: registration(),
      objectId: oliviaId,
      name: 'Olivia',
      isGuest: false,
      isWorkflowAdministrator: false,
      policy: usualTenantPolicy,
      directoryRoles: [],
      scopes: ['connections.access'],
      clientId: galleryId,
      assertion: Secret.of(await signToken(key, personClaims(new Date(clock), changes))),
    };
  }

  function refusal(body: object, status = 400): void {
    directory.tokenAnswer = { status, body };
  }

  it('asks as Microsoft documents it', async () => {
    const olivia = await caller();
    expect((await getToken(olivia, scope)).reveal()).toBe('on-behalf-of-token');
    const sent = new URLSearchParams(String(Buffer.from(directory.requests[0]?.body ?? '')));
    expect(Object.fromEntries(sent)).toEqual({
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      requested_token_use: 'on_behalf_of',
      assertion: olivia.assertion.reveal(),
      scope,
      client_id: apiId,
      client_secret: 'the-secret',
    });
  });

  it('asks once for many, and again shortly before the token expires', async () => {
    const olivia = await caller();
    await Promise.all(Array.from({ length: 50 }, () => getToken(olivia, scope)));
    clock += 3539_000;
    await getToken(olivia, scope);
    expect(directory.requests).toHaveLength(1);
    clock += 1000;
    await getToken(olivia, scope);
    expect(directory.requests).toHaveLength(2);
  });

  it('keeps no token longer than a minute beyond the one it was got for', async () => {
    const olivia = await caller({ exp: clock / 1000 + 100 });
    await getToken(olivia, scope);
    clock += 159_000;
    await getToken(olivia, scope);
    expect(directory.requests).toHaveLength(1);
    clock += 1000;
    await getToken(olivia, scope);
    expect(directory.requests).toHaveLength(2);
  });

  it('keeps people, scopes and assertions apart', async () => {
    const olivia = await caller();
    await getToken(olivia, scope);
    await getToken({ ...olivia, objectId: galleryId }, scope);
    await getToken(olivia, 'https://graph.example/User.Read');
    await getToken(await caller({ uti: 'another token' }), scope);
    expect(directory.requests).toHaveLength(4);
  });

  it('does not keep a token of which it is not said how long it lives', async () => {
    directory.tokenAnswer = { status: 200, body: { access_token: 'brief', token_type: 'Bearer' } };
    const olivia = await caller();
    await getToken(olivia, scope);
    await getToken(olivia, scope);
    expect(directory.requests).toHaveLength(2);
  });

  it('passes on the claims that the directory wants', async () => {
    const claims = '{"access_token":{"polids":{"essential":true,"values":["9ab03e19"]}}}';
    refusal({ error: 'interaction_required', error_description: 'AADSTS50076', claims });
    await expect(getToken(await caller(), scope)).rejects.toMatchObject({ code: 'claims_required', claims });
  });

  it.each([
    ['a revoked token', { error: 'invalid_grant', error_description: 'AADSTS50173' }, 400, 'unauthenticated'],
    ['more interaction, without claims', { error: 'interaction_required' }, 400, 'unauthenticated'],
    [
      'claims that are none',
      { error: 'interaction_required', claims: 'x"><script>' },
      400,
      'unauthenticated',
    ],
    [
      'missing consent',
      { error: 'invalid_grant', suberror: 'consent_required' },
      400,
      'directory_unavailable',
    ],
    [
      'missing consent, in words',
      { error: 'invalid_grant', error_description: 'AADSTS65001: no' },
      400,
      'directory_unavailable',
    ],
    ['a wrong secret', { error: 'invalid_client' }, 401, 'directory_unavailable'],
    ['an outage', { error: 'temporarily_unavailable' }, 503, 'directory_unavailable'],
    ['an answer without a token', { token_type: 'Bearer' }, 200, 'directory_unavailable'],
    ['an answer without its type', { access_token: 'x' }, 200, 'directory_unavailable'],
    ['a page', ['<html>'], 200, 'directory_unavailable'],
  ])('tells %s apart', async (_what, body, status, code) => {
    refusal(body, status);
    await expect(getToken(await caller(), scope)).rejects.toMatchObject({ code });
  });

  it('says that the directory is out of reach', async () => {
    directory.isDown = true;
    await expect(getToken(await caller(), scope)).rejects.toMatchObject({ code: 'directory_unavailable' });
    directory.isDown = false;
    await expect(getToken(await caller(), scope)).resolves.toBeInstanceOf(Secret);
  });
});
