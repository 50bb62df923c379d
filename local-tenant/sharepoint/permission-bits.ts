/**
 * SharePoint's permissions are 64 bits, told as two unsigned 32-bit halves. JavaScript's bit operators give
 * signed numbers, hence the `>>> 0` after each.
 */
import { isSiteAdministrator, permissionLevel } from '../world/changes';
import type { PermissionLevel, Person } from '../world/world';
import type { Place } from './sites';

export interface PermissionBits {
  readonly high: number;
  readonly low: number;
}

/** How SharePoint writes them in JSON: as text, because 64-bit numbers do not fit there. */
export interface BasePermissions {
  readonly High: string;
  readonly Low: string;
}

export const everyBit: PermissionBits = { high: 2147483647, low: 4294967295 };
export const noBits: PermissionBits = { high: 0, low: 0 };

/** Numbers of SP.PermissionKind, which count the bits from one. */
export const permissionKind = {
  managePermissions: 26,
  manageWeb: 31,
  enumeratePermissions: 63,
} as const;

/** The masks of SharePoint's own role definitions. */
export const bitsOfLevel: Readonly<Record<PermissionLevel, PermissionBits>> = {
  'Full Control': everyBit,
  Design: { high: 432, low: 1012866047 },
  Edit: { high: 432, low: 1011030767 },
  Read: { high: 176, low: 138612833 },
};

/** How far a delegated scope lets an application act in a person's name (sp-dev-docs #5694). */
const bitsOfScope: ReadonlyMap<string, PermissionBits> = new Map([
  ['AllSites.FullControl', everyBit],
  ['AllSites.Manage', bitsOfLevel.Design],
  ['AllSites.Write', bitsOfLevel.Edit],
  ['AllSites.Read', bitsOfLevel.Read],
]);

/** What a person may do at a place, or nothing where they have no access. */
export function bitsOfPerson(person: Person, place: Place): PermissionBits | undefined {
  if (isSiteAdministrator(person, place.site)) return everyBit;
  const level = permissionLevel(person, place);
  return level && bitsOfLevel[level];
}

/** What a token's scopes let through, or nothing where none of them is about sites. */
export function bitsOfScopes(scopes: readonly string[]): PermissionBits | undefined {
  const granted = scopes.flatMap((scope) => bitsOfScope.get(scope) ?? []);
  return granted.length > 0 ? granted.reduce(either) : undefined;
}

export function both(one: PermissionBits, other: PermissionBits): PermissionBits {
  return { high: (one.high & other.high) >>> 0, low: (one.low & other.low) >>> 0 };
}

export function includesAll(bits: PermissionBits, wanted: PermissionBits): boolean {
  const shared = both(bits, wanted);
  return shared.high === wanted.high && shared.low === wanted.low;
}

export function bitOf(kind: number): PermissionBits {
  const position = (kind - 1) % 32;
  const half = (1 << position) >>> 0;
  return kind > 32 ? { high: half, low: 0 } : { high: 0, low: half };
}

export function toBasePermissions(bits: PermissionBits): BasePermissions {
  return { High: String(bits.high), Low: String(bits.low) };
}

function either(one: PermissionBits, other: PermissionBits): PermissionBits {
  return { high: (one.high | other.high) >>> 0, low: (one.low | other.low) >>> 0 };
}
