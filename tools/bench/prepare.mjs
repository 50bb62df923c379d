// @ts-check
import { createHash } from 'node:crypto';
import { connectionManagerOrigin } from '../stack/addresses.mjs';

const connections = 200;
const page = 50;
const stepHash = createHash('sha256').update('{"operation":"invoke"}').digest('base64url');

/** @typedef {import('../end-to-end.mjs').EndToEnd} EndToEnd */
/** @typedef {import('./load.mjs').Target} Target */

/**
 * @typedef {object} Product
 * @property {EndToEnd} endToEnd
 * @property {import('../../e2e/workplace').Workplace} workplace
 * @property {import('../../e2e/script').Script} script
 */

/** @param {import('../../e2e/script').Answer} answer @param {number} wanted */
function expectStatus(answer, wanted) {
  if (answer.status !== wanted) throw new Error(`${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer;
}

/** As a person makes them, one after the other. @param {Product} product @returns {Promise<string>} the id of one */
async function createConnections({ endToEnd, script }) {
  const token = await script.token({ person: 'olivia' });
  const first = expectStatus(await script.createConnection(token, 'Ledger 1'), 201);
  for (let number = 2; number <= connections; number++)
    expectStatus(await script.createConnection(token, `Ledger ${number}`), 201);
  return endToEnd.field(first, 'id');
}

/** Through the connect window, in a browser: there is no other way. @param {Product} product @param {string} id */
async function connect({ endToEnd, workplace, script }, id) {
  const flow = expectStatus(await script.startFlow(await script.token({ person: 'olivia' }), id), 201);
  const desk = await workplace.open('olivia');
  try {
    const window = await endToEnd.connectInWindow(
      desk.context,
      endToEnd.field(flow, 'address'),
      endToEnd.workflowAccount,
    );
    await window.getByRole('heading', { name: 'Connected' }).waitFor();
  } finally {
    // The browser would keep asking for its list.
    await desk.close();
  }
}

/**
 * Fills the connection manager and says what is asked of it.
 *
 * @param {Product} product
 * @returns {Promise<{ readonly list: Target, readonly resolve: Target }>}
 */
export async function prepareTargets(product) {
  const { endToEnd, script } = product;
  const id = await createConnections(product);
  await connect(product, id);
  const step = { site: endToEnd.operations, workflowId: 'benchmark', stepId: 'step' };
  const designer = await script.token({ person: 'dana', client: 'engine', scopes: ['bindings.write'] });
  const bound = await script.call('PUT', '/bindings', {
    token: designer,
    headers: { 'if-none-match': '*' },
    body: { ...step, connectionId: id, operation: 'invoke', stepHash },
  });
  expectStatus(bound, 200);
  const person = await script.token({ person: 'olivia' });
  const engine = await script.token({ application: 'engine' });
  const site = encodeURIComponent(endToEnd.operations);
  return {
    list: {
      origin: connectionManagerOrigin,
      method: 'GET',
      path: `/api/v1/connections?site=${site}&limit=${page}`,
      headers: { authorization: `Bearer ${person}` },
    },
    resolve: {
      origin: connectionManagerOrigin,
      method: 'POST',
      path: '/api/v1/runtime/resolve',
      headers: { authorization: `Bearer ${engine}`, 'content-type': 'application/json' },
      body: JSON.stringify({ ...step, instanceId: 'instance-1', stepHash }),
    },
  };
}
