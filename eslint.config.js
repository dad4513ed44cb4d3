'use strict';
const tseslint = require('typescript-eslint');

const adapters = [
  'src/api/grpc-*.ts', 'src/api/system.ts', 'src/api/credentials*.ts', 'src/api/metadata*.ts', 'src/api/key-file.ts', 'src/api/connect*.ts', 'src/api/tls*.ts',
  'src/state/adapter-*.ts', 'src/state/backends/**', 'src/config/adapter-*.ts', 'src/forge/adapter-*.ts', 'src/plugin/adapter-*.ts', 'src/plugin/grpc-*.ts', 'src/plugin/main.ts', 'src/emulator/**', 'src/compose/**', 'src/cli/**', 'src/testing/adapter-*.ts',
];

const namedOnly = [{ selector: 'ExportDefaultDeclaration', message: 'Named exports only.' }];
/** Reading the clock; turning a given time into text is arithmetic and allowed. */
const wallClock = [
  "MemberExpression[object.name='Date'][property.name='now']", "NewExpression[callee.name='Date'][arguments.length=0]", "CallExpression[callee.name='Date']",
].map((selector) => ({ selector, message: 'Time comes in by the Clock port.' }));

module.exports = tseslint.config(
  { ignores: ['dist/**', 'cdktf/**', 'cdktn/**', 'node_modules/**', 'src/constructs/**', 'examples/**', 'coverage/**', '**/*.js'] },
  {
    files: ['src/**/*.ts', 'test/**/*.ts'],
    languageOptions: { parser: tseslint.parser, parserOptions: { project: './tsconfig.test.json', tsconfigRootDir: __dirname } },
    plugins: { '@typescript-eslint': tseslint.plugin },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports', disallowTypeAnnotations: false }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unsafe-argument': 'error',
      '@typescript-eslint/no-unsafe-assignment': 'error',
      '@typescript-eslint/no-unsafe-call': 'error',
      '@typescript-eslint/no-unsafe-member-access': 'error',
      '@typescript-eslint/no-unsafe-return': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/no-unnecessary-condition': 'off',
      'no-console': 'error',
      'no-restricted-syntax': ['error', ...namedOnly],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: adapters,
    rules: {
      'no-restricted-globals': ['error', 'setTimeout', 'setInterval', 'setImmediate', 'fetch', 'performance'],
      'no-restricted-syntax': ['error', ...namedOnly, ...wallClock],
      'no-restricted-properties': ['error', { object: 'Math', property: 'random' }, { object: 'process', property: 'env' }, { object: 'process', property: 'exit' }],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/cli/main.ts', 'src/plugin/main.ts'],
    rules: { 'no-restricted-properties': ['error', { object: 'process', property: 'exit', message: 'Only the main.ts of a program ends the process.' }] },
  },
  {
    files: ['src/render/**', 'src/cli/**'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off', '@typescript-eslint/no-unsafe-member-access': 'off', '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off', '@typescript-eslint/no-unsafe-return': 'off', '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/no-floating-promises': 'error',
      'no-restricted-properties': ['error', { object: 'it', property: 'only' }, { object: 'describe', property: 'only' }, { object: 'it', property: 'skip' }],
    },
  },
);
