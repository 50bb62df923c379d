import { personOf } from '../connections/connections-under-test';
import type { Account } from '../directory/accounts';
import { findPrincipals } from './find-principals';

const member: Account = { name: 'A member', isGuest: false, isEnabled: true };
const accounts = new Map<string, Account>([
  ['id-member', member],
  ['id-guest', { ...member, isGuest: true }],
  ['id-disabled', { ...member, isEnabled: false }],
]);

const directory = {
  searchPrincipals: async () => [
    { objectId: 'id-member', name: 'Pia Park', signInName: 'pia@contoso.example' },
    { objectId: 'id-guest', name: 'Pavel Guest' },
    { objectId: 'id-disabled', name: 'Paul Past' },
    { objectId: 'id-deleted', name: 'Petra Past' },
  ],
  readAccounts: async () => accounts,
};

describe(findPrincipals.name, () => {
  it('gives people by name, marks guests, and leaves out who is disabled or has just left', async () => {
    await expect(findPrincipals(directory, personOf(1), { kind: 'person', text: 'p' })).resolves.toEqual([
      { kind: 'person', objectId: 'id-guest', name: 'Pavel Guest', isGuest: true },
      {
        kind: 'person',
        objectId: 'id-member',
        name: 'Pia Park',
        signInName: 'pia@contoso.example',
        isGuest: false,
      },
    ]);
  });

  it('gives groups without asking about accounts', async () => {
    const groups = {
      searchPrincipals: async () => [{ objectId: 'id-group', name: 'Field engineers' }],
      readAccounts: async () => Promise.reject(new Error('A group has no account.')),
    };
    await expect(findPrincipals(groups, personOf(1), { kind: 'group', text: 'f' })).resolves.toEqual([
      { kind: 'group', objectId: 'id-group', name: 'Field engineers' },
    ]);
  });
});
