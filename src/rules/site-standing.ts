import type { SiteRole } from '../contract/site';

/** SharePoint's base permissions of a person on a web, as its REST answers give them: two unsigned 32-bit halves. */
export interface PermissionBits {
  readonly high: number | string;
  readonly low: number | string;
}

/** What SharePoint said of a person at one web. */
export interface SiteStanding {
  readonly webId: string;
  readonly siteId: string;
  readonly role: SiteRole;
}

// Bit positions of SP.PermissionKind, counted from 1.
const permissionKinds = {
  viewListItems: 1,
  editListItems: 3,
  addAndCustomizePages: 19,
  managePermissions: 26,
  manageLists: 12,
  manageWeb: 31,
} as const;

type PermissionKind = keyof typeof permissionKinds;

/**
 * Says whether the bits hold a permission. The arithmetic is unsigned: JavaScript's `&` is signed, and
 * ManageWeb's neighbours would come out negative.
 */
export function hasPermission(bits: PermissionBits, kind: PermissionKind): boolean {
  const position = permissionKinds[kind] - 1;
  const half = position < 32 ? bits.low : bits.high;
  return ((Number(half) >>> (position % 32)) & 1) === 1;
}

/**
 * The role that SharePoint's answer proves, or `undefined` where it proves no access at all. Bits are
 * tested one by one: the whole mask of Full Control is not dependable (an owner's high half can be lower).
 */
export function siteRole(answer: {
  readonly isSiteAdmin: boolean;
  readonly bits: PermissionBits;
}): SiteRole | undefined {
  if (answer.isSiteAdmin) return 'siteCollectionAdministrator';
  if (hasPermission(answer.bits, 'manageWeb') && hasPermission(answer.bits, 'managePermissions'))
    return 'siteOwner';
  if (hasPermission(answer.bits, 'manageLists') && hasPermission(answer.bits, 'editListItems'))
    return 'designer';
  if (hasPermission(answer.bits, 'viewListItems')) return 'reader';
  return undefined;
}

const strength: Readonly<Record<SiteRole, number>> = {
  reader: 0,
  designer: 1,
  siteOwner: 2,
  siteCollectionAdministrator: 3,
};

/** Whether `role` includes everything that `needed` may do. */
export function isAtLeast(role: SiteRole, needed: SiteRole): boolean {
  return strength[role] >= strength[needed];
}
