import { createHash, X509Certificate } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generate } from 'selfsigned';

/** The one certificate of the local tenant, and what its visitors need to trust it. */
export interface LocalCertificate {
  readonly key: string;
  readonly certificate: string;
  /** For NODE_EXTRA_CA_CERTS. */
  readonly certificateFile: string;
  readonly keyFile: string;
  /** SHA-256 of the public key, base64: for Chromium's `--ignore-certificate-errors-spki-list`. */
  readonly fingerprint: string;
}

interface CertificateOptions {
  readonly dataFolder: string;
  readonly hosts: readonly string[];
  readonly now: () => Date;
}

const day = 24 * 60 * 60 * 1000;
// Browsers refuse certificates that live longer than 398 days.
const lifetime = 390 * day;
const renewBefore = 7 * day;

/**
 * Returns the kept certificate if it names exactly these hosts and is still valid for a week,
 * otherwise a new one. The key file can be read by its owner only.
 */
export async function loadCertificate(options: CertificateOptions): Promise<LocalCertificate> {
  await mkdir(options.dataFolder, { recursive: true, mode: 0o700 });
  const keyFile = join(options.dataFolder, 'certificate.key');
  const certificateFile = join(options.dataFolder, 'certificate.pem');
  const kept = await readKept(keyFile, certificateFile);
  if (kept !== undefined && isUsable(kept, options)) return { ...kept, certificateFile, keyFile };

  const made = await make(options);
  const fingerprint = fingerprintOf(new X509Certificate(made.cert));
  await writeFile(keyFile, made.private, { mode: 0o600 });
  await writeFile(certificateFile, made.cert);
  // For whoever starts a browser and has no certificate parser at hand.
  await writeFile(join(options.dataFolder, 'certificate.spki'), fingerprint);
  return { key: made.private, certificate: made.cert, certificateFile, keyFile, fingerprint };
}

type Kept = Pick<LocalCertificate, 'key' | 'certificate' | 'fingerprint'>;

async function readKept(keyFile: string, certificateFile: string): Promise<Kept | undefined> {
  try {
    const [key, certificate] = await Promise.all([
      readFile(keyFile, 'utf8'),
      readFile(certificateFile, 'utf8'),
    ]);
    return { key, certificate, fingerprint: fingerprintOf(new X509Certificate(certificate)) };
  } catch {
    // Absent or unreadable: a new certificate is as good.
    return undefined;
  }
}

function isUsable(kept: Kept, { hosts, now }: CertificateOptions): boolean {
  const certificate = new X509Certificate(kept.certificate);
  const expires = Date.parse(certificate.validTo) - renewBefore;
  if (now().getTime() < Date.parse(certificate.validFrom) || now().getTime() >= expires) return false;
  const named = (certificate.subjectAltName ?? '').split(', ').sort();
  const wanted = hosts.map((host) => `DNS:${host}`).sort();
  return named.join() === wanted.join();
}

function make({ hosts, now }: CertificateOptions): ReturnType<typeof generate> {
  // The clock of a virtual machine may lag behind: an hour of grace.
  const notBeforeDate = new Date(now().getTime() - 60 * 60 * 1000);
  return generate([{ name: 'commonName', value: 'Local tenant' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    notBeforeDate,
    notAfterDate: new Date(notBeforeDate.getTime() + lifetime),
    extensions: [
      // Not an authority: whoever steals the key can pose as these hosts and as no others.
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: hosts.map((value) => ({ type: 2 as const, value })) },
    ],
  });
}

function fingerprintOf(certificate: X509Certificate): string {
  const publicKey = certificate.publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(publicKey).digest('base64');
}
