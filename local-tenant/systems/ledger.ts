import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { answerJson, readJsonObject, UnreadableBody } from '../http/answers';
import type { BasicSystem } from '../world/world';

/**
 * How the system behaves: as it should; refusing everybody, as after a password was changed; failing
 * inside; answering later than anyone should wait; or sending the caller elsewhere.
 */
const modes = ['normal', 'refuse', 'broken', 'slow', 'redirect'] as const;
type Mode = (typeof modes)[number];

/** A call the system received. The password is never kept. */
interface ReceivedCall {
  readonly at: string;
  readonly method: string;
  readonly path: string;
  readonly username: string | undefined;
  readonly authorized: boolean;
}

interface Entry {
  readonly id: number;
  readonly amount: number;
  readonly text: string;
  readonly enteredBy: string;
}

type Account = BasicSystem['accounts'][number];

interface LedgerOptions {
  readonly system: BasicSystem;
  readonly now: () => Date;
  /** Milliseconds the system takes in its slow mode. */
  readonly slowness?: number;
}

/** Where developers and tests change the mode (`PUT`) and read the calls (`GET …/calls`), without a password. */
export const controlPath = '/.control';

const callsKept = 100;
const usualSlowness = 60_000;

class Ledger {
  private mode: Mode = 'normal';
  private calls: readonly ReceivedCall[] = [];
  private entries: readonly Entry[] = [];

  constructor(private readonly options: LedgerOptions) {}

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', 'https://ledger.invalid').pathname;
    if (path === controlPath || path.startsWith(`${controlPath}/`))
      return this.control(request, response, path);

    const credential = readBasicCredential(request.headers.authorization);
    const account = this.findAccount(credential);
    const authorized = account !== undefined && this.mode !== 'refuse';
    this.record(request, { path, username: credential?.username, authorized });
    if (await this.misbehave(request, response)) return;
    if (!authorized) return answerUnauthorized(response);
    await this.answerAccount(request, response, { path, account });
  }

  private findAccount(credential: BasicCredential | undefined): Account | undefined {
    if (credential === undefined) return undefined;
    // Every account is compared, so that the time says nothing about which name exists.
    return this.options.system.accounts
      .filter((account) => {
        const sameName = isSame(account.username, credential.username);
        return isSame(account.password, credential.password) && sameName;
      })
      .at(0);
  }

  private record(
    request: IncomingMessage,
    call: Pick<ReceivedCall, 'path' | 'username' | 'authorized'>,
  ): void {
    const received = { at: this.options.now().toISOString(), method: request.method ?? '', ...call };
    this.calls = [...this.calls, received].slice(-callsKept);
  }

  private async misbehave(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    if (this.mode === 'broken') {
      response.writeHead(500, { 'content-type': 'text/html' });
      response.end('<!doctype html><title>Ledger</title><h1>Something went wrong</h1>');
      return true;
    }
    if (this.mode === 'redirect') {
      response.writeHead(302, { location: 'https://elsewhere.systems.localhost/' });
      response.end();
      return true;
    }
    if (this.mode === 'slow') await waitUnlessGone(request, this.options.slowness ?? usualSlowness);
    return false;
  }

  private async answerAccount(
    request: IncomingMessage,
    response: ServerResponse,
    { path, account }: { readonly path: string; readonly account: Account },
  ): Promise<void> {
    const { displayName, username } = account;
    switch (`${request.method ?? ''} ${path}`) {
      case 'GET /':
      case 'GET /me':
        return answerJson(response, 200, { displayName, username });
      case 'GET /entries':
        return answerJson(response, 200, { entries: this.entries });
      case 'POST /entries':
        return this.enter(request, response, username);
      default:
        return answerJson(response, 404, { message: 'There is nothing at this address.' });
    }
  }

  private async enter(request: IncomingMessage, response: ServerResponse, enteredBy: string): Promise<void> {
    const body = await readBodyOrUndefined(request);
    const { amount, text } = body ?? {};
    if (typeof amount !== 'number' || typeof text !== 'string') {
      return answerJson(response, 400, { message: 'An entry has an amount, which is a number, and a text.' });
    }
    const entry: Entry = { id: this.entries.length + 1, amount, text, enteredBy };
    this.entries = [...this.entries, entry];
    response.setHeader('location', `/entries/${entry.id}`);
    answerJson(response, 201, entry);
  }

  private async control(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    if (request.method === 'GET' && path === `${controlPath}/calls`) {
      return answerJson(response, 200, { calls: this.calls });
    }
    if (request.method === 'GET' && path === controlPath)
      return answerJson(response, 200, { mode: this.mode });
    if (request.method !== 'PUT' || path !== controlPath) {
      return answerJson(response, 404, { message: 'There is no such control.' });
    }
    const wanted = (await readBodyOrUndefined(request))?.mode;
    const mode = modes.find((candidate) => candidate === wanted);
    if (mode === undefined)
      return answerJson(response, 400, { message: `The mode is one of: ${modes.join(', ')}.` });
    this.mode = mode;
    answerJson(response, 200, { mode });
  }
}

interface BasicCredential {
  readonly username: string;
  readonly password: string;
}

/** RFC 7617 section 2: the username ends at the first colon, and the text is UTF-8. */
function readBasicCredential(header: string | undefined): BasicCredential | undefined {
  const encoded = /^Basic ([A-Za-z0-9+/]+={0,2})$/i.exec(header ?? '')?.[1];
  const decoded = encoded === undefined ? '' : Buffer.from(encoded, 'base64').toString('utf8');
  const colon = decoded.indexOf(':');
  if (colon < 0) return undefined;
  return { username: decoded.slice(0, colon), password: decoded.slice(colon + 1) };
}

/** Takes the same time whatever differs, and however long it is. */
function isSame(expected: string, given: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(expected), digest(given));
}

function answerUnauthorized(response: ServerResponse): void {
  response.setHeader('www-authenticate', 'Basic realm="Ledger", charset="UTF-8"');
  answerJson(response, 401, { message: 'Username or password is wrong.' });
}

function waitUnlessGone(request: IncomingMessage, milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    request.socket.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

async function readBodyOrUndefined(
  request: IncomingMessage,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  try {
    return await readJsonObject(request);
  } catch (error) {
    if (error instanceof UnreadableBody) return undefined;
    throw error;
  }
}

/** The third-party system: a small ledger behind HTTP Basic, with a control for developers and tests. */
export function createLedger(options: LedgerOptions): RequestListener {
  const ledger = new Ledger(options);
  return (request, response) => {
    ledger.answer(request, response).catch(() => response.destroy());
  };
}
