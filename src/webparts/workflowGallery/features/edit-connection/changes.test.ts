import type { Connector } from '../../../../contract/connector';
import type { ConnectionValues } from '../settings/connection-values';
import { aConnection, httpConnector } from '../../testing/things';
import { changesOf, differences, movesCredential, rebase } from './changes';

function values(name: string, baseUrl: string, testPath = '/me'): ConnectionValues {
  return { name, authMethodId: 'usernamePassword', settings: { baseUrl, testPath } };
}

const north = 'https://ledger.example';
const south = 'https://south.example';

describe(changesOf.name, () => {
  it('sends what differs only, in the form in which it is kept', () => {
    const kept = aConnection({ name: 'Ledger', settings: { baseUrl: north } });
    expect(changesOf(httpConnector, kept, values('Ledger ', `${north}/`))).toBeUndefined();
    expect(changesOf(httpConnector, kept, values('Books', north))).toEqual({ name: 'Books' });
    expect(changesOf(httpConnector, kept, values('Ledger', south))).toEqual({
      settings: { baseUrl: south, testPath: '/me' },
    });
  });
});

describe(movesCredential.name, () => {
  const before = { baseUrl: north, testPath: '/me' };

  it('is true of another address, and not of another spelling of the same or of other settings', () => {
    expect(movesCredential(httpConnector, before, { ...before, baseUrl: south })).toBe(true);
    expect(movesCredential(httpConnector, before, { ...before, baseUrl: 'HTTPS://LEDGER.example/' })).toBe(
      false,
    );
    expect(movesCredential(httpConnector, before, { ...before, testPath: '/you' })).toBe(false);
  });

  it('is true of the settings that the connector names, and of no others', () => {
    const instance: Connector = {
      ...httpConnector,
      credentialSettings: ['instance'],
      settings: {
        ...httpConnector.settings,
        properties: {
          instance: { type: 'string', title: 'Instance', maxLength: 60 },
          table: { type: 'string', title: 'Table', maxLength: 60 },
        },
        required: ['instance'],
      },
    };
    const was = { instance: 'contoso', table: 'incident' };
    expect(movesCredential(instance, was, { ...was, instance: 'fabrikam' })).toBe(true);
    expect(movesCredential(instance, was, { ...was, table: 'task' })).toBe(false);
  });
});

describe(rebase.name, () => {
  it('keeps what was typed and follows the other where nothing was', () => {
    const before = values('Ledger', north);
    const theirs = values('Books', north, '/you');
    const typed = values('Ledger', south);
    expect(rebase({ before, theirs, typed })).toEqual(values('Books', south, '/you'));
    expect(rebase({ before, theirs, typed: values('Mine', north) }).name).toBe('Mine');
  });
});

describe(differences.name, () => {
  it('names the fields that either of the two changed', () => {
    const before = values('Ledger', north);
    const theirs = values('Books', north);
    expect(differences({ before, theirs, typed: values('Mine', north) })).toEqual([
      { field: 'name', now: 'Books', mine: 'Mine' },
    ]);
    expect(differences({ before, theirs, typed: values('Books', south) })).toEqual([
      { field: 'name', now: 'Books', mine: 'Books' },
      { field: 'baseUrl', now: north, mine: south },
    ]);
  });
});
