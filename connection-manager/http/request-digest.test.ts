import type { EngineCaller } from '../identity/caller';
import { engineId, galleryId, registration, tenantId } from '../testing/test-directory';
import { requestDigest, type DigestedRequest } from './request-digest';

const caller: EngineCaller = { kind: 'engine', tenant: registration(), applicationId: engineId };
const request: DigestedRequest = {
  method: 'POST',
  path: '/connections',
  params: undefined,
  query: undefined,
  body: { name: 'Ledger', settings: { a: '1', b: '2' }, list: [1, 2] },
  caller,
};

describe(requestDigest.name, () => {
  it('is the same however members are ordered', () => {
    const body = { list: [1, 2], settings: { b: '2', a: '1' }, name: 'Ledger' };
    expect(requestDigest({ ...request, body })).toBe(requestDigest(request));
    expect(requestDigest(request)).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });

  it.each<Partial<DigestedRequest>>([
    { method: 'PUT' },
    { path: '/bindings' },
    { params: { id: '1' } },
    { query: { site: 'x' } },
    { body: undefined },
    { body: { name: 'Ledger', settings: { a: '1', b: '2' }, list: [2, 1] } },
    { body: { name: 'Ledger', settings: { a: '2', b: '1' }, list: [1, 2] } },
    { caller: { ...caller, applicationId: galleryId } },
    { caller: { ...caller, tenant: registration({ tenantId: tenantId.replace('1', '2') }) } },
  ])('is another for another request (%#)', (changes) => {
    expect(requestDigest({ ...request, ...changes })).not.toBe(requestDigest(request));
  });
});
