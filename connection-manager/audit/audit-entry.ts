import { createHash } from 'node:crypto';
import type { AuditEvent } from './audit-event';
import { canonicalJson } from './canonical-json';

/** An audit event as it is stored: one link of its writer's chain. */
export interface AuditEntry extends AuditEvent {
  readonly format: 1;
  readonly writerId: string;
  /** Counts from 1 within the chain of one writer in one tenant. */
  readonly sequence: number;
  readonly at: string;
  readonly previousHash: string;
  /** SHA-256, base64url, over the previous entry's hash and this entry's canonical JSON. */
  readonly hash: string;
}

/** What the first entry of a chain names as its predecessor: no other chain begins like this one. */
export function chainStart({
  tenantId,
  writerId,
}: {
  readonly tenantId: string;
  readonly writerId: string;
}): string {
  return sha256(canonicalJson(['audit-chain/1', tenantId, writerId]));
}

export function sealEntry(entry: Omit<AuditEntry, 'hash'>): AuditEntry {
  return { ...entry, hash: hashOf(entry) };
}

function hashOf(entry: Omit<AuditEntry, 'hash'>): string {
  return sha256(entry.previousHash, canonicalJson(entry));
}

function sha256(...parts: readonly string[]): string {
  const hash = createHash('sha256');
  // Each part is followed by a byte that no part contains, so that no two lists read the same.
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('base64url');
}

export type ChainVerdict =
  | { readonly intact: true; readonly head: string }
  | {
      readonly intact: false;
      readonly sequence: number;
      readonly because: 'changed' | 'missing' | 'foreign';
    };

/** Which chain is expected, and, where it was published, its latest hash: only that shows that the end was cut off. */
export interface ExpectedChain {
  readonly tenantId: string;
  readonly writerId: string;
  readonly head?: string;
}

/**
 * Says whether the entries of one writer, in the order of their keys, are all there and as they were written,
 * and if not, where the first fault is.
 */
export function verifyAuditChain(entries: readonly AuditEntry[], expected: ExpectedChain): ChainVerdict {
  let head = chainStart(expected);
  for (const [index, entry] of entries.entries()) {
    const sequence = index + 1;
    const { hash, ...rest } = entry;
    if (entry.tenantId !== expected.tenantId || entry.writerId !== expected.writerId)
      return { intact: false, sequence, because: 'foreign' };
    if (entry.sequence !== sequence) return { intact: false, sequence, because: 'missing' };
    if (entry.previousHash !== head || hashOf(rest) !== hash)
      return { intact: false, sequence, because: 'changed' };
    head = hash;
  }
  const isCut = expected.head !== undefined && expected.head !== head;
  return isCut ? { intact: false, sequence: entries.length + 1, because: 'missing' } : { intact: true, head };
}
