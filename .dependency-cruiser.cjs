'use strict';

// Who may import whom: see ARCHITECTURE.md. `npm run verify` runs this.

const tests = '\\.test\\.(ts|tsx|mjs)$';

/** A folder of the product: what it may import of the project's own files, folders or single files. */
function direction(from, mayImport) {
  const allowed = mayImport.map((path) =>
    path.endsWith('.ts') ? `^${path.replaceAll('.', '\\.')}$` : `^${path}/`,
  );
  return {
    name: `${from.replaceAll('/', '-')}-imports`,
    comment: `${from} imports ${mayImport.join(', ')} and packages, nothing else of this project.`,
    severity: 'error',
    from: { path: `^${from}/` },
    to: { path: '^(src|connection-manager|local-tenant|e2e|tools|test-setup)/', pathNot: allowed },
  };
}

module.exports = {
  forbidden: [
    direction('src/contract', ['src/contract']),
    direction('src/rules', ['src/rules', 'src/contract']),
    direction('src/client', ['src/client', 'src/rules', 'src/contract']),
    direction('src/webparts', ['src/webparts', 'src/client', 'src/rules', 'src/contract']),
    direction('src/extensions', ['src/extensions', 'src/client', 'src/rules', 'src/contract']),
    direction('connection-manager', ['connection-manager', 'src/rules', 'src/contract']),
    // One file of data and nothing that runs: what a tenant is set up with. So the local tenant is set up with
    // the same, and cannot drift from what `connection-manager setup` tells a real one.
    direction('local-tenant', ['local-tenant', 'connection-manager/setup/applications.ts']),
    {
      name: 'sealing-stays-in-the-vault',
      comment:
        'What seals, opens and wraps with keys in hand is called by the vault only; others go through createVault. Types may go anywhere.',
      severity: 'error',
      from: { pathNot: '^connection-manager/vault/' },
      to: {
        path: '^connection-manager/vault/(sealed-secret|key-wrap)\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolved-imports',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(WorkflowGalleryStrings|node:sqlite)$' },
    },
    {
      name: 'product-does-not-import-tests',
      severity: 'error',
      from: { path: '^(src|connection-manager|local-tenant|tools)/', pathNot: [tests, '/testing/'] },
      to: { path: [tests, '/testing/', '^test-setup/'] },
    },
    {
      name: 'product-does-not-import-dev-dependencies',
      comment: 'Types are gone when the product runs.',
      severity: 'error',
      from: { path: '^(src|connection-manager)/', pathNot: [tests, '/testing/'] },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['type-only'],
        pathNot: '^node_modules/@types/',
      },
    },
    {
      name: 'browser-code-does-not-import-node',
      severity: 'error',
      from: { path: '^src/', pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    tsConfig: { fileName: 'tsconfig.node.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  },
};
