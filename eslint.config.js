'use strict';

const tseslint = require('typescript-eslint');
const sharePointProfile = require('@microsoft/eslint-config-spfx/lib/flat-profiles/react');

const typeScript = ['**/*.ts', '**/*.tsx'];
// A `describe-*.ts` is a suite that several tests run, such as the one every store must pass.
const tests = ['**/*.test.{ts,tsx,mjs}', '**/describe-*.ts', '**/testing/**', '**/fixtures/**'];
const product = ['src/**/*.ts', 'src/**/*.tsx', 'connection-manager/**/*.ts'];

/** The same configuration, for some folders only. Entries that only ignore files stay as they are. */
function only(folders, configuration) {
  return configuration
    .filter((entry) => entry.files !== undefined)
    .map((entry) => ({
      ...entry,
      files: entry.files.flatMap((glob) => folders.map((folder) => `${folder}/${glob}`)),
    }));
}

const budgets = {
  'max-lines': ['error', { max: 300, skipBlankLines: true }],
  'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true, IIFEs: true }],
  'max-params': 'off',
  '@typescript-eslint/max-params': ['error', { max: 3, countVoidThis: false }],
  complexity: ['error', 10],
};

const houseStyle = {
  eqeqeq: ['error', 'always'],
  'func-style': ['error', 'declaration', { allowArrowFunctions: true }],
  'no-restricted-syntax': [
    'error',
    { selector: 'ExportDefaultDeclaration', message: 'Export by name.' },
    { selector: 'ExportAllDeclaration', message: 'No barrels: import from the file that holds it.' },
    { selector: 'TSEnumDeclaration', message: 'Use a union of string literals.' },
  ],
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-non-null-assertion': 'error',
  '@typescript-eslint/no-unused-vars': [
    'error',
    {
      argsIgnorePattern: '^_',
      varsIgnorePattern: '^_',
      destructuredArrayIgnorePattern: '^_',
      ignoreRestSiblings: true,
    },
  ],
  '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
};

const typeAware = {
  '@typescript-eslint/await-thenable': 'error',
  '@typescript-eslint/no-floating-promises': ['error', { ignoreVoid: true }],
  '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
  '@typescript-eslint/no-unsafe-argument': 'error',
  '@typescript-eslint/no-unsafe-assignment': 'error',
  '@typescript-eslint/no-unsafe-call': 'error',
  '@typescript-eslint/no-unsafe-member-access': 'error',
  '@typescript-eslint/no-unsafe-return': 'error',
  '@typescript-eslint/only-throw-error': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
};

module.exports = [
  {
    ignores: [
      '**/node_modules/',
      '**/dist/',
      'lib/',
      'lib-*/',
      'temp/',
      'release/',
      'sharepoint/',
      'coverage/',
      'jsconfig/',
      '.build/',
      '.local/',
      // The form SPFx wants for texts: an AMD module without types.
      'src/**/loc/*.js',
    ],
  },

  ...only(['src'], sharePointProfile),
  ...tseslint.configs.strict.map((entry) => ({ ...entry, files: typeScript })),
  {
    files: typeScript,
    languageOptions: {
      parserOptions: { project: ['./tsconfig.json', './tsconfig.node.json'], tsconfigRootDir: __dirname },
    },
    rules: { ...budgets, ...houseStyle, ...typeAware },
  },

  {
    files: ['src/**/*.ts', 'src/**/*.tsx'],
    rules: {
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      'no-restricted-imports': [
        'error',
        {
          paths: [{ name: 'zod', message: "Import 'zod/mini': the classic API costs 16 kB in every page." }],
        },
      ],
      // JSON has null, and so have the answers of SharePoint and the connection manager.
      '@rushstack/no-new-null': 'off',
      // `onClick={() => void save()}` says that nobody waits; no-floating-promises sees the rest.
      'no-void': 'off',
      'max-lines': budgets['max-lines'],
    },
  },
  {
    files: ['src/**/*.tsx'],
    rules: { 'max-lines-per-function': ['error', { max: 120, skipBlankLines: true, skipComments: true }] },
  },
  {
    // SharePoint finds the class of a component by its default export; a declaration file says what is there.
    files: ['src/**/*WebPart.ts', 'src/**/*CommandSet.ts', '**/*.d.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    // An import would turn a file that declares modules into a module itself.
    files: ['**/*.d.ts'],
    rules: { '@typescript-eslint/consistent-type-imports': 'off' },
  },
  { files: product, rules: { 'no-console': 'error' } },

  {
    files: ['**/*.mjs', '**/*.js', '**/*.cjs'],
    rules: {
      ...budgets,
      eqeqeq: 'error',
      'no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'no-undef': 'off',
      '@typescript-eslint/max-params': 'off',
      'max-params': ['error', 3],
    },
  },
  {
    files: tests,
    rules: {
      'max-lines-per-function': 'off',
      '@typescript-eslint/explicit-function-return-type': 'off',
      // Jest's matchers, such as expect.any(String), are of type any; rows of it.each have many columns.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/max-params': 'off',
      'no-script-url': 'off',
    },
  },
];
