// @ts-check
import { build } from 'esbuild';
import { root } from '../run-command.mjs';
import { forNode } from '../build/esbuild-settings.mjs';

const entry = `
  export { toJSONSchema } from 'zod/mini';
  export { routes } from './src/contract/routes';
  export { problemSchema, problemStatuses, denials } from './src/contract/problem';
  export { runtimeRoutes } from './connection-manager/runtime/routes';
  export { problemTitles } from './connection-manager/problems/problem-titles';
  export { variables } from './connection-manager/configuration/variables';
  export { en } from './connection-manager/connect/loc/en';
`;

/**
 * @typedef {object} Declarations
 * @property {typeof import('zod/mini').toJSONSchema} toJSONSchema
 * @property {typeof import('../../src/contract/routes').routes} routes
 * @property {typeof import('../../connection-manager/runtime/routes').runtimeRoutes} runtimeRoutes
 * @property {typeof import('../../src/contract/problem').problemSchema} problemSchema
 * @property {typeof import('../../src/contract/problem').problemStatuses} problemStatuses
 * @property {typeof import('../../src/contract/problem').denials} denials
 * @property {typeof import('../../connection-manager/problems/problem-titles').problemTitles} problemTitles
 * @property {typeof import('../../connection-manager/configuration/variables').variables} variables
 * @property {typeof import('../../connection-manager/connect/loc/en').en} en
 */

/** What the product itself declares, from its sources as they are now. @returns {Promise<Declarations>} */
export async function loadDeclarations() {
  const { outputFiles } = await build({
    ...forNode,
    sourcemap: false,
    stdin: { contents: entry, resolveDir: root, loader: 'ts' },
    write: false,
  });
  const text = outputFiles[0]?.text ?? '';
  return await import(`data:text/javascript;base64,${Buffer.from(text).toString('base64')}`);
}

/** @typedef {import('../../src/contract/route').RouteDeclaration} RouteDeclaration */

/**
 * Every route by its name, those for browsers first.
 *
 * @param {Pick<Declarations, 'routes' | 'runtimeRoutes'>} declarations
 * @returns {readonly (readonly [string, RouteDeclaration])[]}
 */
export function allRoutes({ routes, runtimeRoutes }) {
  return [...Object.entries(routes), ...Object.entries(runtimeRoutes)];
}

/**
 * What a route can be answered with: what it declares, and what every route shares.
 *
 * @param {RouteDeclaration} route
 * @returns {string[]}
 */
export function problemsOf(route) {
  const codes = [
    ...['unauthenticated', 'wrong_kind_of_token', 'tenant_not_registered'],
    ...['directory_unavailable', 'store_unavailable', 'internal_error'],
    ...(['site', 'connection'].includes(route.permission.on)
      ? ['claims_required', 'sharepoint_unavailable']
      : []),
    ...(route.query === undefined ? [] : ['invalid_request']),
    ...(route.body === undefined ? [] : ['invalid_request', 'payload_too_large', 'unsupported_media_type']),
    ...(route.ifMatch === undefined ? [] : ['if_match_required']),
    ...(route.idempotencyKey === undefined ? [] : ['idempotency_key_required', 'idempotency_key_reused']),
    ...route.problems,
  ];
  return [...new Set(codes)].sort();
}
