import { isUtf8 } from 'node:buffer';
import http from 'node:http';
import https from 'node:https';
import type { Duplex } from 'node:stream';
import Fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { problemStatuses } from '../../src/contract/problem';
import { randomId } from '../ids/random-id';
import { ConnectionError } from '../problems/connection-error';
import { toConnectionError } from '../problems/problem-of';
import { sendProblem, setApiHeaders } from './api-headers';
import { allowOrigin, answerOptions, type ListTenants } from './cross-origin';
import { allowedMethods, findKnownPath, type KnownPath } from './known-paths';

// A client that sends slowly, or nothing, does not keep a socket for itself.
const timeouts = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 5000,
  connectionsCheckingInterval: 2000,
};

export interface ServerOptions {
  readonly log: FastifyBaseLogger;
  /** Certificate chain and key (PEM), where this process itself speaks TLS. */
  readonly tls: { readonly cert: Buffer; readonly key: Buffer } | undefined;
  readonly paths: readonly KnownPath[];
  readonly listTenants: ListTenants;
}

/** A server without routes: what holds for every request whatever it is about. */
export function createServer(options: ServerOptions): FastifyInstance {
  const server = Fastify({
    serverFactory: (handler) => listener(options.tls, handler),
    loggerInstance: options.log,
    // Ids of our own: a caller's would let callers write into our log.
    requestIdHeader: false,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: () => randomId('req'),
    exposeHeadRoutes: false,
    // A request that arrives while we stop is still answered.
    return503OnClosing: false,
    frameworkErrors: (error, request, reply) => void answerError(error, request, reply),
    clientErrorHandler: answerBrokenRequest,
  });
  parseJsonStrictly(server);
  server.setErrorHandler(answerError);
  server.addHook('onRequest', async (request, reply) => {
    setApiHeaders(reply, request.id);
    const path = findKnownPath(options.paths, request.url);
    if (path !== undefined) await allowOrigin({ request, reply }, path, options.listTenants);
    if (!request.is404 || isOfWindow(request.url)) return undefined;
    return answerUnknown(request, reply, path);
  });
  server.addHook('onResponse', async (request, reply) => {
    const { method, url } = request.routeOptions;
    // The route's pattern, never the address: addresses hold what people and providers put into them.
    const line = {
      method: method ?? request.method,
      route: url ?? 'none',
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    };
    request.log.info(line, 'answered');
  });
  return server;
}

function listener(tls: ServerOptions['tls'], handler: http.RequestListener): http.Server {
  const server =
    tls === undefined
      ? http.createServer(timeouts, handler)
      : https.createServer({ ...timeouts, ...tls, minVersion: 'TLSv1.2' }, handler);
  // Nothing but 100-continue is ever expected here (RFC 9110 §10.1.1).
  server.on('checkExpectation', (_request, response: http.ServerResponse) => {
    response.writeHead(417, { connection: 'close', 'content-length': 0 }).end();
  });
  return server;
}

/** The windows answer with pages, also where there is nothing. */
function isOfWindow(address: string): boolean {
  return address.startsWith('/connect/') || address.startsWith('/confirm/');
}

function answerUnknown(
  request: FastifyRequest,
  reply: FastifyReply,
  path: KnownPath | undefined,
): FastifyReply {
  if (path === undefined) return sendProblem(reply, new ConnectionError('route_not_found'), request.id);
  if (request.method === 'OPTIONS') return answerOptions(request, reply, path);
  reply.header('allow', allowedMethods(path));
  return sendProblem(reply, new ConnectionError('method_not_allowed'), request.id);
}

function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const known = isCutOff(request) ? cutOff(error) : toConnectionError(error);
  const line = { problem: known.code, because: known.because };
  if (problemStatuses[known.code] >= 500) request.log.error({ ...line, err: error }, 'failed');
  else request.log.info({ ...line, detail: known.detail }, 'refused');
  // Not set yet where the framework refused the address before any hook ran.
  if (!reply.hasHeader('x-request-id')) setApiHeaders(reply, request.id);
  return sendProblem(reply, known, request.id);
}

/** Whether the caller went away, or broke off, before the whole request was here. */
function isCutOff({ raw }: FastifyRequest): boolean {
  return raw.destroyed && !raw.complete;
}

function cutOff(cause: unknown): ConnectionError {
  return new ConnectionError('invalid_request', {
    detail: 'The request ended before it was complete.',
    cause,
  });
}

/** JSON only, in UTF-8, and without the names by which it could change what every object inherits. */
function parseJsonStrictly(server: FastifyInstance): void {
  const parse = server.getDefaultJsonParser('error', 'error');
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    if (body.length === 0) return done(null, undefined);
    if (!isUtf8(body)) return done(notJson(), undefined);
    const result = parse(request, body.toString('utf8'), (error, value) =>
      done(error === null ? null : notJson(error), value),
    );
    return result;
  });
}

function notJson(cause?: unknown): ConnectionError {
  return new ConnectionError('invalid_request', { detail: 'The body is not JSON that can be read.', cause });
}

/** What never became a request: broken HTTP, too many headers, too slow. RFC 9457 §4.2.1 for problems without a type. */
function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, title] = brokenRequest(error.code);
  const body = JSON.stringify({ type: 'about:blank', title, status });
  const head = [
    `HTTP/1.1 ${status} ${title}`,
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'X-Content-Type-Options: nosniff',
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

function brokenRequest(code: string | undefined): readonly [number, string] {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return [431, http.STATUS_CODES[431] ?? ''];
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return [408, http.STATUS_CODES[408] ?? ''];
    default:
      return [400, http.STATUS_CODES[400] ?? ''];
  }
}
