import * as React from 'react';
import { ErrorBoundary } from 'react-error-boundary';
import * as strings from 'WorkflowGalleryStrings';
import type { GalleryProps } from './Gallery';

// In a file of its own, so that the page that holds the web part has little to read before it can go on.
const Gallery = React.lazy(async () => {
  const { Gallery: component } = await import(/* webpackChunkName: 'gallery' */ './Gallery');
  return { default: component };
});

/** The Workflow Gallery, once its code has arrived; where it does not arrive, a sentence and a way on. */
export function LazyGallery(props: GalleryProps): React.ReactElement {
  return (
    <ErrorBoundary FallbackComponent={NotArrived}>
      <React.Suspense fallback={null}>
        <Gallery {...props} />
      </React.Suspense>
    </ErrorBoundary>
  );
}

/** Plain elements: whatever failed, Fluent may be part of it. A browser asks for the file again only with the page. */
function NotArrived(): React.ReactElement {
  return (
    <div role="alert">
      <p>{strings.shell.notArrived}</p>
      <button type="button" onClick={() => window.location.reload()}>
        {strings.shell.reload}
      </button>
    </div>
  );
}
