// @ts-check

/** @param {string} name @param {number} usual */
function port(name, usual) {
  return Number(process.env[`LOCAL_TENANT_PORT_${name}`] || usual);
}

/** Where everything listens; the local tenant reads the same variables. */
export const ports = {
  sharePoint: port('SHAREPOINT', 8443),
  directory: port('DIRECTORY', 8444),
  connectionManager: port('CONNECTION_MANAGER', 8445),
  ledger: port('LEDGER', 8450),
  beacon: port('BEACON', 8451),
};

const galleryPages = {
  contoso: '/sites/operations/SitePages/WorkflowGallery.aspx',
  fabrikam: '/sites/finance/SitePages/WorkflowGallery.aspx',
};

/** @typedef {keyof typeof galleryPages} TenantKey */

export const tenantKeys = /** @type {readonly TenantKey[]} */ (Object.keys(galleryPages));
export const directoryOrigin = `https://login.entra.localhost:${ports.directory}`;
export const connectionManagerOrigin = `https://connections.manager.localhost:${ports.connectionManager}`;

/** @param {TenantKey} tenant */
export function sharePointOrigin(tenant) {
  return `https://${tenant}.sharepoint.localhost:${ports.sharePoint}`;
}

/** The page that holds the gallery. @param {TenantKey} tenant */
export function galleryAddress(tenant) {
  return sharePointOrigin(tenant) + galleryPages[tenant];
}

/**
 * Signs a person in at the local directory and goes on to the gallery.
 *
 * @param {{ readonly tenant: TenantKey, readonly person: string }} who
 */
export function signInAddress({ tenant, person }) {
  const address = new URL('/local-tenant/sign-in', directoryOrigin);
  address.searchParams.set('tenant', tenant);
  address.searchParams.set('person', person);
  address.searchParams.set('continue', galleryAddress(tenant));
  return address.href;
}
