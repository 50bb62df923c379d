import * as React from 'react';

/** Whether the browser believes to have a network. It is sure only when it says no. */
export function useOnline(): boolean {
  const [isOnline, setOnline] = React.useState(() => window.navigator.onLine);
  React.useEffect(() => {
    function look(): void {
      setOnline(window.navigator.onLine);
    }
    window.addEventListener('online', look);
    window.addEventListener('offline', look);
    // It may have changed between the first drawing and now.
    look();
    return () => {
      window.removeEventListener('online', look);
      window.removeEventListener('offline', look);
    };
  }, []);
  return isOnline;
}

/** Does something each time the network has come back. */
export function useBackOnline(doThen: () => void): void {
  const isOnline = useOnline();
  const wasOnline = React.useRef(isOnline);
  const latest = React.useRef(doThen);
  latest.current = doThen;
  React.useEffect(() => {
    const isBack = isOnline && !wasOnline.current;
    wasOnline.current = isOnline;
    if (isBack) latest.current();
  }, [isOnline]);
}
