import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import type { FastifyInstance } from 'fastify';
import script from './assets/connect-window.client.js';
import styles from './assets/connect-window.css';
import { unavailableView, unknownView } from './refusal-views';
import { takeForm, takePresence } from './window-form';
import { setWindowHeaders } from './window-headers';
import { answer, returnFromSignIn, showWindow, signInAsAnother, textsOf } from './window-requests';
import type { ConnectWindowDependencies } from './window-requests';

/**
 * The connect window: the pages of the connection manager's own origin where credentials are typed.
 * Register it in a scope of its own: its headers, errors and body parsing are not the API's.
 */
export async function connectWindow(server: FastifyInstance, deps: ConnectWindowDependencies): Promise<void> {
  await server.register(cookie);
  await server.register(formbody, { bodyLimit: 16 * 1024 });
  server.addHook('onRequest', async (_request, reply) => {
    setWindowHeaders(reply);
  });
  server.setErrorHandler(async (error, request, reply) => {
    request.log.error({ err: error }, 'connect window failed');
    return answer(reply, unavailableView(textsOf(request), request.id));
  });
  server.setNotFoundHandler(async (request, reply) => answer(reply, unknownView(textsOf(request))));

  server.get('/connect/assets/connect-window.css', async (_request, reply) =>
    reply.type('text/css').send(styles),
  );
  server.get('/connect/assets/connect-window.js', async (_request, reply) =>
    reply.type('text/javascript').send(script),
  );
  server.get('/connect/signin', async (request, reply) => returnFromSignIn(deps, request, reply));
  server.get('/connect/:tenantId/:flowId', async (request, reply) => showWindow(deps, request, reply));
  server.get('/connect/:tenantId/:flowId/sign-in', async (request, reply) =>
    signInAsAnother(deps, request, reply),
  );
  server.post('/connect/:tenantId/:flowId', async (request, reply) => takeForm(deps, request, reply));
  server.post('/connect/:tenantId/:flowId/presence', async (request, reply) =>
    takePresence(deps, request, reply),
  );
}
