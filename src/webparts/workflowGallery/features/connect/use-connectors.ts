import { useQuery } from '@tanstack/react-query';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ApiClient } from '../../../../client/api-client';
import type { Connection } from '../../../../contract/connection';
import type { AuthMethodKind, Connector } from '../../../../contract/connector';
import { listConnectors } from '../../../../contract/routes';

/** The connectors one can connect to; read once, for all panels. */
export function useConnectors(client: ApiClient): UseQueryResult<readonly Connector[]> {
  return useQuery({
    queryKey: ['connectors'],
    queryFn: async ({ signal }) => (await client.call(listConnectors, { signal })).items,
  });
}

/** What a connector calls its settings. A setting whose title is not known, or not yet, goes by its key. */
export function useSettingTitle(client: ApiClient, connectorId: string): (key: string) => string {
  const connectors = useConnectors(client).data;
  const properties = connectors?.find(({ id }) => id === connectorId)?.settings.properties;
  return (key) => properties?.[key]?.title ?? key;
}

/** The kind of credential that a connection takes, once the connectors are known. */
export function useAuthMethodKind(
  client: ApiClient,
  { connector, authMethod }: Pick<Connection, 'connector' | 'authMethod'>,
): AuthMethodKind | undefined {
  const methods = useConnectors(client).data?.find(({ id }) => id === connector.id)?.authMethods;
  return methods?.find(({ id }) => id === authMethod.id)?.kind;
}
