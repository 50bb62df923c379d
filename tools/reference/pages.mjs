// @ts-check
import { allRoutes, problemsOf } from './load-declarations.mjs';
import { made, table } from './markdown.mjs';

/** @typedef {import('./load-declarations.mjs').Declarations} Declarations */
/** @typedef {import('./load-declarations.mjs').RouteDeclaration} RouteDeclaration */

/** @param {Declarations} declarations */
export function routesPage(declarations) {
  const sections = allRoutes(declarations).map(([name, route]) => routeSection(name, route));
  return [
    '# Routes',
    made,
    'Every path begins with `/api/v1`. A request carries an access token of the tenant’s directory as `Authorization: Bearer`. Refusals are problem details (RFC 9457): see [problems](problems.md). The same as an OpenAPI document: [openapi.json](openapi.json).',
    ...sections,
  ].join('\n\n');
}

/** @param {string} name @param {RouteDeclaration} route */
function routeSection(name, route) {
  const rows = [
    ['Who', who(route)],
    ['Permission', permission(route)],
    ['Audit event', 'event' in route.audit ? `\`${route.audit.event}\`` : `none: ${route.audit.none}`],
    ...precondition(route),
    ['Answer', route.response === undefined ? `${route.status}, without a body` : `${route.status}`],
    [
      'Problems',
      problemsOf(route)
        .map((code) => `\`${code}\``)
        .join(', '),
    ],
  ];
  return [`## ${name}`, `${route.summary}.`, `\`${route.method} ${route.path}\``, list(rows)].join('\n\n');
}

/** @param {RouteDeclaration} route */
function who({ caller }) {
  if (caller.kind === 'engine') return `a workflow engine with the application role \`${caller.role}\``;
  return `a person, with the scope ${caller.scopes.map((scope) => `\`${scope}\``).join(' or ')}`;
}

/** @param {RouteDeclaration} route */
function permission({ permission: needed }) {
  switch (needed.on) {
    case 'connection':
      return `may ${[needed.action]
        .flat()
        .map((action) => `\`${action}\``)
        .join(' or ')} the connection`;
    case 'site':
      return `\`${needed.action}\` at the site`;
    case 'tenant':
      return `\`${needed.action}\` for the tenant`;
    case 'flow':
      return 'started the connect flow';
    case 'confirmation':
      return 'asked for the change';
    case 'step':
      return `\`${needed.action}\` for the workflow step`;
    case 'nothing':
      return `none: ${needed.reason}`;
  }
}

/** @param {RouteDeclaration} route @returns {string[][]} */
function precondition({ ifMatch, idempotencyKey, confirmation }) {
  /** @type {string[][]} */
  const rows = [];
  if (ifMatch === true) rows.push(['Precondition', '`If-Match` with the etag']);
  if (ifMatch === 'orNew') rows.push(['Precondition', '`If-Match` with the etag, or `If-None-Match: *`']);
  if (idempotencyKey !== undefined) rows.push(['Repeatable', 'with the same `Idempotency-Key`']);
  if (confirmation !== undefined)
    rows.push(['Confirmed', 'in the connection manager’s own window, then with `Confirmation`']);
  return rows;
}

/** @param {Declarations} declarations */
export function problemsPage({ problemStatuses, problemTitles, denials }) {
  const rows = Object.entries(problemStatuses).map(([code, status]) => [
    `\`${code}\``,
    String(status),
    Reflect.get(problemTitles, code),
  ]);
  return [
    '# Problems',
    made,
    'Every refusal is `application/problem+json` (RFC 9457) with `type` (`urn:workflow-gallery:problem:<code>`), `title`, `status`, `code` and `requestId`, which names the request in the log. Read `code`; the sentences may change. `errors` names wrong fields, `claims` is what the directory must be asked for.',
    table(['code', 'status', 'meaning'], rows),
    `With \`not_allowed\` and \`connection_not_ready\`, \`because\` says why: ${denials.map((denial) => `\`${denial}\``).join(', ')}.`,
  ].join('\n\n');
}

/** @param {Declarations} declarations */
export function configurationPage({ variables }) {
  const sections = Object.entries(variables).map(([name, declared]) => {
    const { about, cure, example, usual, isOptional } =
      /** @type {import('../../connection-manager/configuration/variables').Variable} */ (declared);
    const need =
      usual !== undefined ? `Usually \`${usual}\`.` : isOptional ? 'May be left out.' : 'Must be set.';
    return [`## ${name}`, about, `${need} ${cure} Example: \`${example}\``].join('\n\n');
  });
  return [
    '# Configuration',
    made,
    'The connection manager reads these environment variables at its start and lists every mistake at once. None of them holds a secret: they name the files that do.',
    ...sections,
  ].join('\n\n');
}

/** @param {readonly (readonly string[])[]} rows */
function list(rows) {
  return rows.map(([what, text]) => `- ${what}: ${text}`).join('\n');
}
