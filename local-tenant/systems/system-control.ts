import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerJson, readJsonObject, UnreadableBody } from '../http/answers';

/**
 * How a system behaves: as it should; refusing everybody, as after a password or key was changed; failing
 * inside; answering later than anyone should wait; or sending the caller elsewhere.
 */
const modes = ['normal', 'refuse', 'broken', 'slow', 'redirect'] as const;
type Mode = (typeof modes)[number];

/** A call the system received. The secret is never kept. */
interface ReceivedCall {
  readonly path: string;
  /** Whose credential it bore, as far as the system can tell. */
  readonly [caller: string]: string | boolean | undefined;
  readonly authorized: boolean;
}

export interface SystemOptions<System> {
  readonly system: System;
  readonly now: () => Date;
  /** Milliseconds the system takes in its slow mode. */
  readonly slowness?: number;
}

/** Where developers and tests change the mode (`PUT`) and read the calls (`GET …/calls`), without a credential. */
export const controlPath = '/.control';

const callsKept = 100;
const usualSlowness = 60_000;

/** What developers and tests do with a third-party system, whatever it demands. */
export class SystemControl {
  private mode: Mode = 'normal';
  private calls: readonly unknown[] = [];

  constructor(private readonly options: SystemOptions<{ readonly title: string }>) {}

  get refusesEverybody(): boolean {
    return this.mode === 'refuse';
  }

  /** Answers what is for the control and not for the system itself. True if this was. */
  async answer(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const path = pathOf(request);
    if (path !== controlPath && !path.startsWith(`${controlPath}/`)) return false;
    await this.control(request, response, path);
    return true;
  }

  record(request: IncomingMessage, call: ReceivedCall): void {
    const received = { at: this.options.now().toISOString(), method: request.method ?? '', ...call };
    this.calls = [...this.calls, received].slice(-callsKept);
  }

  /** Does what the mode says. True if the call is answered with that. */
  async misbehave(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    if (this.mode === 'broken') {
      const { title } = this.options.system;
      response.writeHead(500, { 'content-type': 'text/html' });
      response.end(`<!doctype html><title>${title}</title><h1>Something went wrong</h1>`);
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

export function pathOf(request: IncomingMessage): string {
  return new URL(request.url ?? '/', 'https://system.invalid').pathname;
}

/** The body as a JSON object, or `undefined` where it is none. */
export async function readBodyOrUndefined(
  request: IncomingMessage,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  try {
    return await readJsonObject(request);
  } catch (error) {
    if (error instanceof UnreadableBody) return undefined;
    throw error;
  }
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
