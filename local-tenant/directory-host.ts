import type { RequestListener } from 'node:http';
import type { SharePoint } from './sharepoint/sharepoint';
import type { Directory } from './directory/directory';
import { createGraph } from './graph/graph';
import { createGuide } from './guide/guide-routes';
import { guideAddress } from './guide/local-tenant-guide';
import { answerJson } from './http/answers';

type Handler = (...exchange: Parameters<RequestListener>) => Promise<unknown> | unknown;

/** A fault of one request must not end the process, and tells the visitor no more than that. */
export function guarded(handle: Handler): RequestListener {
  async function answer(...[request, response]: Parameters<RequestListener>): Promise<void> {
    try {
      await handle(request, response);
    } catch (error) {
      // Without the query, which may hold a code.
      const path = (request.url ?? '').split('?')[0] ?? '';
      console.error(`${request.method ?? ''} ${request.headers.host ?? ''}${path}`, error);
      if (response.headersSent) response.destroy();
      else answerJson(response, 500, { error: 'server_error' });
    }
  }
  return (...exchange) => void answer(...exchange);
}

/** The host of the directory also serves Graph and the guide. */
export function directoryListener(
  directory: Directory,
  sharePoint: Pick<SharePoint, 'unknownAddresses'>,
  now: () => Date,
): RequestListener {
  const answerGuide = createGuide(directory.tenants, sharePoint);
  const answerGraph = createGraph({ directories: directory.tenants, now });
  return guarded(async (request, response) => {
    if (await answerGuide(request, response)) return;
    if (await answerGraph(request, response)) return;
    if (await directory.handle(request, response)) return;
    answerJson(response, 404, { error: 'not_found', guide: guideAddress });
  });
}
