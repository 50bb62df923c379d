import { sharePointOrigin } from './addresses';
import type { Tenant } from './model';
import { applications, person } from './registrations';

const sharePointHost = 'fabrikam.sharepoint.localhost';

export const fabrikam: Tenant = {
  key: 'fabrikam',
  tenantId: '7f1d2e3c-4b5a-4968-8776-655443322110',
  displayName: 'Fabrikam',
  sharePointHost,
  signInWith: 'token provider',
  appCatalogPath: '/sites/appcatalog',
  workflowAdministrators: [],
  people: [
    person('felix', '0f000000-0000-4000-8000-000000000001', {
      displayName: 'Felix Fischer',
      about: 'site owner of Finance at Fabrikam',
      userPrincipalName: 'felix@fabrikam.example',
    }),
  ],
  groups: [],
  applications: applications(
    [sharePointOrigin({ sharePointHost })],
    [
      'f0000000-0000-4000-8000-000000000001',
      'f0000000-0000-4000-8000-000000000002',
      'f0000000-0000-4000-8000-000000000003',
      'f0000000-0000-4000-8000-000000000004',
      'f0000000-0000-4000-8000-000000000005',
    ],
  ),
  siteCollections: [
    {
      siteId: '5f000000-0000-4000-8000-000000000001',
      administrators: [],
      webs: [
        {
          webId: '3f000000-0000-4000-8000-000000000001',
          title: 'Finance',
          path: '/sites/finance',
          permissions: { felix: 'Full Control' },
        },
      ],
    },
    {
      siteId: '5f000000-0000-4000-8000-000000000002',
      administrators: [],
      webs: [
        {
          webId: '3f000000-0000-4000-8000-000000000002',
          title: 'Apps for SharePoint',
          path: '/sites/appcatalog',
          permissions: { felix: 'Read' },
        },
      ],
    },
  ],
};
