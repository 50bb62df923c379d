import { isFoundBy, splitWords, wordsOf } from './connection-words';
import { connectionValue, contosoId, storeConnection, useConnections } from './connections-under-test';
import { idOf, insertAll, listAll, listing, person } from './list-under-test';
import { updateConnection } from './update-connection';

const world = useConnections();

describe(splitWords.name, () => {
  it.each([
    ['Ledger of the East', ['ledger', 'of', 'the', 'east']],
    ['east-west_2 (old)', ['east', 'west', '2', 'old']],
    ['User+tag@Example.com', ['user', 'tag', 'example', 'com']],
    ['Äpfel & Über', ['apfel', 'uber']],
    ['経理 システム', ['経理', 'システム']],
    ['ไทย हिन्दी', ['ไทย', 'हिन्दी']],
    ['😀 ok', ['😀', 'ok']],
    ['\u202e\u200babc\u0000d', ['abc', 'd']],
    [' -- ', []],
    ['', []],
  ])('reads %j as %j', (text, words) => {
    expect(splitWords(text)).toEqual(words);
  });
});

describe(wordsOf.name, () => {
  it('takes name, connector, account and owners, each word once', () => {
    const value = connectionValue({
      name: 'Ledger ledger',
      connectorId: 'sendgrid',
      account: 'ledger@east',
      owners: [person(1), person(2)],
    });
    expect(wordsOf(value)).toEqual(['ledger', 'sendgrid', 'east', 'person', '1', '2']);
  });

  it('goes by the id of a connector that is gone', () => {
    expect(wordsOf(connectionValue({ name: 'a', connectorId: 'old-one' }))).toContain('old');
  });

  it('stops at 24, those of the name first', () => {
    const name = Array.from({ length: 30 }, (_, index) => `w${index}`).join(' ');
    const words = wordsOf(connectionValue({ name }));
    expect(words).toHaveLength(24);
    expect(words.at(-1)).toBe('w23');
  });
});

describe(isFoundBy.name, () => {
  const ledger = connectionValue({ name: 'Ledger East', account: 'workflow' });

  it.each([
    [['led'], true],
    [['led', 'work'], true],
    [['east', 'ledger'], true],
    [['edger'], false],
    [['led', 'west'], false],
    [[], true],
  ])('with %j says %j', (words, isFound) => {
    expect(isFoundBy(words, ledger)).toBe(isFound);
  });
});

describe('search', () => {
  const search = async (text: string) =>
    (await listAll(world.store, listing({ question: { search: text } }))).ids;

  it('finds words that are longer than an index knows them', async () => {
    const long = 'x'.repeat(90);
    await insertAll(world.store, [
      connectionValue({ id: idOf(1), name: `${long}1` }),
      connectionValue({ id: idOf(2), name: `${long}2` }),
    ]);
    expect(await search(long)).toEqual([idOf(1), idOf(2)]);
    expect(await search(`${long}2`)).toEqual([idOf(2)]);
  });

  it('shows first what is near, by name, then what is tenant-wide, by the word found', async () => {
    const tenantWide = { availability: 'tenant' } as const;
    await insertAll(world.store, [
      connectionValue({ id: idOf(1), name: 'b west', ...tenantWide }),
      connectionValue({ id: idOf(2), name: 'a western', ...tenantWide }),
      connectionValue({ id: idOf(3), name: 'c west', ...tenantWide }),
      connectionValue({ id: idOf(4), name: 'z west', kind: 'personal' }),
      connectionValue({ id: idOf(5), name: 'y western' }),
      connectionValue({ id: idOf(6), name: 'east' }),
    ]);
    expect(await search('WÉST')).toEqual([5, 4, 1, 3, 2].map(idOf));
  });

  it('follows a change of the name', async () => {
    const connection = await storeConnection(world, { id: idOf(1), name: 'Ledger' });
    const changes = { name: 'Books' };
    await updateConnection(world, { tenantId: contosoId, connection, changes, by: person(1) });
    expect(await search('led')).toEqual([]);
    expect(await search('books')).toEqual([idOf(1)]);
  });
});
