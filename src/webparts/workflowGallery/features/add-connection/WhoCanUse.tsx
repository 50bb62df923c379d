import * as React from 'react';
import * as strings from 'WorkflowGalleryStrings';
import type { Availability } from '../../../../contract/site';
import { format } from '../../texts/format';
import styles from './AddConnection.module.scss';

export interface WhoCanUseProps {
  readonly availability: Availability;
  readonly siteTitle: string;
  readonly personName: string;
}

const sentences: Readonly<Record<Availability, string>> = {
  site: strings.add.whoSite,
  siteCollection: strings.add.whoSiteCollection,
  tenant: strings.add.whoTenant,
};

/** How far the connection will reach, who can use it and who will own it, said before it is connected. */
export function WhoCanUse({ availability, siteTitle, personName }: WhoCanUseProps): React.ReactElement {
  return (
    <section className={styles.who} aria-label={strings.add.whoHeading}>
      <h3 className={styles.whoHeading}>{strings.add.whoHeading}</h3>
      <p>{format(sentences[availability], siteTitle)}</p>
      <p>{format(strings.add.owner, personName)}</p>
    </section>
  );
}
