import { randomUUID } from 'node:crypto';
import {
  connectionManagerOrigin,
  directoryOrigin,
  ports,
  sharePointOrigin,
} from '../tools/stack/addresses.mjs';

/** The site most tests work on. */
export const operations = `${sharePointOrigin('contoso')}/sites/operations`;
export const ledgerOrigin = `https://ledger.systems.localhost:${ports.ledger}`;
export const beaconOrigin = `https://beacon.systems.localhost:${ports.beacon}`;
export const workflowAccount = { username: 'workflow', password: 'Blue-Harbor-42' } as const;
export const workflowKey = 'Amber-Meadow-93';

/** Whose token a script asks the local tenant for. */
export type TokenRequest =
  | { readonly person: string; readonly client?: string; readonly scopes?: readonly string[] }
  | { readonly application: string };

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Drives the product from outside, with nothing but HTTP: what an engine or a person's script can do. */
export class Script {
  constructor(private readonly localFetch: typeof fetch) {}

  async token(request: TokenRequest & { readonly tenant?: string }): Promise<string> {
    const response = await this.localFetch(`${directoryOrigin}/local-tenant/tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ tenant: 'contoso', audience: 'connectionManager', ...request }),
    });
    const answer: unknown = await response.json();
    if (!isTokenAnswer(answer)) throw new Error(`No token: ${JSON.stringify(answer)}`);
    return answer.access_token;
  }

  async call(
    method: string,
    path: string,
    options: {
      readonly token?: string;
      readonly body?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
    },
  ): Promise<Answer> {
    const response = await this.localFetch(`${connectionManagerOrigin}/api/v1${path}`, {
      method,
      headers: {
        ...(options.token !== undefined && { authorization: `Bearer ${options.token}` }),
        ...(options.body !== undefined && { 'content-type': 'application/json' }),
        ...options.headers,
      },
      ...(options.body !== undefined && { body: JSON.stringify(options.body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text === '' ? {} : asObject(JSON.parse(text)),
    };
  }

  /** Creates a connection to the Ledger, without a credential yet. */
  async createConnection(token: string, name: string, site: string = operations): Promise<Answer> {
    return this.call('POST', '/connections', {
      token,
      headers: { 'idempotency-key': randomUUID() },
      body: {
        site,
        connectorId: 'http-username-password',
        authMethodId: 'username-password',
        name,
        settings: { baseUrl: ledgerOrigin, testPath: '/me' },
      },
    });
  }

  async startFlow(token: string, connectionId: string, site: string = operations): Promise<Answer> {
    const path = `/connections/${connectionId}/connect-flows?site=${encodeURIComponent(site)}`;
    return this.call('POST', path, { token, headers: { 'idempotency-key': randomUUID() } });
  }

  /** Turns what the Ledger does, as its own administrator could. */
  async setLedger(mode: 'normal' | 'refuse' | 'broken' | 'slow' | 'redirect'): Promise<void> {
    const response = await this.localFetch(`${ledgerOrigin}/.control`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ mode }),
    });
    if (!response.ok) throw new Error(`The Ledger answered ${response.status}.`);
  }

  /** The calls the Ledger saw, without passwords. */
  async ledgerCalls(): Promise<readonly LedgerCall[]> {
    const response = await this.localFetch(`${ledgerOrigin}/.control/calls`);
    const { calls } = asObject(await response.json());
    if (!isCallList(calls)) throw new TypeError('The Ledger names no calls.');
    return calls;
  }
}

export interface LedgerCall {
  readonly method: string;
  readonly path: string;
  readonly username?: string;
  readonly authorized: boolean;
}

export function field(answer: Answer, name: string): string {
  const value = answer.body[name];
  if (typeof value !== 'string') throw new Error(`No ${name} in ${JSON.stringify(answer.body)}`);
  return value;
}

function isCallList(value: unknown): value is readonly LedgerCall[] {
  return (
    Array.isArray(value) &&
    value.every((call) => typeof call === 'object' && call !== null && 'authorized' in call)
  );
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null)
    throw new TypeError(`Not an object: ${JSON.stringify(value)}`);
  return { ...value };
}

function isTokenAnswer(value: unknown): value is { readonly access_token: string } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'access_token' in value &&
    typeof value.access_token === 'string'
  );
}
