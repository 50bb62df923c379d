import * as React from 'react';
import { ThemeProvider } from '@fluentui/react/lib/Theme';
import type { PartialTheme } from '@fluentui/react/lib/Theme';
import { DefaultButton } from '@fluentui/react/lib/Button';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { ErrorBoundary } from 'react-error-boundary';
import type { FallbackProps } from 'react-error-boundary';
import * as strings from 'WorkflowGalleryStrings';
import { isPassing, toApiProblem } from '../../../client/api-problem';
import { ConnectionsPage } from '../features/connections/ConnectionsPage';
import { Announcer } from './announcer';
import { useLayout } from './element-width';
import styles from './Gallery.module.scss';
import type { GalleryEnvironment } from './gallery-environment';
import { LeftPane } from './LeftPane';
import { OfflineBar } from './OfflineBar';
import { Screen } from './Screen';
import { SessionScreen } from './SessionScreen';
import { SignInContext } from './sign-in-context';
import { ThemedRegion } from './ThemedRegion';
import { useBackOnline } from './use-online';
import { useSession } from './use-session';

export interface GalleryProps {
  readonly environment: GalleryEnvironment;
  /** Of the section of the page that the web part stands in. */
  readonly theme: PartialTheme | undefined;
}

/** The Workflow Gallery: left pane, the page that the address names, and what is said when it cannot be shown. */
export function Gallery({ environment, theme }: GalleryProps): React.ReactElement {
  const [queries] = React.useState(newQueryClient);
  return (
    <ThemeProvider theme={theme} applyTo="none">
      <QueryClientProvider client={queries}>
        <Announcer>
          <GalleryFrame environment={environment} />
        </Announcer>
      </QueryClientProvider>
    </ThemeProvider>
  );
}

function GalleryFrame({ environment }: Pick<GalleryProps, 'environment'>): React.ReactElement {
  const frame = React.useRef<HTMLDivElement>(null);
  const layout = useLayout(frame);
  const session = useSession(environment);
  const { state } = session;
  useBackOnline(() => {
    if (state.status === 'unreadable') session.startAgain();
  });
  const isStacked = layout !== 'wide';
  return (
    <SignInContext.Provider value={session.signIn}>
      <ThemedRegion ref={frame} className={`${styles.gallery} ${isStacked ? styles.galleryStacked : ''}`}>
        <LeftPane isStacked={isStacked} />
        <div className={styles.content}>
          <OfflineBar />
          <ErrorBoundary FallbackComponent={BrokenScreen}>
            {state.status === 'starting' || state.status === 'signedIn' ? (
              <ConnectionsPage
                environment={environment}
                client={state.status === 'signedIn' ? state.client : undefined}
                apiOrigin={session.configuration?.apiOrigin}
                layout={layout}
              />
            ) : (
              <SessionScreen environment={environment} state={state} session={session} />
            )}
          </ErrorBoundary>
        </div>
      </ThemedRegion>
    </SignInContext.Provider>
  );
}

function BrokenScreen({ resetErrorBoundary }: FallbackProps): React.ReactElement {
  return (
    <Screen title={strings.shell.brokenTitle} text={strings.shell.broken}>
      <DefaultButton text={strings.shell.loadAgain} onClick={resetErrorBoundary} />
    </Screen>
  );
}

function newQueryClient(): QueryClient {
  return new QueryClient({
    // What fails is told on the screen; the console of a page is read by others.
    logger: { log: () => undefined, warn: () => undefined, error: () => undefined },
    defaultOptions: {
      queries: {
        // A browser that believes to be offline may still reach a connection manager nearby.
        networkMode: 'always',
        retry: (failures, thrown) => failures < 2 && isPassing(toApiProblem(thrown)),
        staleTime: 30_000,
      },
    },
  });
}
