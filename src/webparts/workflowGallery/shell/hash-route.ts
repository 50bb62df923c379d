import * as React from 'react';

/** Where in the gallery the person is; kept in the address, so that *back* and links work. */
export type Route = { readonly page: 'connections' } | { readonly page: 'newConnection' };

const addresses = { connections: '#/connections', newConnection: '#/connections/new' } as const;

/** The address of a place, for links. */
export function routeAddress({ page }: Route): string {
  return addresses[page];
}

/** The place that an address names. What the gallery does not know is the Connections page. */
export function readRoute(hash: string): Route {
  return hash === addresses.newConnection ? { page: 'newConnection' } : { page: 'connections' };
}

/** Goes to a place, as a click on its link would. */
export function goTo(route: Route): void {
  if (window.location.hash !== routeAddress(route)) window.location.hash = routeAddress(route);
}

/** Leaves a place without a trace in the history: *back* does not return to it. */
export function replaceRoute(route: Route): void {
  const { pathname, search } = window.location;
  window.location.replace(`${pathname}${search}${routeAddress(route)}`);
}

/** The place the address names now. */
export function useRoute(): Route {
  const [hash, setHash] = React.useState(() => window.location.hash);
  React.useEffect(() => {
    function follow(): void {
      setHash(window.location.hash);
    }
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, []);
  return React.useMemo(() => readRoute(hash), [hash]);
}
