import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ProblemCode } from '../../src/contract/problem';
import type { RouteDeclaration } from '../../src/contract/route';
import type { ChangedValue, RecordAudit } from '../audit/audit-event';
import type { ValidateAccessToken } from '../identity/access-token';
import type { ApiCaller } from '../identity/caller';
import { ConnectionError } from '../problems/connection-error';
import { auditDone, auditRefused, subjectOfRequest, type AuditedRequest } from './audit-request';
import { refuseForeignOrigin } from './cross-origin';
import type { Handlers } from './handler';
import { apiPrefix, type RouteTable } from './known-paths';
import { loadSubject, type SubjectSources } from './load-subject';
import { readBearerToken, readRequest, type ReadRequest } from './read-request';
import { requestDigest } from './request-digest';

const usualBodyLimit = 64 * 1024;
/** A call through a connection carries a body of up to 1 MiB, written as JSON text. */
const invokeBodyLimit = 1.5 * 1024 * 1024;

export interface BinderDependencies extends SubjectSources {
  readonly validateAccessToken: ValidateAccessToken;
  readonly recordAudit: RecordAudit;
}

interface LooseResult {
  readonly body: unknown;
  readonly etag?: string;
  readonly auditSubject?: Readonly<Record<string, string>>;
  readonly changes?: readonly ChangedValue[];
}

/** A handler once the types of its route are behind it: the binder made its input by the route's own schemas. */
type LooseHandler = (input: Readonly<Record<string, unknown>>) => Promise<LooseResult>;

/**
 * Serves every route of a table by its handler.
 *
 * For each request, in this order: parse, authenticate, load what the route is about and ask the rules,
 * handle, audit, pass the answer through its schema, send. A handler never sees a request that its route
 * does not declare, and nothing it does not declare leaves.
 */
export function bindRoutes<Table extends RouteTable>(
  server: FastifyInstance,
  { table, handlers }: { readonly table: Table; readonly handlers: Handlers<Table> },
  deps: BinderDependencies,
): void {
  const looseHandlers = new Map(Object.entries<LooseHandler>(handlers as never));
  for (const [name, route] of Object.entries<RouteDeclaration>(table)) {
    const handler = looseHandlers.get(name);
    if (handler === undefined) throw new TypeError(`No handler serves ${name}.`);
    server.route({
      method: route.method,
      url: `${apiPrefix}${route.path}`,
      bodyLimit: isInvoke(route) ? invokeBodyLimit : usualBodyLimit,
      handler: (request, reply) => serve({ route, handler, deps }, request, reply),
    });
  }
}

function isInvoke({ permission }: RouteDeclaration): boolean {
  return permission.on === 'step' && permission.action === 'invoke';
}

interface Binding {
  readonly route: RouteDeclaration;
  readonly handler: LooseHandler;
  readonly deps: BinderDependencies;
}

async function serve(binding: Binding, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { route, deps } = binding;
  const read = readRequest(route, request);
  const caller = await deps.validateAccessToken(readBearerToken(request), route.caller);
  request.log = request.log.child({ tenantId: caller.tenant.tenantId, caller: caller.kind });
  refuseForeignOrigin(request, reply, caller.tenant);
  const audited: AuditedRequest = {
    route,
    caller,
    requestId: request.id,
    subject: subjectOfRequest([read.query, read.body, read.params?.value]),
  };
  const result = await handle(binding, { read, caller, requestId: request.id }).catch(
    async (error: unknown) => {
      await auditRefused(deps.recordAudit, audited, error);
      throw error;
    },
  );
  await auditDone(deps.recordAudit, audited, result);
  return send(reply, route, result);
}

interface Asked {
  readonly read: ReadRequest;
  readonly caller: ApiCaller;
  readonly requestId: string;
}

async function handle(
  { route, handler, deps }: Binding,
  { read, caller, requestId }: Asked,
): Promise<LooseResult> {
  if (read.params === undefined) throw new ConnectionError(missingCode(route));
  const subject = await loadSubject(deps, route, { caller, read });
  const params = read.params.value;
  const { method, path } = route;
  const { query, body, ifMatch, idempotencyKey: key, confirmation: presented } = read;
  const digest = (): string => requestDigest({ method, path, params, query, body, caller });
  const idempotency = key === undefined ? undefined : { key, requestDigest: digest() };
  const confirming = route.confirmation && { presented, requestDigest: digest() };
  const asked = { caller, params, query, body, requestId };
  return await handler({ ...subject, ...asked, ifMatch, idempotency, confirming });
}

/** An id of another form names nothing that exists, and is answered like one that does not. */
function missingCode({ path }: RouteDeclaration): ProblemCode {
  if (path.includes(':connectionId')) return 'connection_not_found';
  if (path.includes(':confirmationId')) return 'confirmation_not_found';
  return path.includes(':flowId') ? 'flow_not_found' : 'route_not_found';
}

function send(reply: FastifyReply, route: RouteDeclaration, result: LooseResult): FastifyReply {
  if (result.etag !== undefined) reply.header('etag', `"${result.etag}"`);
  reply.code(route.status);
  if (route.response === undefined) return reply.send();
  const parsed = route.response.safeParse(result.body);
  if (!parsed.success) {
    // The paths only: values are not for the log.
    const paths = parsed.error.issues.map(({ path }) => path.join('.')).join(', ');
    throw new TypeError(`The answer of ${route.method} ${route.path} is not as its route declares: ${paths}`);
  }
  return reply.send(parsed.data);
}
