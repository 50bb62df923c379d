// @ts-check
import { allRoutes, problemsOf } from './load-declarations.mjs';

/** @typedef {import('./load-declarations.mjs').Declarations} Declarations */
/** @typedef {import('./load-declarations.mjs').RouteDeclaration} RouteDeclaration */
/** @typedef {Record<string, unknown>} Json */

/** The OpenAPI document (3.1) of the whole API. @param {Declarations} declarations @param {string} version */
export function openApi(declarations, version) {
  /** @type {Record<string, Record<string, Json>>} */
  const paths = {};
  for (const [name, route] of allRoutes(declarations)) {
    const path = `/api/v1${route.path.replace(/:([A-Za-z]+)/g, '{$1}')}`;
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(declarations, name, route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Workflow Gallery connection manager',
      version,
      description: 'Made from the route table by `npm run reference`. Do not edit.',
    },
    paths,
    components: {
      schemas: { Problem: schema(declarations, declarations.problemSchema, 'output') },
      securitySchemes: {
        accessToken: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description:
            'An access token of the tenant’s Microsoft Entra ID for the connection manager’s own application.',
        },
      },
    },
  };
}

/** @param {Declarations} declarations @param {string} name @param {RouteDeclaration} route @returns {Json} */
function operation(declarations, name, route) {
  return {
    operationId: name,
    summary: route.summary,
    tags: [route.caller.kind === 'person' ? 'people' : 'engines'],
    security: [{ accessToken: route.caller.kind === 'person' ? [] : [route.caller.role] }],
    parameters: [
      ...parameters(declarations, route.params, 'path'),
      ...parameters(declarations, route.query, 'query'),
      ...headers(route),
    ],
    ...(route.body !== undefined && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: schema(declarations, route.body, 'input') } },
      },
    }),
    responses: responses(declarations, route),
  };
}

/** @param {Declarations} declarations @param {RouteDeclaration['body']} declared @param {'path' | 'query'} place @returns {Json[]} */
function parameters(declarations, declared, place) {
  if (declared === undefined) return [];
  const { properties = {}, required = [] } = /** @type {{ properties?: Json, required?: string[] }} */ (
    schema(declarations, declared, 'output')
  );
  return Object.entries(properties).map(([name, value]) => ({
    name,
    in: place,
    required: required.includes(name),
    schema: value,
  }));
}

/** @param {RouteDeclaration} route @returns {Json[]} */
function headers(route) {
  /** @param {string} name @param {boolean} required @param {string} description */
  const header = (name, required, description) => ({
    name,
    in: 'header',
    required,
    description,
    schema: { type: 'string' },
  });
  const orNew = route.ifMatch === 'orNew';
  return [
    ...(route.ifMatch === undefined
      ? []
      : [header('If-Match', !orNew, 'The etag of what is to be changed.')]),
    ...(orNew ? [header('If-None-Match', false, '`*`, instead of If-Match, where there is none yet.')] : []),
    ...(route.confirmation === undefined
      ? []
      : [header('Confirmation', false, 'The id of the confirmation of exactly this request.')]),
    ...(route.idempotencyKey === undefined
      ? []
      : [
          header(
            'Idempotency-Key',
            true,
            '1 to 128 visible ASCII characters; the same for a repeated request.',
          ),
        ]),
  ];
}

/** @param {Declarations} declarations @param {RouteDeclaration} route @returns {Json} */
function responses(declarations, route) {
  const content =
    route.response === undefined
      ? {}
      : { content: { 'application/json': { schema: schema(declarations, route.response, 'output') } } };
  /** @type {Record<number, string[]>} */
  const codes = {};
  for (const code of problemsOf(route)) {
    const status = Reflect.get(declarations.problemStatuses, code);
    codes[status] = [...(codes[status] ?? []), code];
  }
  const problem = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  return {
    [route.status]: { description: route.summary, ...content },
    ...Object.fromEntries(
      Object.entries(codes).map(([status, names]) => [
        status,
        { description: names.join(', '), content: problem },
      ]),
    ),
  };
}

/** @param {Declarations} declarations @param {NonNullable<RouteDeclaration['body']>} declared @param {'input' | 'output'} io @returns {Json} */
function schema({ toJSONSchema }, declared, io) {
  const whole = toJSONSchema(declared, { target: 'draft-2020-12', io, unrepresentable: 'any' });
  return Object.fromEntries(Object.entries(whole).filter(([key]) => key !== '$schema'));
}
