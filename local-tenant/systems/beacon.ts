import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { answerJson } from '../http/answers';
import type { KeySystem } from '../world/world';
import { isSame } from './same-text';
import { pathOf, readBodyOrUndefined, SystemControl, type SystemOptions } from './system-control';

interface Signal {
  readonly id: number;
  readonly message: string;
  readonly sentWith: string;
}

type Key = KeySystem['keys'][number];

class Beacon {
  private readonly control: SystemControl;
  private signals: readonly Signal[] = [];

  constructor(private readonly options: SystemOptions<KeySystem>) {
    this.control = new SystemControl(options);
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (await this.control.answer(request, response)) return;
    const path = pathOf(request);
    const key = this.findKey(request);
    const authorized = key !== undefined && !this.control.refusesEverybody;
    this.control.record(request, { path, key: key?.label, authorized });
    if (await this.control.misbehave(request, response)) return;
    if (!authorized) return answerUnauthorized(response, this.options.system.header);
    await this.answerKey(request, response, { path, key });
  }

  private findKey({ headers }: IncomingMessage): Key | undefined {
    const { header, keys } = this.options.system;
    const given = headers[header.toLowerCase()];
    if (typeof given !== 'string') return undefined;
    // Every key is compared, so that the time says nothing about which begins like it.
    return keys.filter(({ key }) => isSame(key, given)).at(0);
  }

  private async answerKey(
    request: IncomingMessage,
    response: ServerResponse,
    { path, key }: { readonly path: string; readonly key: Key },
  ): Promise<void> {
    switch (`${request.method ?? ''} ${path}`) {
      case 'GET /':
      case 'GET /me':
        return answerJson(response, 200, { label: key.label });
      case 'GET /signals':
        return answerJson(response, 200, { signals: this.signals });
      case 'POST /signals':
        return this.send(request, response, key.label);
      default:
        return answerJson(response, 404, { message: 'There is nothing at this address.' });
    }
  }

  private async send(request: IncomingMessage, response: ServerResponse, sentWith: string): Promise<void> {
    const { message } = (await readBodyOrUndefined(request)) ?? {};
    if (typeof message !== 'string')
      return answerJson(response, 400, { message: 'A signal has a message, which is a text.' });
    const signal: Signal = { id: this.signals.length + 1, message, sentWith };
    this.signals = [...this.signals, signal];
    response.setHeader('location', `/signals/${signal.id}`);
    answerJson(response, 201, signal);
  }
}

function answerUnauthorized(response: ServerResponse, header: string): void {
  answerJson(response, 401, { message: `${header} is missing or holds no key there is.` });
}

/** A third-party system: a small beacon behind an API key in a header, with a control for developers and tests. */
export function createBeacon(options: SystemOptions<KeySystem>): RequestListener {
  const beacon = new Beacon(options);
  return (request, response) => {
    beacon.answer(request, response).catch(() => response.destroy());
  };
}
