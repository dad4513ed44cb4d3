'use strict';
/**
 * The house: which room may import which, lowest first. One table; dependency-cruiser's rules are made from it.
 * `types` rooms may be imported for their types only. See docs/decisions for where it differs from the first plan.
 */
const kernel = ['diagnostics', 'addrs', 'values'];

module.exports = {
  rooms: {
    diagnostics: [],
    addrs: ['diagnostics'],
    values: ['diagnostics', 'addrs'],
    graph: ['diagnostics'],
    schema: kernel,
    lang: [...kernel, 'schema'],
    config: [...kernel, 'schema', 'lang'],
    api: ['diagnostics'],
    operations: ['diagnostics', 'api'],
    state: [...kernel, 'operations', 'api'],
    provider: [...kernel, 'schema', 'api', 'operations'],
    plan: [...kernel, 'schema', 'graph', 'lang', 'config', 'state', 'provider', 'api'],
    apply: [...kernel, 'schema', 'graph', 'lang', 'state', 'operations', 'plan', 'provider', 'api'],
    render: [...kernel, 'schema', 'state', 'plan', 'apply', 'operations', 'provider'],
    forge: ['diagnostics', 'render'],
    plugin: [...kernel, 'schema', 'provider', 'api', 'operations'],
    emulator: ['api', 'diagnostics'],
    testing: ['emulator'],
    compose: [...kernel, 'schema', 'graph', 'lang', 'config', 'state', 'api', 'operations', 'provider', 'plan', 'apply', 'render', 'emulator'],
    cli: [...kernel, 'schema', 'graph', 'lang', 'config', 'state', 'api', 'operations', 'provider', 'plan', 'apply', 'render', 'emulator', 'compose', 'forge'],
  },
  /** Files outside the rooms. */
  faces: {
    'src/provider-kit.ts': ['provider', 'schema', 'values', 'diagnostics'],
    'src/index.ts': ['compose', 'diagnostics', 'values', 'plan', 'apply', 'state', 'operations', 'api', 'provider', 'provider-kit.ts'],
  },
};
