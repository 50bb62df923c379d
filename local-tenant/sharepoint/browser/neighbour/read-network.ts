import { see, wrap } from './seen';

/** Reads requests and answers of `fetch` and `XMLHttpRequest`, and whatever a script reads of an answer. */
export function readNetwork(): void {
  readFetch();
  readXmlHttpRequest();
  wrap(Headers.prototype, 'set', ({ values }) => see('a header', values));
  wrap(Headers.prototype, 'append', ({ values }) => see('a header', values));
  wrap(URLSearchParams.prototype, 'set', ({ values }) => see('a parameter', values));
  wrap(URLSearchParams.prototype, 'append', ({ values }) => see('a parameter', values));
  wrap(navigator, 'sendBeacon', ({ values }) => see('a beacon', values.map(String)));
}

function readFetch(): void {
  const original = window.fetch;
  window.fetch = async (input, init) => {
    void readRequest(input instanceof Request ? input.clone() : new Request(input, init));
    const response = await original(input, init);
    void readAnswer(response.clone());
    return response;
  };
}

async function readRequest(request: Request): Promise<void> {
  see('a request', [request.method, request.url, [...request.headers]]);
  see('a request', await request.text().catch(String));
}

async function readAnswer(answer: Response): Promise<void> {
  see('an answer', [answer.url, [...answer.headers]]);
  see('an answer', await answer.text().catch(String));
}

function readXmlHttpRequest(): void {
  const { prototype } = XMLHttpRequest;
  wrap(prototype, 'open', ({ values }) => see('a request', values));
  wrap(prototype, 'setRequestHeader', ({ values }) => see('a header', values));
  wrap(prototype, 'send', ({ self, values }) => {
    see('a request', values);
    if (!(self instanceof XMLHttpRequest)) return;
    self.addEventListener('loadend', () => {
      see('an answer', self.getAllResponseHeaders());
      if (self.responseType === '' || self.responseType === 'text') see('an answer', self.responseText);
      else see('an answer', self.response);
    });
  });
}
