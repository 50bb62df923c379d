import * as React from 'react';
import type { SiteRole } from '../../../../contract/site';
import type { CreationDecision } from '../../../../rules/creation';
import { decideCreation } from '../../../../rules/creation';
import { usualTenantPolicy } from '../../../../rules/tenant-policy';
import type { GalleryEnvironment } from '../../shell/gallery-environment';
import type { Connections } from './use-connections';

/**
 * Whether *Add connection* is offered. The connection manager's answer counts; until it is here, what
 * SharePoint told the page stands in for it, so that the button does not change under the person's hand.
 */
export function useCreation(
  environment: GalleryEnvironment,
  connections: Connections,
): CreationDecision | undefined {
  const { readSiteRole } = environment;
  const [fromRole, setFromRole] = React.useState<CreationDecision>();
  React.useEffect(() => {
    let isCurrent = true;
    readSiteRole().then(
      (role) => {
        if (isCurrent) setFromRole(creationByRole(role));
      },
      // Without SharePoint's word the button waits for the connection manager's.
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [readSiteRole]);
  if (connections.status === 'ready') return connections.create;
  // Where there is no list, nothing could be added to it either.
  return connections.status === 'failed' ? undefined : fromRole;
}

/** What the rules say of a person of whom only the role at this site is known. */
export function creationByRole(role: SiteRole | undefined): CreationDecision {
  const nobodyKnown = { objectId: '', isGuest: false, isWorkflowAdministrator: false, groupIds: [] };
  const site = role === undefined ? undefined : { webId: '', siteId: '', role };
  return decideCreation(nobodyKnown, site, usualTenantPolicy);
}
