import type { EgressRequest, EgressResponse } from '../egress/egress';
import { json, sharePointHost } from './test-directory';

export const operations = `https://${sharePointHost}/sites/operations`;
export const webId = '77777777-7777-4777-8777-777777777777';
export const siteId = '88888888-8888-4888-8888-888888888888';

/** The low halves of SharePoint's own role definitions (pnp/cli-microsoft365). */
export const lowBits = {
  fullControl: '4294967295',
  edit: '1011030767',
  read: '138612833',
  none: '0',
} as const;

/** A SharePoint with one web, which answers the four questions and nothing else. */
export class TestSharePoint {
  readonly requests: EgressRequest[] = [];
  low: string = lowBits.fullControl;
  isSiteAdmin = false;
  /** When set, every request is answered with this status. */
  status = 200;
  url: string = operations;
  /** Waits for this before it answers. */
  answering: Promise<unknown> = Promise.resolve();

  async send(request: EgressRequest): Promise<EgressResponse> {
    this.requests.push(request);
    await Promise.race([this.answering, aborted(request.signal)]);
    if (this.status !== 200) return json(this.status, { error: 'SharePoint says no.' });
    const [site, question] = new URL(request.url).pathname.split('/_api/');
    if (site?.toLowerCase() !== '/sites/operations') return json(404, {});
    const answer = this.#answers()[(question ?? '').toLowerCase()];
    return answer === undefined ? json(404, {}) : json(200, answer);
  }

  #answers(): Readonly<Record<string, unknown>> {
    return {
      web: { Id: webId, Title: 'Operations', Url: this.url },
      site: { Id: siteId },
      'web/currentuser': { IsSiteAdmin: this.isSiteAdmin },
      'web/effectivebasepermissions': { High: '2147483647', Low: this.low },
    };
  }
}

function aborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () =>
      reject(signal.reason instanceof Error ? signal.reason : new Error()),
    );
  });
}
