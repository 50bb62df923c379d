// @ts-check
import { join } from 'node:path';
import { root } from '../run-command.mjs';
import { galleryAddress } from '../stack/addresses.mjs';
import { entryFileInPackage } from './entry-file.mjs';
import { measureFirstRow } from './measure-first-row.mjs';

const packageFile = join(root, 'sharepoint/solution/workflow-gallery-connections.sppkg');

/** The first counts; the other is shown. */
const galleries = /** @type {const} */ ([
  { tenant: 'fabrikam', signsInWith: 'token provider', person: 'felix', site: '/sites/finance' },
  { tenant: 'contoso', signsInWith: 'msal-browser', person: 'olivia', site: '/sites/operations' },
]);

const connection = 'Ledger of the first row';

/**
 * @typedef {object} PackageSize
 * @property {string} tenant
 * @property {string} signsInWith
 * @property {import('./measure-first-row.mjs').FirstRow & { readonly entryFile: string, readonly bytes: number } | undefined} firstRow
 *   undefined where no row came, as when signing in does not work there
 */

/**
 * Counts what a browser fetches from the package before the first row is shown, in each of the local tenants.
 *
 * @param {object} whole
 * @param {import('../../e2e/workplace').Workplace} whole.workplace
 * @param {import('../../e2e/script').Script} whole.script
 * @returns {Promise<readonly PackageSize[]>} the tenant that counts first
 */
export async function measurePackage({ workplace, script }) {
  const entryFile = entryFileInPackage(packageFile);
  /** @type {PackageSize[]} */
  const sizes = [];
  for (const { tenant, signsInWith, person, site } of galleries) {
    const address = galleryAddress(tenant);
    const token = await script.token({ tenant, person });
    const created = await script.createConnection(token, connection, new URL(site, address).href);
    if (created.status !== 201) throw new Error(`No connection was created: ${JSON.stringify(created.body)}`);
    const desk = await workplace.open(person, { tenant, site });
    const measured = await measureFirstRow(desk.context, { address, connection, entryFile });
    await desk.close();
    sizes.push({
      tenant,
      signsInWith,
      firstRow: measured && { ...measured, entryFile, bytes: sum(measured.files) },
    });
  }
  return sizes;
}

/** @param {readonly import('./measure-first-row.mjs').FetchedFile[]} files */
function sum(files) {
  return files.reduce((total, { bytes }) => total + bytes, 0);
}
