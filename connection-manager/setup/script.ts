import { microsoftApplications, tenantProperties, tenantRegistration } from './applications';
import { checklistFor } from './checklist';
import type { SetupOptions } from './options';
import type { Plan } from './plan';
import { consentLines, principalVariables, registerLines } from './script-applications';
import { scriptFunctions } from './script-functions';
import { sharePointSteps } from './script-sharepoint';
import { json, quote } from './shell';
import type { PlannedApplication, Step } from './step';

type Lines = readonly string[];

/**
 * The plan as a bash script, with the checklist as comments at its head. Printing it changes nothing; running
 * it looks before it changes anything, and asks before every consent. Values of the options are in it only as
 * quoted words or JSON strings, and `options.ts` has let none through that could end one.
 */
export function scriptFor(plan: Plan): string {
  const steps = plan.steps.map((step, index) => ({ name: `step_${index + 1}`, step, number: index + 1 }));
  return [
    '#!/usr/bin/env bash',
    ...checklistFor(plan)
      .split('\n')
      .map((line) => `# ${line}`.trimEnd()),
    '',
    ...settings(plan.options),
    '',
    scriptFunctions,
    '',
    ...steps.flatMap(({ name, step, number }) => [
      `${name}() {`,
      ...indent([`say ${quote(`${number}. ${step.title}`)}`, ...linesFor(step, plan)]),
      '}',
      '',
    ]),
    // Called at the end, so that bash has read all of it before any of it runs.
    'main() {',
    ...indent(steps.map(({ name }) => name)),
    '}',
    '',
    'main',
    '',
  ].join('\n');
}

function indent(lines: Lines): Lines {
  // JSON and what ends it stay where they are: a here-document ends only at the beginning of a line.
  let isInside = false;
  return lines.map((line) => {
    const indented = isInside || line === '' ? line : `  ${line}`;
    if (line.includes('<<END_OF_JSON')) isInside = true;
    else if (line === 'END_OF_JSON') isInside = false;
    return indented;
  });
}

function settings({ tenant, api }: SetupOptions): Lines {
  return [
    '# Usage: bash SCRIPT [PACKAGE [FOLDER]]',
    '#   PACKAGE  the .sppkg file; FOLDER  where the client secret and the registration are written.',
    'set -euo pipefail',
    'umask 077',
    '',
    `PACKAGE="\${1:-workflow-gallery-connections.sppkg}"`,
    `FOLDER="\${2:-workflow-gallery-setup}"`,
    `TENANT=${quote(tenant)}`,
    `API_ORIGIN=${quote(api)}`,
    "GRAPH='https://graph.microsoft.com/v1.0'",
    'PAUSE="${PAUSE:-5}"',
    'WORK=$(mktemp -d)',
    'trap \'rm -rf "$WORK"\' EXIT',
  ];
}

function linesFor(step: Step, plan: Plan): Lines {
  const { action } = step;
  switch (action.kind) {
    case 'signIn':
      return signIn(plan.options);
    case 'register':
      return registerLines(action.application, plan.options);
    case 'secret':
      return ['SECRET_FILE="$FOLDER/$TENANT_ID.client-secret"', 'APP_ID="$API_APP_ID"', 'ensure_secret'];
    case 'consent':
      return consentLines(step, action);
    case 'registration':
      return registration(plan);
    case 'properties':
      return Object.entries(propertyVariables(plan.options)).map(
        ([name, value]) => `ensure_property ${name} "${value}" 'Workflow Gallery Connections'`,
      );
    case 'package':
    case 'apiAccess':
    case 'check':
      return sharePointSteps[action.kind];
    default:
      return action satisfies never;
  }
}

function propertyVariables({ withClientId }: SetupOptions): Readonly<Record<string, string>> {
  const clientId = withClientId ? '$GALLERY_APP_ID' : undefined;
  return tenantProperties({ api: '$API_ORIGIN', apiId: '$API_APP_ID', clientId });
}

function signIn({ sharePointHosts }: SetupOptions): Lines {
  const hosts = sharePointHosts.map((host) => quote(`https://${host}`)).join(' | ');
  const isOurs = [
    `case "$SHAREPOINT_ORIGIN" in`,
    `  ${hosts}) ;;`,
    `  *) stop "m365 is signed in to $SHAREPOINT_ORIGIN, and that is not among the hosts of --sharepoint." ;;`,
    'esac',
  ];
  return [
    "need az 'the Azure CLI'",
    "need m365 'CLI for Microsoft 365'",
    "need node 'Node.js 18 or later'",
    'if [ ! -r "$PACKAGE" ]; then stop "there is no package $PACKAGE. Name its file: bash SCRIPT PACKAGE"; fi',
    'mkdir -p "$FOLDER"',
    'FOLDER=$(cd "$FOLDER" && pwd)',
    'az account show --output json < /dev/null > /dev/null || stop "sign in first: az login --tenant $TENANT --allow-no-subscriptions"',
    'fetch organization > "$WORK/organization.json"',
    'TENANT_ID=$(json get id < "$WORK/organization.json")',
    'DISPLAY_NAME=$(json get displayName < "$WORK/organization.json")',
    'if [ "$TENANT" != "$TENANT_ID" ] && ! json knows-domain-of "@$TENANT" < "$WORK/organization.json"; then',
    '  stop "az is signed in to $DISPLAY_NAME ($TENANT_ID), and not to $TENANT."',
    'fi',
    'ACCOUNT=$(ask_m365 status | json get connectedAs)',
    'if [ -z "$ACCOUNT" ]; then stop "sign in to SharePoint first: m365 login"; fi',
    'if ! json knows-domain-of "$ACCOUNT" < "$WORK/organization.json"; then',
    '  stop "m365 is signed in as $ACCOUNT, and that is not an account of $DISPLAY_NAME."',
    'fi',
    'SHAREPOINT_ORIGIN=$(ask_m365 spo get | json get SpoUrl)',
    'SHAREPOINT_HOST=$(printf "%s" "$SHAREPOINT_ORIGIN" | sed -n "s,^https://\\([a-z0-9.-]*\\)$,\\1,p")',
    'if [ -z "$SHAREPOINT_HOST" ]; then stop "m365 does not tell where SharePoint is, but: $SHAREPOINT_ORIGIN"; fi',
    ...(sharePointHosts.length === 0 ? [] : isOurs),
    'note "Tenant: $DISPLAY_NAME ($TENANT_ID), $SHAREPOINT_ORIGIN, as $ACCOUNT."',
    ...(['graph', 'sharePoint'] as const).flatMap((key) => [
      `find_microsoft_application ${key} ${microsoftApplications[key].appId} ${quote(microsoftApplications[key].displayName)}`,
      `${principalVariables[key]}="$SP_ID"`,
    ]),
  ];
}

function registration({ options, applications }: Plan): Lines {
  const idOf = ({ variable }: PlannedApplication): string => `\${${variable}_APP_ID}`;
  const ids = (key: PlannedApplication['key']): string[] =>
    applications.filter((application) => application.key === key).map(idOf);
  const value = tenantRegistration({
    tenantId: '${TENANT_ID}',
    displayName: '@DISPLAY_NAME_JSON@',
    authority: 'https://login.microsoftonline.com/${TENANT_ID}',
    apiId: '${API_APP_ID}',
    clientSecretFile: '@SECRET_FILE_JSON@',
    sharePointHosts: options.sharePointHosts.length === 0 ? ['${SHAREPOINT_HOST}'] : options.sharePointHosts,
    clientIds: [microsoftApplications.sharePointClient.appId, ...ids('gallery')],
    engineIds: ids('engine'),
    workflowAdministrators:
      options.administrators.length === 0 ? ['${ADMINISTRATOR_ID}'] : options.administrators,
  });
  return [
    'local file="$FOLDER/$TENANT_ID.json" DISPLAY_NAME_JSON SECRET_FILE_JSON',
    ...(options.administrators.length === 0
      ? [
          'local ADMINISTRATOR_ID',
          'ADMINISTRATOR_ID=$(fetch me | json get id)',
          'note "First workflow administrator: you ($ADMINISTRATOR_ID)."',
        ]
      : []),
    'DISPLAY_NAME_JSON=$(json quote "$DISPLAY_NAME")',
    'SECRET_FILE_JSON=$(json quote "$SECRET_FILE")',
    'cat > "$WORK/registration.json" <<END_OF_JSON',
    // These two are JSON already, quotation marks included.
    json(value).replace(/"@(\w+)@"/g, '${$1}'),
    'END_OF_JSON',
    'if cmp -s "$WORK/registration.json" "$file"; then',
    '  note "$file is as planned."',
    'else',
    '  cat "$WORK/registration.json" >&2',
    '  cp "$WORK/registration.json" "$file"',
    '  note "Wrote $file."',
    'fi',
    'note "Now, where the connection manager runs: connection-manager tenant add $file"',
    'note "If the secret is elsewhere there, correct clientSecretFile first."',
  ];
}
