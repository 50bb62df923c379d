import type { routes } from '../../src/contract/routes';
import { checkIfMatch } from '../connections/handlers';
import type { Handlers } from '../http/handler';
import { answerChange } from './change-connection';
import { tellConsequences, type ConsequencesDependencies } from './consequences';
import { setAvailability } from './set-availability';
import { setDisabled } from './set-disabled';
import { setPermissions, type PermissionsDependencies } from './set-permissions';
import { shareConnection } from './share-connection';
import { transferConnection } from './transfer-connection';

type PermissionHandlers = Pick<
  Handlers<typeof routes>,
  | 'setPermissions'
  | 'setAvailability'
  | 'shareConnection'
  | 'transferConnection'
  | 'disableConnection'
  | 'enableConnection'
  | 'tellConsequences'
>;

export type PermissionHandlersDependencies = PermissionsDependencies & ConsequencesDependencies;

/** Changes who may: owners, users, reach, and whether a connection may be used at all. */
export function permissionHandlers(deps: PermissionHandlersDependencies): PermissionHandlers {
  return {
    async setPermissions(input) {
      checkIfMatch(input.connection, input.ifMatch);
      return answerChange(input, await setPermissions(deps, input, input.body));
    },

    async setAvailability(input) {
      checkIfMatch(input.connection, input.ifMatch);
      return answerChange(input, await setAvailability(deps, input, input.body.availability));
    },

    async shareConnection(input) {
      checkIfMatch(input.connection, input.ifMatch);
      return answerChange(input, await shareConnection(deps, input));
    },

    async transferConnection(input) {
      checkIfMatch(input.connection, input.ifMatch);
      return answerChange(input, await transferConnection(deps, input, input.body));
    },

    async disableConnection(input) {
      checkIfMatch(input.connection, input.ifMatch);
      return answerChange(input, await setDisabled(deps, input, 'disabled'));
    },

    async enableConnection(input) {
      checkIfMatch(input.connection, input.ifMatch);
      return answerChange(input, await setDisabled(deps, input, 'enabled'));
    },

    async tellConsequences(input) {
      return { body: await tellConsequences(deps, input, input.body) };
    },
  };
}
