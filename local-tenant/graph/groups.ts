import { isMemberOf } from '../world/changes';
import { has, personAt, refuseGuests, tenantOf, type GraphCall } from './graph-call';
import { forbidden, GraphProblem } from './problems';
import { findListed, refuseOtherOptions, selectedFields } from './query';

const groupsAskedAtOnce = 20;

const fields = {
  type: 'group',
  known: ['id', 'displayName', 'securityEnabled', 'groupTypes'],
  usual: ['id', 'displayName', 'securityEnabled', 'groupTypes'],
} as const;

/** `GET /groups`, by ids or by a search. */
export function listGroups(call: GraphCall): readonly object[] {
  refuseOtherOptions(call.query, ['$select', '$filter', '$search', '$top', '$count']);
  if (!has(call, 'GroupMember.Read.All')) throw forbidden();
  refuseGuests(call);
  const selected = selectedFields(call.query, fields);
  const groups = tenantOf(call).groups.map(({ objectId, displayName, kind }) => ({
    id: objectId,
    displayName,
    securityEnabled: kind === 'security',
    groupTypes: kind === 'security' ? [] : ['Unified'],
  }));
  return findListed(groups, call.query, call.consistencyLevel).map((group) => {
    const all: Readonly<Record<string, unknown>> = group;
    return Object.fromEntries(selected.map((field) => [field, all[field]]));
  });
}

/** `POST …/checkMemberGroups`: those of the groups in which the person is, directly or through another. */
export function checkMemberGroups(call: GraphCall, address: string): readonly string[] {
  if (!has(call, 'GroupMember.Read.All')) throw forbidden();
  const person = personAt(call, address);
  const asked = readGroupIds(call);
  return tenantOf(call)
    .groups.filter((group) => asked.includes(group.objectId) && isMemberOf(group, person))
    .map(({ objectId }) => objectId);
}

function readGroupIds({ body }: GraphCall): readonly string[] {
  const groupIds: unknown = body?.['groupIds'];
  const isList = Array.isArray(groupIds) && groupIds.every((id): id is string => typeof id === 'string');
  if (!isList || groupIds.length > groupsAskedAtOnce) {
    const message = `groupIds must be a list of at most ${groupsAskedAtOnce} ids.`;
    throw new GraphProblem(400, 'Request_BadRequest', message);
  }
  return groupIds.map((id) => id.toLowerCase());
}
