import { connectionValue, useConnections } from './connections-under-test';
import { encodeCursor } from './list-cursor';
import { listConnections } from './list-connections';
import { questionDigest } from './list-question';
import { idOf, insertAll, listing, person } from './list-under-test';

const world = useConnections();
const digest = questionDigest({});

function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

describe(encodeCursor.name, () => {
  it.each([
    ['not base64url', 'a b'],
    ['padded', 'YQ=='],
    ['not JSON', Buffer.from('ledger').toString('base64url')],
    ['no list', encoded({ digest })],
    ['no place in the order', encoded([digest, 0, 'ledger'])],
    ['another id', encoded([digest, 0, 'ledger\0flow_00000000000000000000000000'])],
    ['half a character', encoded([digest, 0, `\ud800\0${idOf(1)}`])],
    ['too long', encoded([digest, 0, `${'a'.repeat(600)}\0${idOf(1)}`])],
    ['a number in place of a text', encoded([digest, 0, 1])],
    ['a stretch that is none', encoded([digest, -1, `a\0${idOf(1)}`])],
    ['of another kind', encoded([digest, 'a', `a\0${idOf(1)}`])],
    ['too short', encoded([digest, 0])],
    ['of another question', encoded([questionDigest({ search: 'a' }), 0, `a\0${idOf(1)}`])],
    ['empty', ''],
  ])('is refused as the field after when it is %s', async (_, after) => {
    await expect(listConnections(world.store, listing({ after }))).rejects.toMatchObject({
      code: 'invalid_request',
      errors: [{ field: 'after' }],
    });
  });

  it.each([
    { search: 'a' },
    { direction: 'descending' as const },
    { sort: 'changed' as const },
    { status: ['ready' as const] },
    { owner: 'me' },
    { homeSite: '77777777-0000-4000-8000-000000000001' },
    { attention: true },
  ])('goes on with its own question only: not with %j', async (question) => {
    const values = [1, 2, 3].map((number) => connectionValue({ id: idOf(number), name: `a ${number}` }));
    await insertAll(world.store, values);
    const first = await listConnections(world.store, listing({ limit: 1 }));
    const other = listing({ question, after: first.next });
    await expect(listConnections(world.store, other)).rejects.toMatchObject({ errors: [{ field: 'after' }] });
    const own = await listConnections(world.store, listing({ question, limit: 1 }));
    const refused = listConnections(world.store, listing({ after: own.next ?? 'none' }));
    await expect(refused).rejects.toMatchObject({ errors: [{ field: 'after' }] });
  });

  it('shows by a forged cursor nothing that would not be shown anyway', async () => {
    const hidden = { name: 'hidden', availability: 'tenant', owners: [person(2)], users: [] } as const;
    await insertAll(world.store, [connectionValue({ id: idOf(1), ...hidden })]);
    const order = `a\0${idOf(0)}`;
    expect(await listConnections(world.store, listing({ after: encodeCursor(digest, [0, order]) }))).toEqual({
      items: [],
    });
    const question = { sort: 'owner' } as const;
    const after = encodeCursor(questionDigest(question), ['a', order]);
    expect(await listConnections(world.store, listing({ question, after }))).toEqual({ items: [] });
  });
});
