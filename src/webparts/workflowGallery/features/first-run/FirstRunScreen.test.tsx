import { screen, waitFor } from '@testing-library/react';
import { axe } from 'jest-axe';
import { SignInProblem } from '../../sign-in/sign-in-problem';
import { fakeClient, problem } from '../../testing/fake-client';
import { galleryOnPage } from '../../testing/gallery-on-page';
import { aConnection, aPage } from '../../testing/things';

jest.setTimeout(60_000);

const catalog = 'https://contoso.sharepoint.com/sites/appcatalog';
const site = { address: 'https://contoso.sharepoint.com/sites/operations', title: 'Operations' };

function script(name = 'Script'): HTMLElement {
  return screen.getByRole('region', { name });
}

describe('the first run', () => {
  it('tells a SharePoint administrator which properties to set, with a script for this tenant', async () => {
    const { user, container } = galleryOnPage({
      environment: {
        readConfiguration: async () => ({ status: 'missing', properties: ['WorkflowConnectionsApi'] }),
        readAppCatalogAddress: async () => catalog,
      },
    });
    expect(
      await screen.findByRole('heading', { name: 'The Workflow Gallery is not set up yet' }),
    ).toBeVisible();
    expect(screen.getByText('A SharePoint administrator of your organization.')).toBeVisible();
    await waitFor(() =>
      expect(script()).toHaveTextContent(
        `m365 spo storageentity set --appCatalogUrl "${catalog}" --key WorkflowConnectionsApi --value "<https://connections.example.com>"`,
      ),
    );
    expect((await axe(container)).violations).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Copy' }));
    expect(await screen.findByRole('status')).toHaveTextContent('Copied.');
    expect(await window.navigator.clipboard.readText()).toBe(script().textContent);
  });

  it('selects the script where the page may not copy', async () => {
    const { user } = galleryOnPage({
      environment: {
        readConfiguration: async () => ({ status: 'refused', property: 'WorkflowConnectionsApiId' }),
        readAppCatalogAddress: async () => 'https://contoso.example/$(id)',
      },
    });
    await screen.findByRole('heading', { name: 'The Workflow Gallery is set up wrongly' });
    // An address that would mean something else to a shell never gets into a script.
    expect(script()).toHaveTextContent('--appCatalogUrl "<address of the tenant app catalog>"');
    jest.spyOn(window.navigator.clipboard, 'writeText').mockRejectedValue(new Error('not allowed'));
    await user.click(screen.getByRole('button', { name: 'Copy' }));
    expect(await screen.findByRole('status')).toHaveTextContent('The text is selected');
    expect(window.getSelection()?.toString()).toBe(script().textContent);
  });

  it.each([
    [undefined, 'm365 spo serviceprincipal permissionrequest approve'],
    ['c0000000-0000-4000-8000-000000000001', 'permission admin-consent --id c0000000-0000'],
  ])('tells who approves the access, of the client in use: %s', async (clientId, command) => {
    const denied = new SignInProblem({ code: 'consentMissing', directoryCode: 'AADSTS65001' });
    const { container } = galleryOnPage({
      environment: {
        site,
        readConfiguration: async () => ({
          status: 'configured',
          configuration: { apiOrigin: 'https://connections.example', apiId: 'api', clientId },
        }),
        startSession: async () => ({
          status: 'started',
          session: {
            client: fakeClient({}),
            tokens: { getToken: () => Promise.reject(denied), signIn: () => Promise.reject(denied) },
          },
        }),
      },
    });
    await screen.findByRole('heading', { name: 'API access is not approved' });
    expect(script()).toHaveTextContent(command);
    expect(screen.getByText('Code: AADSTS65001')).toBeVisible();
    const page = screen.queryByRole('link', { name: /Open API access/ });
    expect(page?.getAttribute('href')).toBe(
      clientId === undefined
        ? 'https://contoso-admin.sharepoint.com/_layouts/15/online/AdminHome.aspx#/webApiPermissionManagement'
        : undefined,
    );
    expect((await axe(container)).violations).toEqual([]);
  });

  it('names the connection manager that cannot be reached, and goes on once it can', async () => {
    let isThere = false;
    const { user, clock, container } = galleryOnPage({
      answers: {
        listConnections: () => {
          if (!isThere) throw problem('not_reachable', { status: 0, requestId: undefined });
          return aPage([aConnection()]);
        },
      },
    });
    expect(
      await screen.findByText(/https:\/\/connections.example does not answer/, undefined, {
        timeout: 15_000,
      }),
    ).toBeVisible();
    const health = screen.getByRole('link', { name: 'https://connections.example/health/live' });
    expect(health).toHaveAttribute('target', '_blank');
    expect(script()).toHaveTextContent('curl --include https://connections.example/health/ready');
    expect((await axe(container)).violations).toEqual([]);
    isThere = true;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    await clock.pass(300);
    expect(await screen.findByRole('row', { name: 'Ledger of the north' })).toBeInTheDocument();
  });

  it.each([
    [
      'tenant_not_registered',
      'Your organization is not registered',
      'Script',
      'connection-manager tenant add',
    ],
    [
      'site_not_found',
      'You have no access to the connections of this site',
      'Message',
      'Please give me access to the site Operations (https://contoso.example/sites/operations)',
    ],
  ] as const)('says whom to ask without rights: %s', async (code, title, label, text) => {
    const { container } = galleryOnPage({
      answers: {
        listConnections: () => {
          throw problem(code);
        },
      },
    });
    expect(await screen.findByRole('heading', { name: title })).toBeVisible();
    expect(script(label)).toHaveTextContent(text);
    expect(screen.getByText('Request: req-7')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Add connection' })).toHaveAttribute('aria-disabled', 'true');
    expect((await axe(container)).violations).toEqual([]);
  });
});
