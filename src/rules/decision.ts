import type { Denial } from '../contract/problem';

/** What the rules say. What no rule allows is denied. */
export type Decision = { readonly allowed: true } | { readonly allowed: false; readonly because: Denial };

export const allowed: Decision = { allowed: true };

export function denied(because: Denial): Decision {
  return { allowed: false, because };
}
