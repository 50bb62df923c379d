import * as React from 'react';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ApiClient } from '../../../../client/api-client';
import { toApiProblem } from '../../../../client/api-problem';
import type { ApiProblem } from '../../../../client/api-problem';
import type { Connection } from '../../../../contract/connection';
import type { RouteResponse } from '../../../../contract/route';
import { listConnections } from '../../../../contract/routes';
import type { CreationDecision } from '../../../../rules/creation';

type Page = RouteResponse<typeof listConnections>;

const pageSize = 50;

/** The connections of a site, as far as they are known. */
export type Connections =
  | { readonly status: 'loading' }
  | { readonly status: 'failed'; readonly problem: ApiProblem; readonly retry: () => void }
  | {
      readonly status: 'ready';
      readonly items: readonly Connection[];
      readonly create: CreationDecision;
      readonly hasMore: boolean;
      readonly isLoadingMore: boolean;
      readonly showMore: () => void;
      /** The rows are those of the last time that worked. */
      readonly problem: { readonly of: 'refresh' | 'more'; readonly problem: ApiProblem } | undefined;
      readonly retry: () => void;
    };

export interface ConnectionsOfSite {
  readonly connections: Connections;
  readonly refresh: () => void;
  /** Takes a deleted connection off the list before the list is read again. */
  readonly forget: (connectionId: string) => void;
  /** Shows a connection as it was saved before the list is read again. */
  readonly replace: (saved: Connection) => void;
}

/** Lists the connections of a site, page by page. Rows stay while they are read again. */
export function useConnections(client: ApiClient | undefined, siteAddress: string): ConnectionsOfSite {
  const key = React.useMemo(() => ['connections', siteAddress], [siteAddress]);
  const changes = useListChanges(key);
  const query = useInfiniteQuery<Page>({
    queryKey: key,
    enabled: client !== undefined,
    queryFn: ({ pageParam, signal }) => {
      if (client === undefined) throw new TypeError('The list is read when somebody is signed in.');
      const after = typeof pageParam === 'string' ? { after: pageParam } : {};
      return client.call(listConnections, {
        query: { site: siteAddress, limit: pageSize, ...after },
        signal,
      });
    },
    getNextPageParam: (last) => last.next,
  });

  // Which of the two reads an error belongs to is known by its time only.
  const [moreFailedAt, setMoreFailedAt] = React.useState<number>();
  async function showMore(): Promise<void> {
    const { isError, errorUpdatedAt } = await query.fetchNextPage();
    setMoreFailedAt(isError ? errorUpdatedAt : undefined);
  }
  const failed = query.errorUpdatedAt === moreFailedAt ? 'more' : 'refresh';
  return {
    connections: describe(query, {
      failed,
      showMore: () => {
        void showMore();
      },
    }),
    ...changes,
  };
}

/** Changes what is shown before the list is read again. */
function useListChanges(key: readonly string[]): Omit<ConnectionsOfSite, 'connections'> {
  const queries = useQueryClient();
  const refresh = React.useCallback(() => {
    void queries.invalidateQueries(key);
  }, [queries, key]);
  const forget = React.useCallback(
    (connectionId: string) => {
      const others = ({ id }: Connection): boolean => id !== connectionId;
      queries.setQueryData<InfiniteData<Page>>(key, (data) =>
        mapItems(data, (items) => items.filter(others)),
      );
      refresh();
    },
    [queries, key, refresh],
  );
  const replace = React.useCallback(
    (saved: Connection) => {
      const one = (shown: Connection): Connection => (shown.id === saved.id ? saved : shown);
      queries.setQueryData<InfiniteData<Page>>(key, (data) => mapItems(data, (items) => items.map(one)));
      refresh();
    },
    [queries, key, refresh],
  );
  return { refresh, forget, replace };
}

function mapItems(
  data: InfiniteData<Page> | undefined,
  change: (items: Connection[]) => Connection[],
): InfiniteData<Page> | undefined {
  if (data === undefined) return undefined;
  return { ...data, pages: data.pages.map((page) => ({ ...page, items: change(page.items) })) };
}

interface ReadingMore {
  readonly failed: 'refresh' | 'more';
  readonly showMore: () => void;
}

function describe(query: UseInfiniteQueryResult<Page>, { failed, showMore }: ReadingMore): Connections {
  const { data, error, refetch } = query;
  const first = data?.pages[0];
  const retry = (): void => {
    void refetch();
  };
  if (data === undefined || first === undefined) {
    return query.isError ? { status: 'failed', problem: toApiProblem(error), retry } : { status: 'loading' };
  }
  return {
    status: 'ready',
    items: data.pages.flatMap(({ items }) => items),
    create: first.create,
    hasMore: query.hasNextPage === true,
    isLoadingMore: query.isFetchingNextPage,
    showMore,
    problem: query.isError ? { of: failed, problem: toApiProblem(error) } : undefined,
    retry: failed === 'more' ? showMore : retry,
  };
}
