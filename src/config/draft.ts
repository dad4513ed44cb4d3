import type { Address } from '../addrs';
import type { Diagnostic, SourceRange } from '../diagnostics';
import { Findings } from './body';
import { placeText } from './read-json';
import type {
  BackendBlock, CheckBlock, EncryptionBlock, ImportBlock, LocalEntry, Located, ModuleCall, MovedBlock, OutputBlock, ProviderBlock, ProviderRef, RemovedBlock, RequiredProvider, ResourceBlock, VariableBlock,
} from './types';

/** One entry of `providers` in a call. */
export interface PassedProvider {
  /** As the module knows it. */
  readonly child: ProviderRef;
  /** As the caller knows it. */
  readonly parent: ProviderRef;
  /** Of the names alone, without the alias behind: what Terraform underlines. */
  readonly childName: () => SourceRange;
  readonly parentName: () => SourceRange;
}

/** A call before its module was read. `source` is as written, not judged yet. */
export interface CallDraft extends Omit<ModuleCall, 'module'> {
  /** Whether the block has a version, which only modules of a registry have. */
  readonly versioned: boolean;
  /** `providers`, one by one; undefined where the block has none. */
  readonly passed: readonly PassedProvider[] | undefined;
}

/** What one module needs of a provider, as its block of requirements says. */
export interface Requirement extends RequiredProvider {
  /** `configuration_aliases`: what the caller must pass besides, by alias. */
  readonly aliases: readonly string[];
}

/** A module while its files are read: blocks found so far, and what is wrong with them. */
export interface Draft {
  readonly problems: Diagnostic[];
  /** What is told only where the files themselves have nothing wrong. */
  readonly late: Diagnostic[];
  readonly requiredProviders: Map<string, Requirement>;
  /** Where required_providers stands, once there is one. */
  requirements: Located | undefined;
  backend: BackendBlock | undefined;
  encryption: EncryptionBlock | undefined;
  cloud: Located | undefined;
  readonly variables: Map<string, VariableBlock>;
  readonly locals: Map<string, LocalEntry>;
  readonly outputs: Map<string, OutputBlock>;
  /** By `name` or `name.alias`. */
  readonly providers: Map<string, ProviderBlock>;
  readonly resources: Map<Address, ResourceBlock>;
  readonly calls: Map<string, CallDraft>;
  readonly checks: Map<string, CheckBlock>;
  readonly moved: MovedBlock[];
  readonly removed: RemovedBlock[];
  readonly imports: ImportBlock[];
}

export function emptyDraft(problems: Diagnostic[] = []): Draft {
  return {
    problems, late: [], requiredProviders: new Map(), requirements: undefined, backend: undefined, encryption: undefined, cloud: undefined, variables: new Map(), locals: new Map(), outputs: new Map(),
    providers: new Map(), resources: new Map(), calls: new Map(), checks: new Map(), moved: [], removed: [], imports: [],
  };
}

/** Puts a block in its map, or tells of both places when its address is taken. `summary` is Terraform's for that kind of block. */
export function declare<K extends string, B extends Located>(blocks: Map<K, B>, key: K, block: B, address: string, summary: string, findings: Findings): void {
  const first = blocks.get(key);
  if (first === undefined) blocks.set(key, block);
  else tellTwice(address, first, block, summary, findings);
}

export function tellTwice(address: string, first: Located, again: Located, summary: string, { problems, place }: Findings): void {
  new Findings(problems, { ...place, address }).tell('config_duplicate_block', `${address} is declared twice: first at ${placeText(first.locate())}, again at ${placeText(again.locate())}. `
    + 'Each address stands for one thing: remove or rename one of them.', again.locate(), summary);
}

/** Refuses, by name and place, what the language has and this build has not. */
export function notBuilt(where: Pick<Located, 'locate'>, what: string, instead: string, findings: Findings): void {
  findings.tell('config_not_built', `${what} is not built yet, and is refused rather than ignored. ${instead}`, where.locate());
}
