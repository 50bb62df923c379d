import * as fc from 'fast-check';
import { prepareCall, type RequestedCall } from './outgoing-request';

const target = {
  baseAddress: 'https://ledger.example.com/api',
  allowedHosts: ['ledger.example.com'],
  credentialHeader: 'X-Api-Key',
};

function call(changes: Partial<RequestedCall> = {}): RequestedCall {
  return { method: 'GET', url: '/invoices', ...changes };
}

function outcomeOf(changes: Partial<RequestedCall>): string {
  try {
    return prepareCall(call(changes), target).url.href;
  } catch (error) {
    const { code, because, errors } = error as {
      code: string;
      because?: string;
      errors?: { field: string }[];
    };
    return [code, because, ...(errors ?? []).map(({ field }) => field)]
      .filter((part) => part !== undefined)
      .join(' ');
  }
}

describe(prepareCall.name, () => {
  it.each([
    ['/invoices?year=2026', 'https://ledger.example.com/api/invoices?year=2026'],
    ['/', 'https://ledger.example.com/api/'],
    ['/invoices#part', 'https://ledger.example.com/api/invoices'],
    ['/../other', 'https://ledger.example.com/other'],
    ['/../../../..//evil.example/', 'https://ledger.example.com//evil.example/'],
    ['/@evil.example', 'https://ledger.example.com/api/@evil.example'],
    ['https://ledger.example.com/elsewhere', 'https://ledger.example.com/elsewhere'],
    ['HTTPS://LEDGER.EXAMPLE.COM:443/x', 'https://ledger.example.com/x'],
    ['https://evil.example/', 'not_allowed hostNotAllowed'],
    ['https://ledger.example.com:8443/', 'not_allowed hostNotAllowed'],
    ['https://ledger.example.com.evil.example/', 'not_allowed hostNotAllowed'],
    ['https://ledger.example.com@evil.example/', 'not_allowed hostNotAllowed'],
    ['https://evil.example#@ledger.example.com/', 'not_allowed hostNotAllowed'],
    ['https://user:pw@ledger.example.com/', 'not_allowed hostNotAllowed'],
    ['https://ledger.example.com./', 'not_allowed hostNotAllowed'],
    ['https://127.0.0.1/', 'not_allowed hostNotAllowed'],
    ['http://ledger.example.com/', 'not_allowed hostNotAllowed'],
    ['//evil.example/', 'invalid_request request.url'],
    ['/\\evil.example/', 'invalid_request request.url'],
    ['\\\\evil.example/', 'invalid_request request.url'],
    ['https:/evil.example/', 'invalid_request request.url'],
    ['https:evil.example', 'invalid_request request.url'],
    ['https:///evil.example', 'invalid_request request.url'],
    ['/\t/evil.example', 'invalid_request request.url'],
    [' https://ledger.example.com/', 'invalid_request request.url'],
    ['/a b', 'invalid_request request.url'],
    ['javascript:alert(1)', 'invalid_request request.url'],
    ['file:///etc/passwd', 'invalid_request request.url'],
    ['invoices', 'invalid_request request.url'],
    ['https://[', 'invalid_request request.url'],
    ['', 'invalid_request request.url'],
  ])('takes %j for %s', (url, expected) => {
    expect(outcomeOf({ url })).toBe(expected);
  });

  it('leads to an allowed host over https, whatever text it is given', () => {
    const parts = fc.constantFrom(
      'https://',
      '/',
      '//',
      '\\',
      '@',
      'ledger.example.com',
      'evil.example',
      ':443',
      ':80',
      '..',
      '.',
      '#',
      '?',
      '%2e',
      '%00',
      'x',
      '\t',
      '[::1]',
      '。',
    );
    const texts = fc.oneof(
      fc.webUrl(),
      fc.string(),
      fc.array(parts, { maxLength: 8 }).map((some) => some.join('')),
    );
    fc.assert(
      fc.property(texts, (url) => {
        const outcome = outcomeOf({ url });
        if (!/^(invalid_request|not_allowed)/.test(outcome)) {
          expect(new URL(outcome)).toMatchObject({
            protocol: 'https:',
            host: 'ledger.example.com',
            username: '',
            password: '',
          });
        }
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    'Authorization',
    'authorization',
    'Proxy-Authorization',
    'Proxy-Connection',
    'Host',
    'Cookie',
    'Cookie2',
    'Set-Cookie',
    'Connection',
    'Keep-Alive',
    'TE',
    'Trailer',
    'Transfer-Encoding',
    'Upgrade',
    'Content-Length',
    'Expect',
    'Forwarded',
    'Via',
    'X-Forwarded-For',
    'X-Forwarded-Host',
    'Sec-Fetch-Site',
    'HTTP2-Settings',
    'X-Api-Key',
    'x-api-key',
  ])('refuses the header %s, by its name', (name) => {
    expect(outcomeOf({ headers: { [name]: 'x' } })).toBe(`invalid_request request.headers.${name}`);
  });

  it.each([
    ['a line break', 'a\r\nAuthorization: x'],
    ['a NUL', 'a\0b'],
    ['a character of no header', 'a\u20acb'],
  ])('refuses a header value with %s', (_, value) => {
    expect(outcomeOf({ headers: { 'X-Note': value } })).toBe('invalid_request request.headers.X-Note');
  });

  it('tells every wrong field at once', () => {
    const changes = { url: 'x', headers: { Host: 'a', Accept: 'b', accept: 'c' }, body: 'd' };
    expect(outcomeOf(changes)).toBe(
      'invalid_request request.url request.headers.Host request.headers.accept request.body',
    );
  });

  it('passes on what is left, with names in lower case', () => {
    const headers = { Accept: 'text/plain', 'X-Request-Id': '1', 'If-Match': '"2"' };
    expect(prepareCall(call({ method: 'PATCH', headers, body: 'text' }), target)).toEqual({
      method: 'PATCH',
      url: new URL('https://ledger.example.com/api/invoices'),
      headers: { accept: 'text/plain', 'x-request-id': '1', 'if-match': '"2"' },
      body: 'text',
    });
  });
});
