import { pino } from 'pino';
import * as z from 'zod/mini';
import { route } from '../../src/contract/route';
import { engineId, registration } from '../testing/test-directory';
import { bindRoutes } from './bind-routes';
import type { HandlerResult } from './handler';
import { createServer } from './server';

const declared = route({
  method: 'POST',
  path: '/things',
  summary: 'Makes a thing',
  caller: { kind: 'engine', role: 'connections.resolve' },
  permission: { on: 'nothing', reason: 'A test.' },
  audit: { none: 'A test.' },
  body: z.strictObject({ name: z.string() }),
  response: z.object({ id: z.string(), parts: z.array(z.object({ size: z.number() })) }),
  status: 201,
  problems: [],
});

/** A server with one route, whose handler answers what a test wants. */
function serverAnswering(result: unknown) {
  const lines: string[] = [];
  const server = createServer({
    log: pino({ level: 'info' }, { write: (line: string) => void lines.push(line) }),
    tls: undefined,
    paths: [],
    listTenants: async () => [],
  });
  const handlers = { declared: async () => result as HandlerResult<typeof declared> };
  bindRoutes(
    server,
    { table: { declared }, handlers },
    {
      validateAccessToken: async () => ({ kind: 'engine', tenant: registration(), applicationId: engineId }),
      findSite: async () => undefined,
      memberGroups: async () => [],
      loadConnection: async () => undefined,
      recordAudit: async () => undefined,
    },
  );
  const send = (payload: string | Buffer) =>
    server.inject({
      method: 'POST',
      url: '/api/v1/things',
      headers: { authorization: 'Bearer x', 'content-type': 'application/json' },
      payload,
    });
  return { send, lines };
}

describe('the answer of a route', () => {
  const good = { id: 'thing-1', parts: [{ size: 1 }] };

  it('holds what the route declares and nothing else', async () => {
    const { send } = serverAnswering({
      body: { ...good, secret: 'hush', parts: [{ size: 1, secret: 'hush' }] },
      etag: 'e1',
    });
    const answer = await send('{"name":"x"}');
    expect([answer.statusCode, answer.json(), answer.headers['etag']]).toEqual([201, good, '"e1"']);
  });

  it('is an internal error where it is not as declared, and shows no value in answer or log', async () => {
    const { send, lines } = serverAnswering({ body: { id: 'thing-1', parts: [{ size: 'hush' }] } });
    const answer = await send('{"name":"x"}');
    expect(answer.statusCode).toBe(500);
    expect(answer.json()).toMatchObject({ code: 'internal_error' });
    expect(lines.join()).toContain('parts.0.size');
    expect(`${answer.body}${lines.join()}`).not.toContain('hush');
  });

  it('is a refusal for a body that is no UTF-8', async () => {
    const { send } = serverAnswering({ body: good });
    const answer = await send(Buffer.from([...Buffer.from('{"name":"'), 0xff, ...Buffer.from('"}')]));
    expect([answer.statusCode, answer.json()]).toEqual([
      422,
      expect.objectContaining({ code: 'invalid_request' }),
    ]);
    expect((await send('{"name":"\u00ff"}')).statusCode).toBe(201);
  });
});
