import { createHash } from 'node:crypto';
import type { ApiCaller } from '../identity/caller';

export interface DigestedRequest {
  readonly method: string;
  readonly path: string;
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly caller: ApiCaller;
}

/**
 * The digest of a whole request: what was asked and who asks, SHA-256 in base64url. However the members of a
 * JSON object are ordered, the digest is the same.
 */
export function requestDigest({ method, path, params, query, body, caller }: DigestedRequest): string {
  const who = caller.kind === 'person' ? caller.objectId : caller.applicationId;
  const parts = [
    method,
    path,
    canonical(params),
    canonical(query),
    canonical(body),
    caller.tenant.tenantId,
    who,
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value ?? null;
  const entries = Object.entries(value).map(([key, member]): [string, unknown] => [key, canonical(member)]);
  // Pairs, not an object: JavaScript would put keys that look like numbers first.
  return entries.sort(([left], [right]) => (left < right ? -1 : 1));
}
