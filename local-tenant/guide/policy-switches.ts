import { setProofDemanded } from '../directory/conditional-access';
import { setConsent } from '../directory/consents';
import type { Tenant } from '../world/world';

type Wish = Readonly<Record<string, unknown>>;

/** `{ tenant, application, isGiven }`: withdraws an administrator's consent, or gives it back. False if not understood. */
export function switchConsent(tenants: readonly Tenant[], wish: Wish): boolean {
  const tenant = tenants.find(({ key }) => key === wish.tenant);
  const application = tenant?.applications.find(({ key }) => key === wish.application);
  if (tenant === undefined || application === undefined || typeof wish.isGiven !== 'boolean') return false;
  setConsent(tenant, application.key, wish.isGiven);
  return true;
}

/** `{ tenant, isDemanded }`: turns Conditional Access for SharePoint on or off. False if not understood. */
export function switchConditionalAccess(tenants: readonly Tenant[], wish: Wish): boolean {
  const tenant = tenants.find(({ key }) => key === wish.tenant);
  if (tenant === undefined || typeof wish.isDemanded !== 'boolean') return false;
  setProofDemanded(tenant, wish.isDemanded);
  return true;
}
