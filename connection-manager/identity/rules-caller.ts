import type { Caller } from '../../src/rules/principals';
import type { PersonCaller } from './caller';

/** The person as the rules know people; `groupIds` are the groups in question that the person is a member of. */
export function rulesCaller(
  caller: Pick<PersonCaller, 'objectId' | 'isGuest' | 'isWorkflowAdministrator'>,
  groupIds: readonly string[],
): Caller {
  const { objectId, isGuest, isWorkflowAdministrator } = caller;
  return { objectId, isGuest, isWorkflowAdministrator, groupIds };
}
