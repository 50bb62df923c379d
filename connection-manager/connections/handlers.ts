import type { ConnectionChanges } from '../../src/contract/connection';
import type { routes } from '../../src/contract/routes';
import { decide } from '../../src/rules/access';
import type { AccessQuestion } from '../../src/rules/access-question';
import type { Handlers } from '../http/handler';
import { rulesCaller } from '../identity/rules-caller';
import { ConnectionError } from '../problems/connection-error';
import type { Store } from '../store/store';
import { administrativeMark, personReference } from './connection-access';
import type { StoredConnection } from './connection-record';
import { connectionView } from './connection-view';
import { createConnection } from './create-connection';
import { deleteConnection } from './delete-connection';
import { updateConnection } from './update-connection';

type ConnectionHandlers = Pick<
  Handlers<typeof routes>,
  'readConnection' | 'createConnection' | 'updateConnection' | 'deleteConnection'
>;

interface ConnectionDependencies {
  readonly store: Store;
  readonly now: () => Date;
}

/** Reads, creates, changes and deletes connections. */
export function connectionHandlers(deps: ConnectionDependencies): ConnectionHandlers {
  return {
    async readConnection({ connection, question }) {
      return { body: connectionView(connection, question), etag: connection.etag };
    },

    async createConnection({ caller, site, body, idempotency }) {
      if (idempotency === undefined) throw new ConnectionError('idempotency_key_required');
      const connection = await createConnection(deps, { caller, site, body, idempotency });
      return answer(connection, {
        caller: rulesCaller(caller, []),
        site: site.standing,
        policy: caller.policy,
      });
    },

    async updateConnection({ caller, connection, question, body, ifMatch }) {
      checkIfMatch(connection, ifMatch);
      refuseUnlessAllowed(body, question);
      const update = {
        tenantId: caller.tenant.tenantId,
        connection,
        changes: body,
        by: personReference(caller),
      };
      const answered = answer(await updateConnection(deps, update), question);
      return { ...answered, auditSubject: { ...answered.auditSubject, ...administrativeMark(question) } };
    },

    async deleteConnection({ caller, connection, question, query, ifMatch }) {
      checkIfMatch(connection, ifMatch);
      await deleteConnection(deps, {
        tenantId: caller.tenant.tenantId,
        connection,
        by: personReference(caller),
        revokes: query.revoke === 'true',
      });
      const auditSubject = { connectionId: connection.value.id, ...administrativeMark(question) };
      return { body: undefined, auditSubject };
    },
  };
}

type Reader = Parameters<typeof connectionView>[1];

function answer(connection: StoredConnection, reader: Reader) {
  const body = connectionView(connection, reader);
  return { body, etag: connection.etag, auditSubject: { connectionId: connection.value.id } };
}

/** Who may rename need not be one who may change settings. */
function refuseUnlessAllowed({ name, settings }: ConnectionChanges, question: AccessQuestion): void {
  const needed = [
    ...(name === undefined ? [] : (['rename'] as const)),
    ...(settings === undefined ? [] : (['edit'] as const)),
  ];
  for (const action of needed) {
    const decision = decide(action, question);
    if (!decision.allowed) throw new ConnectionError('not_allowed', { because: decision.because });
  }
}

/** RFC 9110 §13.1.1: what the caller saw must be what there is. */
export function checkIfMatch(connection: StoredConnection, ifMatch: string | undefined): void {
  if (ifMatch === undefined) throw new ConnectionError('if_match_required');
  if (ifMatch !== connection.etag) throw new ConnectionError('changed_meanwhile');
}
