import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBearerToken, type ReadToken } from '../directory/access-token-reader';
import { graphAudience } from '../directory/resources';
import type { TenantDirectory } from '../directory/tenant-directory';
import { answerJson, readJsonObject, UnreadableBody } from '../http/answers';
import { directoryOrigin, type Person } from '../world/world';

/** Where the few calls of Microsoft Graph the product makes are answered. */
export const graphPath = '/graph/v1.0';
export const graphAddress = `${directoryOrigin}${graphPath}`;

interface GraphOptions {
  readonly directories: readonly TenantDirectory[];
  readonly now: () => Date;
}

interface GraphCall {
  readonly token: ReadToken;
  readonly person: Person | undefined;
  readonly isMe: boolean;
}

const groupsAskedAtOnce = 20;

/** Answers `/me`, `/users/{id}` and `checkMemberGroups` of both. True if the address was Graph's. */
export function createGraph({ directories, now }: GraphOptions) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const path = new URL(request.url ?? '/', directoryOrigin).pathname;
    if (!path.startsWith(`${graphPath}/`)) return false;
    const token = await readBearerToken(request.headers.authorization, {
      directories,
      audience: graphAudience,
      now: now(),
    });
    if (token === undefined) {
      response.setHeader('www-authenticate', 'Bearer');
      answerProblem(response, 401, {
        code: 'InvalidAuthenticationToken',
        message: 'Access token validation failure.',
      });
      return true;
    }
    await answerCall(request, response, { token, path: path.slice(graphPath.length) });
    return true;
  };
}

async function answerCall(
  request: IncomingMessage,
  response: ServerResponse,
  { token, path }: { readonly token: ReadToken; readonly path: string },
): Promise<void> {
  const matched = /^\/(me|users\/([^/]+))(\/checkMemberGroups)?$/.exec(path);
  const method = matched?.[3] === undefined ? 'GET' : 'POST';
  if (matched === null || request.method !== method) {
    answerProblem(response, 404, {
      code: 'BadRequest',
      message: 'The local Graph does not know this address.',
    });
    return;
  }
  const isMe = matched[1] === 'me';
  const objectId = isMe ? String(token.claims.oid) : decodeURIComponent(matched[2] ?? '');
  const person = token.directory.tenant.people.find((candidate) => candidate.objectId === objectId);
  const call: GraphCall = { token, person, isMe };
  if (method === 'GET') answerPerson(response, call);
  else await answerMemberGroups(request, response, call);
}

function mayReadPeople({ token, isMe }: GraphCall): boolean {
  const enough = isMe
    ? ['User.Read', 'User.ReadBasic.All', 'User.Read.All']
    : ['User.ReadBasic.All', 'User.Read.All'];
  return isDelegatedIfMe(token, isMe) && enough.some((permission) => token.permissions.includes(permission));
}

/** An application is nobody, so it has no `/me`. */
function isDelegatedIfMe(token: ReadToken, isMe: boolean): boolean {
  return !isMe || token.claims.idtyp === 'user';
}

function answerPerson(response: ServerResponse, call: GraphCall): void {
  const { person, token, isMe } = call;
  if (!mayReadPeople(call)) return answerForbidden(response);
  if (person === undefined) return answerNotFound(response);
  // User.ReadBasic.All shows no more of somebody else than the name; Graph answers the rest with null.
  const isFull = isMe || token.permissions.includes('User.Read.All');
  answerJson(response, 200, {
    '@odata.context': `${graphAddress}/$metadata#users/$entity`,
    id: person.objectId,
    displayName: person.displayName,
    userPrincipalName: person.userPrincipalName,
    accountEnabled: isFull ? true : null,
    userType: isFull ? (person.userType === 'guest' ? 'Guest' : 'Member') : null,
  });
}

async function answerMemberGroups(
  request: IncomingMessage,
  response: ServerResponse,
  { token, person, isMe }: GraphCall,
): Promise<void> {
  if (!isDelegatedIfMe(token, isMe) || !token.permissions.includes('GroupMember.Read.All')) {
    return answerForbidden(response);
  }
  if (person === undefined) return answerNotFound(response);
  const groupIds = await readGroupIds(request);
  if (groupIds === undefined) {
    const message = `groupIds must be a list of at most ${groupsAskedAtOnce} ids.`;
    return answerProblem(response, 400, { code: 'Request_BadRequest', message });
  }
  // The directory has no groups yet, so nobody is a member of any.
  answerJson(response, 200, {
    '@odata.context': `${graphAddress}/$metadata#Collection(Edm.String)`,
    value: [],
  });
}

async function readGroupIds(request: IncomingMessage): Promise<readonly string[] | undefined> {
  try {
    const { groupIds } = await readJsonObject(request);
    const isList = Array.isArray(groupIds) && groupIds.every((id): id is string => typeof id === 'string');
    return isList && groupIds.length <= groupsAskedAtOnce ? groupIds : undefined;
  } catch (error) {
    if (error instanceof UnreadableBody) return undefined;
    throw error;
  }
}

function answerForbidden(response: ServerResponse): void {
  answerProblem(response, 403, {
    code: 'Authorization_RequestDenied',
    message: 'Insufficient privileges to complete the operation.',
  });
}

function answerNotFound(response: ServerResponse): void {
  answerProblem(response, 404, {
    code: 'Request_ResourceNotFound',
    message: 'The resource does not exist in this directory.',
  });
}

function answerProblem(
  response: ServerResponse,
  status: number,
  problem: { readonly code: string; readonly message: string },
): void {
  answerJson(response, status, { error: { ...problem, innerError: { 'request-id': randomUUID() } } });
}
