import * as fc from 'fast-check';
import { mayCarryCredential } from './header-name';

describe(mayCarryCredential.name, () => {
  it.each(['X-Api-Key', 'x-api-key', 'Authorization', 'api_key', 'Ocp-Apim-Subscription-Key', 'apikey', 'A'])(
    'allows %s',
    (name) => {
      expect(mayCarryCredential(name)).toBe(true);
    },
  );

  it.each([
    // One connection's own (RFC 9110 §7.6.1), and how the message is framed.
    'Connection',
    'Keep-Alive',
    'Proxy-Authorization',
    'Proxy-Connection',
    'TE',
    'Trailer',
    'Transfer-Encoding',
    'Upgrade',
    'HTTP2-Settings',
    'Content-Length',
    'Content-Type',
    'Content-Encoding',
    'Expect',
    // Where the message goes, and who sends it.
    'Host',
    'HOST',
    'Via',
    'Forwarded',
    'X-Forwarded-For',
    'X-Forwarded-Host',
    'X-Real-IP',
    'From',
    'Origin',
    'Referer',
    'User-Agent',
    // Cookies, and what the browser alone says.
    'Cookie',
    'Cookie2',
    'Set-Cookie',
    'Sec-Fetch-Site',
    'Access-Control-Request-Headers',
    // What is wanted of the answer.
    'Accept',
    'Accept-Encoding',
    'Range',
    'If-Match',
    'If-None-Match',
    'Cache-Control',
    'X-HTTP-Method-Override',
    // What everybody on the way writes into a log.
    'X-Request-Id',
    'traceparent',
  ])('refuses %s', (name) => {
    expect(mayCarryCredential(name)).toBe(false);
  });

  it.each([
    ['nothing', ''],
    ['white space', 'X Api Key'],
    ['a colon', 'X-Api-Key:'],
    ['a line break', 'X-Api-Key\r\nHost'],
    ['a line break at the end', 'X-Api-Key\n'],
    ['a digit at its beginning', '1-Key'],
    ['a hyphen at its beginning', '-key'],
    ['another script', 'X-Ключ'],
    ['a letter that becomes another in lower case', 'X-Api-\u212aey'],
    ['65 characters', 'a'.repeat(65)],
  ])('refuses %s', (_, name) => {
    expect(mayCarryCredential(name)).toBe(false);
  });

  it('does not depend on case', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z-]{1,20}$/), (name) => {
        expect(mayCarryCredential(name.toUpperCase())).toBe(mayCarryCredential(name.toLowerCase()));
      }),
    );
  });
});
