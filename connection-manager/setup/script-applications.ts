import {
  exposedRoles,
  exposedScopes,
  microsoftApplications,
  optionalClaims,
  permissions,
  type ResourceKey,
} from './applications';
import type { SetupOptions } from './options';
import { grantsOf } from './plan';
import { redirectAddresses } from './plan-words';
import { json, quote } from './shell';
import type { Action, PlannedApplication, Step } from './step';

type Lines = readonly string[];

/** Variables of the script that hold the APIs' object ids in the tenant. */
export const principalVariables: Readonly<Record<ResourceKey, string>> = {
  connectionManager: 'API_SP_ID',
  graph: 'GRAPH_SP_ID',
  sharePoint: 'SHAREPOINT_SP_ID',
};

/** Files that tell what an API offers. */
const resourceFiles: Readonly<Record<ResourceKey, string>> = {
  connectionManager: '"$WORK/API.json"',
  graph: '"$WORK/graph.json"',
  sharePoint: '"$WORK/sharePoint.json"',
};

function resourceAppId(resource: ResourceKey): string {
  return resource === 'connectionManager' ? '${API_APP_ID}' : microsoftApplications[resource].appId;
}

/** Registers an application, or adds what its registration lacks. */
export function registerLines(application: PlannedApplication, options: SetupOptions): Lines {
  const { key, variable, displayName } = application;
  const files = grantsOf(permissions[key]).map(({ resource }) => resourceFiles[resource]);
  return [
    `cat > "$WORK/manifest.json" <<END_OF_JSON`,
    json(manifest(application, options)),
    'END_OF_JSON',
    `json resolve "$WORK/manifest.json" ${[...new Set(files)].join(' ')} > "$WORK/${variable}.wanted.json"`,
    `ensure_application ${variable} ${quote(displayName)}`,
    `${variable}_APP_ID="$APP_ID"`,
    ...(key === 'connectionManager'
      ? [
          // Its address as an API is made of its id, which it has only now.
          'printf \'{"identifierUris":["api://%s"]}\' "$APP_ID" > "$WORK/identifier.json"',
          'ensure_settings API "$WORK/identifier.json"',
        ]
      : []),
    'ensure_service_principal',
    `${variable}_SP_ID="$SP_ID"`,
    `note "Application id: $APP_ID"`,
  ];
}

function manifest(application: PlannedApplication, options: SetupOptions): object {
  const { sharePointHosts } = options;
  const sharePoint =
    sharePointHosts.length === 0
      ? ['${SHAREPOINT_ORIGIN}']
      : sharePointHosts.map((host) => `https://${host}`);
  const redirectUris = redirectAddresses(application, { api: options.api, sharePoint });
  const asked = permissions[application.key];
  const resources = [...new Set(asked.map(({ resource }) => resource))];
  return {
    displayName: application.displayName,
    signInAudience: 'AzureADMyOrg',
    ...(application.platform === 'none' ? {} : { [application.platform]: { redirectUris } }),
    ...(application.key === 'connectionManager' ? exposedApi() : {}),
    requiredResourceAccess: resources.map((resource) => ({
      resourceAppId: resourceAppId(resource),
      resourceAccess: asked
        .filter((permission) => permission.resource === resource)
        .map(({ kind, name }) => ({ value: name, type: kind === 'delegated' ? 'Scope' : 'Role' })),
    })),
  };
}

function exposedApi(): object {
  return {
    api: {
      requestedAccessTokenVersion: 2,
      oauth2PermissionScopes: exposedScopes.map(({ id, value, title, about }) => ({
        id,
        value,
        type: 'Admin',
        isEnabled: true,
        adminConsentDisplayName: title,
        adminConsentDescription: about,
      })),
    },
    appRoles: exposedRoles.map(({ id, value, title, about }) => ({
      id,
      value,
      displayName: title,
      description: about,
      allowedMemberTypes: ['Application'],
      isEnabled: true,
    })),
    // idtyp is in tokens of applications only, unless it is asked for in those of people too (Microsoft:
    // "Optional claims reference").
    optionalClaims: {
      accessToken: optionalClaims.map((name) =>
        name === 'idtyp' ? { name, additionalProperties: ['include_user_token'] } : { name },
      ),
    },
  };
}

/** Asks for consent where there is something to consent to, and grants it. */
export function consentLines({ why }: Step, action: Extract<Action, { kind: 'consent' }>): Lines {
  const { application, permissions: asked, isOptional } = action;
  const client = `"$${application.variable}_SP_ID"`;
  const grants = grantsOf(asked).map(({ resource, kind, names }) => {
    const principal = `"$${principalVariables[resource]}"`;
    const what = quote(names.join(' '));
    return kind === 'delegated'
      ? {
          missing: `missing_delegated ${client} ${principal} ${what}`,
          give: `grant_delegated ${client} ${principal} ${what}`,
        }
      : {
          missing: `missing_roles ${client} ${principal} ${resourceFiles[resource]} ${what}`,
          give: `grant_roles ${client} ${principal} ${resourceFiles[resource]} ${what}`,
        };
  });
  const question = quote(`Do you consent to this for "${application.displayName}", for the whole tenant?`);
  return [
    "local missing='' more",
    ...grants.flatMap(({ missing }) => [`more=$(${missing})`, 'missing="$missing$more"']),
    'if [ -z "$missing" ]; then',
    "  note 'This was consented to already.'",
    '  return 0',
    'fi',
    ...why.map((line) => `note ${quote(line)}`),
    ...(isOptional
      ? [`if ! agree ${question}; then`, "  note 'Left out, as you said.'", '  return 0', 'fi']
      : [`consent ${question}`]),
    ...grants.map(({ give }) => give),
  ];
}
