/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } }] },
  randomize: true,
  showSeed: true,
  maxWorkers: 2,
  // A busy machine is no defect: nothing here asserts an absolute time.
  testTimeout: 60_000,
};
