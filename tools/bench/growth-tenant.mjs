// @ts-check
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { forNode } from '../build/esbuild-settings.mjs';
import { hashSources } from '../build/source-hash.mjs';
import { root } from '../run-command.mjs';

const folder = join(root, '.build/bench');
const entry = `
  export { insertConnection, tenantPartition } from './connection-manager/connections/connection-records';
  export { indexesOf } from './connection-manager/connections/connection-indexes';
  export { openSqliteStore } from './connection-manager/store/sqlite-store';
  export { contoso } from './local-tenant/world/contoso';
`;

/** What the connections are made from: a change of it makes the files anew. */
const sources = [
  ...['record', 'records', 'indexes', 'order', 'words'].map(
    (name) => `connection-manager/connections/connection-${name}.ts`,
  ),
  ...['connection-manager/store', 'connection-manager/connectors/definitions'],
  ...['local-tenant/world/contoso.ts', 'tools/bench/growth-tenant.mjs'],
];

/** How many of the tenant's connections the owner of Operations may see, however many there are. */
export const seenBySiteOwner = 50;
const batchRows = 100;

/** @typedef {import('../../connection-manager/connections/connection-record').ConnectionValue} ConnectionValue */

/**
 * @typedef {object} Product
 * @property {typeof import('../../connection-manager/connections/connection-records').insertConnection} insertConnection
 * @property {typeof import('../../connection-manager/connections/connection-records').tenantPartition} tenantPartition
 * @property {typeof import('../../connection-manager/connections/connection-indexes').indexesOf} indexesOf
 * @property {typeof import('../../connection-manager/store/sqlite-store').openSqliteStore} openSqliteStore
 * @property {typeof import('../../local-tenant/world/contoso').contoso} contoso
 */

/** @returns {Promise<Product>} */
async function loadProduct() {
  const outfile = join(folder, 'product.mjs');
  await build({ ...forNode, stdin: { contents: entry, resolveDir: root, loader: 'ts' }, outfile });
  return await import(pathToFileURL(outfile).href);
}

const things = ['Ledger', 'Archive', 'Payroll', 'Contracts', 'Warehouse', 'Tickets', 'Invoices', 'Library'];
const places = ['Amsterdam', 'Bergen', 'Cork', 'Dresden', 'Essen', 'Florence', 'Graz', 'Helsinki', 'Izmir'];

/** @param {number} number @param {string} name */
function guid(number, name) {
  const digits = createHash('sha256').update(`${name} ${number}`).digest('hex');
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4000-8000-${digits.slice(12, 24)}`;
}

/** Where connection number `number` was made. @param {Product} product @param {number} number */
function homeSite({ contoso }, number) {
  const collection = contoso.siteCollections[0];
  const web = collection?.webs[0];
  if (collection === undefined || web === undefined) throw new Error('Contoso has no site.');
  const origin = `https://${contoso.sharePointHost}`;
  if (number < seenBySiteOwner)
    return { webId: web.webId, siteId: collection.siteId, title: web.title, url: origin + web.path };
  const other = Math.floor(number / 25);
  const [webId, siteId] = [guid(other, 'web'), guid(other, 'site')];
  return { webId, siteId, title: `Site ${other}`, url: `${origin}/sites/site-${other}` };
}

/** @param {number} number */
function availability(number) {
  if (number < 40 || number >= seenBySiteOwner) return 'site';
  return number < 45 ? 'siteCollection' : 'tenant';
}

/**
 * Connection number `number` of a tenant: the first fifty reach Operations (40 its own, 5 of its site collection,
 * 5 of the tenant), the others live on sites of their own, 25 on each.
 *
 * @param {Product} product
 * @param {number} number
 * @returns {ConnectionValue}
 */
function connectionNumber(product, number) {
  const at = new Date(Date.UTC(2026, 0, 1) + ((number * 7919) % 31_536_000) * 1000).toISOString();
  const name = `Person ${number % 500}`;
  const owner = /** @type {const} */ ({ kind: 'person', objectId: guid(number % 500, 'person'), name });
  return {
    format: 1,
    id: `con_${String(number).padStart(26, '0')}`,
    name: `${things[number % things.length]} ${places[number % places.length]} ${number}`,
    connectorId: 'http-username-password',
    authMethodId: 'username-password',
    kind: 'shared',
    availability: availability(number),
    homeSite: homeSite(product, number),
    settings: { baseUrl: `https://ledger-${number}.example.com`, testPath: '/me' },
    allowedHosts: [`ledger-${number}.example.com`],
    status: { state: number % 20 === 0 ? 'invalid' : 'ready', since: at },
    account: `workflow-${number % 1000}`,
    secretVersion: 1,
    owners: [owner],
    users: [{ kind: 'everyone' }],
    createdBy: owner,
    createdAt: at,
    changedBy: owner,
    changedAt: at,
    requestDigest: 'benchmark',
  };
}

/** @param {Product} product @param {string} file @param {number} size */
async function fill(product, file, size) {
  const partition = product.tenantPartition(product.contoso.tenantId);
  const store = product.openSqliteStore({ file });
  /** @type {import('../../connection-manager/store/store').Change[]} */
  let batch = [];
  let rows = 0;
  for (let number = 0; number < size; number++) {
    const value = connectionNumber(product, number);
    const more = 1 + product.indexesOf(value).length;
    if (rows + more > batchRows) {
      await store.write(partition, batch);
      [batch, rows] = [[], 0];
    }
    batch.push(product.insertConnection(value));
    rows += more;
  }
  if (batch.length > 0) await store.write(partition, batch);
  await store.close();
}

/**
 * A database with so many connections in the tenant Contoso, written through the store as the product writes it. It
 * is kept until what it is made from changes.
 *
 * @param {number} size
 * @returns {Promise<string>} the file
 */
export async function databaseWith(size) {
  mkdirSync(folder, { recursive: true });
  const hash = hashSources(root, sources).slice(0, 12);
  const file = join(folder, `${hash}-${size}.db`);
  if (existsSync(file)) return file;
  for (const name of readdirSync(folder))
    if (name.includes('.db') && !name.startsWith(hash)) rmSync(join(folder, name));
  const part = join(folder, `${hash}-${size}.part.db`);
  for (const each of [part, `${part}-wal`, `${part}-shm`]) rmSync(each, { force: true });
  await fill(await loadProduct(), part, size);
  renameSync(part, file);
  return file;
}
