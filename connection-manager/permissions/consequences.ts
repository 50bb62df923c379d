import { mostStoppedSteps, type Consequences, type WishedChange } from '../../src/contract/consequences';
import type { User } from '../../src/contract/principal';
import { isWider } from '../../src/rules/availability';
import { permissionsChange, permissionsNeedConfirmation } from '../../src/rules/permissions';
import { isSamePrincipal } from '../../src/rules/principals';
import type { ConnectionValue } from '../connections/connection-record';
import type { DescribePrincipals } from '../directory/principals';
import type { Asked } from './change-connection';
import { describeNamed } from './named-principals';
import { findStoppedSteps, type StoppedStepsDependencies } from './stopped-steps';

export interface ConsequencesDependencies extends StoppedStepsDependencies {
  readonly describePrincipals: DescribePrincipals;
}

/** Works out what a change would do. It asks the rules about every step as at run time, and changes nothing. */
export async function tellConsequences(
  deps: ConsequencesDependencies,
  { caller, connection }: Pick<Asked, 'caller' | 'connection'>,
  wished: WishedChange,
): Promise<Consequences> {
  const before = connection.value;
  const after = await changedBy(deps, { caller, before, wished });
  const stopped = await findStoppedSteps(deps, { caller, before, after });
  return {
    ...gainAndLoss(before, after),
    ...(before.availability !== after.availability && {
      reach: { before: before.availability, after: after.availability },
    }),
    stops: stopped.named.slice(0, mostStoppedSteps),
    furtherStops: stopped.unnamed + Math.max(0, stopped.named.length - mostStoppedSteps),
    isMore: stopped.isMore,
    mustBeConfirmed:
      isWider(after.availability, before.availability) ||
      permissionsNeedConfirmation(permissionsChange(before, after)),
  };
}

interface Wishing {
  readonly caller: Asked['caller'];
  readonly before: ConnectionValue;
  readonly wished: WishedChange;
}

async function changedBy(
  { describePrincipals }: ConsequencesDependencies,
  { caller, before, wished }: Wishing,
): Promise<ConnectionValue> {
  const { availability = before.availability, permissions } = wished;
  if (permissions === undefined) return { ...before, availability };
  const named = await describeNamed(describePrincipals, { caller, before, wished: permissions });
  return { ...before, availability, ...named };
}

/** By the grants alone. With another reach, everybody gains or loses on the sites that it is about. */
function gainAndLoss(before: ConnectionValue, after: ConnectionValue): Pick<Consequences, 'gain' | 'lose'> {
  const [had, has] = [everybodyOf(before), everybodyOf(after)];
  const widens = isWider(after.availability, before.availability);
  const narrows = isWider(before.availability, after.availability);
  return {
    gain: widens ? has : has.filter((principal) => !contains(had, principal)),
    lose: narrows ? had : had.filter((principal) => !contains(has, principal)),
  };
}

function everybodyOf({ owners, users }: ConnectionValue): User[] {
  return [...owners, ...users.filter((user) => !contains(owners, user))];
}

function contains(principals: readonly User[], principal: User): boolean {
  return principals.some((other) => isSamePrincipal(other, principal));
}
