import type { routes } from '../../src/contract/routes';
import type { Handlers } from '../http/handler';
import { ConnectionError } from '../problems/connection-error';
import { confirmationView, readStoredConfirmation } from './confirmation-record';
import type { ConfirmationDependencies } from './demand-confirmation';

type ConfirmationHandlers = Pick<Handlers<typeof routes>, 'readConfirmation'>;

/** Tells people how their confirmations stand. */
export function confirmationHandlers({ store, now, origin }: ConfirmationDependencies): ConfirmationHandlers {
  return {
    async readConfirmation({ caller, params }) {
      const { tenantId } = caller.tenant;
      const stored = await readStoredConfirmation(store, tenantId, params.confirmationId);
      // Somebody else's is none: the two are never told apart.
      if (stored === undefined || stored.value.askedBy.objectId !== caller.objectId)
        throw new ConnectionError('confirmation_not_found');
      return { body: confirmationView(stored.value, { origin, tenantId, now: now() }) };
    },
  };
}
