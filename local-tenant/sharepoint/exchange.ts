/** One HTTP request and its answer as plain values, so that everything behind the socket is a function. */
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from '../http/answers';

export interface SharePointRequest {
  readonly method: string;
  readonly url: URL;
  /** The path as a person would write it: percent-encoding undone. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: string | Uint8Array;
}

export class MalformedRequest extends Error {
  override name = 'MalformedRequest';
}

/** Rejects with `MalformedRequest` or `UnreadableBody`. */
export async function readRequest(incoming: IncomingMessage, origin: string): Promise<SharePointRequest> {
  const url = new URL(incoming.url ?? '/', origin);
  return {
    method: incoming.method ?? 'GET',
    url,
    path: decodePath(url.pathname),
    headers: incoming.headers,
    body: await readBody(incoming),
  };
}

export function writeAnswer(response: ServerResponse, answer: Answer): void {
  for (const [name, value] of Object.entries(answer.headers)) response.setHeader(name, value);
  response.statusCode = answer.status;
  response.end(answer.body);
}

export function redirectTo(location: string, cookies: readonly string[] = []): Answer {
  const headers = { Location: location, 'Cache-Control': 'no-store' };
  return {
    status: 302,
    headers: cookies.length > 0 ? { ...headers, 'Set-Cookie': cookies } : headers,
    body: '',
  };
}

function decodePath(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch (cause) {
    throw new MalformedRequest('The path is not percent-encoded UTF-8.', { cause });
  }
}
