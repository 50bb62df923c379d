import type { ConnectionAction } from '../contract/connection';
import { connectionActions } from '../contract/connection';
import type { Owner, User } from '../contract/principal';
import type { Availability } from '../contract/site';
import { allowed, denied } from './decision';
import type { Decision } from './decision';
import { isAtLeast } from './site-standing';
import type { SiteStanding } from './site-standing';

/** A person as the connection manager has established it; never as a request describes it. */
export interface Caller {
  readonly objectId: string;
  readonly isGuest: boolean;
  readonly isWorkflowAdministrator: boolean;
  /** Of the groups that grants name: those the person is a member of. */
  readonly groupIds: readonly string[];
}

/** As much of a connection as a decision needs. */
export interface AccessView {
  readonly kind: 'shared' | 'personal';
  readonly availability: Availability;
  readonly homeSite: { readonly webId: string; readonly siteId: string };
  readonly owners: readonly Owner[];
  readonly users: readonly User[];
}

export interface AccessQuestion {
  readonly caller: Caller;
  readonly connection: AccessView;
  /** Where the caller stands; absent when the caller has no access to the site in question. */
  readonly site: SiteStanding | undefined;
}

/**
 * Decides whether `caller` may do `action` to `connection` at `site`.
 *
 * The connection manager asks this to refuse requests, and puts the answers into every connection it
 * sends, so that screens offer only what would be allowed.
 */
export function decide(action: ConnectionAction, question: AccessQuestion): Decision {
  switch (action) {
    case 'see':
      return decideSee(question);
    case 'use':
      return decideUse(question);
    case 'edit':
    case 'connect':
      return decideManage(question);
    case 'delete':
      return decideDelete(question);
    default:
      return unreachable(action);
  }
}

/** Every action that `decide` allows, in the order of `connectionActions`. */
export function allowedActions(question: AccessQuestion): ConnectionAction[] {
  return connectionActions.filter((action) => decide(action, question).allowed);
}

/** Whether the person stands among the owners, directly or through a group. */
export function isOwner(caller: Caller, connection: Pick<AccessView, 'owners'>): boolean {
  return connection.owners.some((owner) => isNamed(caller, owner));
}

/** Whether a shared connection reaches the web. A connection that reaches it is not thereby usable. */
export function reaches(connection: AccessView, site: Pick<SiteStanding, 'webId' | 'siteId'>): boolean {
  switch (connection.availability) {
    case 'tenant':
      return true;
    case 'siteCollection':
      return connection.homeSite.siteId === site.siteId;
    case 'site':
      return connection.homeSite.webId === site.webId;
    default:
      return unreachable(connection.availability);
  }
}

function decideSee(question: AccessQuestion): Decision {
  if (isOwner(question.caller, question.connection) || isAdministrator(question)) return allowed;
  return decideUse(question);
}

/** Whether the person administers the tenant's workflows, or the site collection from which the question is asked. */
function isAdministrator({ caller, site }: AccessQuestion): boolean {
  return caller.isWorkflowAdministrator || site?.role === 'siteCollectionAdministrator';
}

function decideUse({ caller, connection, site }: AccessQuestion): Decision {
  if (site === undefined) return denied('noAccessToSite');
  if (connection.kind === 'personal') {
    return isOwner(caller, connection) ? allowed : denied('personalOfSomebodyElse');
  }
  if (!reaches(connection, site)) return denied('otherSite');
  if (isOwner(caller, connection)) return allowed;
  if (connection.users.some((user) => isNamed(caller, user))) return allowed;
  const isForEveryone = connection.users.some((user) => user.kind === 'everyone');
  return denied(caller.isGuest && isForEveryone ? 'guest' : 'notGranted');
}

function decideManage(question: AccessQuestion): Decision {
  const { caller, connection, site } = question;
  if (isOwner(caller, connection)) return allowed;
  // What makes a personal connection work is its creator's own sign-in: nobody else touches it.
  if (connection.kind === 'personal') return denied('personalOfSomebodyElse');
  if (caller.isWorkflowAdministrator) return allowed;
  if (site?.role === 'siteCollectionAdministrator' && livesIn(connection, site)) return allowed;
  return denied('notOwner');
}

/** Whoever manages a connection may delete it, and so may every administrator who sees it, a personal one included. */
function decideDelete(question: AccessQuestion): Decision {
  return isAdministrator(question) ? allowed : decideManage(question);
}

/** A tenant-wide connection lives in no site collection, wherever it was made. */
function livesIn(connection: AccessView, site: Pick<SiteStanding, 'siteId'>): boolean {
  return connection.availability !== 'tenant' && connection.homeSite.siteId === site.siteId;
}

function isNamed(caller: Caller, principal: User): boolean {
  switch (principal.kind) {
    case 'person':
      return principal.objectId === caller.objectId;
    case 'group':
      return caller.groupIds.includes(principal.objectId);
    case 'everyone':
      return !caller.isGuest;
    default:
      return unreachable(principal);
  }
}

/** Whether a person may bind workflow steps on a site: edit rights there. Use of the connection is asked for apart. */
export function decideBinding(site: SiteStanding | undefined): Decision {
  if (site === undefined) return denied('noAccessToSite');
  return isAtLeast(site.role, 'designer') ? allowed : denied('mayNotEditSite');
}

function unreachable(value: never): never {
  throw new TypeError(`No rule for ${JSON.stringify(value)}`);
}
