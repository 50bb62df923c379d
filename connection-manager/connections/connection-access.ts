import type { PersonReference } from '../../src/contract/principal';
import type { AccessQuestion } from '../../src/rules/access';
import type { SiteStanding } from '../../src/rules/site-standing';
import type { PersonCaller } from '../identity/caller';
import { rulesCaller } from '../identity/rules-caller';
import type { ConnectionValue } from './connection-record';

/** What the rules are asked when a person wants something of a connection at a site. */
export function accessQuestion(
  caller: PersonCaller,
  connection: ConnectionValue,
  site: SiteStanding | undefined,
): AccessQuestion {
  return { caller: rulesCaller(caller), connection, site };
}

/** The person as connections and bindings name people. */
export function personReference({
  objectId,
  name,
}: Pick<PersonCaller, 'objectId' | 'name'>): PersonReference {
  return { kind: 'person', objectId, name };
}
