import type { TenantRegistration } from '../tenants/tenant-registration';
import type { Check } from './check';

type Named = Pick<TenantRegistration, 'tenantId' | 'displayName'>;

const labels: Readonly<Record<Check['outcome'], string>> = {
  ok: 'ok       ',
  missing: 'missing  ',
  unknown: 'unknown  ',
};

/** The report for a person: what is missing comes with who can fix it and how. */
export function textReport({ tenantId, displayName }: Named, checks: readonly Check[]): string {
  const lines = checks.flatMap((found) => {
    const first = `${labels[found.outcome]}${found.sentence}`;
    return found.outcome === 'ok' ? [first] : [first, `         ${found.who}: ${found.cure}`];
  });
  return [`${displayName} (${tenantId})`, '', ...lines].join('\n');
}

/** The same for a program. */
export function jsonReport({ tenantId, displayName }: Named, checks: readonly Check[]): string {
  return JSON.stringify({ tenantId, displayName, checks }, undefined, 2);
}
