import type { Owner } from '../contract/principal';
import { decide } from './access';
import type { AccessQuestion } from './access-question';
import { allowed, denied } from './decision';
import type { Decision } from './decision';
import { isAdministrator, managementOf } from './management';
import { mayServeThemselves } from './permissions';
import { isOwner, isSameId, isSamePrincipal } from './principals';

/** Somebody who shall own a connection, as the directory describes the account. */
export interface NewOwner {
  readonly objectId: string;
  readonly isGuest: boolean;
  readonly isEnabled: boolean;
}

export interface TransferQuestion extends AccessQuestion {
  /** The owner who hands over. */
  readonly from: Owner;
  readonly to: NewOwner;
}

/**
 * Decides whether `from`, one of the owners, may be replaced by `to`. The new owner is an enabled member of the
 * tenant. Who manages within a limited reach adds nobody, so only somebody who owns it already comes into question.
 */
export function decideTransfer(question: TransferQuestion): Decision {
  const { caller, connection, from, to } = question;
  const decision = decide('transfer', question);
  if (!decision.allowed) return decision;
  if (!connection.owners.some((owner) => isSamePrincipal(owner, from))) return denied('notAnOwner');
  if (!to.isEnabled || to.isGuest) return denied('notAnEnabledMember');
  const ownsAlready = connection.owners.some((owner) => isSamePrincipal(owner, personOf(to)));
  if (ownsAlready) return isSamePrincipal(from, personOf(to)) ? denied('alreadyOwner') : allowed;
  if (isOwner(caller, connection)) return allowed;
  if (isSameId(to.objectId, caller.objectId) && !mayServeThemselves(question)) return denied('mayNotAddSelf');
  return decideNewOwner(question);
}

/** A personal connection loses its credential on the way, so every administrator may hand it on. */
function decideNewOwner(question: TransferQuestion): Decision {
  if (question.connection.kind === 'personal')
    return isAdministrator(question) ? allowed : denied('personalOfSomebodyElse');
  return managementOf(question) === 'full' ? allowed : denied('otherSiteCollection');
}

function personOf({ objectId }: NewOwner): Owner {
  return { kind: 'person', objectId, name: '' };
}
