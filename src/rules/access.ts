import type { ConnectionAction } from '../contract/connection';
import { connectionActions } from '../contract/connection';
import type { AccessQuestion, AccessView } from './access-question';
import { allowed, denied } from './decision';
import type { Decision } from './decision';
import { isAdministrator, managementOf } from './management';
import { isNamed, isOwner } from './principals';
import { isAtLeast } from './site-standing';
import type { SiteStanding } from './site-standing';

/**
 * Decides whether `caller` may do `action` to `connection` at `site`.
 *
 * The connection manager asks this to refuse requests, and puts the answers into every connection it
 * sends, so that screens offer only what would be allowed. Whether a change is allowed can depend on what it
 * changes to: `decidePermissions`, `decideAvailability` and `decideTransfer` say that.
 */
export function decide(action: ConnectionAction, question: AccessQuestion): Decision {
  switch (action) {
    case 'see':
      return decideSee(question);
    case 'use':
      return decideUse(question);
    default:
      return decideManage(action, question);
  }
}

/** Every action that `decide` allows, in the order of `connectionActions`. */
export function allowedActions(question: AccessQuestion): ConnectionAction[] {
  return connectionActions.filter((action) => decide(action, question).allowed);
}

/** Whether a shared connection reaches the web. A connection that reaches it is not thereby usable. */
export function reaches(
  connection: Pick<AccessView, 'availability' | 'homeSite'>,
  site: Pick<SiteStanding, 'webId' | 'siteId'>,
): boolean {
  switch (connection.availability) {
    case 'tenant':
      return true;
    case 'siteCollection':
      return connection.homeSite.siteId === site.siteId;
    case 'site':
      return connection.homeSite.webId === site.webId;
  }
}

/** Whether a person may bind workflow steps on a site: edit rights there. Use of the connection is asked for apart. */
export function decideBinding(site: SiteStanding | undefined): Decision {
  if (site === undefined) return denied('noAccessToSite');
  return isAtLeast(site.role, 'designer') ? allowed : denied('mayNotEditSite');
}

function decideSee(question: AccessQuestion): Decision {
  if (isOwner(question.caller, question.connection) || isAdministrator(question)) return allowed;
  return decideUse(question);
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

type ManagingAction = Exclude<ConnectionAction, 'see' | 'use'>;

/** What an administrator may do to any connection of the tenant where the tenant's setting reaches that far. */
const withinReach: ReadonlySet<ManagingAction> = new Set([
  'seeActivity',
  'rename',
  'disable',
  'enable',
  'takeAway',
  'transfer',
  'delete',
  'restore',
]);

/** What is done to a personal connection by an administrator: its credential is used by nobody else. */
const toPersonalOfAnother: ReadonlySet<ManagingAction> = new Set([
  'seeActivity',
  'disable',
  'enable',
  'transfer',
  'delete',
  'restore',
]);

/** What makes no sense for a personal connection: it has no other owners or users. */
const toSharedOnly: ReadonlySet<ManagingAction> = new Set(['grant', 'takeAway', 'changeAvailability']);

/** Whatever else somebody is: only owners give a connection another reach. */
const byOwnersOnly: ReadonlySet<ManagingAction> = new Set(['changeAvailability', 'share']);

function decideManage(action: ManagingAction, question: AccessQuestion): Decision {
  const { caller, connection } = question;
  const ofItsKind = decideOfItsKind(action, connection);
  if (!ofItsKind.allowed || isOwner(caller, connection)) return ofItsKind;
  if (byOwnersOnly.has(action)) return denied('notOwner');
  return connection.kind === 'personal'
    ? decideOnPersonalOfAnother(action, question)
    : decideByManagement(action, question);
}

/** Whether the action makes sense for a connection of this kind, whoever asks. */
function decideOfItsKind(action: ManagingAction, { kind }: Pick<AccessView, 'kind'>): Decision {
  if (kind === 'personal') return toSharedOnly.has(action) ? denied('personalConnection') : allowed;
  return action === 'share' ? denied('sharedConnection') : allowed;
}

function decideOnPersonalOfAnother(action: ManagingAction, question: AccessQuestion): Decision {
  const isAllowed = isAdministrator(question) && toPersonalOfAnother.has(action);
  return isAllowed ? allowed : denied('personalOfSomebodyElse');
}

function decideByManagement(action: ManagingAction, question: AccessQuestion): Decision {
  switch (managementOf(question)) {
    case 'full':
      return allowed;
    case 'limited':
      return withinReach.has(action) ? allowed : denied('otherSiteCollection');
    case 'seeOnly':
      return denied('otherSiteCollection');
    case 'none':
      return denied('notOwner');
  }
}
