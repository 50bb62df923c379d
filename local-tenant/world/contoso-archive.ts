import type { Tenant } from './model';

/** Contoso's second SharePoint host. */
export const contosoArchive: Pick<Tenant, 'sharePointHost' | 'siteCollections'> = {
  sharePointHost: 'contoso-archive.sharepoint.localhost',
  siteCollections: [
    {
      siteId: '51000000-0000-4000-8000-000000000005',
      administrators: ['amir'],
      webs: [
        {
          webId: '3e000000-0000-4000-8000-000000000006',
          title: 'Records',
          path: '/sites/records',
          permissions: { pia: 'Full Control', dana: 'Edit', olivia: 'Read' },
        },
      ],
    },
    {
      siteId: '51000000-0000-4000-8000-000000000006',
      administrators: ['gina'],
      webs: [
        {
          webId: '3e000000-0000-4000-8000-000000000007',
          title: 'Apps for SharePoint',
          path: '/sites/appcatalog',
          permissions: { gina: 'Full Control', pia: 'Read', dana: 'Read', olivia: 'Read', amir: 'Read' },
        },
      ],
    },
  ],
};
