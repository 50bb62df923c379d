import {
  type DirectoryVisitor,
  fragmentOf,
  locationOf,
  personOf,
  TestDirectory,
} from '../testing/test-directory';
import { type AccountState, setAccountState } from '../world/changes';
import { refuseAccount } from './token-grants';

let directory: TestDirectory;
let visitor: DirectoryVisitor;

beforeAll(async () => {
  directory = await TestDirectory.open();
});
afterAll(() => directory.close());
beforeEach(() => {
  visitor = directory.visitor();
});
afterEach(() => setAccountState(personOf('dana'), 'enabled'));

const cases: readonly (readonly [AccountState, number])[] = [
  ['disabled', 50057],
  ['deleted', 50034],
];

describe(refuseAccount.name, () => {
  it.each(cases)('refuses a %s account on the sign-in page', async (state, code) => {
    const page = locationOf(await visitor.authorize());
    setAccountState(personOf('dana'), state);
    const posted = await visitor.visit(page, { form: { person: personOf('dana').objectId } });
    expect(posted.status).toBe(400);
    expect(posted.text).toContain(`AADSTS${code}`);
  });

  it('shows a disabled account on the sign-in page, and a deleted one not', async () => {
    for (const [state, isShown] of [
      ['disabled', true],
      ['deleted', false],
    ] as const) {
      setAccountState(personOf('dana'), state);
      const page = await visitor.authorize();
      const { text } = await visitor.visit(locationOf(page));
      expect([state, text.includes('Dana Desai')]).toEqual([state, isShown]);
    }
  });

  it.each(cases)('lets nobody in silently whose account is %s, and shows the sign-in page', async (state) => {
    await visitor.signIn('dana');
    setAccountState(personOf('dana'), state);
    expect(fragmentOf(await visitor.authorize({ prompt: 'none' })).error).toBe('login_required');
    expect(locationOf(await visitor.authorize())).toContain('/sign-in/');
  });

  it.each(cases)('redeems neither code nor refresh token of a %s account', async (state) => {
    const { code = '' } = fragmentOf(await visitor.signIn('dana'));
    const other = directory.visitor();
    const { refresh_token } = await other.tokensOf('dana');
    setAccountState(personOf('dana'), state);
    expect((await visitor.redeem(code)).json().error).toBe('invalid_grant');
    const refreshed = await other.redeem('', {
      grant_type: 'refresh_token',
      refresh_token: String(refresh_token),
    });
    expect([refreshed.status, refreshed.json().error]).toEqual([400, 'invalid_grant']);
  });

  it.each(cases)('exchanges no token of a %s account', async (state, code) => {
    const { access_token } = await visitor.tokensOf('dana');
    expect((await visitor.onBehalfOf(access_token)).status).toBe(200);
    setAccountState(personOf('dana'), state);
    const answer = await visitor.onBehalfOf(access_token);
    expect(answer.json()).toMatchObject({ error: 'invalid_grant', error_codes: [code] });
  });
});
