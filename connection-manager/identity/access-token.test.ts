import { usualTenantPolicy } from '../../src/rules/tenant-policy';
import type { Caller } from '../../src/contract/route';
import { loadDirectoryDocuments } from '../directory/directory-documents';
import { KnownDirectories } from '../directory/known-directories';
import { egressFetch } from '../egress/egress-fetch';
import {
  directoryHost,
  engineClaims,
  engineId,
  galleryId,
  newDirectoryKey,
  oliviaId,
  personClaims,
  published,
  registration,
  signToken,
  TestDirectory,
  tenantId,
  waltId,
  type DirectoryKey,
} from '../testing/test-directory';
import { createAccessTokenValidator, type ValidateAccessToken } from './access-token';
import { mutatedTokens } from '../testing/mutated-tokens';

const now = new Date('2026-05-01T10:00:00Z');
const person: Caller = { kind: 'person', scopes: ['connections.access'] };
const binder: Caller = { kind: 'person', scopes: ['connections.access', 'bindings.write'] };
const engine: Caller = { kind: 'engine', role: 'connections.resolve' };
const seconds = now.getTime() / 1000;

describe(createAccessTokenValidator.name, () => {
  let key: DirectoryKey;
  let foreignKey: DirectoryKey;
  let attackerKey: DirectoryKey;
  let validate: ValidateAccessToken;
  let directory: TestDirectory;

  beforeAll(async () => {
    key = await newDirectoryKey('key-1');
    foreignKey = await newDirectoryKey('key-2');
    attackerKey = await newDirectoryKey('key-3');
  });

  beforeEach(() => {
    const tenant = registration();
    directory = new TestDirectory([key]);
    const issuer = `https://${directoryHost}/99999999-9999-4999-8999-999999999999/v2.0`;
    directory.keys = [...directory.keys, { ...published(foreignKey), issuer }];
    const fetch = egressFetch(
      { send: (request) => directory.send(request), close: async () => undefined },
      { purpose: 'directory', allowedHosts: [directoryHost] },
    );
    const known = new KnownDirectories({
      load: (of) => loadDirectoryDocuments(fetch, of),
      now: () => now,
      onRefreshFailed: () => undefined,
    });
    validate = createAccessTokenValidator({
      findTenant: async (id) => (id === tenantId ? tenant : undefined),
      findSigningKey: (of, keyId) => known.signingKey(of, keyId),
      readSettings: async () => ({
        format: 1,
        ...usualTenantPolicy,
        workflowAdministrators: tenant.workflowAdministrators,
        suspensionDays: 10,
      }),
      now: () => now,
    });
  });

  it('knows a person', async () => {
    const token = await signToken(key, personClaims(now));
    const caller = await validate(token, person);
    expect(caller).toMatchObject({
      kind: 'person',
      tenant: { tenantId },
      objectId: oliviaId,
      name: 'Olivia Owens',
      isGuest: false,
      isWorkflowAdministrator: false,
      scopes: ['connections.access'],
      clientId: galleryId,
    });
    expect(caller.kind === 'person' && caller.assertion.reveal()).toBe(token);
    expect(JSON.stringify(caller)).not.toContain(token);
  });

  it('knows an engine', async () => {
    const token = await signToken(key, engineClaims(now));
    expect(await validate(token, engine)).toMatchObject({
      kind: 'engine',
      applicationId: engineId,
      tenant: { tenantId },
    });
  });

  it.each([
    ['expired 60 s ago', { exp: seconds - 60 + 1 }],
    ['valid in 60 s', { nbf: seconds + 60 }],
    ['without idtyp', { idtyp: undefined }],
    ['with more scopes', { scp: 'openid connections.access other' }],
  ])('accepts a person’s token %s', async (_how, changes) => {
    await expect(validate(await signToken(key, personClaims(now, changes)), person)).resolves.toMatchObject({
      kind: 'person',
    });
  });

  it.each([
    [0, false],
    [1, true],
    [undefined, true],
    [2, true],
  ])('takes somebody with acct %p for a guest: %p', async (acct, isGuest) => {
    await expect(validate(await signToken(key, personClaims(now, { acct })), person)).resolves.toMatchObject({
      isGuest,
    });
  });

  it('knows a workflow administrator by the registration, whatever the token says', async () => {
    const walt = await signToken(key, personClaims(now, { oid: waltId }));
    const olivia = await signToken(
      key,
      personClaims(now, { roles: ['admin'], wids: ['62e90394-69f5-4237-9190-012177145e10'] }),
    );
    await expect(validate(walt, person)).resolves.toMatchObject({ isWorkflowAdministrator: true });
    await expect(validate(olivia, person)).resolves.toMatchObject({ isWorkflowAdministrator: false });
  });

  it('counts a scope only where the application may bring it', async () => {
    const both = 'connections.access bindings.write';
    const byGallery = await signToken(key, personClaims(now, { scp: both }));
    const byEngine = await signToken(key, personClaims(now, { scp: both, azp: engineId }));
    await expect(validate(byGallery, binder)).resolves.toMatchObject({ scopes: ['connections.access'] });
    await expect(validate(byEngine, binder)).resolves.toMatchObject({ scopes: ['bindings.write'] });
    await expect(validate(byEngine, person)).rejects.toMatchObject({ code: 'wrong_kind_of_token' });
  });

  it.each([
    ['person', person],
    ['engine', engine],
  ] as const)('refuses every mutated token where a %s is needed (S26)', async (kind, needed) => {
    const mutants = await mutatedTokens({ now, key, foreignKey, attackerKey, kind });
    expect(mutants.length).toBeGreaterThan(110);
    const outcomes = [];
    for (const { how, token, code } of mutants) {
      const outcome = await validate(token, needed).then(
        () => 'accepted',
        (error: { code?: string }) => error.code ?? String(error),
      );
      outcomes.push({ how, outcome, code });
    }
    expect(outcomes.filter(({ outcome, code }) => outcome !== code)).toEqual([]);
    // All of them together made us ask once.
    expect(directory.count('/discovery/')).toBe(1);
  });

  it('refuses a token of a registered tenant that another tenant’s key has signed', async () => {
    const token = await signToken(foreignKey, personClaims(now));
    await expect(validate(token, person)).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});
