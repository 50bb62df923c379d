import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { answerJson } from '../http/answers';
import type { BasicSystem } from '../world/world';
import { isSame } from './same-text';
import { pathOf, readBodyOrUndefined, SystemControl, type SystemOptions } from './system-control';

interface Entry {
  readonly id: number;
  readonly amount: number;
  readonly text: string;
  readonly enteredBy: string;
}

type Account = BasicSystem['accounts'][number];

class Ledger {
  private readonly control: SystemControl;
  private entries: readonly Entry[] = [];

  constructor(private readonly options: SystemOptions<BasicSystem>) {
    this.control = new SystemControl(options);
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (await this.control.answer(request, response)) return;
    const path = pathOf(request);
    const credential = readBasicCredential(request.headers.authorization);
    const account = this.findAccount(credential);
    const authorized = account !== undefined && !this.control.refusesEverybody;
    this.control.record(request, { path, username: credential?.username, authorized });
    if (await this.control.misbehave(request, response)) return;
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

function answerUnauthorized(response: ServerResponse): void {
  response.setHeader('www-authenticate', 'Basic realm="Ledger", charset="UTF-8"');
  answerJson(response, 401, { message: 'Username or password is wrong.' });
}

/** A third-party system: a small ledger behind HTTP Basic, with a control for developers and tests. */
export function createLedger(options: SystemOptions<BasicSystem>): RequestListener {
  const ledger = new Ledger(options);
  return (request, response) => {
    ledger.answer(request, response).catch(() => response.destroy());
  };
}
