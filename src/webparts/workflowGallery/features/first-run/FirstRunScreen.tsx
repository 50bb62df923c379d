import * as React from 'react';
import { DefaultButton, PrimaryButton } from '@fluentui/react/lib/Button';
import { useId } from '@fluentui/react-hooks';
import * as strings from 'WorkflowGalleryStrings';
import type { GalleryEnvironment } from '../../shell/gallery-environment';
import styles from './FirstRun.module.scss';
import { guideFor } from './guides';
import type { FirstRunNeed } from './guides';
import { ScriptToCopy } from './ScriptToCopy';

interface FirstRunScreenProps {
  readonly environment: Pick<GalleryEnvironment, 'site' | 'readAppCatalogAddress'>;
  readonly need: FirstRunNeed;
  readonly onTryAgain: () => void;
  /** The way on, where trying again without a click cannot help. */
  readonly primary?: { readonly text: string; readonly onClick: () => void } | undefined;
}

/** Says what is the matter before anything can be shown, who can fix it, and how, with a script to copy. */
export function FirstRunScreen(props: FirstRunScreenProps): React.ReactElement {
  const { environment, need, onTryAgain, primary } = props;
  const { site } = environment;
  const needsCatalog = need.kind === 'missing' || need.kind === 'refused';
  const appCatalog = useAppCatalog(needsCatalog ? environment.readAppCatalogAddress : undefined);
  const guide = guideFor(need, { site, appCatalog });
  const titleId = useId('title');
  const { firstRun } = strings;
  return (
    <section className={styles.screen} aria-labelledby={titleId}>
      <div role="alert">
        <h2 id={titleId} className={styles.title}>
          {guide.title}
        </h2>
        <p>{guide.text}</p>
      </div>
      <h3 className={styles.heading}>{firstRun.who}</h3>
      <p>{guide.who}</p>
      <h3 className={styles.heading}>{firstRun.how}</h3>
      <ol className={styles.steps}>
        {guide.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {guide.link !== undefined && (
        <p>
          <a className={styles.link} href={guide.link.address} target="_blank" rel="noopener noreferrer">
            {guide.link.text}
          </a>
        </p>
      )}
      <ScriptToCopy label={guide.scriptLabel} script={guide.script} />
      {guide.note !== undefined && <p className={styles.subtext}>{guide.note}</p>}
      <div className={styles.buttons}>
        {primary === undefined ? (
          <DefaultButton text={strings.setup.tryAgain} onClick={onTryAgain} />
        ) : (
          <PrimaryButton text={primary.text} onClick={primary.onClick} />
        )}
      </div>
    </section>
  );
}

/** The address of the app catalog; without an answer the script keeps a place for it. */
function useAppCatalog(read: GalleryEnvironment['readAppCatalogAddress']): string | undefined {
  const [address, setAddress] = React.useState<string>();
  React.useEffect(() => {
    let isCurrent = true;
    read?.().then(
      (found) => {
        if (isCurrent) setAddress(found);
      },
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [read]);
  return address;
}
