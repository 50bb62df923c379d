import type { User } from '../contract/principal';
import { isNamed, isSamePrincipal } from './principals';
import { callerWith, me, myGroup, person, somebody } from './testing/situation';

const everyone = { kind: 'everyone' } as const;
const group = (objectId: string) => ({ kind: 'group', objectId, name: 'A group' }) as const;

describe(isNamed.name, () => {
  it.each<readonly [string, User, boolean]>([
    ['their name', person(me), true],
    ['their id in capitals', person(me.toUpperCase()), true],
    ['somebody else', person(somebody), false],
    ['their group', group(myGroup), true],
    ['their group in capitals', group(myGroup.toUpperCase()), true],
    ['another group', group(somebody), false],
    ['a group that has their id', group(me), false],
    ['a person who has their group’s id', person(myGroup), false],
    ['everyone', everyone, true],
  ])('takes a grant to %s for one to the person or not', (_, principal, expected) => {
    expect(isNamed(callerWith(), principal)).toBe(expected);
  });

  it('does not take a guest for one of everyone', () => {
    expect(isNamed(callerWith({ isGuest: true }), everyone)).toBe(false);
    expect(isNamed(callerWith({ isGuest: true }), person(me))).toBe(true);
  });
});

describe(isSamePrincipal.name, () => {
  it('compares kind and id, and no names', () => {
    expect(isSamePrincipal(person(me), { ...person(me), name: 'Other' })).toBe(true);
    expect(isSamePrincipal(person(me), group(me))).toBe(false);
    expect(isSamePrincipal(everyone, everyone)).toBe(true);
    expect(isSamePrincipal(everyone, person(me))).toBe(false);
  });
});
