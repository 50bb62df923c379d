'use strict';

/**
 * What must be skipped everywhere: what is written by the build, and never holds a source.
 */
const generatedFolders = [
  '<rootDir>/lib/',
  '<rootDir>/temp/',
  '<rootDir>/release/',
  '<rootDir>/sharepoint/',
  '<rootDir>/.build/',
  '<rootDir>/.local/',
  '<rootDir>/connection-manager/dist/',
  '<rootDir>/local-tenant/dist/',
];

/** One SWC transform per syntax: in a `.ts` file `<T>(value: T)` is a generic, in a `.tsx` file it is an element. */
function swc(parser, isModule = 'unknown') {
  return [
    '@swc/jest',
    {
      swcrc: false,
      // Packages bring scripts as well as modules; a script must not be turned strict.
      isModule,
      jsc: { parser, target: 'es2022', transform: { react: { runtime: 'classic' } } },
      module: { type: 'commonjs' },
    },
  ];
}

const base = {
  rootDir: __dirname,
  modulePathIgnorePatterns: generatedFolders,
  moduleFileExtensions: ['ts', 'tsx', 'mjs', 'js', 'cjs', 'json', 'node'],
  transform: {
    // What esbuild bundles as text, tests read as text.
    '\\.(css|html|svg|client\\.js)$': '<rootDir>/test-setup/text-transform.js',
    // A script that imports a module while it runs: only as a module is its import() translated too.
    '/node_modules/@fastify/cookie/.*\\.js$': swc({ syntax: 'ecmascript' }, true),
    '\\.tsx$': swc({ syntax: 'typescript', tsx: true }),
    '\\.m?ts$': swc({ syntax: 'typescript' }),
    '\\.(m?js|cjs|jsx)$': swc({ syntax: 'ecmascript', jsx: true }),
  },
  // Many packages are ES modules only (jose, oauth4webapi, PnPjs, oidc-provider), so all are transformed.
  transformIgnorePatterns: [],
};

module.exports = {
  projects: [
    {
      ...base,
      displayName: 'node',
      testEnvironment: 'node',
      testMatch: [
        '<rootDir>/src/{contract,rules,client}/**/*.test.ts',
        '<rootDir>/{connection-manager,local-tenant}/**/*.test.ts',
        '<rootDir>/tools/**/*.test.{ts,mjs}',
      ],
    },
    {
      ...base,
      displayName: 'webpart',
      testEnvironment: '<rootDir>/test-setup/jsdom-with-fetch.js',
      testMatch: ['<rootDir>/src/{webparts,extensions}/**/*.test.{ts,tsx}'],
      setupFilesAfterEnv: ['<rootDir>/test-setup/webpart.ts'],
      moduleNameMapper: {
        '\\.module\\.scss$': '<rootDir>/test-setup/css-module.js',
        '^WorkflowGalleryStrings$': '<rootDir>/test-setup/workflow-gallery-strings.js',
        // One copy of Fluent, whichever way it is imported.
        '^@fluentui/react/lib/(.*)$': '@fluentui/react/lib-commonjs/$1',
      },
      transform: {
        // Microsoft publishes the running code of these packages as AMD bundles only.
        '/node_modules/@microsoft/sp-[a-z-]+/lib-commonjs/index\\.js$':
          '<rootDir>/test-setup/sharepoint-runtime-transform.js',
        ...base.transform,
      },
    },
    {
      ...base,
      displayName: 'browser',
      testEnvironment: 'node',
      testMatch: ['<rootDir>/e2e/**/*.test.ts'],
      setupFilesAfterEnv: ['<rootDir>/test-setup/browser.ts'],
    },
  ],
};
