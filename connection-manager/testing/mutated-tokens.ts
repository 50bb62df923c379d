import { createHmac } from 'node:crypto';
import { exportSPKI, importJWK, SignJWT } from 'jose';
import {
  apiId,
  directoryHost,
  engineClaims,
  personClaims,
  signToken,
  tenantId,
  type DirectoryKey,
} from './test-directory';

export interface MutatedToken {
  readonly how: string;
  readonly token: string;
  readonly code: string;
}

export interface TokenMaterial {
  readonly now: Date;
  /** Published by the tenant's directory. */
  readonly key: DirectoryKey;
  /** Published, but with another issuer than the tenant's. */
  readonly foreignKey: DirectoryKey;
  /** Nobody publishes it. */
  readonly attackerKey: DirectoryKey;
  readonly kind: 'person' | 'engine';
}

const otherTenant = '99999999-9999-4999-8999-999999999999';
const wrongTypes: readonly unknown[] = [null, true, 7, {}, []];
const refusedAtOnce = 'unauthenticated';

/** Some 60 ways to spoil a good token, for each kind of caller (S26). */
export async function mutatedTokens(material: TokenMaterial): Promise<MutatedToken[]> {
  const claims = await mutatedClaims(material);
  const headers = await mutatedHeaders(material);
  return [...claims, ...headers, ...(await mutatedText(material))];
}

function goodClaims({ kind, now }: TokenMaterial): Record<string, unknown> {
  return kind === 'person' ? personClaims(now) : engineClaims(now);
}

/** What a wrong claim is answered with: what makes a token ours is `unauthenticated`, what it is for comes after. */
const claimCodes: Readonly<Record<string, string>> = {
  azp: 'wrong_kind_of_token',
  ver: 'wrong_kind_of_token',
};

async function mutatedClaims(material: TokenMaterial): Promise<MutatedToken[]> {
  const good = goodClaims(material);
  const seconds = Math.floor(material.now.getTime() / 1000);
  const names = ['aud', 'iss', 'tid', 'exp', 'nbf', 'iat', 'azp', 'ver'];
  const missing = names.map((name) => [`without ${name}`, without(good, name), claimCodes[name]] as const);
  const typed = names.flatMap((name) =>
    wrongTypes
      .filter((value) => typeof value !== typeof good[name])
      .map(
        (value) =>
          [`${name} = ${JSON.stringify(value)}`, { ...good, [name]: value }, claimCodes[name]] as const,
      ),
  );
  const values: readonly (readonly [string, Record<string, unknown>, string?])[] = [
    ['aud of another API', { ...good, aud: otherTenant }],
    ['aud as identifier', { ...good, aud: `api://${apiId}` }],
    ['aud in a list', { ...good, aud: [apiId] }],
    ['aud in a list with others', { ...good, aud: [otherTenant, apiId] }],
    ['aud in capitals', { ...good, aud: '2222222A-2222-4222-8222-222222222222' }],
    ['aud with a blank', { ...good, aud: `${apiId} ` }],
    ['iss of version 1.0', { ...good, iss: `https://sts.windows.net/${tenantId}/` }],
    ['iss with a slash', { ...good, iss: `https://${directoryHost}/${tenantId}/v2.0/` }],
    ['iss of another tenant', { ...good, iss: `https://${directoryHost}/${otherTenant}/v2.0` }],
    ['iss as the template', { ...good, iss: `https://${directoryHost}/{tenantid}/v2.0` }],
    ['iss in capitals', { ...good, iss: `https://${directoryHost.toUpperCase()}/${tenantId}/v2.0` }],
    ['iss by http', { ...good, iss: `http://${directoryHost}/${tenantId}/v2.0` }],
    ['tid of a tenant nobody registered', { ...good, tid: otherTenant }, 'tenant_not_registered'],
    ['tid as common', { ...good, tid: 'common' }],
    ['tid with a blank', { ...good, tid: ` ${tenantId}` }],
    ['exp long ago', { ...good, exp: seconds - 3600 }],
    ['exp 61 s ago', { ...good, exp: seconds - 61 }],
    ['exp as text', { ...good, exp: String(seconds + 600) }],
    ['nbf in 61 s', { ...good, nbf: seconds + 61 }],
    ['nbf as text', { ...good, nbf: String(seconds) }],
    ['ver 1.0', { ...good, ver: '1.0' }, 'wrong_kind_of_token'],
    ['ver as number', { ...good, ver: 2 }, 'wrong_kind_of_token'],
    ['azp of an application that is not allowed', { ...good, azp: otherTenant }, kindCode(material)],
    ['idtyp unknown', { ...good, idtyp: 'device' }, 'wrong_kind_of_token'],
    ...kindClaims(material, good),
  ];
  const all = [...missing, ...typed, ...values];
  return await Promise.all(
    all.map(async ([how, claims, code = refusedAtOnce]) => ({
      how,
      code,
      token: await signToken(material.key, claims),
    })),
  );
}

function kindCode({ kind }: TokenMaterial): string {
  return kind === 'person' ? 'wrong_kind_of_token' : 'not_allowed';
}

/** What tells people from applications, and what each may do. */
function kindClaims(
  { kind, now }: TokenMaterial,
  good: Record<string, unknown>,
): readonly (readonly [string, Record<string, unknown>, string])[] {
  const wrong = 'wrong_kind_of_token';
  if (kind === 'engine') {
    return [
      ['a person', personClaims(now), wrong],
      ['a person with the role', personClaims(now, { roles: ['connections.resolve'] }), wrong],
      ['no idtyp', without(good, 'idtyp'), wrong],
      ['idtyp in capitals', { ...good, idtyp: 'App' }, wrong],
      ['no roles', without(good, 'roles'), wrong],
      ['roles empty', { ...good, roles: [] }, wrong],
      ['another role', { ...good, roles: ['connections.read'] }, wrong],
      ['the role in capitals', { ...good, roles: ['Connections.Resolve'] }, wrong],
      ['roles as text', { ...good, roles: 'connections.resolve' }, wrong],
      ['roles with a number', { ...good, roles: [1, 'connections.resolve'] }, wrong],
      ['a scope beside the role', { ...good, scp: 'connections.access' }, wrong],
    ];
  }
  return [
    ['an application', engineClaims(now), wrong],
    ['an application with a scope', { ...good, idtyp: 'app' }, wrong],
    ['idtyp in capitals', { ...good, idtyp: 'User' }, wrong],
    ['no scp', without(good, 'scp'), wrong],
    ['scp empty', { ...good, scp: '' }, wrong],
    ['scp in a list', { ...good, scp: ['connections.access'] }, wrong],
    ['another scope', { ...good, scp: 'connections.read' }, wrong],
    ['the scope in capitals', { ...good, scp: 'Connections.Access' }, wrong],
    ['the scope as part of another', { ...good, scp: 'connections.accessories' }, wrong],
    ['scopes with commas', { ...good, scp: 'connections.access,other' }, wrong],
    ['roles instead of scp', { ...without(good, 'scp'), roles: ['connections.access'] }, wrong],
    ['a scope this application may not bring', { ...good, scp: 'bindings.write' }, wrong],
    ['no oid', without(good, 'oid'), wrong],
    ['oid no GUID', { ...good, oid: 'olivia@contoso.example' }, wrong],
    ['oid as number', { ...good, oid: 5 }, wrong],
  ];
}

async function mutatedHeaders(material: TokenMaterial): Promise<MutatedToken[]> {
  const { key, foreignKey, attackerKey } = material;
  const good = goodClaims(material);
  const { publicJwk } = attackerKey;
  const spki = await exportSPKI(await publicKeyOf(key));
  const signed: readonly (readonly [string, Promise<string>])[] = [
    ['signed by nobody we know, with a known kid', signToken(attackerKey, good, { kid: key.keyId })],
    ['signed by nobody we know, with its own kid', signToken(attackerKey, good)],
    ['key in the header (jwk)', signToken(attackerKey, good, { kid: key.keyId, jwk: publicJwk })],
    [
      'key address in the header (jku)',
      signToken(attackerKey, good, { jku: 'https://attacker.example/keys' }),
    ],
    ['certificate address (x5u)', signToken(key, good, { x5u: 'https://attacker.example/cert' })],
    ['certificate (x5c)', signToken(key, good, { x5c: ['AAAA'] })],
    ['own jku beside a good signature', signToken(key, good, { jku: `https://${directoryHost}/keys` })],
    ['key of another issuer', signToken(foreignKey, good)],
    ['kid empty', signToken(key, good, { kid: '' })],
    ['kid of an inherited name', signToken(key, good, { kid: '__proto__' })],
    ['kid as a path', signToken(key, good, { kid: '../../dev/null' })],
    ['kid in another case', signToken(key, good, { kid: key.keyId.toUpperCase() })],
    ['kid as number', Promise.resolve(respell(await signToken(key, good), { kid: 1 }))],
    ['kid in a list', Promise.resolve(respell(await signToken(key, good), { kid: [key.keyId] }))],
    ['no kid', Promise.resolve(respell(await signToken(key, good), { kid: undefined }))],
    ['crit', Promise.resolve(respell(await signToken(key, good), { crit: ['exp'], exp: 1 }))],
    ['compressed', Promise.resolve(respell(await signToken(key, good), { zip: 'DEF' }))],
    ['RS512', signWith(key, good, 'RS512')],
    ['RS384', signWith(key, good, 'RS384')],
    ['PS256', signWith(key, good, 'PS256')],
    ['alg rs256', Promise.resolve(respell(await signToken(key, good), { alg: 'rs256' }))],
    ['no alg', Promise.resolve(respell(await signToken(key, good), { alg: undefined }))],
    ...['none', 'None', 'NONE'].map(
      (alg) => [`alg ${alg}`, Promise.resolve(unsigned(good, alg, key.keyId))] as const,
    ),
    ['HS256 with the public key', Promise.resolve(macWith(spki, good, key.keyId))],
    ['HS256 with the modulus', Promise.resolve(macWith(publicJwk.n ?? '', good, key.keyId))],
    ['HS256 with nothing', Promise.resolve(macWith('', good, key.keyId))],
  ];
  return await Promise.all(
    signed.map(async ([how, token]) => ({ how, code: refusedAtOnce, token: await token })),
  );
}

async function mutatedText(material: TokenMaterial): Promise<MutatedToken[]> {
  const token = await signToken(material.key, goodClaims(material));
  const other = await signToken(material.key, { ...goodClaims(material), jti: 'other' });
  const [header = '', payload = '', signature = ''] = token.split('.');
  const texts: readonly (readonly [string, string])[] = [
    ['empty', ''],
    ['one part', header],
    ['two parts', `${header}.${payload}`],
    ['four parts', `${token}.${signature}`],
    ['five parts', `${header}.${payload}.${signature}.${payload}.${signature}`],
    ['no signature', `${header}.${payload}.`],
    ['another token’s signature', `${header}.${payload}.${other.split('.')[2] ?? ''}`],
    ['another token’s payload', `${header}.${other.split('.')[1] ?? ''}.${signature}`],
    ['trailing data', `${token}AAAA`],
    ['padding', `${token}==`],
    ['one bit of the signature', `${header}.${payload}.${flipBit(signature)}`],
    ['one bit of the payload', `${header}.${flipBit(payload)}.${signature}`],
    ['signature spelt otherwise', `${header}.${payload}.${respellLast(signature)}`],
    ['a blank inside', `${header}. ${payload}.${signature}`],
    ['a newline inside', `${header}.${payload}\n.${signature}`],
    ['plain base64', `${header}.${payload}.${signature.replaceAll('-', '+').replaceAll('_', '/')}+/`],
    ['huge', `${header}.${'A'.repeat(20_000)}.${signature}`],
    ['payload no JSON', `${header}.${encode('not json')}.${signature}`],
    ['payload a list', `${header}.${encode('[]')}.${signature}`],
    ['header a list', `${encode('[]')}.${payload}.${signature}`],
    ['header null', `${encode('null')}.${payload}.${signature}`],
    ['header no JSON', `${encode('{')}.${payload}.${signature}`],
    ['JSON serialisation', JSON.stringify({ payload, signatures: [{ protected: header, signature }] })],
  ];
  return texts.map(([how, text]) => ({ how, token: text, code: refusedAtOnce }));
}

function without(claims: Record<string, unknown>, name: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(claims).filter(([key]) => key !== name));
}

function encode(text: string): string {
  return Buffer.from(text).toString('base64url');
}

/** Changes the header of a signed token. */
function respell(token: string, changes: Readonly<Record<string, unknown>>): string {
  const [header = '', ...rest] = token.split('.');
  const value: unknown = JSON.parse(Buffer.from(header, 'base64url').toString());
  return [encode(JSON.stringify(Object.assign({}, value, changes))), ...rest].join('.');
}

function unsigned(claims: object, alg: string, kid: string): string {
  return `${encode(JSON.stringify({ alg, typ: 'JWT', kid }))}.${encode(JSON.stringify(claims))}.AAAA`;
}

function macWith(secret: string, claims: object, kid: string): string {
  const signed = `${encode(JSON.stringify({ alg: 'HS256', typ: 'JWT', kid }))}.${encode(JSON.stringify(claims))}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

async function signWith(key: DirectoryKey, claims: Record<string, unknown>, alg: string): Promise<string> {
  const privateKey = await importJWK(await exportPrivate(key), alg);
  return await new SignJWT(claims).setProtectedHeader({ alg, typ: 'JWT', kid: key.keyId }).sign(privateKey);
}

async function exportPrivate(key: DirectoryKey) {
  const { exportJWK } = await import('jose');
  return await exportJWK(key.privateKey);
}

async function publicKeyOf(key: DirectoryKey): Promise<CryptoKey> {
  const imported = await importJWK(key.publicJwk, 'RS256', { extractable: true });
  if (imported instanceof Uint8Array) throw new TypeError('An RSA key was expected.');
  return imported;
}

function flipBit(part: string): string {
  const bytes = Buffer.from(part, 'base64url');
  bytes[10] = (bytes[10] ?? 0) ^ 1;
  return bytes.toString('base64url');
}

/** The same bytes in another spelling: base64url leaves bits over in the last character of 256 bytes. */
function respellLast(part: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const last = alphabet.indexOf(part.slice(-1));
  return `${part.slice(0, -1)}${alphabet[last ^ 1] ?? ''}`;
}
