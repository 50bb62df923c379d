import { isHttpsOrigin, readTenantConfiguration } from './tenant-configuration';

const apiId = 'c0000000-0000-4000-8000-000000000001';
const clientId = 'c0000000-0000-4000-8000-000000000002';
const complete = {
  WorkflowConnectionsApi: 'https://connections.example',
  WorkflowConnectionsApiId: apiId,
  WorkflowConnectionsClientId: clientId,
};

function read(properties: Readonly<Record<string, string>>) {
  return readTenantConfiguration(async (name) => properties[name]);
}

describe(readTenantConfiguration.name, () => {
  it('reads address, application and client id', async () => {
    await expect(read(complete)).resolves.toEqual({
      status: 'configured',
      configuration: { apiOrigin: 'https://connections.example', apiId, clientId },
    });
  });

  it('is configured without a client id', async () => {
    const { WorkflowConnectionsClientId: _without, ...rest } = complete;
    await expect(read(rest)).resolves.toMatchObject({ configuration: { clientId: undefined } });
    await expect(read({ ...complete, WorkflowConnectionsClientId: '' })).resolves.toMatchObject({
      configuration: { clientId: undefined },
    });
  });

  it('names every property that is missing', async () => {
    await expect(read({})).resolves.toEqual({
      status: 'missing',
      properties: ['WorkflowConnectionsApi', 'WorkflowConnectionsApiId'],
    });
    await expect(read({ ...complete, WorkflowConnectionsApiId: '' })).resolves.toEqual({
      status: 'missing',
      properties: ['WorkflowConnectionsApiId'],
    });
  });

  it.each([
    ['WorkflowConnectionsApi', 'http://connections.example'],
    ['WorkflowConnectionsApiId', 'api://c0000000-0000-4000-8000-000000000001'],
    ['WorkflowConnectionsClientId', `${clientId} `],
  ])('refuses %s set to %s', async (property, value) => {
    await expect(read({ ...complete, [property]: value })).resolves.toEqual({ status: 'refused', property });
  });

  it('rejects when SharePoint does not answer', async () => {
    await expect(readTenantConfiguration(() => Promise.reject(new Error('503')))).rejects.toThrow('503');
  });
});

describe(isHttpsOrigin.name, () => {
  it.each(['https://connections.example', 'https://connections.example:8445'])('takes %s', (value) => {
    expect(isHttpsOrigin(value)).toBe(true);
  });

  it.each([
    'http://connections.example',
    'https://connections.example/',
    'https://connections.example/api',
    'https://connections.example?x',
    'https://person@connections.example',
    'https://connections.example:443',
    'HTTPS://CONNECTIONS.EXAMPLE',
    ' https://connections.example',
    'https://connections\t.example',
    'connections.example',
    'data:text/plain,x',
    '',
  ])('refuses %j', (value) => {
    expect(isHttpsOrigin(value)).toBe(false);
  });
});
