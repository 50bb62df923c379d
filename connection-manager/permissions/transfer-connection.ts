import type { Transfer } from '../../src/contract/permissions';
import type { Owner, PersonReference } from '../../src/contract/principal';
import { permissionsChange } from '../../src/rules/permissions';
import { isSamePrincipal } from '../../src/rules/principals';
import { decideTransfer } from '../../src/rules/transfer';
import type { ConnectionValue } from '../connections/connection-record';
import { removeCredential, withoutCredential } from '../connections/credential-record';
import { demandConfirmation } from '../confirmations/demand-confirmation';
import type { DescribePrincipals, DirectoryPrincipal } from '../directory/principals';
import { ConnectionError } from '../problems/connection-error';
import {
  refuseUnless,
  writeChange,
  type Asked,
  type Changed,
  type ChangeDependencies,
} from './change-connection';
import { unknownPrincipal } from './named-principals';
import { changedGrants, withPermissions } from './set-permissions';

export interface TransferDependencies extends ChangeDependencies {
  readonly describePrincipals: DescribePrincipals;
}

/**
 * Replaces one owner by another. A personal connection loses its credential in the same step: its new owner signs in
 * with an account of their own (S31a).
 */
export async function transferConnection(
  deps: TransferDependencies,
  asked: Asked,
  body: Transfer,
): Promise<Changed> {
  const { caller, connection, question } = asked;
  const { value } = connection;
  const to = await describeNewOwner(deps, asked, body);
  const from = findOwner(value, body.from);
  refuseUnless(decideTransfer({ ...question, from, to }));
  const newOwner: PersonReference = { kind: 'person', objectId: to.objectId, name: to.name };
  const clearsCredential = value.kind === 'personal';
  const change = { kind: 'transfer', from, to: newOwner, clearsCredential } as const;
  const confirmed = await demandConfirmation(deps, { ...asked, change });
  const owners = handOver(value.owners, from, newOwner);
  const handedOver = withPermissions(value, { owners, users: value.users });
  const at = deps.now().toISOString();
  const removal = clearsCredential ? await removeCredential(deps.store, caller.tenant.tenantId, value) : [];
  return await writeChange(deps, asked, {
    value: clearsCredential ? withoutCredential(handedOver, at) : handedOver,
    alongside: [confirmed, ...removal],
    changes: changedGrants(permissionsChange(value, handedOver)),
  });
}

type DirectoryPerson = Extract<DirectoryPrincipal, { kind: 'person' }>;

async function describeNewOwner(
  { describePrincipals }: TransferDependencies,
  { caller }: Asked,
  { to }: Transfer,
): Promise<DirectoryPerson> {
  const found = (await describePrincipals(caller, [to])).get(to.objectId);
  if (found?.kind === 'person') return found;
  throw new ConnectionError('invalid_request', { errors: [unknownPrincipal('to', 'person')] });
}

/** The owner as the connection names it; one that it does not name is for the rules to refuse. */
function findOwner({ owners }: ConnectionValue, named: Transfer['from']): Owner {
  const wanted: Owner = { ...named, name: named.objectId };
  return owners.find((owner) => isSamePrincipal(owner, wanted)) ?? wanted;
}

function handOver(owners: readonly Owner[], from: Owner, to: Owner): Owner[] {
  const others = owners.filter((owner) => !isSamePrincipal(owner, from));
  return others.some((owner) => isSamePrincipal(owner, to)) ? others : [...others, to];
}
