import type { FlagSpec } from './flags';

/** Flags that several commands share, said once. */

export const OUTPUT_FLAGS: readonly FlagSpec[] = [
  { name: 'json', kind: 'switch', help: 'Machine-readable output on stdout.' },
  { name: 'no-color', kind: 'switch', help: 'No colours, also on a terminal.' },
];

export const EXIT_FLAGS: readonly FlagSpec[] = [
  { name: 'exit-codes', kind: 'text', value: 'terraform', choices: ['terraform', 'holdfast'], help: 'Use Terraform\'s exit codes only: 3 to 6 become 1.' },
];

/** Which state is meant, for commands that need no values. */
export const STATE_FLAGS: readonly FlagSpec[] = [
  { name: 'state', kind: 'text', value: 'FILE', help: 'The state is in this file, not where a local backend has it.' },
  { name: 'stack', kind: 'text', value: 'NAME', help: 'The stack of a cdktf app whose state is meant.' },
  { name: 'app-env', kind: 'list', value: 'NAME', help: 'Lets the cdktf app see this environment variable although it looks like a credential.' },
  { name: 'no-color', kind: 'switch', help: 'No colours, also on a terminal.' },
];

/** Taken where Terraform takes it. */
export const TEST_DIRECTORY: FlagSpec = { name: 'test-directory', kind: 'text', value: 'FOLDER', help: 'Accepted; files of tests are not read.' };

export const NO_COLOR: FlagSpec = { name: 'no-color', kind: 'switch', help: 'No colours, also on a terminal.' };

export const IGNORED_REMOTE: FlagSpec = { name: 'ignore-remote-version', kind: 'switch', help: 'Accepted; no backend of this release runs another version.' };

export const STATE_OUT: FlagSpec = { name: 'state-out', kind: 'text', value: 'FILE', help: 'Writes a local state to this file, and leaves the one that was read as it is.' };

/** How a state is changed by hand. */
export const STATE_CHANGE_FLAGS: readonly FlagSpec[] = [
  ...STATE_FLAGS,
  { name: 'backup', kind: 'text', value: 'FILE', help: 'Where a local state goes that stood there before; - keeps none.' },
  { name: 'lock', kind: 'switch', help: 'Accepted; a state is changed under its lock only.' },
  IGNORED_REMOTE,
  { name: 'lock-timeout', kind: 'duration', value: '30s', help: 'How long to wait for a locked state (0s).' },
];

/** Where the configuration comes from and what goes into it. */
export const CONFIGURATION_FLAGS: readonly FlagSpec[] = [
  { name: 'stack', kind: 'text', value: 'NAME', help: 'One stack of a cdktf app; without it all are meant, in the order of their dependencies.' },
  { name: 'var', kind: 'list', value: '\'NAME=VALUE\'', help: 'Sets a variable. May be given often; a later one wins.' },
  { name: 'var-file', kind: 'list', value: 'FILE', help: 'Takes variables from a file. May be given often.' },
  { name: 'app-env', kind: 'list', value: 'NAME', help: 'Lets the cdktf app see this environment variable although it looks like a credential.' },
];

/** What the person running the command allows, beyond any configuration. */
export const ALLOW_FLAGS: readonly FlagSpec[] = [
  { name: 'allow-host', kind: 'list', value: 'NAME', help: 'Lets credentials travel to this host too.' },
  { name: 'plaintext', kind: 'switch', help: 'Calls without TLS, to this machine or an allowed host (YC_PLAINTEXT).' },
  { name: 'insecure', kind: 'switch', help: 'Does not check the certificate of the service (YC_INSECURE).' },
  { name: 'ca-file', kind: 'text', value: 'FILE', help: 'Trusts the certificate authorities of this PEM file (HOLDFAST_CA_FILE).' },
  { name: 'max-deletes', kind: 'count', value: 'N', help: 'Most registrations that one apply may delete (10).' },
];

const PLAN_KEY: FlagSpec = { name: 'plan-key', kind: 'list', value: 'FILE', help: 'A passphrase that a saved plan is encrypted with (HOLDFAST_PLAN_KEY).' };

/** How a plan is saved. */
export const SAVING_FLAGS: readonly FlagSpec[] = [
  PLAN_KEY,
  { name: 'sign-key', kind: 'list', value: 'FILE', help: 'Signs the saved plan with this Ed25519 private key (PEM). May be given often.' },
  { name: 'sign-secret', kind: 'list', value: 'FILE', help: 'Signs it with this secret, which who takes it has too (HOLDFAST_SIGN_SECRET).' },
];

/** Which saved plans are taken. */
export const SAVED_PLAN_FLAGS: readonly FlagSpec[] = [
  PLAN_KEY,
  { name: 'verify-key', kind: 'list', value: 'FILE', help: 'Takes a saved plan only if the owner of this Ed25519 public key (PEM) signed it; of several, one of them.' },
  { name: 'verify-secret', kind: 'list', value: 'FILE', help: 'The same by the secret that it was signed with (HOLDFAST_SIGN_SECRET).' },
  { name: 'expect-digest', kind: 'text', value: 'DIGEST', help: 'Takes only the saved plan with this digest.' },
];

/** How a plan or an apply is carried out. */
export const SESSION_FLAGS: readonly FlagSpec[] = [
  { name: 'input', kind: 'switch', help: 'With -input=false nothing is ever asked.' },
  { name: 'lock', kind: 'switch', help: 'With -lock=false a plan is made without the state\'s lock.' },
  { name: 'lock-timeout', kind: 'duration', value: '30s', help: 'How long to wait for a locked state (0s).' },
  { name: 'parallelism', kind: 'count', value: 'N', help: 'Reads and steps under way at once.' },
  { name: 'destroy', kind: 'switch', help: 'Plan the removal of everything in the state.' },
  { name: 'refresh-only', kind: 'switch', help: 'Only takes into the state what the world did by itself.' },
  { name: 'state', kind: 'text', value: 'FILE', help: 'The state is in this file, not where a local backend has it.' },
  { name: 'backup', kind: 'text', value: 'FILE', help: 'Where a local state goes that stood there before; - keeps none.' },
];

/** Which part of it all a plan is of. */
export const TARGET_FLAGS: readonly FlagSpec[] = [
  { name: 'target', kind: 'list', value: 'ADDRESS', help: 'Only this resource, instance or module, and what it depends on. May be given often.' },
  { name: 'exclude', kind: 'list', value: 'ADDRESS', help: 'Everything but this, and but what depends on it. May be given often.' },
];

/** How a plan is made. */
export const PLANNING_FLAGS: readonly FlagSpec[] = [
  ...TARGET_FLAGS,
  { name: 'replace', kind: 'list', value: 'ADDRESS', help: 'Replaces this instance although nothing else asks for it. May be given often.' },
  { name: 'compact-warnings', kind: 'switch', help: 'Warnings in one line each, where there are no errors beside them.' },
  { name: 'concise', kind: 'switch', help: 'Objects that are read are counted, not listed.' },
  { name: 'json-into', kind: 'text', value: 'FILE', help: 'Writes the lines that -json has into this file, besides the text for people.' },
  { name: 'refresh', kind: 'switch', help: 'With -refresh=false the objects of the state are taken for what the world is.' },
];

/** Terraform's planning flags that this release refuses. */
export const PLANNING_NOT_BUILT: readonly string[] = [
  'minimal-refresh', 'target-file', 'exclude-file',
  'consolidate-warnings', 'consolidate-errors', 'show-sensitive',
  'allow-deferral', 'policies', 'invoke', 'deprecation',
];
