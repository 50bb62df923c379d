import { isAdministrator, managementOf, type Management } from './management';
import { callerWith, questionOf, type Situation } from './testing/situation';

const usual: Situation = {
  kind: 'shared',
  availability: 'site',
  position: 'homeWeb',
  grant: 'nothing',
  role: 'siteCollectionAdministrator',
  caller: callerWith(),
  reach: 'tenant',
};

const workflowAdministrator = callerWith({ isWorkflowAdministrator: true });

describe(managementOf.name, () => {
  it.each<readonly [string, Partial<Situation>, Management]>([
    ['a workflow administrator', { role: 'reader', caller: workflowAdministrator }, 'full'],
    ['a workflow administrator from nowhere', { role: undefined, caller: workflowAdministrator }, 'full'],
    ['a site owner', { role: 'siteOwner', reach: 'tenantAllActions' }, 'none'],
    ['somebody without access', { role: undefined }, 'none'],
    ['the administrator of its site collection', {}, 'full'],
    ['the same, on another of its webs', { position: 'otherWeb' }, 'full'],
    ['the same, whom the setting keeps to their own', { reach: 'ownSiteCollections' }, 'full'],
    ['an administrator of another', { position: 'otherCollection' }, 'limited'],
    ['the administrator where it was made, of one for the tenant', { availability: 'tenant' }, 'limited'],
    ['the same, kept to their own', { availability: 'tenant', reach: 'ownSiteCollections' }, 'seeOnly'],
    [
      'an administrator of another, kept to their own',
      { position: 'otherCollection', reach: 'ownSiteCollections' },
      'seeOnly',
    ],
    [
      'an administrator of another with all actions',
      { position: 'otherCollection', reach: 'tenantAllActions' },
      'full',
    ],
  ])('of %s', (_, changes, expected) => {
    expect(managementOf(questionOf({ ...usual, ...changes }))).toBe(expected);
  });
});

describe(isAdministrator.name, () => {
  it.each<readonly [Partial<Situation>, boolean]>([
    [{}, true],
    [{ role: 'siteOwner' }, false],
    [{ role: undefined, caller: workflowAdministrator }, true],
    [{ role: undefined }, false],
  ])('of %o is %s', (changes, expected) => {
    expect(isAdministrator(questionOf({ ...usual, ...changes }))).toBe(expected);
  });
});
