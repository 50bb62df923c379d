import type { MsalClient } from '../sign-in/token-source';
import { chooseTokenSource } from './choose-token-source';
import type { WaysToSignIn } from './choose-token-source';

const apiId = 'a0000000-0000-4000-8000-000000000001';
const clientId = 'c0000000-0000-4000-8000-000000000001';
const person = {
  authority: 'https://login.example/tenant-1',
  tenantId: 'tenant-1',
  objectId: 'person-1',
  loginHint: 'olivia@contoso.example',
};
const signedIn = {
  accessToken: 'token of msal-browser',
  account: {
    homeAccountId: 'person-1.tenant-1',
    environment: 'login.example',
    tenantId: 'tenant-1',
    username: 'olivia@contoso.example',
    localAccountId: 'person-1',
  },
  uniqueId: 'person-1',
  tenantId: 'tenant-1',
};
const timedOut = Object.assign(new Error(), { errorCode: 'timed_out' });

function waysOf(different: Partial<WaysToSignIn> = {}) {
  const created: object[] = [];
  const asked: string[] = [];
  const left: string[] = [];
  const ways: WaysToSignIn = {
    loadProvider: async () => ({
      getToken: async (resource) => {
        asked.push(resource);
        return 'token of the provider';
      },
      listen: () => () => undefined,
    }),
    person,
    isInTeams: false,
    createMsal: async (options) => {
      created.push(options);
      return client({ ssoSilent: async () => signedIn });
    },
    page: {
      takeRedirect: () => left.push('left') > 0,
      allowRedirect: () => undefined,
      reload: () => undefined,
    },
    wait: () => new Promise(() => undefined),
    ...different,
  };
  return { ways, created, asked, left };
}

function client(some: Partial<MsalClient>): MsalClient {
  const unexpected = (): Promise<never> => Promise.reject(new Error('Not expected.'));
  return { acquireTokenSilent: unexpected, ssoSilent: unexpected, acquireTokenPopup: unexpected, ...some };
}

async function tokenBy(ways: WaysToSignIn, id: string | undefined): Promise<string | undefined> {
  const configuration = { apiOrigin: 'https://connections.example', apiId, clientId: id };
  const source = await chooseTokenSource(configuration, ways);
  return source?.getToken({ fresh: false });
}

describe(chooseTokenSource.name, () => {
  it('takes SharePoint’s token provider where the tenant names no client', async () => {
    const { ways, created, asked } = waysOf();
    await expect(tokenBy(ways, undefined)).resolves.toBe('token of the provider');
    expect(asked).toEqual([`api://${apiId}`]);
    expect(created).toEqual([]);
  });

  it('takes msal-browser where it names one', async () => {
    const { ways, created, asked } = waysOf();
    await expect(tokenBy(ways, clientId)).resolves.toBe('token of msal-browser');
    expect(created).toEqual([{ clientId, authority: person.authority }]);
    expect(asked).toEqual([]);
  });

  it('takes the token provider in Teams even so, and never loads msal-browser', async () => {
    const { ways, created } = waysOf({ isInTeams: true, person: undefined });
    await expect(tokenBy(ways, clientId)).resolves.toBe('token of the provider');
    expect(created).toEqual([]);
  });

  it('has nothing where msal-browser is chosen and the page names no directory', async () => {
    const { ways } = waysOf({ person: undefined });
    await expect(tokenBy(ways, clientId)).resolves.toBeUndefined();
  });

  it('falls back to the token provider when the bridge does not report, without letting the page leave', async () => {
    const cancelled: string[] = [];
    const { ways, left } = waysOf({
      createMsal: async () => client({ ssoSilent: () => Promise.reject(timedOut) }),
      loadProvider: async () => ({
        getToken: async () => 'token of the provider',
        listen: ({ onRedirect }) => {
          onRedirect({ cancel: () => cancelled.push('cancelled') });
          return () => undefined;
        },
      }),
    });
    await expect(tokenBy(ways, clientId)).rejects.toMatchObject({ code: 'interactionNeeded' });
    expect(cancelled).toEqual(['cancelled']);
    expect(left).toEqual([]);
  });
});
