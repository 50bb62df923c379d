import { randomBytes } from 'node:crypto';
import type { Person, Tenant } from '../../world/world';

export interface Session {
  readonly id: string;
  readonly tenant: Tenant;
  readonly person: Person;
}

const cookieName = 'FedAuth';
/** The attributes SharePoint's own cookie has: Teams and other hosts show its pages in frames. */
const cookieAttributes = 'Path=/; HttpOnly; Secure; SameSite=None';

/** Who is signed in, kept in memory: a restart signs everybody out. */
export class Sessions {
  private readonly sessions = new Map<string, Session>();

  /** Begins a session and returns the cookie that stands for it. */
  begin(tenant: Tenant, person: Person): string {
    const id = randomBytes(32).toString('base64url');
    this.sessions.set(id, { id, tenant, person });
    return `${cookieName}=${id}; ${cookieAttributes}`;
  }

  /** A session holds at its own tenant's hosts only, wherever its cookie is shown. */
  find(cookieHeader: string | undefined, tenant: Tenant): Session | undefined {
    const session = this.sessions.get(sessionIdIn(cookieHeader) ?? '');
    return session?.tenant === tenant ? session : undefined;
  }

  /** Ends the session and returns the cookie that makes the browser forget it. */
  end(cookieHeader: string | undefined): string {
    this.sessions.delete(sessionIdIn(cookieHeader) ?? '');
    return `${cookieName}=; Max-Age=0; ${cookieAttributes}`;
  }
}

function sessionIdIn(cookieHeader: string | undefined): string | undefined {
  const pairs = (cookieHeader ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${cookieName}=`))?.slice(cookieName.length + 1);
}
