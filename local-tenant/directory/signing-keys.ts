import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  type CryptoKey,
  type JWK,
} from 'jose';

/** The keys of one tenant's directory; the same at every start, so that tokens and cookies survive one. */
export interface DirectoryKeys {
  readonly signingKey: CryptoKey;
  readonly publicKey: CryptoKey;
  readonly keyId: string;
  /** With the private part, for the provider only. */
  readonly privateJwk: JWK;
  readonly cookieKey: string;
}

interface KeptKeys {
  readonly signing: JWK;
  readonly cookie: string;
}

/** Returns the tenant's keys from the data folder, making them when they are missing (mode 0600). */
export async function loadDirectoryKeys(dataFolder: string, tenantId: string): Promise<DirectoryKeys> {
  await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  const file = join(dataFolder, `directory-${tenantId}.keys.json`);
  const kept = (await readKept(file)) ?? (await makeKeys(file));
  const { n = '', e = '', kid = '' } = kept.signing;
  return {
    signingKey: await importRsaKey(kept.signing),
    publicKey: await importRsaKey({ kty: 'RSA', n, e }),
    keyId: kid,
    privateJwk: kept.signing,
    cookieKey: kept.cookie,
  };
}

async function readKept(file: string): Promise<KeptKeys | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as KeptKeys;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function makeKeys(file: string): Promise<KeptKeys> {
  const { privateKey } = await generateKeyPair('RS256', { modulusLength: 2048, extractable: true });
  const jwk = await exportJWK(privateKey);
  const kid = await calculateJwkThumbprint(jwk);
  const kept: KeptKeys = {
    signing: { ...jwk, kid, alg: 'RS256', use: 'sig' },
    cookie: randomBytes(32).toString('base64url'),
  };
  await writeFile(file, JSON.stringify(kept), { mode: 0o600, flag: 'wx' });
  return kept;
}

async function importRsaKey(jwk: JWK): Promise<CryptoKey> {
  const key = await importJWK(jwk, 'RS256');
  if (key instanceof Uint8Array) throw new TypeError('A signing key of the directory must be an RSA key.');
  return key;
}
