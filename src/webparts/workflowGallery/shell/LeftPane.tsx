import * as React from 'react';
import { IconButton } from '@fluentui/react/lib/Button';
import { Icon } from '@fluentui/react/lib/Icon';
import { useId } from '@fluentui/react-hooks';
import * as strings from 'WorkflowGalleryStrings';
import styles from './Gallery.module.scss';
import { goTo, routeAddress } from './hash-route';

const connections = { page: 'connections' } as const;

/** The pages of the gallery. In a narrow web part they hide behind a button. */
export function LeftPane({ isStacked }: { readonly isStacked: boolean }): React.ReactElement {
  const [isShown, setShown] = React.useState(false);
  const listId = useId('pages');
  const toggle = React.useCallback(() => setShown((shown) => !shown), []);
  const label = isShown ? strings.shell.hideNavigation : strings.shell.showNavigation;
  return (
    <nav
      aria-label={strings.shell.navigation}
      className={`${styles.navigation} ${isStacked ? styles.navigationStacked : ''}`}
    >
      {isStacked ? (
        <IconButton
          iconProps={{ iconName: 'GlobalNavButton' }}
          ariaLabel={label}
          title={label}
          aria-expanded={isShown}
          aria-controls={listId}
          onClick={toggle}
        />
      ) : (
        <div className={styles.navigationTitle}>{strings.shell.gallery}</div>
      )}
      <ul id={listId} className={styles.navigationList} hidden={isStacked && !isShown}>
        <li>
          <a
            className={styles.navigationLink}
            href={routeAddress(connections)}
            aria-current="page"
            onClick={followHere}
          >
            <Icon iconName="PlugConnected" aria-hidden />
            {strings.shell.connections}
          </a>
        </li>
      </ul>
    </nav>
  );
}

/** A plain click stays in the page: SharePoint's own router would load it again. */
function followHere(event: React.MouseEvent): void {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  goTo(connections);
}
