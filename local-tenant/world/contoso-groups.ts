import type { Group } from './model';

export const maintenanceCrew: Group = {
  objectId: '0c000000-0000-4000-8000-000000000001',
  displayName: 'Maintenance crew',
  kind: 'security',
  owners: [],
  members: ['sami'],
  nested: [],
};

export const fieldEngineers: Group = {
  objectId: '0c000000-0000-4000-8000-000000000002',
  displayName: 'Field engineers',
  kind: 'security',
  owners: [],
  members: ['dana'],
  nested: [maintenanceCrew],
};

export const financeReaders: Group = {
  objectId: '0c000000-0000-4000-8000-000000000003',
  displayName: 'Finance readers',
  kind: 'security',
  owners: [],
  members: ['ravi', 'gus'],
  nested: [],
};

export const sales: Group = {
  objectId: '0c000000-0000-4000-8000-000000000004',
  displayName: 'Sales',
  kind: 'microsoft365',
  owners: ['suki'],
  members: ['milo'],
  nested: [],
};
