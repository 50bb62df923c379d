import * as React from 'react';
import styles from './Gallery.module.scss';

type Announce = (text: string) => void;

const AnnounceContext = React.createContext<Announce>(() => undefined);

/** Says something to screen readers, politely. Errors are said by their message bars. */
export function useAnnounce(): Announce {
  return React.useContext(AnnounceContext);
}

/** Holds the one polite live region of the web part. */
export function Announcer({ children }: { readonly children: React.ReactNode }): React.ReactElement {
  const [said, setSaid] = React.useState({ text: '', turn: 0 });
  const announce = React.useCallback((text: string) => setSaid(({ turn }) => ({ text, turn: turn + 1 })), []);
  return (
    <AnnounceContext.Provider value={announce}>
      {children}
      <div role="status" aria-live="polite" className={styles.visuallyHidden}>
        {/* A new element each time, so that the same words are said twice. */}
        <span key={said.turn}>{said.text}</span>
      </div>
    </AnnounceContext.Provider>
  );
}
