import * as strings from 'WorkflowGalleryStrings';
import type { TenantPropertyName } from '../../configuration/tenant-configuration';
import { format } from '../../texts/format';
import {
  apiAccessAddress,
  approvalScript,
  healthAddress,
  healthScript,
  propertyScript,
  registrationScript,
} from './scripts';

/** What stands between a tenant, or a person, and the first list of connections. */
export type FirstRunNeed =
  | { readonly kind: 'missing'; readonly properties: readonly TenantPropertyName[] }
  | { readonly kind: 'refused'; readonly property: TenantPropertyName }
  | {
      readonly kind: 'notApproved';
      /** The solution's own registration, where the tenant has one. */
      readonly clientId: string | undefined;
      readonly directoryCode: string | undefined;
    }
  | { readonly kind: 'notReachable'; readonly apiOrigin: string }
  | { readonly kind: 'notRegistered' | 'noAccess'; readonly requestId: string | undefined };

/** Where the page stands, as far as SharePoint has told. */
export interface Surroundings {
  readonly site: { readonly address: string; readonly title: string };
  readonly appCatalog: string | undefined;
}

/** One screen: what is the matter, who can fix it, and how. */
export interface Guide {
  readonly title: string;
  readonly text: string;
  readonly who: string;
  readonly steps: readonly string[];
  readonly link: { readonly address: string; readonly text: string } | undefined;
  readonly scriptLabel: string;
  readonly script: string;
  /** What whoever helps may look up. */
  readonly note: string | undefined;
}

/** The screen for a need. */
export function guideFor(need: FirstRunNeed, { site, appCatalog }: Surroundings): Guide {
  const { setup, firstRun } = strings;
  switch (need.kind) {
    case 'missing':
      return {
        ...propertyGuide(need.properties, appCatalog),
        title: setup.missingTitle,
        text: format(setup.missing, need.properties.join(', ')),
      };
    case 'refused':
      return {
        ...propertyGuide([need.property], appCatalog),
        title: setup.refusedTitle,
        text: format(setup.refused, need.property),
      };
    case 'notApproved':
      return approvalGuide(need, site.address);
    case 'notReachable':
      return reachGuide(need.apiOrigin, site.address);
    case 'notRegistered':
      return {
        title: firstRun.notRegistered.title,
        text: strings.problems.tenant_not_registered,
        who: firstRun.operator,
        steps: [firstRun.notRegistered.write, firstRun.notRegistered.add],
        link: undefined,
        scriptLabel: firstRun.script,
        script: registrationScript(),
        note: noteOf(strings.messages.request, need.requestId),
      };
    case 'noAccess':
      return {
        title: firstRun.noAccess.title,
        text: strings.problems.site_not_found,
        who: format(firstRun.noAccess.who, site.title),
        steps: [firstRun.noAccess.ask, firstRun.noAccess.reload],
        link: undefined,
        scriptLabel: firstRun.message,
        script: format(firstRun.noAccess.message, site.title, site.address),
        note: noteOf(strings.messages.request, need.requestId),
      };
  }
}

function propertyGuide(
  properties: readonly TenantPropertyName[],
  appCatalog: string | undefined,
): Omit<Guide, 'title' | 'text'> {
  const { notConfigured, sharePointAdministrator, script } = strings.firstRun;
  return {
    who: sharePointAdministrator,
    steps: [notConfigured.values, notConfigured.run, notConfigured.reload],
    link: undefined,
    scriptLabel: script,
    script: propertyScript(properties, appCatalog),
    note: undefined,
  };
}

type NotApproved = Extract<FirstRunNeed, { readonly kind: 'notApproved' }>;

function approvalGuide({ clientId, directoryCode }: NotApproved, siteAddress: string): Guide {
  const { notApproved, applicationAdministrator, script } = strings.firstRun;
  const page = clientId === undefined ? apiAccessAddress(siteAddress) : undefined;
  return {
    title: strings.signIn.consentTitle,
    text: strings.signIn.problems.consentMissing,
    who: applicationAdministrator,
    steps: [
      clientId === undefined ? notApproved.page : notApproved.consent,
      notApproved.script,
      notApproved.again,
    ],
    link: page === undefined ? undefined : { address: page, text: notApproved.link },
    scriptLabel: script,
    script: approvalScript(clientId),
    note: noteOf(strings.signIn.directoryCode, directoryCode),
  };
}

function reachGuide(apiOrigin: string, siteAddress: string): Guide {
  const { notReachable, operator, script } = strings.firstRun;
  return {
    title: notReachable.title,
    text: format(notReachable.text, apiOrigin),
    who: operator,
    steps: [
      notReachable.network,
      notReachable.health,
      notReachable.silent,
      format(notReachable.answers, new URL(siteAddress).host),
    ],
    link: { address: healthAddress(apiOrigin), text: healthAddress(apiOrigin) },
    scriptLabel: script,
    script: healthScript(apiOrigin),
    note: undefined,
  };
}

function noteOf(text: string, value: string | undefined): string | undefined {
  return value === undefined ? undefined : format(text, value);
}
