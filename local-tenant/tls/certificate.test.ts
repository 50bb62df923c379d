import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, get, type Server } from 'node:https';
import type { AddressInfo, LookupFunction } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadCertificate, type LocalCertificate } from './certificate';

const hosts = ['login.entra.localhost', 'contoso.sharepoint.localhost'];
const start = new Date();
const days = (count: number): Date => new Date(start.getTime() + count * 24 * 60 * 60 * 1000);

let dataFolder: string;
beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'local-tenant-tls-'));
});
afterEach(() => rm(dataFolder, { recursive: true, force: true }));

function load(overrides: { hosts?: readonly string[]; now?: Date } = {}): Promise<LocalCertificate> {
  return loadCertificate({ dataFolder, hosts: overrides.hosts ?? hosts, now: () => overrides.now ?? start });
}

describe(loadCertificate.name, () => {
  it('makes an EC P-256 certificate for exactly the given hosts', async () => {
    const certificate = new X509Certificate((await load()).certificate);
    expect(certificate.subjectAltName).toBe('DNS:login.entra.localhost, DNS:contoso.sharepoint.localhost');
    expect(certificate.publicKey.asymmetricKeyDetails?.namedCurve).toBe('prime256v1');
    expect(certificate.ca).toBe(false);
  });

  it('keeps the key file readable by its owner only', async () => {
    await load();
    const { mode } = await stat(join(dataFolder, 'certificate.key'));
    expect(mode & 0o777).toBe(0o600);
  });

  it('returns the same certificate at the next start', async () => {
    const first = await load();
    expect(await load({ now: days(300) })).toEqual(first);
  });

  it('makes a new one when the old one is about to expire', async () => {
    const first = await load();
    expect((await load({ now: days(385) })).fingerprint).not.toBe(first.fingerprint);
  });

  it('makes a new one when the hosts have changed', async () => {
    const first = await load();
    expect((await load({ hosts: [...hosts, 'fabrikam.sharepoint.localhost'] })).fingerprint).not.toBe(
      first.fingerprint,
    );
  });

  it('makes a new one when a file is damaged', async () => {
    const first = await load();
    await writeFile(first.certificateFile, 'not a certificate');
    expect((await load()).fingerprint).not.toBe(first.fingerprint);
  });

  it('leaves the fingerprint in a file for whoever starts a browser', async () => {
    const { fingerprint } = await load();
    expect(await readFile(join(dataFolder, 'certificate.spki'), 'utf8')).toBe(fingerprint);
  });

  it('has the fingerprint that OpenSSL computes from the public key', async () => {
    const { certificateFile, fingerprint } = await load();
    const spki = execFileSync('openssl', ['x509', '-in', certificateFile, '-pubkey', '-noout']);
    const der = execFileSync('openssl', ['pkey', '-pubin', '-outform', 'der'], { input: spki });
    expect(execFileSync('openssl', ['dgst', '-sha256', '-binary'], { input: der }).toString('base64')).toBe(
      fingerprint,
    );
  });
});

describe('a server with the certificate', () => {
  let server: Server;
  let certificate: LocalCertificate;

  beforeEach(async () => {
    certificate = await load();
    server = createServer({ key: certificate.key, cert: certificate.certificate }, (_request, response) =>
      response.end('trusted'),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  const lookup: LookupFunction = (_host, _options, answer) =>
    answer(null, [{ address: '127.0.0.1', family: 4 }]);

  function visit(host: string, ca?: string): Promise<string> {
    const { port } = server.address() as AddressInfo;
    return new Promise((resolve, reject) => {
      get({ host, port, path: '/', ca, lookup, agent: false }, (response) => {
        response.setEncoding('utf8');
        response.on('data', resolve);
      }).on('error', (error: NodeJS.ErrnoException) => reject(new Error(error.code)));
    });
  }

  it('is trusted by Node through this certificate alone', async () => {
    expect(await visit('login.entra.localhost', certificate.certificate)).toBe('trusted');
  });

  it('is not trusted without it, nor under another name', async () => {
    await expect(visit('login.entra.localhost')).rejects.toThrow(/SELF_SIGNED|UNABLE_TO_VERIFY/);
    await expect(visit('other.localhost', certificate.certificate)).rejects.toThrow(
      'ERR_TLS_CERT_ALTNAME_INVALID',
    );
  });

  it('is trusted by another Node that has it in NODE_EXTRA_CA_CERTS', async () => {
    const { port } = server.address() as AddressInfo;
    const script = `const answer = await fetch('https://login.entra.localhost:${port}/'); console.log(await answer.text());`;
    const preload = join(__dirname, '../names/localhost-names.mjs');
    const { execFile } = await import('node:child_process');
    const output = await new Promise<string>((resolve, reject) => {
      execFile(
        process.execPath,
        ['--import', preload, '--input-type=module', '-e', script],
        { env: { ...process.env, NODE_EXTRA_CA_CERTS: certificate.certificateFile } },
        (error, stdout) => (error ? reject(error) : resolve(stdout)),
      );
    });
    expect(output.trim()).toBe('trusted');
  });
});
