// @ts-check
// Stands in for `az` and `m365` in tests: called as `node fake-commands.mjs az …`. It keeps a small tenant in
// FAKE_FOLDER/state.json, and writes every call to FAKE_FOLDER/calls.jsonl.
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.env.FAKE_FOLDER ?? '';
const stateFile = join(folder, 'state.json');
const state = JSON.parse(readFileSync(stateFile, 'utf8'));
const [command, ...words] = process.argv.slice(2);

/** @param {string} name */
function option(name) {
  const at = words.indexOf(name);
  return at < 0 ? undefined : words[at + 1];
}

/** @param {unknown} value @returns {void} */
function answer(value) {
  if (value !== undefined) process.stdout.write(`${JSON.stringify(value)}\n`);
}

/** @param {string} message @returns {never} */
function refuse(message) {
  process.stderr.write(`ERROR: ${message}\n`);
  process.exit(1);
}

/** @param {string} prefix */
function newId(prefix) {
  state.made += 1;
  return `${prefix}-0000-4000-8000-${String(state.made).padStart(12, '0')}`;
}

/** @param {any[]} list @param {string} property @param {string} value */
function filtered(list, property, value) {
  return { value: list.filter((each) => each[property] === value) };
}

/** @param {string} appId */
function application(appId) {
  const found = state.applications.find((/** @type {any} */ each) => each.appId === appId);
  return found ?? refuse('404');
}

/** What Graph answers to a GET. @type {[RegExp, (found: string[], filter: [string, string]) => unknown][]} */
const collections = [
  [/^organization$/, () => ({ value: [state.organization] })],
  [/^me$/, () => ({ id: state.me })],
  [/^(applications|servicePrincipals)$/, ([, name = ''], filter) => filtered(state[name], ...filter)],
  [/^applications\(appId='(.*)'\)$/, ([, appId = '']) => application(appId)],
  [/\/(.*)\/oauth2PermissionGrants$/, ([, id = '']) => filtered(state.grants, 'clientId', id)],
  [/\/(.*)\/appRoleAssignments$/, ([, id = '']) => filtered(state.roles, 'principalId', id)],
];

/** @param {string} path @param {string} [filter] */
function read(path, filter) {
  const [, property = '', value = ''] = /^\$filter=(\w+) eq '(.*)'$/.exec(filter ?? '') ?? [];
  for (const [pattern, found] of collections) {
    const match = pattern.exec(path);
    if (match) return found(match, [property, value]);
  }
  return refuse(`no such path: ${path}`);
}

/** @param {string} path @param {any} body */
function create(path, body) {
  if (path === 'applications') {
    const application = { id: newId('0b000000'), appId: newId('a0000000'), ...body };
    state.applications.push(application);
    return application;
  }
  if (path === 'servicePrincipals') {
    const principal = { id: newId('5b000000'), ...body };
    state.servicePrincipals.push(principal);
    return principal;
  }
  if (path.endsWith('/addPassword')) return { secretText: state.secret };
  const list = path === 'oauth2PermissionGrants' ? state.grants : state.roles;
  const made = { id: newId('6a000000'), ...body };
  list.push(made);
  return made;
}

/** @param {string} path @param {any} body @returns {void} */
function change(path, body) {
  const grant = /^oauth2PermissionGrants\/(.*)$/.exec(path)?.[1];
  const found =
    grant === undefined ? read(path) : state.grants.find((/** @type {any} */ each) => each.id === grant);
  Object.assign(found, body);
}

function az() {
  if (words[0] === 'account') return answer({ tenantId: state.organization.id });
  const path = (option('--url') ?? '').replace('https://graph.microsoft.com/v1.0/', '');
  const method = option('--method');
  if (method === 'GET') return answer(read(path, option('--uri-parameters')));
  const body = JSON.parse(readFileSync((option('--body') ?? '').slice(1), 'utf8'));
  return method === 'POST' ? answer(create(path, body)) : change(path, body);
}

function approve() {
  const [client] = filtered(state.servicePrincipals, 'appId', state.sharePointClient).value;
  const [api] = filtered(state.servicePrincipals, 'appId', apiApplication().appId).value;
  state.grants.push({
    id: newId('6a000000'),
    clientId: client.id,
    resourceId: api.id,
    consentType: 'AllPrincipals',
    scope: 'connections.access',
  });
  state.requests = [];
  answer({});
}

function apiApplication() {
  return state.applications.find((/** @type {any} */ each) => each.api !== undefined);
}

/** @type {Record<string, () => void>} */
const m365 = {
  status: () => answer(state.account === '' ? 'Logged out' : { connectedAs: state.account }),
  'spo get': () => answer({ SpoUrl: state.sharePoint }),
  'spo tenant appcatalogurl get': () => answer(`${state.sharePoint}/sites/appcatalog`),
  'spo app list': () => answer(state.apps),
  'spo app add': () => {
    state.apps = [{ ProductId: state.productId, Deployed: false, AppCatalogVersion: state.version }];
    state.requests = [
      { Id: 'f0000000-0000-4000-8000-000000000001', Resource: 'Another API', Scope: 'connections.access' },
      {
        Id: 'f0000000-0000-4000-8000-000000000002',
        Resource: 'Workflow Gallery connection manager',
        Scope: 'connections.access',
      },
    ];
    answer({});
  },
  'spo app deploy': () => {
    state.apps[0].Deployed = true;
  },
  'spo serviceprincipal permissionrequest list': () => answer(state.requests),
  'spo serviceprincipal permissionrequest approve': approve,
  // Nothing at all where there is no such property.
  'spo storageentity get': () => {
    const value = state.properties[option('--key') ?? ''];
    answer(value === undefined ? undefined : { Key: option('--key'), Value: value });
  },
  'spo storageentity set': () => {
    state.properties[option('--key') ?? ''] = option('--value');
  },
};

appendFileSync(join(folder, 'calls.jsonl'), `${JSON.stringify([command, ...words])}\n`);
if (command === 'az') az();
else {
  const end = words.findIndex((word) => word.startsWith('--'));
  const name = words.slice(0, end < 0 ? words.length : end).join(' ');
  (m365[name] ?? (() => refuse(`no such command: ${name}`)))();
}
writeFileSync(stateFile, JSON.stringify(state));
