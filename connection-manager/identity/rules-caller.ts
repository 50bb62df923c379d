import type { Caller } from '../../src/rules/access';
import type { PersonCaller } from './caller';

/** The person as the rules know people. No grant names a group yet, so none is asked about. */
export function rulesCaller(
  caller: Pick<PersonCaller, 'objectId' | 'isGuest' | 'isWorkflowAdministrator'>,
): Caller {
  const { objectId, isGuest, isWorkflowAdministrator } = caller;
  return { objectId, isGuest, isWorkflowAdministrator, groupIds: [] };
}
