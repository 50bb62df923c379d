import type { FastifyReply, FastifyRequest } from 'fastify';
import type { TenantRegistration } from '../tenants/tenant-registration';
import { endSession, readSession } from './session';
import { beginSignIn, type SignInDependencies } from './sign-in';
import { clearSessionSecret, sessionSecret, setSignInSecret } from './window-cookies';

export interface Detour {
  readonly tenant: TenantRegistration;
  /** Path of the page to come back to. */
  readonly backTo: string;
  readonly prompt?: 'select_account' | undefined;
}

/** Sends the browser to the directory to sign in, and lets only this browser come back. */
export async function sendToDirectory(
  deps: SignInDependencies,
  reply: FastifyReply,
  { tenant, backTo, prompt }: Detour,
): Promise<FastifyReply> {
  const target = { tenant, backTo, ...(prompt !== undefined && { prompt }) };
  const { location, browserSecret } = await beginSignIn(deps, target);
  setSignInSecret(reply, browserSecret);
  return reply.redirect(location, 302);
}

/** Ends the session of this browser, so that another account can sign in. */
export async function leaveSession(
  deps: Pick<SignInDependencies, 'store' | 'now'>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const session = await readSession(deps, sessionSecret(request));
  if (session !== undefined) await endSession(deps.store, session);
  clearSessionSecret(reply);
}
