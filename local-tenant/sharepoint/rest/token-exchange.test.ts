import { fabrikam, sharePointOrigin } from '../../world/world';
import { startSharePointUnderTest, type SharePointUnderTest } from '../sharepoint-under-test';
import { tokenExchangeRoutes } from './token-exchange';

const address =
  '/sites/finance/_api/Microsoft.SharePoint.Internal.ClientSideComponent.Token.AcquireOBOToken' +
  "?resource='api://api-1'&clientId='client-1'";
// As the page writes it: no rights, no signature.
const obotoken = `${btoa('{"alg":"none"}')}.${btoa('{"exp":1}')}.`;
const host = new URL(sharePointOrigin(fabrikam)).host;

let underTest: SharePointUnderTest;

beforeAll(async () => {
  underTest = await startSharePointUnderTest();
});
afterAll(() => underTest.close());

describe(`${tokenExchangeRoutes.length} route: AcquireOBOToken`, () => {
  it('gives a token for the person of the cookie, wrapped as Microsoft’s provider unwraps it', async () => {
    const cookie = await underTest.signIn('felix', fabrikam);
    const { status, text } = await underTest.ask(address, { host, headers: { cookie, obotoken } });
    expect(status).toBe(200);
    const { value } = JSON.parse(text) as { value: string };
    expect(JSON.parse(value)).toEqual({ AccessToken: 'felix client-1 api://api-1' });
  });

  it('refuses, as the directory would, where the page has no token of SharePoint’s own application', async () => {
    const cookie = await underTest.signIn('felix', fabrikam);
    const { status, text } = await underTest.ask(address, { host, headers: { cookie } });
    expect(status).toBe(500);
    expect(JSON.parse(text)).toMatchObject({
      'odata.error': {
        code: '-1, Microsoft.Identity.Client.MsalUiRequiredException',
        message: { value: expect.stringMatching(/^AADSTS50058/) },
      },
    });
  });

  it('gives nothing to somebody without a session', async () => {
    expect((await underTest.ask(address, { host })).status).toBe(401);
  });
});
