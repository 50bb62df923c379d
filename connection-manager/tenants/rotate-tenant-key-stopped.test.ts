import { registration } from '../testing/test-directory';
import { readRotation, rotateTenantKey } from './rotate-tenant-key';
import { RotationUnderTest, tenantId } from './rotation-under-test';
import { readTenantKeys } from './tenant-keys';

describe(`${rotateTenantKey.name}, stopped or run several times`, () => {
  let world: RotationUnderTest;

  beforeEach(async () => {
    world = await RotationUnderTest.start(registration({ tenantId }));
  });

  afterEach(() => world.close());

  it('goes on with the same generation wherever it was stopped', async () => {
    await world.connect(4);
    // It begins, seals four anew and finishes: six writes. The first is another test's.
    for (let count = 2; count <= 6; count += 1) {
      const generation = count;
      await expect(world.rotateUntilWrite(count)).rejects.toThrow('Stopped.');
      await world.expectAllOpen();
      expect((await readRotation(world.running.store, tenantId))?.value.generation).toBe(generation);
      expect(await world.rotate()).toMatchObject({ generation, isContinued: true, credentials: 4 });
      expect(await world.generationsInUse()).toEqual([generation]);
      expect(await readRotation(world.running.store, tenantId)).toBeUndefined();
    }
    await world.expectAllOpen();
  });

  it('leaves no key behind when it is stopped before it begins', async () => {
    await world.connect(1);
    await expect(world.rotateUntilWrite(1)).rejects.toThrow('Stopped.');
    expect(await readTenantKeys(world.running.store, tenantId)).toHaveLength(1);
    expect(await world.rotate()).toMatchObject({ generation: 2, isContinued: false });
  });

  it('shares one rotation when it is run several times at once', async () => {
    await world.connect(20);
    const { resolve: allHaveBegun, promise: barrier } = Promise.withResolvers<undefined>();
    let begun = 0;
    const together = {
      onBegun() {
        begun += 1;
        if (begun === 3) allHaveBegun(undefined);
      },
      wait: () => barrier,
    };
    const rotations = [world.rotate(together), world.rotate(together), world.rotate(together)];
    const results = await Promise.all(rotations);
    expect(results.map(({ generation }) => generation)).toEqual([2, 2, 2]);
    expect(results.filter(({ isContinued }) => isContinued)).toHaveLength(2);
    expect(await readTenantKeys(world.running.store, tenantId)).toHaveLength(2);
    expect(await world.generationsInUse()).toEqual([2]);
    await world.expectAllOpen();
  });
});
