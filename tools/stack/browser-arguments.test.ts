import { browserArguments } from './browser-arguments.mjs';

const given = { fingerprint: 'Zm9vYmFy=', profile: '/profiles/one', address: 'https://a.example/' };

describe(browserArguments.name, () => {
  it('accepts the one certificate, in the given profile, and opens the address last', () => {
    const all = browserArguments(given);
    expect(all).toContain('--ignore-certificate-errors-spki-list=Zm9vYmFy=');
    expect(all).toContain('--user-data-dir=/profiles/one');
    expect(all.at(-1)).toBe('https://a.example/');
  });

  it('never accepts certificates in general', () => {
    expect(browserArguments({ ...given, headless: true, asRoot: true })).not.toContain(
      '--ignore-certificate-errors',
    );
  });

  it('gives up the sandbox for root only, and the window only when asked to', () => {
    expect(browserArguments(given)).not.toContain('--no-sandbox');
    expect(browserArguments(given)).not.toContain('--headless');
    expect(browserArguments({ ...given, asRoot: true })).toContain('--no-sandbox');
    expect(browserArguments({ ...given, headless: true })).toContain('--headless');
  });
});
