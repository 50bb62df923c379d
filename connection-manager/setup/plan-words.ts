import {
  exposedRoles,
  exposedScopes,
  microsoftApplications,
  optionalClaims,
  displayNames,
  permissions,
  tenantProperties,
  type Permission,
  type ResourceKey,
} from './applications';
import type { SetupOptions } from './options';
import { solutionPackage } from './solution-package';
import type { PlannedApplication, StepWords } from './step';

export const resourceNames: Readonly<Record<ResourceKey, string>> = {
  connectionManager: displayNames.connectionManager,
  sharePoint: microsoftApplications.sharePoint.displayName,
  graph: microsoftApplications.graph.displayName,
};

/** Where the redirect addresses of an application are; SharePoint's origin may be known to the script only. */
export function redirectAddresses(
  { redirects }: PlannedApplication,
  origins: { readonly api: string; readonly sharePoint: readonly string[] },
): readonly string[] {
  return redirects.flatMap(({ origin, path }) =>
    origin === 'api' ? [`${origins.api}${path}`] : origins.sharePoint.map((each) => `${each}${path}`),
  );
}

function sharePointOrigins({ sharePointHosts }: SetupOptions): readonly string[] {
  return sharePointHosts.length === 0
    ? ['https://YOUR-TENANT.sharepoint.com']
    : sharePointHosts.map((host) => `https://${host}`);
}

export function undoRegistration({ displayName }: PlannedApplication): string {
  return `Delete the application "${displayName}" under Microsoft Entra ID > App registrations. Its consents and secrets go with it.`;
}

export function undoConsent({ displayName }: PlannedApplication): string {
  return `Open "${displayName}" under Microsoft Entra ID > Enterprise applications > Permissions, and revoke it there.`;
}

export const words = {
  signIn: ({ tenant }: SetupOptions): StepWords => ({
    title: 'Sign in',
    who: 'You',
    why: [
      'The script uses the Azure CLI for Microsoft Entra ID and CLI for Microsoft 365 for SharePoint, both as you. It makes sure that both are signed in to the same tenant, and stops otherwise.',
    ],
    byHand: [
      `az login --tenant ${tenant} --allow-no-subscriptions`,
      'm365 login (CLI for Microsoft 365 needs an application of its own in the tenant: "m365 setup" makes one)',
    ],
    undo: 'az logout, and m365 logout.',
  }),

  register: (application: PlannedApplication, options: SetupOptions): Omit<StepWords, 'undo'> => ({
    title: `Register the application "${application.displayName}"`,
    who: 'Application Administrator or Cloud Application Administrator',
    why: [
      'An application that is registered may do nothing yet: that takes consent.',
      ...(application.key === 'connectionManager'
        ? [`SharePoint asks for API access by this name, so no other application of the tenant may have it.`]
        : []),
    ],
    byHand: [
      'Microsoft Entra ID > App registrations > New registration, for accounts in this organizational directory only.',
      ...registrationByHand(application, options),
    ],
  }),

  secret: (): StepWords => ({
    title: 'Make the connection manager’s client secret',
    who: 'Application Administrator or Cloud Application Administrator',
    why: [
      'The connection manager proves with it that it is this application. The script writes it straight into a file that only you can read: it is never shown, and never part of a command. It is valid for one year.',
    ],
    byHand: [
      'Certificates & secrets > New client secret. Put the value into a file of mode 0600, alone on one line, on the machine of the connection manager.',
    ],
    undo: 'Delete the secret under Certificates & secrets, and the file.',
  }),

  consent: (
    application: PlannedApplication,
    {
      permissions: granted,
      isOptional,
    }: { readonly permissions: readonly Permission[]; readonly isOptional?: true },
  ): Omit<StepWords, 'who' | 'undo'> => ({
    title: `Consent to what "${application.displayName}" may do${isOptional ? ', if it binds connections itself' : ''}`,
    why: granted.map(
      ({ resource, kind, name, why }) => `${resourceNames[resource]}: ${name} (${kind}), ${why}`,
    ),
    byHand: [
      'API permissions > Add a permission: exactly those above. Then Grant admin consent.',
      ...(isOptional === true
        ? ['Leave this out for an engine through which nobody designs workflows.']
        : []),
    ],
  }),

  package: (): StepWords => ({
    title: 'Upload the package and deploy it to all sites',
    who: 'SharePoint Administrator',
    why: [
      'It adds the Workflow Gallery web part, which people then find when they edit a page or add a tab in Teams. It changes no site by itself.',
    ],
    byHand: [
      `SharePoint admin centre > More features > Apps: upload ${solutionPackage.file}, and choose to enable it and add it to all sites.`,
    ],
    undo: 'Delete the app from the tenant app catalog.',
  }),

  apiAccess: (): StepWords => ({
    title: 'Approve the API access the package asks for',
    who: 'Application Administrator, with access to the SharePoint admin centre',
    why: [
      `${resourceNames.connectionManager}: ${permissions.sharePointClient.map(({ name, why }) => `${name} (delegated), ${why}`).join('; ')}`,
      'It works only after the application of the connection manager has been registered.',
    ],
    byHand: [
      'SharePoint admin centre > Advanced > API access: approve the request for connections.access, and nothing else for this application.',
    ],
    undo: 'Remove it on the same page.',
  }),

  registration: ({ administrators }: SetupOptions): StepWords => ({
    title: 'Register the tenant with the connection manager',
    who: 'Whoever runs the connection manager',
    why: [
      'The file names the tenant’s application ids, its SharePoint hosts, its workflow engines, the first workflow administrator and where the client secret is. It holds no secret.',
      ...(administrators.length === 0
        ? [
            'Whoever runs the script becomes the first workflow administrator. Name another with --administrator.',
          ]
        : []),
    ],
    byHand: [
      'Take the file and the client secret to the machine of the connection manager, correct clientSecretFile if the secret is elsewhere there, and run: connection-manager tenant add FILE',
    ],
    undo: 'Delete the client secret: then the connection manager can do nothing in this tenant.',
  }),

  properties: ({ api, withClientId }: SetupOptions): StepWords => {
    const clientId = withClientId ? 'the application id of the Workflow Gallery' : undefined;
    const values = tenantProperties({ api, apiId: 'the application id of the connection manager', clientId });
    return {
      title: 'Set the tenant properties',
      who: 'SharePoint Administrator, who is also an administrator of the tenant app catalog site',
      why: [
        'The web part finds the connection manager by them. They are not secret. Everybody in the tenant can read them.',
      ],
      byHand: [
        ...Object.entries(values).map(([name, value]) => `${name}: ${value}`),
        'CLI for Microsoft 365: m365 spo storageentity set, for each. PnP PowerShell: Set-PnPStorageEntity.',
      ],
      undo: 'm365 spo storageentity remove, for each: then the Workflow Gallery says that it is not configured.',
    };
  },

  check: (): StepWords => ({
    title: 'Check',
    who: 'Whoever runs the connection manager',
    why: ['It tells what is still missing, and who can fix it.'],
    byHand: ['connection-manager setup --check --tenant TENANT-ID'],
    undo: 'Nothing to undo.',
  }),
} as const;

function registrationByHand(application: PlannedApplication, options: SetupOptions): readonly string[] {
  const addresses = redirectAddresses(application, {
    api: options.api,
    sharePoint: sharePointOrigins(options),
  });
  const platform = application.platform === 'spa' ? 'Single-page application' : 'Web';
  const redirects = addresses.map((address) => `Redirect address (${platform}): ${address}`);
  if (application.key !== 'connectionManager') return redirects;
  return [
    ...redirects,
    'Expose an API: application ID URI api://<application id>.',
    ...exposedScopes.map(({ value, about }) => `Expose an API > scope ${value}, admins only: ${about}`),
    ...exposedRoles.map(({ value, about }) => `App roles > ${value}, for applications: ${about}`),
    `Token configuration > optional claims of access tokens: ${optionalClaims.join(', ')}.`,
    'Manifest: api.requestedAccessTokenVersion 2; optional claim idtyp with the additional property include_user_token.',
  ];
}
