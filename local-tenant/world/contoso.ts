import { sharePointOrigin } from './addresses';
import { contosoArchive } from './contoso-archive';
import { financeReaders, fieldEngineers, maintenanceCrew, sales } from './contoso-groups';
import type { Tenant } from './model';
import { applications, globalAdministrator, person } from './registrations';

const sharePointHost = 'contoso.sharepoint.localhost';

export const contoso: Tenant = {
  key: 'contoso',
  tenantId: '3b7a9c1e-5d24-4f80-9a6b-1c2d3e4f5a60',
  displayName: 'Contoso',
  sharePointHost,
  signInWith: 'msal-browser',
  furtherSharePoints: [contosoArchive],
  appCatalogPath: '/sites/appcatalog',
  workflowAdministrators: ['walt'],
  people: [
    person('olivia', '0a000000-0000-4000-8000-000000000001', {
      displayName: 'Olivia Owens',
      about: 'site owner of Operations',
    }),
    person('amir', '0a000000-0000-4000-8000-000000000002', {
      displayName: 'Amir Adler',
      about: 'site collection administrator of Operations',
    }),
    person('dana', '0a000000-0000-4000-8000-000000000003', {
      displayName: 'Dana Desai',
      about: 'designer (Edit) on Operations',
    }),
    person('ravi', '0a000000-0000-4000-8000-000000000004', {
      displayName: 'Ravi Reyes',
      about: 'reader of Operations',
    }),
    person('nora', '0a000000-0000-4000-8000-000000000005', {
      displayName: 'Nora Nilsen',
      about: 'no access to any site',
    }),
    person('sami', '0a000000-0000-4000-8000-000000000006', {
      displayName: 'Sami Sato',
      about: 'owner of the subsite Maintenance only',
    }),
    person('pia', '0a000000-0000-4000-8000-000000000007', {
      displayName: 'Pia Park',
      about: 'site owner of Projects',
    }),
    person('walt', '0a000000-0000-4000-8000-000000000008', {
      displayName: 'Walt Weber',
      about: 'workflow administrator, reader of Operations',
    }),
    person('gina', '0a000000-0000-4000-8000-000000000009', {
      displayName: 'Gina Grant',
      about: 'Global Administrator of the tenant',
      directoryRoles: [globalAdministrator],
    }),
    person('gus', '0a000000-0000-4000-8000-00000000000a', {
      displayName: 'Gus Guest',
      about: 'guest with Edit on Operations',
      userType: 'guest',
      userPrincipalName: 'gus_partner.example#EXT#@contoso.example',
    }),
    person('suki', '0a000000-0000-4000-8000-00000000000b', {
      displayName: 'Suki Sommer',
      about: 'owner of the group Sales, and so site collection administrator of its site',
    }),
    person('milo', '0a000000-0000-4000-8000-00000000000c', {
      displayName: 'Milo Marsh',
      about: 'member of the group Sales; Edit on its site',
    }),
  ],
  groups: [fieldEngineers, maintenanceCrew, financeReaders, sales],
  applications: applications(
    [sharePointOrigin({ sharePointHost }), sharePointOrigin(contosoArchive)],
    [
      'c0000000-0000-4000-8000-000000000001',
      'c0000000-0000-4000-8000-000000000002',
      'c0000000-0000-4000-8000-000000000003',
      'c0000000-0000-4000-8000-000000000004',
      'c0000000-0000-4000-8000-000000000005',
    ],
  ),
  siteCollections: [
    {
      siteId: '51000000-0000-4000-8000-000000000001',
      administrators: ['amir'],
      webs: [
        {
          webId: '3e000000-0000-4000-8000-000000000001',
          title: 'Operations',
          path: '/sites/operations',
          permissions: {
            olivia: 'Full Control',
            amir: 'Full Control',
            dana: 'Edit',
            ravi: 'Read',
            walt: 'Read',
            gus: 'Edit',
          },
        },
        {
          webId: '3e000000-0000-4000-8000-000000000002',
          title: 'Maintenance',
          path: '/sites/operations/maintenance',
          permissions: { sami: 'Full Control', amir: 'Full Control', olivia: 'Edit', ravi: 'Read' },
        },
      ],
    },
    {
      siteId: '51000000-0000-4000-8000-000000000002',
      administrators: [],
      webs: [
        {
          webId: '3e000000-0000-4000-8000-000000000003',
          title: 'Projects',
          path: '/sites/projects',
          permissions: { pia: 'Full Control', olivia: 'Design', dana: 'Read' },
        },
      ],
    },
    {
      siteId: '51000000-0000-4000-8000-000000000003',
      administrators: ['gina'],
      webs: [
        {
          webId: '3e000000-0000-4000-8000-000000000004',
          title: 'Apps for SharePoint',
          path: '/sites/appcatalog',
          permissions: {
            gina: 'Full Control',
            olivia: 'Read',
            amir: 'Read',
            dana: 'Read',
            ravi: 'Read',
            nora: 'Read',
            sami: 'Read',
            pia: 'Read',
            walt: 'Read',
            gus: 'Read',
            suki: 'Read',
            milo: 'Read',
          },
        },
      ],
    },
    {
      siteId: '51000000-0000-4000-8000-000000000004',
      administrators: [],
      connectedGroup: sales,
      webs: [
        {
          webId: '3e000000-0000-4000-8000-000000000005',
          title: 'Sales',
          path: '/sites/sales',
          permissions: { ravi: 'Read' },
        },
      ],
    },
  ],
};
