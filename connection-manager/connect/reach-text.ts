import type { Availability } from '../../src/contract/site';
import { fill } from './loc/texts';
import type { Texts } from './loc/en';

export interface Reach {
  readonly availability: Availability;
  readonly siteTitle: string;
  readonly tenantName: string;
}

/** Who everyone is, within the availability. */
export function everyoneWithin(texts: Texts, { availability, siteTitle, tenantName }: Reach): string {
  switch (availability) {
    case 'site':
      return fill(texts.availabilitySite, siteTitle);
    case 'siteCollection':
      return fill(texts.availabilitySiteCollection, siteTitle);
    case 'tenant':
      return fill(texts.availabilityTenant, tenantName);
  }
}
