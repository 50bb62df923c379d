import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBearerToken } from '../directory/access-token-reader';
import { graphAudience } from '../directory/resources';
import type { TenantDirectory } from '../directory/tenant-directory';
import { answerJson, readJsonObject, UnreadableBody } from '../http/answers';
import { directoryOrigin } from '../world/world';
import type { GraphCall } from './graph-call';
import { checkMemberGroups, listGroups } from './groups';
import { GraphProblem } from './problems';
import { listUsers, readUser } from './users';

/** Where the few calls of Microsoft Graph the product makes are answered. */
export const graphPath = '/graph/v1.0';
export const graphAddress = `${directoryOrigin}${graphPath}`;

interface GraphOptions {
  readonly directories: readonly TenantDirectory[];
  readonly now: () => Date;
}

interface Route {
  readonly method: 'GET' | 'POST';
  readonly pattern: RegExp;
  /** Of the answer, after `$metadata#`. */
  readonly context: string;
  /** What is answered; a list stands in `value`. `captured` is what the pattern has in parentheses. */
  readonly answer: (call: GraphCall, captured: string) => object;
}

// Each as Microsoft's reference has it, permissions included. `directoryObjects/getByIds` is not among them: it
// needs Directory.Read.All, which no application here has.
const routes: readonly Route[] = [
  { method: 'GET', pattern: /^(me)$/, context: 'users/$entity', answer: readUser },
  { method: 'GET', pattern: /^users\/([^/]+)$/, context: 'users/$entity', answer: readUser },
  { method: 'GET', pattern: /^users$/, context: 'users', answer: listUsers },
  { method: 'GET', pattern: /^groups$/, context: 'groups', answer: listGroups },
  {
    method: 'POST',
    pattern: /^(?:users\/)?([^/]+)\/checkMemberGroups$/,
    context: 'Collection(Edm.String)',
    answer: checkMemberGroups,
  },
];

/** Answers the calls of `routes`. True if the address was Graph's. */
export function createGraph({ directories, now }: GraphOptions) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const url = new URL(request.url ?? '/', directoryOrigin);
    if (!url.pathname.startsWith(`${graphPath}/`)) return false;
    const token = await readBearerToken(request.headers.authorization, {
      directories,
      audience: graphAudience,
      now: now(),
    });
    if (token === undefined) {
      response.setHeader('www-authenticate', 'Bearer');
      const message = 'Access token validation failure.';
      answerProblem(response, new GraphProblem(401, 'InvalidAuthenticationToken', message));
      return true;
    }
    try {
      const path = decodeURIComponent(url.pathname.slice(graphPath.length + 1));
      const found = findRoute(request.method, path);
      const consistencyLevel = request.headers['consistencylevel'];
      const call: GraphCall = {
        token,
        query: url.searchParams,
        consistencyLevel: typeof consistencyLevel === 'string' ? consistencyLevel : undefined,
        body: found.route.method === 'POST' ? await readJsonObject(request) : undefined,
      };
      const answer = found.route.answer(call, found.captured);
      answerJson(response, 200, {
        '@odata.context': `${graphAddress}/$metadata#${found.route.context}`,
        ...(Array.isArray(answer) ? { value: answer } : answer),
      });
    } catch (error) {
      answerProblem(response, problemOf(error));
    }
    return true;
  };
}

function findRoute(
  method: string | undefined,
  path: string,
): { readonly route: Route; readonly captured: string } {
  for (const route of routes) {
    const matched = route.pattern.exec(path);
    if (matched !== null && route.method === method) return { route, captured: matched[1] ?? '' };
  }
  throw new GraphProblem(404, 'BadRequest', 'The local Graph does not know this address.');
}

function problemOf(error: unknown): GraphProblem {
  if (error instanceof GraphProblem) return error;
  if (error instanceof UnreadableBody || error instanceof URIError) {
    return new GraphProblem(400, 'Request_BadRequest', 'The request cannot be read.');
  }
  throw error;
}

function answerProblem(response: ServerResponse, { status, code, message }: GraphProblem): void {
  answerJson(response, status, { error: { code, message, innerError: { 'request-id': randomUUID() } } });
}
