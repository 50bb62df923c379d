import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Store } from '../store/store';

/** How long the connect window remembers who signed in to it. */
export const sessionLifetimeMs = 60 * 60_000;

const partition = 'connect-sessions';

/** Who is signed in to the connect window in this browser. */
export interface Session {
  readonly tenantId: string;
  readonly objectId: string;
  readonly name: string;
  readonly isGuest: boolean;
  readonly expiresAt: string;
}

export interface SessionAtHand extends Session {
  /** The cookie's value; the store holds only its digest, so that who reads the store signs in as nobody. */
  readonly secret: string;
}

/** Keeps a new session and returns the value of its cookie. */
export async function createSession(
  deps: { readonly store: Store; readonly now: () => Date },
  person: Omit<Session, 'expiresAt'>,
): Promise<string> {
  const secret = randomBytes(32).toString('base64url');
  const expiresAt = new Date(deps.now().getTime() + sessionLifetimeMs).toISOString();
  const key = digest(secret);
  const indexes = [{ index: 'expires', order: `${expiresAt} ${key}` }];
  await deps.store.write(partition, [{ kind: 'insert', key, value: { ...person, expiresAt }, indexes }]);
  return secret;
}

/** The session that a cookie's value names, while it lasts. */
export async function readSession(
  deps: { readonly store: Store; readonly now: () => Date },
  secret: string | undefined,
): Promise<SessionAtHand | undefined> {
  if (secret === undefined || !/^[A-Za-z0-9_-]{43}$/.test(secret)) return undefined;
  const record = await deps.store.read<Session>(partition, digest(secret));
  if (record === undefined || Date.parse(record.value.expiresAt) <= deps.now().getTime()) return undefined;
  return { ...record.value, secret };
}

/** Ends a session, so that another person can sign in. */
export async function endSession(store: Store, session: SessionAtHand): Promise<void> {
  await store.take(partition, digest(session.secret));
}

/**
 * The token that a form of this flow must bring back. Only who holds the session's cookie can make it,
 * and no page of another origin can read either.
 */
export function csrfToken(session: SessionAtHand, flowId: string): string {
  return createHmac('sha256', session.secret).update(flowId).digest('base64url');
}

export function isCsrfToken(session: SessionAtHand, flowId: string, presented: string): boolean {
  const expected = Buffer.from(csrfToken(session, flowId));
  const given = Buffer.from(presented);
  return expected.length === given.length && timingSafeEqual(expected, given);
}

function digest(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}
