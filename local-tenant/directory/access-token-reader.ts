import { jwtVerify, type JWTPayload } from 'jose';
import { issuerOf } from './access-token';
import type { TenantDirectory } from './tenant-directory';

/** An access token of one of the tenants, found genuine. */
export interface ReadToken {
  readonly directory: TenantDirectory;
  readonly claims: JWTPayload;
  /** What the token allows: `scp` of a person, `roles` of an application. */
  readonly permissions: readonly string[];
}

interface ReadOptions {
  readonly directories: readonly TenantDirectory[];
  readonly audience: string;
  readonly now: Date;
}

/** Reads the bearer token of an `authorization` header; undefined unless it is genuine and for the audience. */
export async function readBearerToken(
  header: string | undefined,
  { directories, audience, now }: ReadOptions,
): Promise<ReadToken | undefined> {
  const token = /^Bearer (\S+)$/i.exec(header ?? '')?.[1];
  if (token === undefined) return undefined;
  for (const directory of directories) {
    const claims = await verified(token, { directory, audience, now });
    if (claims !== undefined) return { directory, claims, permissions: permissionsOf(claims) };
  }
  return undefined;
}

async function verified(
  token: string,
  { directory, audience, now }: { directory: TenantDirectory; audience: string; now: Date },
): Promise<JWTPayload | undefined> {
  try {
    const options = { issuer: issuerOf(directory.tenant), audience, currentDate: now, algorithms: ['RS256'] };
    return (await jwtVerify(token, directory.keys.publicKey, options)).payload;
  } catch {
    return undefined;
  }
}

function permissionsOf({ scp, roles }: JWTPayload): readonly string[] {
  if (typeof scp === 'string') return scp.split(' ');
  return Array.isArray(roles) ? roles.filter((role) => typeof role === 'string') : [];
}
