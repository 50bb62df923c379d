import type { SealContext } from './seal-context';
import type { SealedSecret } from './sealed-secret';
import { Secret } from './secret';
import { CONTOSO, contextOf, FABRIKAM, inMemoryVault, outcomeOf } from './testdata/in-memory-vault';

describe('binding (S13)', () => {
  const changes: ReadonlyArray<Partial<SealContext>> = [
    { tenantId: FABRIKAM },
    { connectionId: 'con_2' },
    { field: 'clientSecret' },
    { secretVersion: 2 },
    { connectorId: 'salesforce' },
    { authMethod: 'apiKey' },
    { hosts: { ...contextOf().hosts, allowedHosts: ['evil.example'] } },
    { hosts: { ...contextOf().hosts, allowedHosts: ['ledger.example', 'evil.example'] } },
    { hosts: { ...contextOf().hosts, settings: { baseUrl: 'https://ledger.example/api' } } },
    { hosts: { ...contextOf().hosts, settings: {} } },
  ];

  it('opens at no other place, from every place to every other', async () => {
    const { vault } = await inMemoryVault(CONTOSO, FABRIKAM);
    const places = allPlaces();
    expect(places).toHaveLength(128);
    const sealed = await Promise.all(
      places.map((place, index) => vault.seal(Secret.of(String(index)), place)),
    );
    for (const [from, record] of sealed.entries()) {
      for (const [to, place] of places.entries()) {
        const result = await outcomeOf(vault, record, place);
        if (from === to) expect(result).toBe(`opened: ${from}`);
        else expect(result).not.toContain('opened');
      }
    }
  });

  it.each(changes)('does not open with %j', async (change) => {
    const { vault } = await inMemoryVault(CONTOSO, FABRIKAM);
    const sealed = await vault.seal(Secret.of('text'), contextOf());
    expect(await outcomeOf(vault, sealed, contextOf(change))).toMatch(/^(tampered|unknown_key)$/);
    const other = await vault.seal(Secret.of('text'), contextOf(change));
    expect(await outcomeOf(vault, other, contextOf())).toMatch(/^(tampered|unknown_key)$/);
  });

  it('refuses every sealed member taken from every other place, and from another sealing at the same place', async () => {
    const { vault } = await inMemoryVault(CONTOSO, FABRIKAM);
    const places = [contextOf(), contextOf(), ...changes.map(contextOf)];
    const sealed = await Promise.all(places.map((place) => vault.seal(Secret.of('same text'), place)));
    let swaps = 0;
    for (const [to, target] of sealed.entries()) {
      for (const [from, source] of sealed.entries()) {
        if (from === to) continue;
        for (const swapped of withOneMemberOf(source, target)) {
          swaps += 1;
          expect(await outcomeOf(vault, swapped, places[to] ?? contextOf())).toMatch(
            /^(tampered|unknown_key)$/,
          );
        }
      }
    }
    // 8 members, and keyId as a ninth between the two tenants.
    expect(swaps).toBe(12 * 11 * 8 + 2 * 11);
  });

  function allPlaces(): SealContext[] {
    const [, ...hosts] = [
      undefined,
      contextOf().hosts,
      { ...contextOf().hosts, allowedHosts: ['evil.example'] },
    ];
    let places: Array<Partial<SealContext>> = [{}];
    const choices: ReadonlyArray<readonly [Partial<SealContext>, Partial<SealContext>]> = [
      [{ tenantId: CONTOSO }, { tenantId: FABRIKAM }],
      [{ connectionId: 'con_1' }, { connectionId: 'con_2' }],
      [{ field: 'password' }, { field: 'clientSecret' }],
      [{ secretVersion: 1 }, { secretVersion: 2 }],
      [{ connectorId: 'http-basic' }, { connectorId: 'salesforce' }],
      [{ authMethod: 'basic' }, { authMethod: 'apiKey' }],
      [{ hosts: hosts[0] ?? contextOf().hosts }, { hosts: hosts[1] ?? contextOf().hosts }],
    ];
    for (const choice of choices) {
      places = places.flatMap((place) => choice.map((part) => ({ ...place, ...part })));
    }
    return places.map(contextOf);
  }

  function withOneMemberOf(source: SealedSecret, target: SealedSecret): SealedSecret[] {
    const names = ['keyId', 'dataKey', 'messageId', 'commitment', 'nonce', 'ciphertext'] as const;
    const parts = ['salt', 'nonce', 'wrapped'] as const;
    return [
      ...names
        .filter((name) => source[name] !== target[name])
        .map((name) => ({ ...target, [name]: source[name] })),
      ...parts.map((part) => ({ ...target, dataKey: { ...target.dataKey, [part]: source.dataKey[part] } })),
    ];
  }
});
