import type { Settings } from '../../src/contract/connection';
import { checkSettings } from '../../src/rules/settings';
import type { Credential } from '../connections/credential';
import { apiKeyOf, credentialOf } from '../connections/credential-under-test';
import { createEgress, type Egress } from '../egress/egress';
import { startHttpsServer, type Answer, type HttpsServer } from '../egress/https-server';
import { testCredential } from './test-credential';
import { findConnector } from './registry';
import { sendgridStandIn } from './stand-ins/sendgrid';
import { serviceNowStandIn } from './stand-ins/servicenow';

const hosts = ['api.sendgrid.com', 'api.eu.sendgrid.com', 'contoso.service-now.com'];

let server: HttpsServer;
let egress: Egress;
let answer: Answer;
let asked: string[];

beforeEach(async () => {
  asked = [];
  server = await startHttpsServer(hosts, (request, response) => {
    asked.push(`${request.method ?? ''} ${request.headers.host ?? ''}${request.url ?? ''}`);
    answer(request, response);
  });
  egress = createEgress({
    lookup: async () => [{ address: '127.0.0.1', family: 4 }],
    allowedLoopbackHosts: hosts.map((host) => `${host}:${server.port}`),
    trustedCertificates: [server.certificate],
  });
});

afterEach(async () => {
  await egress.close();
  await server.close();
});

/**
 * The real systems listen on port 443, where no test can: only the port is another. Names, certificate,
 * allowed hosts and everything else the egress function checks are what the connector file says.
 */
function atOtherPort(): Pick<Egress, 'send'> {
  return {
    send: (request) => {
      const url = new URL(request.url);
      expect(url.port).toBe('');
      url.port = String(server.port);
      const allowedHosts = request.allowedHosts.map((host) => `${host}:${server.port}`);
      return egress.send({ ...request, url: url.href, allowedHosts });
    },
  };
}

function run(connectorId: string, settings: Settings, credential: Credential) {
  const definition = findConnector(connectorId);
  const [method] = definition?.authMethods ?? [];
  if (definition === undefined || method === undefined) throw new Error('The connector is missing.');
  const test = { definition, authMethodId: method.id, settings, credential };
  return testCredential({ egress: atOtherPort() }, test);
}

describe('SendGrid', () => {
  const key = 'SG.amber-meadow.93-quiet-harbor';

  beforeEach(() => {
    answer = sendgridStandIn(key, ['mail.send']);
  });

  it('accepts a key, at the one host, and names no account', async () => {
    expect(await run('sendgrid', {}, apiKeyOf(key))).toEqual({
      ok: true,
      account: undefined,
      allowedHosts: ['api.sendgrid.com'],
    });
    expect(asked).toEqual([`GET api.sendgrid.com:${server.port}/v3/scopes`]);
  });

  it('is asked in the European Union where the connection says so', async () => {
    const settings = { apiHost: 'api.eu.sendgrid.com' };
    expect(await run('sendgrid', settings, apiKeyOf(key))).toMatchObject({
      allowedHosts: ['api.eu.sendgrid.com'],
    });
  });

  it('refuses another key', async () => {
    expect(await run('sendgrid', {}, apiKeyOf('SG.other'))).toEqual({
      ok: false,
      problem: 'credential_refused',
      detail: 'The system refused the credential (401).',
    });
  });

  it('does not take a temporary block for a refused key', async () => {
    answer = (_, response) =>
      response.writeHead(403).end('{"errors":[{"message":"access forbidden","field":"null"}]}');
    expect(await run('sendgrid', {}, apiKeyOf(key))).toMatchObject({ problem: 'system_unreachable' });
  });

  it.each([
    'evil.example',
    'api.sendgrid.com.evil.example',
    'evil.sendgrid.com',
    'api.sendgrid.com/',
    'api.sendgrid.com:8443',
    'api.sendgrid.com@evil.example',
    'apixsendgrid.com',
    'API.SENDGRID.COM',
    'api.eu.eu.sendgrid.com',
  ])('is not at %s', async (apiHost) => {
    await expect(run('sendgrid', { apiHost }, apiKeyOf(key))).rejects.toMatchObject({
      code: 'connection_not_ready',
    });
    expect(asked).toEqual([]);
  });
});

describe('ServiceNow', () => {
  const settings = { instance: 'contoso' };
  const credential = () => credentialOf('workflow', 'Blue-Harbor-42');

  beforeEach(() => {
    const tables = { incident: [{ sys_id: 'a9e30c7d', number: 'INC1' }], sc_request: [] };
    answer = serviceNowStandIn({ username: 'workflow', password: 'Blue-Harbor-42', tables });
  });

  it('accepts username and password, at the instance alone, and reads at most one id', async () => {
    expect(await run('servicenow', settings, credential())).toEqual({
      ok: true,
      account: 'workflow',
      allowedHosts: ['contoso.service-now.com'],
    });
    const address = `contoso.service-now.com:${server.port}/api/now/table/incident`;
    const call = `GET ${address}?sysparm_limit=1&sysparm_fields=sys_id`;
    expect(asked).toEqual([call, call]);
  });

  it('refuses another password', async () => {
    expect(await run('servicenow', settings, credentialOf('workflow', 'other'))).toMatchObject({
      problem: 'credential_refused',
    });
  });

  it('does not take a table that is closed to the account for a wrong password; another table helps', async () => {
    const closed = { ...settings, testTable: 'cmdb_ci' };
    expect(await run('servicenow', closed, credential())).toEqual({
      ok: false,
      problem: 'system_unreachable',
      detail:
        'The system answered that this credential may not read what the test call asks for (status 403).',
    });
    const open = { ...settings, testTable: 'sc_request' };
    expect(await run('servicenow', open, credential())).toMatchObject({ ok: true });
  });

  it.each([
    'contoso.evil.example/',
    'evil.example#',
    'evil.example?',
    'a@evil',
    'a:1',
    'a/b',
    'a\\b',
    'Contoso',
    '-contoso',
    'contoso-',
    'cont oso',
    'contoso.service-now.com',
    'ⓒontoso',
    'a'.repeat(64),
  ])('has no instance %s (S33)', async (instance) => {
    const definition = findConnector('servicenow');
    expect(definition && checkSettings(definition.settings, { instance })).toHaveLength(1);
    await expect(run('servicenow', { instance }, credential())).rejects.toMatchObject({
      code: 'connection_not_ready',
    });
    expect(asked).toEqual([]);
  });
});
