import {
  createRemoteJWKSet,
  customFetch as joseFetch,
  exportJWK,
  generateKeyPair,
  jwtVerify,
  SignJWT,
} from 'jose';
import * as oauth from 'oauth4webapi';
import { createEgress, type Egress } from './egress';
import { EgressError } from './egress-error';
import { egressFetch } from './egress-fetch';
import { type Answer, type HttpsServer, startHttpsServer } from './https-server';

const host = 'login.example.localhost';

let answer: Answer;
let server: HttpsServer;
let egress: Egress;
let origin: string;
let fetchOut: typeof fetch;

beforeAll(async () => {
  server = await startHttpsServer([host], (request, response) => answer(request, response));
  origin = `https://${host}:${server.port}`;
  egress = createEgress({
    lookup: async () => [{ address: '127.0.0.1', family: 4 }],
    allowedLoopbackHosts: [`${host}:${server.port}`],
    trustedCertificates: [server.certificate],
  });
  fetchOut = egressFetch(egress, { purpose: 'directory', allowedHosts: [`${host}:${server.port}`] });
});
afterAll(async () => {
  await egress.close();
  await server.close();
});

/** Answers each request with what it was, as JSON. */
const echo: Answer = (request, response) => {
  let body = '';
  request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')));
  request.on('end', () =>
    response.end(
      JSON.stringify({ method: request.method, url: request.url, headers: request.headers, body }),
    ),
  );
};

describe(egressFetch.name, () => {
  it('sends what fetch would send', async () => {
    answer = echo;
    const body = new URLSearchParams({ grant_type: 'client_credentials' });
    const response = await fetchOut(`${origin}/token?a=1`, {
      method: 'POST',
      body,
      headers: new Headers({ 'X-A': '1' }),
    });
    expect(response).toBeInstanceOf(Response);
    expect(await response.json()).toMatchObject({
      method: 'POST',
      url: '/token?a=1',
      headers: { 'x-a': '1', 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' },
      body: 'grant_type=client_credentials',
    });
  });

  it('takes a Request and a URL', async () => {
    answer = echo;
    const request = new Request(`${origin}/r`, { method: 'PUT', body: 'text' });
    expect(await (await fetchOut(request)).json()).toMatchObject({ method: 'PUT', url: '/r', body: 'text' });
    expect(await (await fetchOut(new URL(`${origin}/u`))).json()).toMatchObject({ method: 'GET', url: '/u' });
  });

  it('answers with a Response that has no body where none may be', async () => {
    answer = (_, response) => response.writeHead(204).end();
    const response = await fetchOut(origin);
    expect([response.status, await response.text()]).toEqual([204, '']);
  });

  it('does not follow a redirect, though it is asked to', async () => {
    answer = (_, response) => response.writeHead(302, { location: 'https://169.254.169.254/' }).end();
    await expect(fetchOut(origin, { redirect: 'follow' })).rejects.toMatchObject({
      code: 'redirect_refused',
    });
    await expect(fetchOut(origin, { redirect: 'manual' })).rejects.toThrow(EgressError);
  });

  it.each([
    ['http://login.example.localhost/', 'scheme_not_allowed'],
    ['https://evil.example/', 'host_not_allowed'],
    [`https://user:password@${host}/`, 'url_malformed'],
    ['https://127.1/', 'url_malformed'],
    ['https://lo\tgin.example.localhost/', 'url_malformed'],
    ['/relative', 'url_malformed'],
  ])('refuses %j as the way out does', async (url, code) => {
    await expect(fetchOut(url)).rejects.toMatchObject({ name: 'EgressError', code });
  });

  it('ends with its signal', async () => {
    answer = () => undefined;
    await expect(fetchOut(origin, { signal: AbortSignal.timeout(100) })).rejects.toMatchObject({
      name: 'TimeoutError',
    });
  });

  it('serves oauth4webapi', async () => {
    answer = (_, response) =>
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ access_token: 'a', token_type: 'Bearer', expires_in: 60 }));
    const server: oauth.AuthorizationServer = { issuer: origin, token_endpoint: `${origin}/token` };
    const response = await oauth.clientCredentialsGrantRequest(
      server,
      { client_id: 'c' },
      oauth.ClientSecretBasic('s'),
      {},
      { [oauth.customFetch]: fetchOut },
    );
    const token = await oauth.processClientCredentialsResponse(server, { client_id: 'c' }, response);
    expect(token.access_token).toBe('a');
  });

  it('serves jose', async () => {
    const { publicKey, privateKey } = await generateKeyPair('ES256');
    const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: 'k', alg: 'ES256' }] };
    answer = (_, response) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(keys));
    const keySet = createRemoteJWKSet(new URL(`${origin}/keys`), { [joseFetch]: fetchOut });
    const token = await new SignJWT({ sub: 'me' })
      .setProtectedHeader({ alg: 'ES256', kid: 'k' })
      .sign(privateKey);
    expect((await jwtVerify(token, keySet)).payload.sub).toBe('me');
  });
});
