import { measurePackage } from '../tools/size/measure-package.mjs';
import { passedLimits, sizeThatCounts } from '../tools/size/size-limits.mjs';
import { Script } from './script';
import { openWorkplace } from './workplace';

let sizes: Awaited<ReturnType<typeof measurePackage>>;

beforeAll(async () => {
  const workplace = await openWorkplace();
  try {
    sizes = await measurePackage({ workplace, script: new Script(workplace.fetch) });
  } finally {
    await workplace.close();
  }
});

describe('what the browser fetches from the package before the first row', () => {
  it('stays within its limits, in the tenant that uses the token provider', () => {
    const size = sizeThatCounts(sizes);
    expect(size.tenant).toBe('fabrikam');
    expect(passedLimits(size)).toEqual([]);
  });

  it('holds no panel and, with the token provider, no msal-browser', () => {
    const names = sizes.map(({ firstRow }) => (firstRow?.files ?? []).map(({ name }) => name).join(' '));
    for (const ofTenant of names) expect(ofTenant).not.toMatch(/chunk\.(add|edit|connect|delete)/);
    expect(names[0]).not.toContain('msal-browser');
    expect(names[1]).toContain('msal-browser');
  });

  it('is followed by one call of the API', () => {
    for (const { firstRow } of sizes) expect(firstRow?.apiCalls).toBe(1);
  });
});
