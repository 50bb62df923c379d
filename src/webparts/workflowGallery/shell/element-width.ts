import * as React from 'react';

/** How wide the web part is laid out: by its own width, since a page may give it a third of a window. */
export type Layout = 'wide' | 'medium' | 'narrow';

const wideFrom = 1024;
const mediumFrom = 640;

/** The layout for a width in CSS pixels. */
export function layoutFor(width: number): Layout {
  if (width >= wideFrom) return 'wide';
  return width >= mediumFrom ? 'medium' : 'narrow';
}

/** Follows the width of an element. Until it has been measured, it counts as wide. */
export function useLayout(element: React.RefObject<HTMLElement>): Layout {
  const [layout, setLayout] = React.useState<Layout>('wide');
  React.useLayoutEffect(() => {
    if (element.current === null) return undefined;
    const measured = element.current;
    const observer = new ResizeObserver(() => setLayout(layoutFor(measured.getBoundingClientRect().width)));
    observer.observe(measured);
    return () => observer.disconnect();
  }, [element]);
  return layout;
}
