import { microsoftApplications } from './applications';
import { apiAccessRequest, solutionPackage } from './solution-package';
import { quote } from './shell';

const { sharePointClient } = microsoftApplications;
const { productId, version, file } = solutionPackage;
const { resource, scope } = apiAccessRequest;

/** Steps of the script that only SharePoint knows of, and the last one. */
export const sharePointSteps = {
  package: [
    'local present',
    'CATALOG=$(ask_m365 spo tenant appcatalogurl get | json get "")',
    'if [ -z "$CATALOG" ]; then stop "the tenant has no app catalog yet. SharePoint admin centre > More features > Apps makes one."; fi',
    `present=$(ask_m365 spo app list | json package ${quote(productId)})`,
    `if [ "$present" = ${quote(`deployed ${version}`)} ]; then`,
    `  note ${quote(`Version ${version} is deployed already.`)}`,
    '  return 0',
    'fi',
    'if [ -n "$present" ]; then note "In the app catalog now: $present."; fi',
    `consent ${quote(`Upload version ${version} to the tenant app catalog, and deploy it to all sites?`)}`,
    `cp "$PACKAGE" "$WORK/${file}"`,
    `m365 spo app add --filePath "$WORK/${file}" --overwrite --output json < /dev/null > /dev/null`,
    `m365 spo app deploy --name ${quote(file)} --skipFeatureDeployment < /dev/null`,
    "note 'Uploaded and deployed.'",
  ],

  apiAccess: [
    "local client='' missing=yes request count",
    `find_in servicePrincipals appId ${sharePointClient.appId} > "$WORK/client.json"`,
    'count=$(json count "$WORK/client.json")',
    'if [ "$count" -eq 1 ]; then',
    '  client=$(json get id < "$WORK/client.json")',
    `  missing=$(missing_delegated "$client" "$API_SP_ID" ${quote(scope)})`,
    'fi',
    'if [ -z "$missing" ]; then',
    "  note 'API access was approved already.'",
    '  return 0',
    'fi',
    `request=$(ask_m365 spo serviceprincipal permissionrequest list | json request ${quote(resource)} ${quote(scope)})`,
    'if [ -z "$request" ]; then',
    "  note 'No request is waiting for approval, and the approval is not there. Look at SharePoint admin centre >'",
    `  note ${quote(`Advanced > API access. It must show ${scope} of "${resource}" as approved.`)}`,
    '  return 0',
    'fi',
    `consent ${quote(`Let SharePoint’s own client use ${scope} of "${resource}"?`)}`,
    'm365 spo serviceprincipal permissionrequest approve --id "$request" --output json < /dev/null > /dev/null',
    'if [ -n "$client" ]; then',
    `  missing=$(missing_delegated "$client" "$API_SP_ID" ${quote(scope)})`,
    'fi',
    'if [ -n "$missing" ]; then',
    // Seen in tenants that moved from the older principal in 2025; Microsoft 365 Developer Blog, the same article.
    `  note ${quote(`Approved, but ${sharePointClient.displayName} does not show it yet. If people are refused`)}`,
    "  note 'tomorrow, remove it on the API access page and approve it once more.'",
    'else',
    "  note 'Approved.'",
    'fi',
  ],

  check: [
    'note "Where the connection manager runs: connection-manager setup --check --tenant $TENANT_ID"',
    "note 'Done. Sites show the Workflow Gallery when the web part is added to a page.'",
  ],
} as const;
