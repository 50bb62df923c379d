import type { Connection } from '../../src/contract/connection';
import type { Problem } from '../../src/contract/problem';
import type { AppUnderTest } from './app-under-test';
import { operations } from './test-sharepoint';

export const atOperations = `site=${encodeURIComponent(operations)}`;

export interface ApiRequest {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  /** The answer read as what it should be; a test finds out whether it is. */
  readonly problem: Problem;
  readonly connection: Connection;
}

export type ApiMethod = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Sends a request to the API of the app under test; a body that is no text goes as JSON. */
export async function callApi(
  { app }: AppUnderTest,
  line: `${ApiMethod} /${string}`,
  { headers = {}, body }: ApiRequest = {},
): Promise<ApiAnswer> {
  const [method, url] = line.split(' ') as [ApiMethod, string];
  const payload = typeof body === 'string' ? body : JSON.stringify(body);
  const answer = await app.server.inject({
    method,
    url: `/api/v1${url}`,
    headers: { ...(payload !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(payload !== undefined && { payload }),
  });
  const value: unknown = answer.body.startsWith('{') ? answer.json() : undefined;
  return {
    status: answer.statusCode,
    headers: answer.headers,
    text: answer.body,
    problem: value as Problem,
    connection: value as Connection,
  };
}

/** A wish for a connection that a site owner may have. */
export const wish = {
  site: operations,
  connectorId: 'http-username-password',
  authMethodId: 'username-password',
  name: 'Ledger',
  settings: { baseUrl: 'https://ledger.example' },
};
