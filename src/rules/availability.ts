import { availabilities } from '../contract/site';
import type { Availability } from '../contract/site';
import { decide } from './access';
import type { AccessQuestion } from './access-question';
import { allowed, denied } from './decision';
import type { Decision } from './decision';
import { isSameId } from './principals';

export interface AvailabilityQuestion extends AccessQuestion {
  /** Whose sign-in the credential is; absent while there is no credential. */
  readonly connectedBy: string | undefined;
}

/**
 * Decides whether the caller may give a shared connection this availability: an owner who administers the
 * home site's collection between site and site collection, an owner who is a workflow administrator also for
 * the tenant. Nobody spreads what somebody else signed in to: whoever widens has signed in.
 */
export function decideAvailability(question: AvailabilityQuestion, to: Availability): Decision {
  const { connection } = question;
  const owned = decide('changeAvailability', question);
  if (!owned.allowed) return owned;
  const role = decideByRole(question, to);
  if (!role.allowed) return role;
  const isOwnSignIn =
    question.connectedBy === undefined || isSameId(question.connectedBy, question.caller.objectId);
  return isWider(to, connection.availability) && !isOwnSignIn ? denied('signInOfSomebodyElse') : allowed;
}

/** Every other availability that the caller may give the connection, signing in anew where that is needed. */
export function availabilitiesInReach(question: AccessQuestion): Availability[] {
  return availabilities.filter(
    (to) =>
      to !== question.connection.availability &&
      decideAvailability({ ...question, connectedBy: undefined }, to).allowed,
  );
}

/** Whether `to` reaches further than `from`. */
export function isWider(to: Availability, from: Availability): boolean {
  return availabilities.indexOf(to) > availabilities.indexOf(from);
}

function decideByRole({ caller, connection, site }: AccessQuestion, to: Availability): Decision {
  if (caller.isWorkflowAdministrator) return allowed;
  if (to === 'tenant' || connection.availability === 'tenant') return denied('notWorkflowAdministrator');
  const administersHome =
    site?.role === 'siteCollectionAdministrator' && site.siteId === connection.homeSite.siteId;
  return administersHome ? allowed : denied('notSiteCollectionAdministrator');
}
