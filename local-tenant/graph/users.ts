import { accountState, peopleOf } from '../world/changes';
import type { Person } from '../world/world';
import { has, isDelegated, personAt, refuseGuests, tenantOf, type GraphCall } from './graph-call';
import { forbidden } from './problems';
import { findListed, refuseOtherOptions, selectedFields } from './query';

const fields = {
  type: 'user',
  known: ['id', 'displayName', 'userPrincipalName', 'mail', 'accountEnabled', 'userType'],
  // What Graph gives unasked is less than it has.
  usual: ['id', 'displayName', 'userPrincipalName', 'mail'],
} as const;

/** `GET /me` and `GET /users/{id}`. */
export function readUser(call: GraphCall, address: string): object {
  refuseOtherOptions(call.query, ['$select']);
  const isMe = address === 'me';
  if (!has(call, 'User.ReadBasic.All', 'User.Read.All', ...(isMe ? ['User.Read'] : []))) throw forbidden();
  const person = personAt(call, address);
  return userShown(person, {
    isFull: isMe || has(call, 'User.Read.All'),
    selected: selectedFields(call.query, fields),
  });
}

/** `GET /users`, by ids or by a search. */
export function listUsers(call: GraphCall): readonly object[] {
  refuseOtherOptions(call.query, ['$select', '$filter', '$search', '$top', '$count']);
  const enough = isDelegated(call) ? ['User.ReadBasic.All', 'User.Read.All'] : ['User.Read.All'];
  if (!has(call, ...enough)) throw forbidden();
  refuseGuests(call);
  const selected = selectedFields(call.query, fields);
  const people = peopleOf(tenantOf(call)).map((person) => ({ ...person, id: person.objectId }));
  const isFull = has(call, 'User.Read.All');
  return findListed(people, call.query, call.consistencyLevel).map((person) =>
    userShown(personAt(call, person.id), { isFull, selected }),
  );
}

/** User.ReadBasic.All shows no more of somebody else than the name; Graph answers the rest with null. */
function userShown(
  person: Person,
  { isFull, selected }: { readonly isFull: boolean; readonly selected: readonly string[] },
): object {
  const all: Readonly<Record<string, unknown>> = {
    id: person.objectId,
    displayName: person.displayName,
    userPrincipalName: person.userPrincipalName,
    mail: person.userType === 'guest' ? null : person.userPrincipalName,
    accountEnabled: isFull ? accountState(person) === 'enabled' : null,
    userType: isFull ? (person.userType === 'guest' ? 'Guest' : 'Member') : null,
  };
  return Object.fromEntries(selected.map((field) => [field, all[field]]));
}
