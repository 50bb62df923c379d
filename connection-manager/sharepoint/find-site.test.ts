import { usualTenantPolicy } from '../../src/rules/tenant-policy';
import { ConnectionError } from '../problems/connection-error';
import { egressFetch } from '../egress/egress-fetch';
import type { PersonCaller } from '../identity/caller';
import { galleryId, oliviaId, registration, sharePointHost, waltId } from '../testing/test-directory';
import { lowBits, operations, siteId, TestSharePoint, webId } from '../testing/test-sharepoint';
import { Secret } from '../vault/secret';
import { createFindSite } from './find-site';
import type { FindSite } from './site-at-hand';

const olivia: PersonCaller = {
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
  assertion: Secret.of('olivia-token'),
};

describe(createFindSite.name, () => {
  let sharePoint: TestSharePoint;
  let clock: number;
  let scopes: string[];
  let tokenFails: Error | undefined;
  let findSite: FindSite;

  beforeEach(() => {
    sharePoint = new TestSharePoint();
    clock = Date.parse('2026-05-01T10:00:00Z');
    scopes = [];
    tokenFails = undefined;
    findSite = make();
  });

  function make(timeoutMs?: number): FindSite {
    const egress = { send: sharePoint.send.bind(sharePoint), close: async () => undefined };
    return createFindSite({
      now: () => new Date(clock),
      fetch: ({ sharePointHosts }) =>
        egressFetch(egress, { purpose: 'sharePoint', allowedHosts: sharePointHosts }),
      getTokenOnBehalfOf: async (_caller, scope) => {
        scopes.push(scope);
        if (tokenFails !== undefined) throw tokenFails;
        return Secret.of('sharepoint-token');
      },
      ...(timeoutMs !== undefined && { timeoutMs }),
    });
  }

  it('reads web, site and standing back from SharePoint', async () => {
    await expect(findSite(olivia, operations)).resolves.toEqual({
      reference: { webId, siteId, title: 'Operations', url: operations },
      standing: { webId, siteId, role: 'siteOwner' },
    });
    expect(scopes).toEqual([`https://${sharePointHost}/AllSites.FullControl`]);
  });

  it('sends four GETs with the bearer token, and nothing else', async () => {
    await findSite(olivia, operations);
    expect(
      sharePoint.requests
        .map(({ method, url }) => `${method} ${decodeURIComponent(url.slice(operations.length))}`)
        .sort(),
    ).toEqual([
      'GET /_api/site?$select=Id',
      'GET /_api/web/EffectiveBasePermissions',
      'GET /_api/web/currentUser?$select=IsSiteAdmin',
      'GET /_api/web?$select=Id,Title,Url',
    ]);
    for (const { headers, purpose, allowedHosts, body } of sharePoint.requests) {
      expect(headers).toMatchObject({ authorization: 'Bearer sharepoint-token' });
      expect({ purpose, allowedHosts, body }).toEqual({
        purpose: 'sharePoint',
        allowedHosts: [sharePointHost],
        body: undefined,
      });
    }
  });

  it.each([
    ['Full Control', lowBits.fullControl, false, 'siteOwner'],
    ['Edit', lowBits.edit, false, 'designer'],
    ['Read', lowBits.read, false, 'reader'],
    ['the administrator flag', lowBits.read, true, 'siteCollectionAdministrator'],
    // SharePoint counts the owners of a group-connected site's group among its administrators.
    ['the administrator flag of a group’s owner', lowBits.edit, true, 'siteCollectionAdministrator'],
    // A token of a narrow scope shows fewer bits than the person has (sp-dev-docs #5694).
    ['Full Control behind a narrow scope', lowBits.edit, false, 'designer'],
  ])('concludes the role from %s', async (_what, low, isSiteAdmin, role) => {
    Object.assign(sharePoint, { low, isSiteAdmin });
    await expect(findSite(olivia, operations)).resolves.toMatchObject({ standing: { role } });
  });

  it.each([
    [lowBits.edit, 'designer'],
    [lowBits.fullControl, 'siteOwner'],
  ])('gives a guest the role that SharePoint gives', async (low, role) => {
    sharePoint.low = low;
    await expect(findSite({ ...olivia, isGuest: true }, operations)).resolves.toMatchObject({
      standing: { role },
    });
  });

  it('asks the host that the address names, where a tenant has several', async () => {
    const archiveHost = 'contoso-archive.sharepoint.example';
    const tenant = registration({ sharePointHosts: [sharePointHost, archiveHost] });
    const archive = `https://${archiveHost}/sites/operations`;
    sharePoint.url = archive;
    await expect(findSite({ ...olivia, tenant }, archive)).resolves.toMatchObject({
      reference: { url: archive },
    });
    expect(scopes).toEqual([`https://${archiveHost}/AllSites.FullControl`]);
    expect(new Set(sharePoint.requests.map(({ url }) => new URL(url).host))).toEqual(new Set([archiveHost]));
    sharePoint.low = lowBits.read;
    await expect(findSite({ ...olivia, tenant }, operations)).resolves.toMatchObject({
      standing: { role: 'reader' },
    });
    await expect(findSite({ ...olivia, tenant }, archive)).resolves.toMatchObject({
      standing: { role: 'siteOwner' },
    });
  });

  it('finds no site where SharePoint shows no permission at all', async () => {
    sharePoint.low = lowBits.none;
    await expect(findSite(olivia, operations)).resolves.toBeUndefined();
  });

  it.each([401, 403, 404])('finds no site where SharePoint answers %d', async (status) => {
    sharePoint.status = status;
    await expect(findSite(olivia, operations)).resolves.toBeUndefined();
  });

  it.each([400, 429, 500, 503])(
    'says that SharePoint cannot be asked where it answers %d',
    async (status) => {
      sharePoint.status = status;
      await expect(findSite(olivia, operations)).rejects.toMatchObject({ code: 'sharepoint_unavailable' });
    },
  );

  it.each([
    'https://evil.example/sites/operations',
    'https://fabrikam.sharepoint.example/sites/operations',
    `https://${sharePointHost}/sites/operations/_api`,
  ])('asks nobody about %s', async (address) => {
    await expect(findSite(olivia, address)).resolves.toBeUndefined();
    expect(sharePoint.requests).toEqual([]);
    expect(scopes).toEqual([]);
  });

  it('believes no web of another host', async () => {
    sharePoint.url = 'https://fabrikam.sharepoint.example/sites/operations';
    await expect(findSite(olivia, operations)).rejects.toMatchObject({ code: 'sharepoint_unavailable' });
  });

  it('asks again after 60 s, so that a role taken away counts (S28)', async () => {
    await findSite(olivia, operations);
    sharePoint.low = lowBits.read;
    clock += 59_999;
    await expect(findSite(olivia, `${operations}/`)).resolves.toMatchObject({
      standing: { role: 'siteOwner' },
    });
    clock += 1;
    await expect(findSite(olivia, operations)).resolves.toMatchObject({ standing: { role: 'reader' } });
    expect(sharePoint.requests).toHaveLength(8);
  });

  it('asks once for many, but for each person and tenant apart', async () => {
    await Promise.all(Array.from({ length: 100 }, () => findSite(olivia, operations)));
    expect(sharePoint.requests).toHaveLength(4);
    await findSite({ ...olivia, objectId: waltId }, operations);
    await findSite({ ...olivia, tenant: registration({ tenantId: waltId }) }, operations);
    expect(sharePoint.requests).toHaveLength(12);
  });

  it('does not keep a failure', async () => {
    sharePoint.status = 503;
    await expect(findSite(olivia, operations)).rejects.toThrow();
    sharePoint.status = 200;
    await expect(findSite(olivia, operations)).resolves.toMatchObject({ standing: { role: 'siteOwner' } });
  });

  it('passes on what the directory wants of the person', async () => {
    tokenFails = new ConnectionError('claims_required', { claims: '{}' });
    await expect(findSite(olivia, operations)).rejects.toMatchObject({
      code: 'claims_required',
      claims: '{}',
    });
  });

  it('gives up when the time is over', async () => {
    sharePoint.answering = new Promise(() => undefined);
    await expect(make(50)(olivia, operations)).rejects.toMatchObject({ code: 'sharepoint_unavailable' });
  });
});
