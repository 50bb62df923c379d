import { egressFetch } from '../egress/egress-fetch';
import {
  directoryHost,
  newDirectoryKey,
  published,
  registration,
  TestDirectory,
  tenantId,
  type DirectoryKey,
} from '../testing/test-directory';
import { loadDirectoryDocuments } from './directory-documents';

describe(loadDirectoryDocuments.name, () => {
  let key: DirectoryKey;
  let directory: TestDirectory;

  beforeAll(async () => {
    key = await newDirectoryKey('key-1');
  });

  beforeEach(() => {
    directory = new TestDirectory([key]);
  });

  function load() {
    const egress = { send: directory.send.bind(directory), close: async () => undefined };
    return loadDirectoryDocuments(
      egressFetch(egress, { purpose: 'directory', allowedHosts: [directoryHost] }),
      registration(),
    );
  }

  it('reads endpoints and keys, with the tenant filled into the issuer of a key', async () => {
    const { server, signingKeys } = await load();
    expect(server).toMatchObject({
      issuer: `https://${directoryHost}/${tenantId}/v2.0`,
      token_endpoint: `https://${directoryHost}/${tenantId}/oauth2/v2.0/token`,
    });
    expect(signingKeys.get('key-1')?.issuer).toBe(`https://${directoryHost}/${tenantId}/v2.0`);
  });

  it.each([
    ['another issuer', { issuer: 'https://other.example' }],
    ['the issuer of another tenant', { issuer: `https://${directoryHost}/other/v2.0` }],
    ['keys on another host', { jwks_uri: 'https://keys.example/keys' }],
    ['keys on another port', { jwks_uri: `https://${directoryHost}:8443/keys` }],
    ['keys by http', { jwks_uri: `http://${directoryHost}/keys` }],
    ['a token endpoint on another host', { token_endpoint: 'https://other.example/token' }],
    ['a sign-in page on another host', { authorization_endpoint: 'https://other.example/authorize' }],
    ['no keys', { jwks_uri: undefined }],
    ['an address that is none', { jwks_uri: 'keys' }],
  ])('refuses metadata that names %s', async (_what, changes) => {
    directory.metadata = changes;
    await expect(load()).rejects.toThrow();
  });

  it('passes over keys that sign no access tokens', async () => {
    const good = published(key);
    directory.keys = [
      good,
      { ...good, kid: 'encryption', use: 'enc' },
      { ...good, kid: 'other algorithm', alg: 'RS512' },
      { kty: 'EC', crv: 'P-256', kid: 'elliptic', x: 'AA', y: 'AA' },
      { ...good, kid: 'without issuer', issuer: undefined },
      { ...good, kid: undefined },
      { kty: 'oct', kid: 'symmetric', k: 'AAAA', issuer: good['issuer'] },
    ];
    expect([...(await load()).signingKeys.keys()]).toEqual(['key-1']);
  });

  it('rejects where no key can be used', async () => {
    directory.keys = [];
    await expect(load()).rejects.toThrow('no signing key');
  });
});
