import * as React from 'react';
import styles from './Gallery.module.scss';

interface ScreenProps {
  readonly title: string;
  readonly text: string;
  /** The way on. */
  readonly children?: React.ReactNode;
}

/** Says one thing instead of the page. */
export function Screen({ title, text, children }: ScreenProps): React.ReactElement {
  return (
    <section className={styles.screen} role="alert">
      <h2 className={styles.screenTitle}>{title}</h2>
      <p className={styles.screenText}>{text}</p>
      {children}
    </section>
  );
}
