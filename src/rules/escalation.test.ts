import * as fc from 'fast-check';
import type { User } from '../contract/principal';
import { decide } from './access';
import type { AccessQuestion } from './access-question';
import { isNamed, isOwner } from './principals';
import { acts, perform, type Act } from './testing/escalation-acts';
import { callerOf, grantKey, newWorld, questionIn } from './testing/escalation-world';
import type { ConnectionOfWorld, World } from './testing/escalation-world';

const histories = fc.array(acts, { minLength: 1, maxLength: 60, size: 'max' });

/** Lets things happen, looks after each of them, and says what was wrong: one comparison for a whole history. */
function live(history: readonly Act[], look: (world: World) => readonly string[]): readonly string[] {
  const world = newWorld();
  return history.flatMap((act, step) => {
    perform(world, act);
    return look(world).map((wrong) => `after step ${step + 1}: ${wrong}`);
  });
}

function eachUse(
  world: World,
  look: (person: string, connection: ConnectionOfWorld) => readonly string[],
): readonly string[] {
  return world.connections
    .filter(({ isDeleted }) => !isDeleted)
    .flatMap((connection) =>
      world.people
        .filter((person) =>
          world.webs.some(
            (_, web) => decide('use', questionIn(world, { person, web }, connection.view)).allowed,
          ),
        )
        .flatMap((person) => look(person, connection)),
    );
}

function holdsThroughout(look: (world: World) => readonly string[]): void {
  fc.assert(
    fc.property(histories, (history) => {
      expect(live(history, look)).toEqual([]);
    }),
    { numRuns: 1000 },
  );
}

/** The grants through which the person has the connection. */
function grantsOf(world: World, person: string, { view }: ConnectionOfWorld): string[] {
  const caller = callerOf(world, person);
  const theirs = (principal: User): boolean => isNamed(caller, principal);
  return [
    ...view.owners.filter(theirs).map((owner) => grantKey('owner', owner)),
    ...view.users.filter(theirs).map((user) => grantKey('user', user)),
  ];
}

/** Whether the person gave themselves this grant without owning the connection and without the setting. */
function isSelfServed(person: string, { origins }: ConnectionOfWorld, key: string): boolean {
  const origin = origins.get(key);
  if (origin === undefined) return true;
  return origin.by === person && !origin.asOwner && !origin.allActions;
}

/** Changes that only owners, and administrators of where the connection lives, may make. */
const closeActions = ['edit', 'connect', 'grant', 'changeAvailability', 'share'] as const;

function mayOnlyBy({ reach }: World, { caller, connection, site }: AccessQuestion): boolean {
  if (caller.isWorkflowAdministrator) return true;
  if (site?.role !== 'siteCollectionAdministrator') return false;
  const livesThere = connection.availability !== 'tenant' && site.siteId === connection.homeSite.siteId;
  return livesThere || reach === 'tenantAllActions';
}

function managesTooMuch(world: World, question: AccessQuestion): readonly string[] {
  const { caller, connection } = question;
  if (isOwner(caller, connection)) return [];
  return closeActions.filter((action) => {
    if (!decide(action, question).allowed) return false;
    const isOwnersOnly = action === 'changeAvailability' || action === 'share';
    return isOwnersOnly || connection.kind === 'personal' || !mayOnlyBy(world, question);
  });
}

describe('whatever happens, in whatever order (S31a)', () => {
  it('nobody uses a credential that somebody else entered for a personal connection', () => {
    holdsThroughout((world) =>
      eachUse(world, (person, { credential }) =>
        credential?.whilePersonal === true && credential.enteredBy !== person
          ? [`${person} uses what ${credential.enteredBy} entered`]
          : [],
      ),
    );
  });

  it('nobody has a connection through a grant that they gave themselves without a right to', () => {
    holdsThroughout((world) =>
      world.connections.flatMap((connection) =>
        world.people.flatMap((person) =>
          grantsOf(world, person, connection)
            .filter((key) => isSelfServed(person, connection, key))
            .map((key) => `${person} has ${key}`),
        ),
      ),
    );
  });

  it('nobody uses what no grant gives them, whatever their role', () => {
    holdsThroughout((world) =>
      eachUse(world, (person, connection) =>
        grantsOf(world, person, connection).length === 0 ? [`${person} uses without a grant`] : [],
      ),
    );
  });

  it('a connection has an owner, and a personal one exactly one and no users', () => {
    holdsThroughout(({ connections }) =>
      connections.flatMap(({ view: { kind, owners, users } }) => {
        const isRight = kind === 'personal' ? owners.length === 1 && users.length === 0 : owners.length > 0;
        return isRight ? [] : [`${kind} with ${owners.length} owners and ${users.length} users`];
      }),
    );
  });

  it('nobody changes settings, credential, grants or reach but owners and administrators of where it lives', () => {
    holdsThroughout((world) =>
      world.connections.flatMap(({ view }) =>
        world.people.flatMap((person) =>
          world.webs.flatMap((_, web) =>
            managesTooMuch(world, questionIn(world, { person, web }, view)).map(
              (action) => `${person} may ${action}`,
            ),
          ),
        ),
      ),
    );
  });
});

describe('the histories', () => {
  it('reach what the properties are about', () => {
    const seen = new Set<string>();
    for (const history of fc.sample(histories, { numRuns: 500, seed: 31 })) {
      live(history, ({ connections }) => {
        connections.flatMap(whatItIs).forEach((what) => seen.add(what));
        return [];
      });
    }
    expect([...seen].sort()).toEqual([
      'deleted',
      'for the tenant',
      'granted by an administrator',
      'granted with all actions',
      'owned by a group',
      'personal and connected',
    ]);
  });

  function whatItIs({ view, credential, isDeleted, origins }: ConnectionOfWorld): string[] {
    const given = [...origins.values()].filter(({ asOwner }) => !asOwner);
    return [
      ...(view.kind === 'personal' && credential !== undefined ? ['personal and connected'] : []),
      ...(view.kind === 'shared' && view.availability === 'tenant' ? ['for the tenant'] : []),
      ...(isDeleted ? ['deleted'] : []),
      ...(given.length > 0 ? ['granted by an administrator'] : []),
      ...(given.some(({ allActions }) => allActions) ? ['granted with all actions'] : []),
      ...(view.owners.some(({ kind }) => kind === 'group') ? ['owned by a group'] : []),
    ];
  }
});
