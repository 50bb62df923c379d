import { screen, waitFor } from '@testing-library/react';
import { axe } from 'jest-axe';
import { SignInProblem } from '../sign-in/sign-in-problem';
import type { SignInProblemCode } from '../sign-in/sign-in-problem';
import { fakeClient } from '../testing/fake-client';
import { galleryOnPage } from '../testing/gallery-on-page';
import { aConnection, aPage } from '../testing/things';
import type { SessionStart } from './gallery-environment';

jest.setTimeout(30_000);

const answers = { listConnections: () => aPage([aConnection()]) };

/** A directory that first refuses to be silent, and then does as it is told in each click. */
function signingIn(silently: SignInProblem, ...inClicks: readonly (SignInProblem | undefined)[]) {
  const left = [...inClicks];
  const started: SessionStart = {
    status: 'started',
    session: {
      client: fakeClient(answers),
      tokens: {
        getToken: () => Promise.reject(silently),
        signIn: () => {
          const next = left.shift();
          return next === undefined ? Promise.resolve() : Promise.reject(next);
        },
      },
    },
  };
  return { environment: { startSession: async () => started } };
}

function needing(code: SignInProblemCode, more: object = {}): SignInProblem {
  return new SignInProblem({ code, ...more });
}

describe('signing in', () => {
  it('asks for a click, says why, and shows the connections after it', async () => {
    const { user, container } = galleryOnPage(signingIn(needing('interactionNeeded')));
    expect(
      await screen.findByText(/keeps the connection manager’s sign-in apart from SharePoint’s/),
    ).toBeInTheDocument();
    expect((await axe(container)).violations).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    expect(await screen.findByRole('row', { name: 'Ledger of the north' })).toBeInTheDocument();
  });

  it.each([
    [needing('popupBlocked'), /Your browser blocked the sign-in window/],
    [needing('cancelled'), /The sign-in was cancelled/],
    [needing('timedOut'), /did not report back/],
    [needing('anotherPerson', { account: 'dana@contoso.example' }), /You signed in as dana@contoso.example/],
    [needing('directoryNotReachable'), /The directory could not be reached/],
  ])(
    'tells apart what went wrong in the window, and lets the person try again: %s',
    async (hindrance, sentence) => {
      const { user } = galleryOnPage(signingIn(needing('interactionNeeded'), hindrance));
      await user.click(await screen.findByRole('button', { name: 'Sign in' }));
      expect(await screen.findByText(sentence)).toBeInTheDocument();
      await user.click(screen.getByRole('button', { name: 'Sign in' }));
      expect(await screen.findByRole('row', { name: 'Ledger of the north' })).toBeInTheDocument();
    },
  );

  it('says who can help where consent is missing, with the directory’s number', async () => {
    galleryOnPage(signingIn(needing('consentMissing', { directoryCode: 'AADSTS65001' })));
    expect(await screen.findByRole('heading', { name: 'API access is not approved' })).toBeInTheDocument();
    expect(screen.getByText(/must approve the permission connections.access/)).toBeInTheDocument();
    expect(screen.getByText('Code: AADSTS65001')).toBeInTheDocument();
  });

  it('offers to open the window again while it is open', async () => {
    let clicks = 0;
    const started: SessionStart = {
      status: 'started',
      session: {
        client: fakeClient(answers),
        tokens: {
          getToken: () => Promise.reject(needing('interactionNeeded')),
          signIn: () => {
            clicks += 1;
            return clicks === 1 ? new Promise(() => undefined) : Promise.resolve();
          },
        },
      },
    };
    const { user } = galleryOnPage({ environment: { startSession: async () => started } });
    await user.click(await screen.findByRole('button', { name: 'Sign in' }));
    expect(await screen.findByText(/Finish signing in in the other window/)).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Open the window again' }));
    expect(await screen.findByRole('row', { name: 'Ledger of the north' })).toBeInTheDocument();
  });
});

describe('a gallery that is not set up', () => {
  it('names the tenant properties that are missing and who sets them, and looks again', async () => {
    let isSet = false;
    const { user } = galleryOnPage({
      answers,
      environment: {
        readConfiguration: async () =>
          isSet
            ? {
                status: 'configured',
                configuration: { apiOrigin: 'https://connections.example', apiId: 'a', clientId: 'c' },
              }
            : { status: 'missing', properties: ['WorkflowConnectionsApi', 'WorkflowConnectionsApiId'] },
      },
    });
    expect(
      await screen.findByText(
        /A SharePoint administrator must set.*WorkflowConnectionsApi, WorkflowConnectionsApiId/,
      ),
    ).toBeInTheDocument();
    isSet = true;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('row', { name: 'Ledger of the north' })).toBeInTheDocument();
  });

  it('sends nothing anywhere when a property does not have its form', async () => {
    const { called } = galleryOnPage({
      environment: {
        readConfiguration: async () => ({ status: 'refused', property: 'WorkflowConnectionsApi' }),
      },
    });
    expect(
      await screen.findByText(/The tenant property WorkflowConnectionsApi does not have the form/),
    ).toBeInTheDocument();
    expect(called).toEqual([]);
  });

  it.each([['noDirectory', /did not tell this page which directory/]] as const)(
    'says so: %s',
    async (status, sentence) => {
      galleryOnPage({ environment: { startSession: async () => ({ status }) } });
      expect(await screen.findByText(sentence)).toBeInTheDocument();
    },
  );

  it('says when SharePoint does not answer', async () => {
    galleryOnPage({ environment: { readConfiguration: () => Promise.reject(new Error('503')) } });
    expect(await screen.findByText(/SharePoint did not answer/)).toBeInTheDocument();
  });
});

describe('a page that breaks', () => {
  it('says that nothing was lost and loads again', async () => {
    const silenced = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    let isBroken = true;
    const { user } = galleryOnPage({
      answers,
      environment: {
        now: () => {
          if (isBroken) throw new Error('broken');
          return new Date('2026-11-21T12:00:00.000Z');
        },
      },
    });
    expect(
      await screen.findByRole('heading', { name: 'This part of the page stopped working' }),
    ).toBeInTheDocument();
    isBroken = false;
    await user.click(screen.getByRole('button', { name: 'Load again' }));
    await waitFor(() => expect(screen.getByRole('row', { name: 'Ledger of the north' })).toBeInTheDocument());
    silenced.mockRestore();
  });
});
