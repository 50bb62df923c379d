import * as z from 'zod/mini';
import { ConnectionError } from '../problems/connection-error';
import type { TenantRegistration } from '../tenants/tenant-registration';
import type { Secret } from '../vault/secret';

/** What Graph takes in one `checkMemberGroups` (Microsoft Graph, directoryObject: checkMemberGroups). */
export const groupsAskedAtOnce = 20;

export interface GraphAccess {
  /** The tenant's Graph, with its version: `https://graph.microsoft.com/v1.0`. */
  readonly graph: string;
  readonly token: Secret;
  /** Sends a request to the tenant's Graph, through the egress function. */
  readonly fetch: typeof globalThis.fetch;
}

const nationalGraphs = ['graph.microsoft.us', 'dod-graph.microsoft.us', 'microsoftgraph.chinacloudapi.cn'];

/** A permission of Graph as a scope. Microsoft names its clouds' Graph by their origins; behind any other address it is the public one. */
export function graphScope({ graph }: Pick<TenantRegistration, 'graph'>, permission: string): string {
  const { host, origin } = new URL(graph);
  return `${nationalGraphs.includes(host) ? origin : 'https://graph.microsoft.com'}/${permission}`;
}

const memberGroupsSchema = z.object({ value: z.array(z.guid().check(z.toLowerCase())) });

/**
 * Which of at most twenty groups a person is a member of, directly or through other groups. `who` is `me` or
 * `users/<object id>`. Resolves with `undefined` where the directory knows no such person; rejects with
 * `directory_unavailable` where Graph cannot be asked.
 */
export async function askMemberGroups(
  access: GraphAccess,
  who: string,
  groupIds: readonly string[],
): Promise<readonly string[] | undefined> {
  const response = await send(access, `${who}/checkMemberGroups`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ groupIds }),
  });
  if (response.status === 404) return undefined;
  const found = memberGroupsSchema.safeParse(await readJson(response));
  if (!response.ok || !found.success) throw unavailable(response.status);
  // Only what was asked about is an answer.
  return found.data.value.filter((groupId) => groupIds.includes(groupId));
}

/** Splits groups into questions that Graph takes; sorted, so that the same groups make the same questions. */
export function inQuestions(groupIds: readonly string[]): readonly (readonly string[])[] {
  return inPieces([...new Set(groupIds)].sort(), groupsAskedAtOnce);
}

export function inPieces(ids: readonly string[], size: number): readonly (readonly string[])[] {
  const pieces: (readonly string[])[] = [];
  for (let at = 0; at < ids.length; at += size) pieces.push(ids.slice(at, at + size));
  return pieces;
}

export interface GraphQuestion<Schema extends z.ZodMiniType> {
  /** With its query, encoded. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly schema: Schema;
}

/**
 * What Graph answers to a GET, checked against the schema; `missing` for 404 and `forbidden` for 403. Rejects with
 * `directory_unavailable` where Graph cannot be asked. Neither path nor answer is in the error.
 */
export async function readFromGraph<Schema extends z.ZodMiniType>(
  access: GraphAccess,
  { path, headers = {}, schema }: GraphQuestion<Schema>,
): Promise<{ readonly found: z.infer<Schema> } | 'missing' | 'forbidden'> {
  const response = await send(access, path, { method: 'GET', headers: { ...headers } });
  if (response.status === 404) return 'missing';
  if (response.status === 403) return 'forbidden';
  if (!response.ok) throw unavailable(response.status);
  const answer = schema.safeParse(await readJson(response));
  if (!answer.success) throw unavailable(response.status);
  return { found: answer.data };
}

async function send(
  { graph, token, fetch }: GraphAccess,
  path: string,
  init: RequestInit,
): Promise<Response> {
  try {
    return await fetch(`${graph}/${path}`, {
      ...init,
      headers: { ...init.headers, accept: 'application/json', authorization: `Bearer ${token.reveal()}` },
    });
  } catch (error) {
    throw new ConnectionError('directory_unavailable', { cause: error });
  }
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (error) {
    throw new ConnectionError('directory_unavailable', { cause: error });
  }
}

/** Graph answered, but not the question. */
export function unavailable(status: number): ConnectionError {
  return new ConnectionError('directory_unavailable', { cause: new Error(`Graph answered ${status}.`) });
}
