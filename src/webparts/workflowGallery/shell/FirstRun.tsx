import * as React from 'react';
import type { FirstRunScreen } from '../features/first-run/FirstRunScreen';

const Loaded = React.lazy(async () => {
  const { FirstRunScreen: loaded } = await import(
    /* webpackChunkName: 'first-run' */ '../features/first-run/FirstRunScreen'
  );
  return { default: loaded };
});

/** The screen for what stands in the way, loaded when something does. */
export function FirstRun(props: React.ComponentProps<typeof FirstRunScreen>): React.ReactElement {
  return (
    <React.Suspense fallback={null}>
      <Loaded {...props} />
    </React.Suspense>
  );
}
