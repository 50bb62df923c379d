import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Identity } from '../identity/identity';

const lifetimeInSeconds = 1800;

/**
 * The digest a page must send with every POST that a cookie authenticates: it shows that a page of SharePoint,
 * and no foreign site, made the call. Bound to the session and to the time.
 */
export class FormDigests {
  private readonly key = randomBytes(32);

  constructor(private readonly now: () => Date) {}

  issue(identity: Identity): { readonly value: string; readonly lifetimeInSeconds: number } {
    const time = this.now().toUTCString();
    return { value: `0x${this.sign(identity, time)},${time}`, lifetimeInSeconds };
  }

  accepts(digest: string | undefined, identity: Identity): boolean {
    const [, signature, time] = /^0x([0-9A-F]{64}),(.+)$/.exec(digest ?? '') ?? [];
    if (!signature || !time) return false;
    const age = this.now().getTime() - Date.parse(time);
    const isGenuine = timingSafeEqual(Buffer.from(signature), Buffer.from(this.sign(identity, time)));
    return isGenuine && age <= lifetimeInSeconds * 1000;
  }

  private sign(identity: Identity, time: string): string {
    const bearer = identity.via === 'cookie' ? identity.sessionId : identity.person.objectId;
    return createHmac('sha256', this.key).update(`${bearer}\n${time}`).digest('hex').toUpperCase();
  }
}
