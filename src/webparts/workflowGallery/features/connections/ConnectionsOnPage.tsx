import * as React from 'react';
import { DefaultButton } from '@fluentui/react/lib/Button';
import * as strings from 'WorkflowGalleryStrings';
import type { ApiProblem } from '../../../../client/api-problem';
import { useAnnounce } from '../../shell/announcer';
import type { Layout } from '../../shell/element-width';
import { FirstRun } from '../../shell/FirstRun';
import type { GalleryEnvironment } from '../../shell/gallery-environment';
import { ProblemBar } from '../../shell/ProblemBar';
import { useOnline } from '../../shell/use-online';
import { format } from '../../texts/format';
import type { FirstRunNeed } from '../first-run/guides';
import { ConnectionCards } from './ConnectionCards';
import { ConnectionList } from './ConnectionList';
import styles from './Connections.module.scss';
import { EmptyState } from './EmptyState';
import type { ConnectionListProps } from './list-props';
import type { Connections } from './use-connections';

// Shorter waits would only flicker.
const shimmerAfter = 300;

interface ConnectionsOnPageProps extends Omit<ConnectionListProps, 'connections' | 'reader'> {
  readonly connections: Connections;
  readonly environment: GalleryEnvironment;
  readonly apiOrigin: string | undefined;
  readonly layout: Layout;
  readonly mayAdd: boolean;
  readonly onAdd: () => void;
}

/** The connections in whichever state they are: being read, not to be had, none yet, some, more to come. */
export function ConnectionsOnPage(props: ConnectionsOnPageProps): React.ReactElement {
  const { connections, environment, apiOrigin, layout, mayAdd, onAdd, ...rest } = props;
  const isLoading = connections.status === 'loading';
  const isSlow = useSlowness(isLoading, environment.wait);
  useCountAnnounced(connections);
  const reader = React.useMemo(
    () => ({ now: environment.now(), locale: environment.locale }),
    // Told anew whenever the rows are.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [environment, connections],
  );

  if (connections.status === 'failed') {
    return <NoConnections connections={connections} environment={environment} apiOrigin={apiOrigin} />;
  }
  if (connections.status === 'ready' && connections.items.length === 0) {
    return <EmptyState mayAdd={mayAdd} siteTitle={environment.site.title} onAdd={onAdd} />;
  }
  const View = layout === 'narrow' ? ConnectionCards : ConnectionList;
  const items = connections.status === 'ready' ? connections.items : undefined;
  return (
    <>
      {connections.status === 'ready' && <OldRows connections={connections} />}
      {/* The place is kept from the first moment, so that nothing jumps. */}
      <div className={isLoading && !isSlow ? styles.unseen : undefined} aria-busy={isLoading}>
        <View connections={items} reader={reader} {...rest} />
      </div>
      {connections.status === 'ready' && <MoreRows connections={connections} />}
    </>
  );
}

interface NoConnectionsProps extends Pick<ConnectionsOnPageProps, 'environment' | 'apiOrigin'> {
  readonly connections: Extract<Connections, { readonly status: 'failed' }>;
}

/** Why there is no list: with a guide where somebody else must help, else with *Retry*. */
function NoConnections({ connections, environment, apiOrigin }: NoConnectionsProps): React.ReactElement {
  const { problem, retry } = connections;
  const isOnline = useOnline();
  const need = needOf(problem, isOnline ? apiOrigin : undefined);
  return need === undefined ? (
    <ProblemBar what={strings.messages.notLoaded} problem={problem} onRetry={retry} />
  ) : (
    <FirstRun environment={environment} need={need} onTryAgain={retry} />
  );
}

function needOf(problem: ApiProblem, apiOrigin: string | undefined): FirstRunNeed | undefined {
  const { code, because, requestId } = problem;
  if (code === 'not_reachable')
    return apiOrigin === undefined ? undefined : { kind: 'notReachable', apiOrigin };
  if (code === 'tenant_not_registered') return { kind: 'notRegistered', requestId };
  const hasNoAccess = code === 'site_not_found' || because === 'noAccessToSite';
  return hasNoAccess ? { kind: 'noAccess', requestId } : undefined;
}

type Ready = Extract<Connections, { readonly status: 'ready' }>;

/** Says so where the rows are those of the last time that worked. */
function OldRows({ connections }: { readonly connections: Ready }): React.ReactElement | null {
  const { problem, retry } = connections;
  if (problem === undefined) return null;
  const what = problem.of === 'more' ? strings.messages.notMore : strings.messages.notRefreshed;
  return <ProblemBar what={what} problem={problem.problem} onRetry={retry} />;
}

function MoreRows({ connections }: { readonly connections: Ready }): React.ReactElement | null {
  const { hasMore, isLoadingMore, showMore } = connections;
  if (!hasMore) return null;
  return (
    <div className={styles.more}>
      <DefaultButton
        text={strings.list.showMore}
        disabled={isLoadingMore}
        allowDisabledFocus
        onClick={showMore}
      />
    </div>
  );
}

function useSlowness(isLoading: boolean, wait: GalleryEnvironment['wait']): boolean {
  const [isSlow, setSlow] = React.useState(false);
  React.useEffect(() => {
    setSlow(false);
    if (!isLoading) return undefined;
    const over = new AbortController();
    wait(shimmerAfter, over.signal).then(
      () => setSlow(true),
      () => undefined,
    );
    return () => over.abort();
  }, [isLoading, wait]);
  return isSlow;
}

function useCountAnnounced(connections: Connections): void {
  const announce = useAnnounce();
  const count = connections.status === 'ready' ? connections.items.length : undefined;
  const hasMore = connections.status === 'ready' && connections.hasMore;
  React.useEffect(() => {
    if (count === undefined) return;
    const { list } = strings;
    if (hasMore) announce(format(list.loadedMore, count));
    else announce(count === 1 ? list.loadedOne : format(list.loaded, count));
  }, [count, hasMore, announce]);
}
