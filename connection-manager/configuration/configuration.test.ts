import { readConfiguration, readStorageConfiguration, type Mistake } from './configuration';
import { variableNames, variables } from './variables';

const good = {
  WFC_ORIGIN: 'https://connections.example',
  WFC_DATABASE_FILE: '/var/lib/wfc/data/connections.db',
  WFC_MASTER_KEY_FILE: '/etc/wfc/master.key',
};

function mistakes(changes: Readonly<Record<string, string | undefined>>): readonly Mistake[] {
  const reading = readConfiguration({ ...good, ...changes });
  return reading.kind === 'mistakes' ? reading.mistakes : [];
}

describe(readConfiguration.name, () => {
  it('fills in what is usual', () => {
    expect(readConfiguration(good)).toEqual({
      kind: 'read',
      value: {
        origin: 'https://connections.example',
        listen: { host: '127.0.0.1', port: 8445 },
        tls: { kind: 'proxy' },
        databaseFile: '/var/lib/wfc/data/connections.db',
        masterKeyFile: '/etc/wfc/master.key',
        lowestKeyGenerations: new Map(),
        logLevel: 'info',
        allowedLoopbackHosts: [],
      },
    });
  });

  it('reads every variable', () => {
    const all = Object.fromEntries(variableNames.map((name) => [name, variables[name].example]));
    expect(readConfiguration(all)).toMatchObject({
      kind: 'read',
      value: {
        tls: { kind: 'here', certificateFile: '/etc/connection-manager/tls.crt' },
        listen: { host: '0.0.0.0', port: 8445 },
        lowestKeyGenerations: new Map([['6f9619ff-8b86-4d01-b42d-00cf4fc964ff', 2]]),
        allowedLoopbackHosts: ['login.entra.localhost:8444', 'contoso.sharepoint.localhost:8443'],
      },
    });
  });

  it.each([
    ['WFC_ORIGIN', undefined],
    ['WFC_ORIGIN', ''],
    ['WFC_ORIGIN', 'connections.example'],
    ['WFC_ORIGIN', 'http://connections.example'],
    ['WFC_ORIGIN', 'https://connections.example/'],
    ['WFC_ORIGIN', 'https://connections.example/api'],
    ['WFC_ORIGIN', 'https://Connections.example'],
    ['WFC_ORIGIN', 'https://connections.example:443'],
    ['WFC_ORIGIN', 'https://user@connections.example'],
    ['WFC_LISTEN_HOST', 'two words'],
    ['WFC_LISTEN_PORT', '65536'],
    ['WFC_LISTEN_PORT', '-1'],
    ['WFC_LISTEN_PORT', '8445.5'],
    ['WFC_LISTEN_PORT', '0x10'],
    ['WFC_LISTEN_PORT', 'https'],
    ['WFC_DATABASE_FILE', undefined],
    ['WFC_DATABASE_FILE', 'connections.db'],
    ['WFC_DATABASE_FILE', '/var/\0/connections.db'],
    ['WFC_MASTER_KEY_FILE', undefined],
    ['WFC_MASTER_KEY_FILE', './master.key'],
    ['WFC_MASTER_KEY_FILE', '/var/lib/wfc/data/master.key'],
    ['WFC_MASTER_KEY_FILE', '/var/lib/wfc/data/keys/master.key'],
    ['WFC_LOWEST_KEY_GENERATIONS', '2'],
    ['WFC_LOWEST_KEY_GENERATIONS', 'contoso=2'],
    ['WFC_LOWEST_KEY_GENERATIONS', '6f9619ff-8b86-4d01-b42d-00cf4fc964ff'],
    ['WFC_LOWEST_KEY_GENERATIONS', '6f9619ff-8b86-4d01-b42d-00cf4fc964ff=0'],
    ['WFC_LOWEST_KEY_GENERATIONS', '6f9619ff-8b86-4d01-b42d-00cf4fc964ff=-1'],
    ['WFC_LOWEST_KEY_GENERATIONS', '6f9619ff-8b86-4d01-b42d-00cf4fc964ff=2.5'],
    ['WFC_LOWEST_KEY_GENERATIONS', '6f9619ff-8b86-4d01-b42d-00cf4fc964ff=2,'],
    [
      'WFC_LOWEST_KEY_GENERATIONS',
      '6f9619ff-8b86-4d01-b42d-00cf4fc964ff=3,6F9619FF-8B86-4D01-B42D-00CF4FC964FF=2',
    ],
    ['WFC_LOG_LEVEL', 'verbose'],
    ['WFC_LOG_LEVEL', 'INFO'],
    ['WFC_ALLOWED_LOOPBACK_HOSTS', 'login.entra.localhost'],
    ['WFC_ALLOWED_LOOPBACK_HOSTS', 'https://login.entra.localhost:8444'],
    ['WFC_ALLOWED_LOOPBACK_HOSTS', 'login.entra.localhost:8444,,other:1'],
    ['WFC_ALLOWED_LOOPBACK_HOSTS', '*:8444'],
    ['WFC_ORIGN', 'https://connections.example'],
  ])('refuses %s as %j, names it and says how to put it right', (name, value) => {
    const found = mistakes({ [name]: value });
    expect(found.map(({ variable }) => variable)).toEqual([name]);
    expect(found[0]?.message).toMatch(/(Give|Keep|Correct) .+\.$/);
  });

  it.each([
    ['WFC_TLS_CERTIFICATE_FILE', 'WFC_TLS_KEY_FILE'],
    ['WFC_TLS_KEY_FILE', 'WFC_TLS_CERTIFICATE_FILE'],
  ])('wants %s together with %s', (given, missing) => {
    expect(mistakes({ [given]: '/etc/wfc/tls.pem' })).toEqual([
      { variable: missing, message: expect.stringContaining('Set both') },
    ]);
  });

  it('wants absolute paths for both TLS files', () => {
    const found = mistakes({ WFC_TLS_CERTIFICATE_FILE: 'tls.crt', WFC_TLS_KEY_FILE: './tls.key' });
    expect(found.map(({ variable }) => variable)).toEqual(['WFC_TLS_CERTIFICATE_FILE', 'WFC_TLS_KEY_FILE']);
  });

  it('lists all mistakes at once and shows no value', () => {
    const found = mistakes({
      WFC_ORIGIN: 'secret-1',
      WFC_DATABASE_FILE: 'secret-2',
      WFC_MASTER_KEY_FILE: 'secret-3',
      WFC_LOG_LEVEL: 'secret-4',
      WFC_LISTEN_PORT: 'secret-5',
      WFC_OTHER: 'secret-6',
    });
    expect(found).toHaveLength(6);
    expect(JSON.stringify(found)).not.toContain('secret-');
  });

  it('reads a pinned key generation for each tenant, ids in whatever case', () => {
    const pins = '6F9619FF-8b86-4d01-b42d-00cf4fc964ff=2, 11111111-2222-4333-8444-555555555555=13';
    expect(readConfiguration({ ...good, WFC_LOWEST_KEY_GENERATIONS: pins })).toMatchObject({
      value: {
        lowestKeyGenerations: new Map([
          ['6f9619ff-8b86-4d01-b42d-00cf4fc964ff', 2],
          ['11111111-2222-4333-8444-555555555555', 13],
        ]),
      },
    });
  });

  it('leaves variables of others alone', () => {
    expect(readConfiguration({ ...good, PATH: '/bin', WFCX: 'x' }).kind).toBe('read');
  });
});

describe(readStorageConfiguration.name, () => {
  it('needs only the database and the key', () => {
    const { WFC_ORIGIN: _origin, ...storage } = good;
    expect(readStorageConfiguration(storage)).toEqual({
      kind: 'read',
      value: {
        databaseFile: good.WFC_DATABASE_FILE,
        masterKeyFile: good.WFC_MASTER_KEY_FILE,
        lowestKeyGenerations: new Map(),
      },
    });
    // A pin that cannot be read must not count as none.
    expect(readStorageConfiguration({ ...storage, WFC_LOWEST_KEY_GENERATIONS: 'x=2' })).toMatchObject({
      kind: 'mistakes',
      mistakes: [{ variable: 'WFC_LOWEST_KEY_GENERATIONS' }],
    });
    expect(readStorageConfiguration({})).toMatchObject({
      kind: 'mistakes',
      mistakes: [{ variable: 'WFC_DATABASE_FILE' }, { variable: 'WFC_MASTER_KEY_FILE' }],
    });
  });
});
