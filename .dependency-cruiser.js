'use strict';
const { rooms, faces } = require('./house-table');

const inRoom = (room) => `^src/${room}/`;
const roomRules = Object.entries(rooms).map(([room, allowed]) => ({
  name: `house-${room}`,
  comment: `${room} may import only ${allowed.join(', ') || 'nothing of ours'}`,
  severity: 'error',
  from: { path: inRoom(room) },
  to: { path: '^src/', pathNot: [room, ...allowed].map(inRoom).concat(room === 'cli' || room === 'testing' ? ['^src/index\\.ts$'] : []) },
}));
const faceRules = Object.entries(faces).map(([file, allowed]) => ({
  name: `house-face-${file}`,
  severity: 'error',
  from: { path: `^${file.replace('.', '\\.')}$` },
  to: { path: '^src/', pathNot: allowed.map((room) => (room.endsWith('.ts') ? `^src/${room.replace('.', '\\.')}$` : inRoom(room))) },
}));
/** Files, sockets, processes, clocks and random numbers: only adapter files of these rooms. */
const adapters = '^src/(api/(grpc-|system|tls|credential|metadata|key-file|connect)|state/(backends|adapter)|config/(adapter|synth)|forge/adapter|plugin/(adapter-|grpc-|main)|emulator/|compose/|cli/|testing/adapter)';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    ...roomRules,
    ...faceRules,
    {
      name: 'rooms-by-their-door',
      comment: 'another room is entered through its index, except for generated wire definitions of api',
      severity: 'error',
      from: { path: '^src/([^/]+)/' },
      to: { path: '^src/([^/]+)/.+', pathNot: ['^src/$1/', '^src/[^/]+/index\\.ts$', '^src/api/(wire|grpc-definitions)\\.ts$', '^src/cli/commands/', '^src/provider/(cloudbackup|builtin)/index\\.ts$', '^src/state/backends/[a-z]+/index\\.ts$'] },
    },
    {
      name: 'grpc-only-in-adapters',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(api|emulator|plugin)/grpc-' },
      to: { path: 'node_modules/@grpc/' },
    },
    {
      name: 'no-world-outside-adapters',
      severity: 'error',
      from: { path: '^src/', pathNot: adapters },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?(buffer|crypto|zlib|path|util|events|path/posix|path/win32)$' },
    },
    {
      name: 'plan-cannot-mutate',
      severity: 'error',
      from: { path: '^src/plan/' },
      to: { path: '^src/(apply|operations)/' },
    },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
    { name: 'no-dev-dependencies', severity: 'error', from: { path: '^src/', pathNot: '^src/constructs/' }, to: { dependencyTypes: ['npm-dev'] } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|cdktf|cdktn)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['require', 'node', 'default'] },
  },
};
